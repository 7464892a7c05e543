# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers of performance say of the decision that is performed: its day and number, and the fine it laid on the party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.money import capital, yuan
from fadu.matters.performance.additional import most_by_now
from fadu.matters.performance.demanding import sums_due
from fadu.matters.performance.dues import decided_for, owed, paid
from fadu.matters.performance.overdue import missed_instalments
from fadu.procedure.elsewhere import services
from fadu.procedure.saying import HANGING, saying

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import World

#: the paper that is performed
_DECISION = "penalty_decision"


@saying("decision")
def decision(world: World) -> str:
    """《行政处罚决定书》 with its number, and the day on which it was made where the case began with it (程序规定 74).

    The number is that under which it was served, else the one that was entered.
    """
    served = next(iter(services(world.state, _DECISION)), None)
    number = (served.number if served else "") or str(world.value("decision_number") or "").strip()
    opened = world.state.opened_at
    day = f"于{chinese_date(opened.date())}" if opened else ""
    return f"{day}作出《行政处罚决定书》" + (f"（{number}）" if number else "")


@saying("fine")
def fine(world: World) -> str:
    """The fine laid on this party, as it stands, in figures and in words; nothing where there is none."""
    amount = owed(world.state).fine or decided_for(world.state).fine
    return f"罚款{yuan(amount)}元（大写：{capital(amount)}）" if amount else ""


@saying("fine_outstanding")
def fine_outstanding(world: World) -> str:
    """What of the fine is not paid, in yuan: what a deferral puts off."""
    return yuan(max(owed(world.state).fine - paid(world.state).fine, 0))


@saying("demanded")
def demanded(world: World) -> str:
    """The money that should have been paid by now and was not, each kind apart, in figures and in words: what is demanded, or
    asked for in court (行政强制法 35: 涉及金钱给付的，应当有明确的金额).
    """
    return _sums(sums_due(world))


@saying("instalment_missed")
def instalment_missed(world: World) -> str:
    """That payment in instalments was granted and which of them are missed: the rest of the fine is not demanded yet; nothing without such
    a plan.
    """
    days = "、".join(chinese_date(one.due_on) for one in missed_instalments(world))
    return f"本机关准予你（单位）分期缴纳罚款，应于{days}前缴纳的没有缴清" if days else ""


@saying("received")
def received(world: World) -> str:
    """The money that was paid so far, each kind apart; nothing where none was."""
    got = paid(world.state)
    return _sums({"罚款": got.fine, "没收的违法所得": got.gains, "加处的罚款": got.additional})


def _sums(sums: Mapping[str, int]) -> str:
    return "；".join(
        f"{title}{yuan(amount)}元（大写：{capital(amount)}）" for title, amount in sums.items() if amount
    )


@saying("units_in_store")
def units_in_store(world: World) -> str:
    """In which unit each thing disposed of was taken in: the row of a disposal has a number alone."""
    disposed = {str(row.get("item") or "").strip() for row in world.proposed.get("disposals") or ()}
    units = {
        item: unit
        for row in world.state.lists.get("goods", ())
        if (item := str(row.get("item") or "").strip()) in disposed
        and (unit := str(row.get("unit_of_item") or "").strip())
    }
    return "；".join(f"{item}，单位{unit}" for item, unit in units.items())


@saying(HANGING)
def additional_fine(world: World) -> str:
    """What the law lets be added for the days on which the fine was unpaid; nothing where it was paid in time."""
    amount = most_by_now(world)
    return f"可以加处罚款至多{yuan(amount)}元" if amount else ""
