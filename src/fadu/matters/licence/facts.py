# SPDX-License-Identifier: MulanPSL-2.0
"""What the guards and clocks of a licence need to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World


@fact("deemed_accepted", rows=("XK-032C", "XC-015B"))
def deemed_accepted(world: World) -> Answer:
    """The application counts as accepted from the day of receipt, since nothing was told within the term."""
    return "yes" if world.state.done("accept_by_law") else "no"


@fact("hearing_offered", rows=("XK-036", "XC-019"))
def hearing_offered(world: World) -> Answer:
    """Applicant and interested parties were told that they may ask for a hearing."""
    return "yes" if world.state.done("tell_interested") else "no"


@fact("hearing_requested", rows=("XK-047A", "XC-053A"))
def hearing_requested(world: World) -> Answer:
    """Somebody has asked for a hearing."""
    return "yes" if world.state.done("request_hearing") else "no"
