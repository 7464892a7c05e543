# SPDX-License-Identifier: MulanPSL-2.0
"""What the guards of a complaint need to know: which of its notices go out only after their review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.facts import fact
from fadu.procedure.replies import is_exempt

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World


@fact("transfer_notice_reviewed_first")
def transfer_notice_reviewed_first(world: World) -> Answer:
    """The notice of a transfer is not exempt from review on that day."""
    return _due(world, "transfer")


@fact("acceptance_notice_reviewed_first")
def acceptance_notice_reviewed_first(world: World) -> Answer:
    """The notice of acceptance is not exempt from review on that day."""
    return _due(world, "accept")


@fact("refusal_notice_reviewed_first")
def refusal_notice_reviewed_first(world: World) -> Answer:
    """The notice of a refusal is not exempt from review on that day."""
    return _due(world, "refuse")


@fact("termination_notice_reviewed_first")
def termination_notice_reviewed_first(world: World) -> Answer:
    """The notice that mediation has ended is not exempt from review on that day."""
    return _due(world, "terminate")


@fact("mediation_begun")
def mediation_begun(world: World) -> Answer:
    """The complaint was accepted, so that what ends it ends mediation."""
    return "yes" if world.state.done("accept") else "no"


def _due(world: World, kind: str) -> Answer:
    return "no" if is_exempt(world, kind) else "yes"
