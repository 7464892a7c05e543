# SPDX-License-Identifier: MulanPSL-2.0
"""What the guards and terms of a complaint need to know: which of its notices go out only after their review, whom word is owed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure import rulings
from fadu.procedure.facts import fact
from fadu.procedure.outlines import is_affirmed
from fadu.procedure.replies import is_exempt, slips_for

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World
    from fadu.procedure.state import ChildView


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


@fact("not_mediated_yet")
def not_mediated_yet(world: World) -> Answer:
    """No mediation was held since the complaint was accepted."""
    accepted = max((entry.seq for entry in world.state.done("accept")), default=0)
    return "no" if any(entry.seq > accepted for entry in world.state.done("mediate")) else "yes"


@fact("termination_cleared")
def termination_cleared(world: World) -> Answer:
    """The notice that mediation has ended was reviewed since the complaint was accepted, and the reviewer agreed."""
    return _cleared(world, "terminate", "accept")


@fact("termination_in_review")
def termination_in_review(world: World) -> Answer:
    """The notice that mediation has ended was sent to review since the complaint was accepted, and no reviewer has agreed yet."""
    return _in_review(world, "terminate", "accept")


@fact("refusal_in_review")
def refusal_in_review(world: World) -> Answer:
    """The notice of a refusal was sent to review since the complaint was last refused, and no reviewer has agreed yet."""
    return _in_review(world, "refuse", "refuse")


@fact("refusal_cleared")
def refusal_cleared(world: World) -> Answer:
    """The notice of a refusal was reviewed since the complaint was last refused, and the reviewer agreed."""
    return _cleared(world, "refuse", "refuse")


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


def _slips(world: World, kind: str, since: str) -> list[ChildView]:
    last = max((entry.seq for entry in world.state.done(since)), default=0)
    return slips_for(world.state, kind, after=last)


def _cleared(world: World, kind: str, since: str) -> Answer:
    return "yes" if any(map(is_affirmed, _slips(world, kind, since))) else "no"


def _in_review(world: World, kind: str, since: str) -> Answer:
    slips = _slips(world, kind, since)
    return "yes" if slips and not any(map(is_affirmed, slips)) else "no"


def _due(world: World, kind: str) -> Answer:
    return "no" if is_exempt(world, kind) else "yes"
