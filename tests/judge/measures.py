# SPDX-License-Identifier: MulanPSL-2.0
"""What is done to whom, as a notice or a decision says it, and which of two is heavier."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums in fen."""

    fine: int = 0
    gains: int = 0
    goods: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """Kinds of sanction, sums in all and by party, and what is said of other sanctions."""

    kinds: frozenset[str]
    whole: Amounts
    by_party: Mapping[str, Amounts] = field(default_factory=dict)
    other: str = ""


def _amounts(says: Mapping[str, Any]) -> Amounts:
    return Amounts(*(int(says.get(key) or 0) for key in ("fine", "confiscated_gains", "confiscated_goods")))


def measures(says: Mapping[str, Any]) -> Measures:
    """What a deed says is to be done."""
    rows = says.get("party_penalties") or ()
    by_party: dict[str, Amounts] = {}
    for row in rows:
        before, more = by_party.get(row.get("party") or "", Amounts()), _amounts(row)
        by_party[row.get("party") or ""] = Amounts(
            before.fine + more.fine, before.gains + more.gains, before.goods + more.goods
        )
    kinds = frozenset(says.get("penalty_kinds") or ())
    return Measures(kinds, _amounts(says), by_party, str(says.get("other_penalty") or ""))


def shares(content: Measures, party: str, *, alone: bool) -> Amounts:
    """What falls on one party: its row, or the whole where it is the only one or nothing is divided."""
    if content.by_party and not alone:
        return content.by_party.get(party, Amounts())
    return content.whole


def heavier(decided: Measures, notice: Measures) -> str | None:
    """In what one is heavier than the other; None where it is the same or lighter."""
    if more := decided.kinds - notice.kinds:
        return f"{sorted(more)} was not told"
    for name in ("fine", "gains", "goods"):
        if getattr(decided.whole, name) > getattr(notice.whole, name):
            return f"{name} {getattr(decided.whole, name)} over {getattr(notice.whole, name)}"
    if notice.by_party:
        for party, amounts in decided.by_party.items():
            before = notice.by_party.get(party, Amounts())
            for name in ("fine", "gains", "goods"):
                if getattr(amounts, name) > getattr(before, name):
                    return f"{name} of {party} over what was told"
    return None
