# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers of a performance say that is worked out: which decision it is, of which day, and what it imposed on this party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.money import yuan
from fadu.matters.performance.dues import decided_for, owed, paid
from fadu.procedure.elsewhere import services
from fadu.procedure.saying import saying

if TYPE_CHECKING:
    from fadu.procedure.decision import World

#: the paper this kind of case rests on
_DECISION = "penalty_decision"


@saying("decision")
def decision(world: World) -> str:
    """The decision by number and day, and the fine it imposed on this party, in yuan; what is not on record is left out."""
    state = world.state
    known = [one.number for one in services(state, _DECISION) if one.number]
    number = known[-1] if known else str(state.fields.get("decision_number") or "")
    begun, fine = state.last("begin"), decided_for(state).fine
    day = f"于{chinese_date(begun.at.date())}" if begun else ""
    said = f"{day}作出行政处罚决定{f'（{number}）' if number else ''}"
    return f"{said}，处以罚款{yuan(fine)}元" if fine else said


@saying("fine_outstanding")
def fine_outstanding(world: World) -> str:
    """What of the fine is not paid, in yuan: what a deferral puts off."""
    return yuan(max(owed(world.state).fine - paid(world.state).fine, 0))
