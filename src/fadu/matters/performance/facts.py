# SPDX-License-Identifier: MulanPSL-2.0
"""Facts about the performance of a penalty by one party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.confiscated import not_taken_in, on_hand
from fadu.matters.performance.days import day
from fadu.matters.performance.demanding import still_due
from fadu.matters.performance.dues import KINDS_PAID, KINDS_REPAID, decided_for, owed, paid, to_repay
from fadu.matters.performance.fallen import fall_of
from fadu.matters.performance.going_back import not_given_back
from fadu.matters.performance.goods import unremitted
from fadu.matters.performance.others import things_not_handed_over
from fadu.matters.performance.overdue import (
    in_arrears,
    last_day_to_pay,
    unpaid_gains_on,
    was_ever_overdue,
)
from fadu.matters.performance.remedies import decision, remedies_end
from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from decimal import Decimal

    from fadu.procedure.decision import Answer, World
    from fadu.procedure.state import State


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


@fact("money_owed")
def money_owed(world: World) -> Answer:
    """Whether any of the fine, the gains and the additional fine has not come in."""
    if world.replay and world.state.fields.get("fine") is None:
        return "unknown"
    due, got = owed(world.state), paid(world.state)
    return "yes" if any(getattr(due, kind) > getattr(got, kind) for kind in KINDS_PAID) else "no"


@fact("money_in_arrears")
def money_in_arrears(world: World) -> Answer:
    """Whether some of the fine or of the gains was to be paid before today and has not come in: under instalments, of those that were due."""
    if world.replay and world.state.fields.get("fine") is None:
        return "unknown"
    return "yes" if in_arrears(world) or unpaid_gains_on(world, world.at.date()) else "no"


@fact("something_to_demand")
def something_to_demand(world: World) -> Answer:
    """Whether the last demand that was made still has an object: money of it that has not come in, things not handed over, another duty it
    named and nobody saw performed since.
    """
    demand, seen = world.state.last("dun"), world.state.last("record_other")
    if demand is None or (world.replay and world.state.fields.get("fine") is None):
        return "unknown"
    named = bool((demand.payload.get("unperformed") or "").strip())
    is_unseen = named and not (seen and seen.seq > demand.seq)
    return "yes" if still_due(world, demand) or things_not_handed_over(world) or is_unseen else "no"


@fact("goods_to_come")
def goods_to_come(world: World) -> Answer:
    """Whether confiscated things have not all been taken in."""
    state = world.state
    lacking = any(not_taken_in(state)) or not state.lists.get("goods")
    return "yes" if owed(state).goods and lacking else "no"


@fact("goods_to_return")
def goods_to_return(world: World) -> Answer:
    """Whether things are in store that nothing confiscates any more."""
    return "yes" if _going_back(world.state) else "no"


@fact("goods_in_store")
def goods_in_store(world: World) -> Answer:
    """Whether confiscated things are in store that do not go back and are not disposed of."""
    back = _going_back(world.state)
    kept = any(quantity > back.get(item, 0) for item, quantity in on_hand(world.state).items())
    return "yes" if kept else "no"


def _going_back(state: State) -> dict[str, Decimal]:
    return on_hand(state) if fall_of(state) is not None else not_given_back(state)


@fact("money_to_repay")
def money_to_repay(world: World) -> Answer:
    """Whether more is held than is owed: paid too much, or under a decision that fell or was changed."""
    left = to_repay(world.state)
    return "yes" if any(getattr(left, kind) for kind in KINDS_REPAID) else "no"


@fact("decision_fallen")
def decision_fallen(world: World) -> Answer:
    """Whether the decision was annulled, declared void or withdrawn."""
    return "yes" if fall_of(world.state) is not None else "no"


@fact("proceeds_to_remit")
def proceeds_to_remit(world: World) -> Answer:
    """Whether something that disposed things brought in is not in the treasury yet."""
    return "yes" if fall_of(world.state) is None and unremitted(world.state) > 0 else "no"
