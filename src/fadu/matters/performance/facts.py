# SPDX-License-Identifier: MulanPSL-2.0
"""Facts about the performance of a penalty by one party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.days import day
from fadu.matters.performance.dues import decided_for
from fadu.matters.performance.overdue import last_day_to_pay, was_ever_overdue
from fadu.matters.performance.remedies import decision, remedies_end
from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World


@fact("fine_overdue", rows=("CF-072A", "PP-075"))
def fine_overdue(world: World) -> Answer:
    """Whether some of the fine was not paid by its last day, also where it came in afterwards."""
    if last_day_to_pay(world) is None or (world.replay and world.state.fields.get("fine") is None):
        return "unknown"
    return "yes" if was_ever_overdue(world) else "no"


@fact("deferral_ends_last", rows=("CF-072C",))
def deferral_ends_last(world: World) -> Answer:
    """Whether a deferral ends after the remedies do: the term to ask the court runs from the later of both."""
    until = day(world.state.fields.get("until")) if world.state.done("grant_deferral") else None
    served = day(world.state.fields.get("served_on"))
    if until is None or served is None:
        return "no"
    ended = day(world.state.fields.get("remedies_ended_on")) or remedies_end(world, served).last_day
    return "yes" if until > ended else "no"


@fact("gains_confiscated")
def gains_confiscated(world: World) -> Answer:
    """Whether gains were confiscated, which no deferral covers."""
    return "yes" if decided_for(world.state).gains else "no"


@fact("dunning_given_up")
def dunning_given_up(world: World) -> Answer:
    """Whether what the party said against the demand was found right, in whole or in part, when it was last weighed."""
    weighed = world.state.last("review_dunning_defence")
    outcome = weighed.payload.get("dunning_outcome") if weighed else None
    return "yes" if outcome in {"adopted", "partly"} else "no"


@fact("reconsideration_first", rows=("FY23-023A", "QXJ-JG20"))
def reconsideration_first(world: World) -> Answer:
    """Whether the decision, or a part of it, goes to reconsideration before it can go to court."""
    items = world.law.remedies(decision(world), None).items
    return "yes" if any(item.after for item in items) else "no"


@fact("dunning_answered")
def dunning_answered(world: World) -> Answer:
    """Whether the party has spoken against the letter of dunning."""
    return "yes" if world.state.done("answer_dunning") else "no"
