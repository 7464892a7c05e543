# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of the additional fine: told beforehand, day by day, within its cap, no day twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fadu.matters.performance.days import day
from fadu.matters.performance.dues import owed
from fadu.matters.performance.overdue import last_day_of_the_law, last_day_to_pay, surcharge
from fadu.matters.performance.surcharges import beside, counted_twice
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.yes_no import answered, box

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import Verdict, World


@guard(
    "additional_fine_lawful",
    "加处罚款符合比例和上限，一日不重复计算",
    law="performance/additional_fine",
    version=2,
)
def additional_fine_lawful(world: World) -> Verdict:
    """The additional fine keeps to its daily rate and its cap; days of remedies are not counted, nor any day twice (行政处罚法 72, 73)."""
    asked, last = world.value("additional_fine"), last_day_to_pay(world)
    first, end = day(world.value("additional_from")), day(world.value("additional_to"))
    if asked is None or first is None or end is None or last is None:
        return HOLDS
    if end < first:
        return HOLDS  # the field that says the end says that it is not before the beginning
    twice = counted_twice(world.state, first, end)
    if twice is not None:
        return _ground(
            "day_counted_twice",
            f"{twice[0]}至{twice[1]}已经加处，不能重复计算。",
            "自其截止日的次日起算；全部重新计算的，自其起算日起算",
        )
    most = _most(world, first, min(end, world.at.date()))
    if asked <= most:
        return HOLDS
    return _ground(
        "additional_fine",
        f"{first}至{min(end, world.at.date())}加处罚款至多{most // 100}元；每日按当日未缴罚款的法定比例计算，连同已经加处的不得超出罚款数额，复议、诉讼期间不计。",
        "按法定比例和天数重新计算",
    )


def most_by_now(world: World) -> int:
    """The highest additional fine for every day since the term of payment ended, whatever of it was imposed. Money in fen."""
    last = last_day_of_the_law(world)
    if last is None:
        return 0
    on = world.at.date()
    cap = world.law.threshold("penalty/additional_fine_cap", on).value
    rate = world.law.threshold("penalty/additional_fine", on).value
    return surcharge(world, last + timedelta(days=1), on, percent_a_day=rate, cap_percent=cap)


def _most(world: World, first: date, last: date) -> int:
    """The highest additional fine for these days, with what stands beside it never above the cap."""
    on = world.at.date()
    cap = world.law.threshold("penalty/additional_fine_cap", on).value
    rate = world.law.threshold("penalty/additional_fine", on).value
    others = sum(entry.payload.get("additional_fine") or 0 for entry in beside(world.state, first, last))
    left = owed(world.state).fine * cap // 100 - others
    return max(min(surcharge(world, first, last, percent_a_day=rate, cap_percent=cap), left), 0)


@guard("rate_told", "已告知加处罚款的标准", law="performance/rate_told")
def rate_told(world: World) -> Verdict:
    """The party was told the rate of the additional fine, in the decision or in the letter of dunning (行政强制法 45)."""
    letter = world.state.document("dunning_letter")
    in_decision = answered(world, "additional_fine_told")
    if in_decision == "yes" or (letter is not None and letter.services):
        return HOLDS
    asked = box(world.procedure, "additional_fine_told")
    if in_decision == "unknown":
        return Ground(
            code="rate_not_told",
            message=f"加处罚款的标准应当告知当事人：{asked}没有填写，写明加处标准的催告书也没有送达。",
            remedy=f"核对处罚决定书：写明加处标准的，在{asked}填“是”；没有写明的，先送达写明加处标准的催告书",
            unknown=world.replay,
        )
    return _ground(
        "rate_not_told",
        "加处罚款的标准尚未告知当事人：处罚决定书没有写明，写明加处标准的催告书也没有送达。",
        "先送达写明加处标准的催告书",
    )


def _ground(code: str, message: str, remedy: str, *cites: str) -> Ground:
    return Ground(code=code, message=message, cites=cites, remedy=remedy)
