# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers of a hearing say of who holds it: those assigned as host, assessors and recorder (听证办法 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.hearing.staff import printed
from fadu.procedure.saying import saying

if TYPE_CHECKING:
    from fadu.procedure.decision import World


@saying("host")
def host(world: World) -> str:
    """The host of the hearing."""
    return printed(world.state, "host")


@saying("assessors")
def assessors(world: World) -> str:
    """The assessors, where there are any."""
    return printed(world.state, "assessor")


@saying("recorder")
def recorder(world: World) -> str:
    """The recorder, where there is one."""
    return printed(world.state, "recorder")
