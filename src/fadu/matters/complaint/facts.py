# SPDX-License-Identifier: MulanPSL-2.0
"""What the guards and terms of a complaint need to know: which of its notices go out only after their review, whom word is owed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure import rulings
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


@fact("complainant_owed_word", rows=("CR-014", "CN-015A"))
def complainant_owed_word(world: World) -> Answer:
    """It was decided whether to accept, and a complainant is there who did not die within the term, with nobody in the place."""
    if not (world.state.done("accept") or world.state.done("refuse")):
        return "no"
    capacity = world.procedure.roles["complainant"].capacity
    ends = [party.ended_on for party in world.state.parties if party.capacity == capacity]
    if not ends or None in ends:
        return "yes"
    received = world.value("received_on")
    if not received:
        return "unknown"
    day = date.fromisoformat(str(received))
    last = world.law.due("complaint/acceptance", day, on=day).last_day
    return "yes" if any(ended and ended > last for ended in ends) else "no"


@fact("anew_unfixed", rows=("FYT-049",))
def anew_unfixed(world: World) -> Answer:
    """By that result the refusal has no effect any more, and no day was named by which to decide anew."""
    return "yes" if rulings.is_anew(world, ("refuse",)) and not rulings.day_ordered(world) else "no"


@fact("anew_by_order", rows=("FY23-064A", "SS-070"))
def anew_by_order(world: World) -> Answer:
    """By that result the refusal has no effect any more, and a day was named by which to decide anew."""
    return "yes" if rulings.is_anew(world, ("refuse",)) and rulings.day_ordered(world) else "no"


def _due(world: World, kind: str) -> Answer:
    return "no" if is_exempt(world, kind) else "yes"
