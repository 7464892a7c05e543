# SPDX-License-Identifier: MulanPSL-2.0
"""A decision that nobody performs and nobody enforces: found as the case stands, though nobody records anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.agreements import agreement_of
from fadu.matters.performance.days import day
from fadu.matters.performance.fallen import fall_of
from fadu.matters.performance.others import things_not_handed_over
from fadu.matters.performance.overdue import unpaid_gains_on, unpaid_on
from fadu.matters.performance.remedies import is_contested, remedies_end
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import Verdict, World

#: the term in which a court may be asked to enforce
APPLICATION = "penalty/enforcement_application"
#: after these the case is with the court, or its end is on record
_SEEN_TO = ("apply_to_court", "ask_court_review", "record_enforced", "record_remedies_ended")


@guard("enforced_in_time", "不履行的，在期限内申请强制执行", law=APPLICATION, standing=True)
def enforced_in_time(world: World) -> Verdict:
    """Whoever does not perform is taken to court within the term that runs from the end of remedies (行政强制法 53), or from a later deferral.

    The end of remedies is worked out, not waited for: where somebody has entered it, the clock of the term says the rest.
    """
    state, today = world.state, world.at.date()
    if world.procedure.stages[state.stage].final or any(state.done(act) for act in _SEEN_TO):
        return HOLDS
    if "remedies_ended_on" in world.proposed:
        return HOLDS
    if agreement_of(state) is not None or fall_of(state) is not None or is_contested(state):
        return HOLDS
    last = _last_day(world)
    owes = bool(unpaid_on(world, today) or unpaid_gains_on(world, today) or things_not_handed_over(world))
    if last is None or today <= last or not owes:
        return HOLDS
    return Ground(
        code="never_enforced",
        message=f"当事人没有履行，申请人民法院强制执行的期限已于{last}届满，没有申请，也没有登记复议、诉讼期限届满。",
        remedy="查明是否已经申请；逾期申请的，写明正当理由",
        unknown=True,
    )


def _last_day(world: World) -> date | None:
    """The last day of the term to ask a court, by the end of remedies or of a deferral, whichever comes later."""
    served = day(world.state.fields.get("served_on"))
    if served is None:
        return None
    ends = [remedies_end(world, served).last_day]
    ends += [until for e in world.state.done("grant_deferral") if (until := day(e.payload.get("until")))]
    return world.law.due(APPLICATION, max(ends)).last_day
