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
    #: kinds said of a party alone
    own_kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    other: str = ""

    @property
    def every_kind(self) -> frozenset[str]:
        """The kinds said of the whole, and those said of somebody alone."""
        return self.kinds.union(*self.own_kinds.values())

    def kinds_of(self, party: str) -> frozenset[str]:
        """The kinds that fall on a party: those said of it alone, else those of the whole."""
        return self.own_kinds.get(party, self.kinds)


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
    own = {
        str(row.get("party") or ""): frozenset(row["penalty_kinds"])
        for row in rows
        if row.get("penalty_kinds")
    }
    return Measures(kinds, _amounts(says), by_party, own, str(says.get("other_penalty") or ""))


def shares(content: Measures, party: str, *, alone: bool) -> Amounts:
    """What falls on one party: its row, or the whole where it is the only one or nothing is divided."""
    if content.by_party and not alone:
        return content.by_party.get(party, Amounts())
    return content.whole


def heavier(decided: Measures, notice: Measures) -> str | None:
    """In what one is heavier than the other; None where it is the same or lighter.

    Where both say what falls on whom, each party is compared with itself, and not the sum of all.
    """
    if decided.by_party and notice.by_party:
        pairs = [(party, sums, notice.by_party.get(party)) for party, sums in decided.by_party.items()]
        for party, sums, before in pairs:
            if before is None and (sums.fine or sums.gains or sums.goods):
                return f"nothing was told of {party}"
            if why := _more(sums, before or Amounts()):
                return f"{why} for {party}"
            if more := _falling(decided, party) - _falling(notice, party):
                return f"{sorted(more)} was not told to {party}"
        return None
    if more := decided.every_kind - notice.every_kind:
        return f"{sorted(more)} was not told"
    return _more(decided.whole, notice.whole)


def _more(now: Amounts, before: Amounts) -> str:
    names = ("fine", "gains", "goods")
    return next((f"more {name}" for name in names if getattr(now, name) > getattr(before, name)), "")


#: kinds of sanction that are sums -> the name of the sum
SUMS = {"fine": "fine", "confiscate_gains": "gains", "confiscate_goods": "goods"}


def _falling(content: Measures, party: str) -> frozenset[str]:
    """The kinds that fall on a party; of a kind that is a sum only where its share is not nothing."""
    kinds, share = content.kinds_of(party), content.by_party.get(party, Amounts())
    if party in content.own_kinds:
        return kinds
    apart = bool(content.own_kinds)
    return frozenset(k for k in kinds if (getattr(share, SUMS[k]) if k in SUMS else not apart))
