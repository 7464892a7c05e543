# SPDX-License-Identifier: MulanPSL-2.0
"""What of the fine was due and unpaid on a day: by the term of the law, by the deferral, or by each instalment. Money in fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.matters.performance.days import day
from fadu.matters.performance.dues import counted, owed, paid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry


def last_day_to_pay(world: World) -> date | None:
    """The last day of payment of the fine as it stands: that of the deferral granted last, else the term of the law from service."""
    return _last_day(world, _plan(world, world.at.date()))


def last_day_of_the_law(world: World) -> date | None:
    """The last day of payment by the term of the law from service, whatever was granted."""
    return _last_day(world, None)


def unpaid_on(world: World, on: date) -> int:
    """How much of the fine should have been paid before a day and had not been; a payment counts from the day after it."""
    due = _due_before(world, on)
    return max(due - _paid_before(world, on), 0) if due else 0


def in_arrears(world: World) -> int:
    """How much of the fine should have come in before today and has not by now."""
    today = world.at.date()
    return max(_due_before(world, today) - _sum(world, until=today), 0)


def left_of(world: World, on: date) -> int:
    """How much of the fine that should have come in before a day has not come in by now."""
    return max(_due_before(world, on) - _sum(world, until=world.at.date()), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One instalment as it stands today: its day, what it came to, and what of it has not come in. Money in fen."""

    due_on: date
    amount: int
    left: int


def instalments_today(world: World) -> list[Instalment]:
    """The instalments of the plan that stands, the oldest first: what came in since it was granted covers the oldest first."""
    plan, today = _plan(world, world.at.date()), world.at.date()
    if plan is None:
        return []
    came_in = _sum(world, until=today) - _sum(world, until=plan.at.date())
    rows = []
    for row in instalments(plan):
        amount, due_on = row.get("amount") or 0, day(row.get("due_on"))
        left = min(max(amount - came_in, 0), amount)
        came_in = max(came_in - amount, 0)
        if due_on is not None:
            rows.append(Instalment(due_on=due_on, amount=amount, left=left))
    return rows


def missed_instalments(world: World) -> list[Instalment]:
    """The instalments that were due before today and that what came in since does not cover, the oldest first."""
    return [one for one in instalments_today(world) if one.left and one.due_on < world.at.date()]


def was_ever_overdue(world: World) -> bool:
    """Whether some of the fine was unpaid after its day, by today: also where it came in late."""
    today = world.at.date()
    plans = world.state.done("grant_deferral")
    days = {_last_day(world, plan) for plan in (None, *plans)}
    days |= {day(row.get("due_on")) for plan in plans for row in instalments(plan)}
    return any(
        unpaid_on(world, later) > 0
        for later in (each + timedelta(days=1) for each in days if each is not None)
        if later <= today
    )


def surcharge(world: World, first: date, last: date, *, percent_a_day: int, cap_percent: int) -> int:
    """The highest additional fine for a span of days: each day by what was unpaid that day, together never above the cap."""
    pending = [spell for spell in world.state.spells if spell.key == "challenge"]
    total = sum(unpaid_on(world, one) for one in counted(first, last, pending)) * percent_a_day // 100
    return min(total, owed(world.state).fine * cap_percent // 100)


def unpaid_gains_on(world: World, on: date) -> int:
    """The confiscated gains that should have been paid by the day before: no deferral covers them."""
    served = day(world.state.fields.get("served_on"))
    if served is None or on <= world.law.due("penalty/payment", served).last_day:
        return 0
    return max(owed(world.state).gains - paid(world.state).gains, 0)


def _due_before(world: World, on: date) -> int:
    """What was to be paid before a day, by what was granted until then: a later deferral takes no delay away."""
    plan, whole = _plan(world, on), owed(world.state).fine
    rows = instalments(plan)
    if plan is not None and rows:  # they make up what had not come in when they were granted
        due = sum(row.get("amount") or 0 for row in rows if (day(row.get("due_on")) or on) < on)
        return min(due + _sum(world, until=plan.at.date()), whole)
    last = _last_day(world, plan)
    return whole if last is not None and last < on else 0


def _plan(world: World, on: date) -> Entry | None:
    """The deferral that stood on a day; None before one was granted."""
    return next((e for e in reversed(world.state.done("grant_deferral")) if e.at.date() <= on), None)


def _last_day(world: World, plan: Entry | None) -> date | None:
    """The last day of payment under a deferral, or by the term of the law from service."""
    if plan is not None:
        return day(plan.payload.get("until"))
    served = day(world.state.fields.get("served_on"))
    return None if served is None else world.law.due("penalty/payment", served).last_day


def instalments(plan: Entry | None) -> Sequence[Mapping[str, Any]]:
    """The instalments granted; none where payment was put off as a whole or not at all."""
    if plan is None or plan.payload.get("deferral_kind") != "instalments":
        return ()
    return tuple(plan.payload.get("instalments") or ())


def _paid_before(world: World, on: date) -> int:
    return _sum(world, until=on - timedelta(days=1))


def _sum(world: World, *, until: date) -> int:
    return sum(
        row.get("amount") or 0
        for row in world.state.lists.get("payments", ())
        if row.get("payment_kind") == "fine" and (day(row.get("paid_on")) or until) <= until
    )
