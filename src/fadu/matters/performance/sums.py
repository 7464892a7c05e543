# SPDX-License-Identifier: MulanPSL-2.0
"""What this party owes, paid and owes still: the fine, the gains and the additional fine, each apart, as acts and rows say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.sums import Sum
from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.money import yuan
from fadu.matters.performance.days import day
from fadu.matters.performance.dues import KINDS_PAID, collected, owed, repaid
from fadu.matters.performance.fallen import fall_of
from fadu.matters.performance.overdue import in_arrears, instalments, unpaid_gains_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.state import State


def sums(world: World) -> Iterator[Sum]:
    """Each kind of money that is owed or came in; the fine always, for without it nothing were performed here."""
    state = world.state
    late = {"fine": in_arrears(world), "gains": unpaid_gains_on(world, world.at.date())}
    due, got, back = owed(state), collected(state), repaid(state)
    for kind, title in KINDS_PAID.items():
        one = Sum(
            what=title,
            due=getattr(due, kind) if _is_stated(state, kind) else None,
            got=getattr(got, kind),
            back=getattr(back, kind),
            late=late.get(kind, 0),
            said=_said(state, kind),
        )
        if kind == "fine" or one.due or one.got:
            yield one


def _is_stated(state: State, kind: str) -> bool:
    """Whether the record says what is to be paid: an imported decision may leave its fine unsaid, which is not none."""
    return kind != "fine" or fall_of(state) is not None or _says_its_fine(state)


def _says_its_fine(state: State) -> bool:
    return state.fields.get("fine") is not None or bool(state.fields.get("party_penalties"))


def _said(state: State, kind: str) -> str:
    """Of the fine, until when it is put off, or how it is paid by instalments; of the additional fine, for which days it was imposed."""
    plan = state.last("grant_deferral") if kind == "fine" else None
    if plan is not None:
        parts = [
            f"{chinese_date(on)}前{yuan(row.get('amount') or 0)}元"
            for row in instalments(plan)
            if (on := day(row.get("due_on")))
        ]
        until = day(plan.payload.get("until"))
        put_off = f"暂缓至{chinese_date(until)}" if until else "暂缓"
        return f"分期：{'，'.join(parts)}" if parts else put_off
    first, last = day(state.fields.get("additional_from")), day(state.fields.get("additional_to"))
    if kind == "additional" and first and last:
        return f"自{chinese_date(first)}至{chinese_date(last)}"
    return ""
