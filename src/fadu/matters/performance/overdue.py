# SPDX-License-Identifier: MulanPSL-2.0
"""What of the fine was due and unpaid on a day: by the term of the law, by the deferral, or by each instalment. Money in fen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.matters.performance.dues import counted, day, owed, paid

if TYPE_CHECKING:
    from fadu.procedure.decision import World


def last_day_to_pay(world: World) -> date | None:
    """The last day of payment of the fine: that of the deferral granted, else the term of the law from service."""
    if world.state.done("grant_deferral"):
        return day(world.state.fields.get("until"))
    served = day(world.state.fields.get("served_on"))
    return None if served is None else world.law.due("penalty/payment", served).last_day


def unpaid_on(world: World, on: date) -> int:
    """How much of the fine should have been paid before a day and had not been; a payment counts from the day after it."""
    due = _due_before(world, on)
    return max(due - _paid_before(world, on), 0) if due else 0


def was_ever_overdue(world: World) -> bool:
    """Whether some of the fine was unpaid after its day, by today: also where it came in late."""
    today = world.at.date()
    days = {day(row["due_on"]) for row in _instalments(world)} | {last_day_to_pay(world)}
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
    rows = _instalments(world)
    if rows:
        return sum(row["amount"] for row in rows if (day(row["due_on"]) or on) < on) + _paid_before_plan(
            world
        )
    last = last_day_to_pay(world)
    return owed(world.state).fine if last is not None and last < on else 0


def _instalments(world: World) -> list[dict[str, int]]:
    """The instalments granted; none where payment was put off as a whole or not at all."""
    granted = world.state.last("grant_deferral")
    if granted is None or granted.payload.get("deferral_kind") != "instalments":
        return []
    return list(granted.payload.get("instalments") or ())


def _paid_before_plan(world: World) -> int:
    """What had come in when the instalments were granted: they make up the rest."""
    granted = world.state.last("grant_deferral")
    return 0 if granted is None else _sum(world, until=granted.at.date())


def _paid_before(world: World, on: date) -> int:
    return _sum(world, until=on - timedelta(days=1))


def _sum(world: World, *, until: date) -> int:
    return sum(
        row["amount"]
        for row in world.state.lists.get("payments", ())
        if row["payment_kind"] == "fine" and (day(row["paid_on"]) or until) <= until
    )
