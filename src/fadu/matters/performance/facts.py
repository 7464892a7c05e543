# SPDX-License-Identifier: MulanPSL-2.0
"""Facts about the performance of a penalty by one party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.dues import day, owed, paid
from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import Answer, World


def last_day_to_pay(world: World) -> date | None:
    """The last day of payment: the deferral granted, else the term of the law from service."""
    if world.state.done("grant_deferral"):
        return day(world.state.fields.get("until"))
    served = day(world.state.fields.get("served_on"))
    return None if served is None else world.law.due("penalty/payment", served).last_day


@fact("fine_overdue", rows=("CF-072A", "PP-075"))
def fine_overdue(world: World) -> Answer:
    """Whether the fine is not paid in full after its last day."""
    last = last_day_to_pay(world)
    if last is None:
        return "no"
    missing = owed(world.state).fine > paid(world.state).fine
    return "yes" if missing and world.at.date() > last else "no"
