# SPDX-License-Identifier: MulanPSL-2.0
"""The term after which a violation is no longer punished (行政处罚法 36): asked of the case as filed, and of every row of its bases.

The filing speaks of one day; the rows say of each act and party when it ended, and whether it did harm. What continues
has the day it was found in its row, so a row is held against the term whatever the filing says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.penalty.bases import named, planned_charges, title_of_basis
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.matters.penalty.bases import Charge
    from fadu.procedure.decision import Verdict, World

_GENERAL, _GRAVE = "penalty/limitation_general", "penalty/limitation_grave"


@guard("within_limitation_period", "在追责期限内", law=(_GENERAL, _GRAVE))
def within_limitation_period(world: World) -> Verdict:
    """The violation was found within the term of limitation: the ordinary one, or the longer one for grave harm (行政处罚法 36)."""
    if world.value("violation_continues") is True:
        return HOLDS
    ended, discovered = _day(world.value("violation_ended_on")), _day(world.value("received_on"))
    key = _limitation(world, ended, is_grave=world.value("grave_harm") is True)
    if ended is None or discovered is None:
        return Ground(
            code="limitation_unknown",
            message="不知违法行为发生或者终了之日，不能判断是否在追责期限内。",
            cites=world.cites(key),
            remedy="查明违法行为终了之日；仍在继续的，写明仍在继续",
            unknown=True,
        )
    due = world.law.due(key, ended, on=world.at.date())
    if discovered <= due.last_day:
        return HOLDS
    return Ground(
        code="out_of_time",
        message=f"违法行为于{ended}终了，至{discovered}发现时已超过追责期限（末日{due.last_day}）。",
        cites=world.cites(key),
        remedy="不予立案；涉及生命健康安全、金融安全且有危害后果的，写明后按较长的追责期限计算",
    )


@guard("rows_within_limitation", "依据所列的每一行为都在追责期限内", law=_GENERAL, of_proposal=True)
def rows_within_limitation(world: World) -> Verdict:
    """No act that a row charges had lapsed when the case was found; the longer term is for rows of grave harm that do not deny harm."""
    discovered = _day(world.value("received_on"))
    if discovered is None:
        return HOLDS
    for charge in planned_charges(world):
        key = _limitation(world, charge.ended_on, is_grave=_is_grave(world, charge))
        due = world.law.due(key, charge.ended_on, on=world.at.date())
        if discovered > due.last_day:
            denies = "该行写明没有造成危害后果，" if charge.answers.harm is False else ""
            return Ground(
                code="row_out_of_time",
                message=f"对{named(world, [charge.party])}所列的行为（{title_of_basis(world, charge.key)}）于{charge.ended_on}终了，{denies}至{discovered}发现时已超过追责期限（末日{due.last_day}），不再给予行政处罚。",
                cites=world.cites(key),
                remedy="删去该行，全部行为都已超过的决定不予处罚；涉及生命健康安全、金融安全且有危害后果的，在该行写明",
            )
    return HOLDS


def in_time(world: World) -> str:
    """What the file says against the term being over: a row within it, or the day it was filed with; empty where nothing speaks against it."""
    discovered = _day(world.value("received_on"))
    if discovered is None:
        return ""
    rows = planned_charges(world)
    for charge in rows:
        key = _limitation(world, charge.ended_on, is_grave=_is_grave(world, charge))
        last_day = world.law.due(key, charge.ended_on, on=world.at.date()).last_day
        if discovered <= last_day:
            return f"处罚依据写明{named(world, [charge.party])}的行为于{charge.ended_on}终了，{discovered}发现，追责期限末日为{last_day}"
    if rows:
        return ""
    if world.value("violation_continues") is True:
        return "立案时写明违法行为仍在继续"
    ended = _day(world.value("violation_ended_on"))
    if ended is None:
        return ""
    key = _limitation(world, ended, is_grave=world.value("grave_harm") is True)
    last_day = world.law.due(key, ended, on=world.at.date()).last_day
    if discovered > last_day:
        return ""
    return f"违法行为于{ended}终了，{discovered}发现，追责期限末日为{last_day}"


def _is_grave(world: World, charge: Charge) -> bool:
    """Whether an act touches life, health or the safety of finance and did harm: as its row says, else as the case was filed."""
    said = charge.grave_harm if charge.grave_harm is not None else world.value("grave_harm")
    return said is True and charge.answers.harm is not False


def _limitation(world: World, ended: date | None, *, is_grave: bool) -> str:
    """The term of limitation: the longer one for grave harm, unless the ordinary one had lapsed before that law came (行政处罚法 36, 37)."""
    if not is_grave:
        return _GENERAL
    if ended is None:
        return _GRAVE
    longer_since = world.law.limit(_GRAVE, world.at.date()).in_force_from
    return _GENERAL if world.law.due(_GENERAL, ended).last_day < longer_since else _GRAVE


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
