# SPDX-License-Identifier: MulanPSL-2.0
"""What one party owes, what it has paid, and the additional fine the law allows. Money in fen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.matters.performance.agreements import additional_owed
from fadu.matters.performance.changed import changed_amounts
from fadu.matters.performance.confiscated import proceeds
from fadu.matters.performance.fallen import fall_of
from fadu.matters.performance.going_back import proceeds_that_go_back

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.procedure.state import Spell, State


#: kinds of payment -> what they are called
KINDS_PAID = {"fine": "罚款", "gains": "违法所得", "additional": "加处罚款"}
#: kinds of money given back: things sold already go back as what they brought in (国家赔偿法 36)
KINDS_REPAID = {**KINDS_PAID, "proceeds": "没收物品处理所得"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dues:
    """Fine, gains, goods and additional fine, each apart."""

    fine: int = 0
    gains: int = 0
    goods: int = 0
    additional: int = 0
    #: what confiscated things brought in, where it goes back
    proceeds: int = 0


def owed(state: State) -> Dues:
    """What this party is to pay: its own share where the decision lays down shares; nothing once the decision fell."""
    if fall_of(state) is not None:
        return Dues()
    decided = decided_for(state)
    changed = changed_amounts(state)
    fine = changed.get("fine", decided.fine)
    return Dues(
        fine=fine,
        gains=changed.get("confiscated_gains", decided.gains),
        goods=changed.get("confiscated_goods", decided.goods),
        additional=min(additional_owed(state), fine),  # never above the fine, also after it was lowered
    )


def decided_for(state: State) -> Dues:
    """What the decision imposed on this party, whatever became of it later."""
    values = state.fields
    mine = frozenset[str]().union(*(state.standing_for(party.key) for party in state.parties))
    share = next((row for row in values.get("party_penalties") or () if row["party"] in mine), values)
    return Dues(
        fine=share.get("fine") or 0,
        gains=share.get("confiscated_gains") or 0,
        goods=share.get("confiscated_goods") or 0,
    )


def paid(state: State) -> Dues:
    """What was received, by what it was paid for; a row that does not say for what, as in some older records, counts for nothing."""
    return _sums(state, "payments")


def collected(state: State) -> Dues:
    """What was received in all: what was paid, and what a court brought in at the end, which is told as one sum.

    That sum covers what was then owed of the fine, the gains and the additional fine, in this order; what is over lies with the fine.
    """
    got, ended = paid(state), state.last("record_enforced")
    left = (ended.payload.get("enforced_amount") or 0) if ended is not None else 0
    if ended is None or not left:
        return got
    decided, changed = decided_for(state), changed_amounts(state, before=ended.seq)
    due = {
        "fine": changed.get("fine", decided.fine),
        "gains": changed.get("confiscated_gains", decided.gains),
        "additional": additional_owed(state),
    }
    brought = {}
    for kind, amount in due.items():
        brought[kind] = min(max(amount - getattr(got, kind), 0), left)
        left -= brought[kind]
    brought["fine"] += left
    return replace(got, **{kind: getattr(got, kind) + money for kind, money in brought.items()})


def to_repay(state: State) -> Dues:
    """What was received above what is owed and has not been given back."""
    due, got, back = owed(state), collected(state), repaid(state)
    return Dues(
        fine=max(got.fine - due.fine - back.fine, 0),
        gains=max(got.gains - due.gains - back.gains, 0),
        additional=max(got.additional - due.additional - back.additional, 0),
        proceeds=max(_proceeds_back(state) - back.proceeds, 0),
    )


def repaid(state: State) -> Dues:
    """What was given back, by what it had been received for."""
    return _sums(state, "repayments")


def _proceeds_back(state: State) -> int:
    """What things sold brought in that go back: all of them once the decision fell, else those that a change no longer takes."""
    return proceeds(state) if fall_of(state) is not None else proceeds_that_go_back(state)


def _sums(state: State, rows: str) -> Dues:
    sums = dict.fromkeys(KINDS_REPAID, 0)
    for row in state.lists.get(rows, ()):
        if row.get("payment_kind") in sums:
            sums[row["payment_kind"]] += row.get("amount") or 0
    return Dues(**sums)


def counted(first: date, last: date, spells: Iterable[Spell]) -> list[date]:
    """The days from first to last, both included, that no reconsideration or lawsuit takes out.

    >>> len(counted(date(2022, 3, 1), date(2022, 3, 10), ()))
    10
    """
    spans = [(spell.start, spell.end) for spell in spells]
    days = (first + timedelta(days=n) for n in range(max((last - first).days + 1, 0)))
    return [
        one for one in days if not any(start <= one and (end is None or one < end) for start, end in spans)
    ]
