# SPDX-License-Identifier: MulanPSL-2.0
"""What a penalty consists of, as values that can be compared: fine, gains and goods each apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.state import PartyView, State

#: kinds of penalty from light to heavy, only to tell whether a change makes it heavier
WEIGHT = (
    "warning",
    "criticism",
    "fine",
    "confiscate_gains",
    "confiscate_goods",
    "suspend_licence",
    "restrict_business",
    "downgrade",
    "stop_business",
    "restrict_occupation",
    "revoke_licence",
    "close_down",
    "other",
)
#: the kind that each amount of money belongs to
AMOUNTS = {"fine": "fine", "confiscated_gains": "confiscate_gains", "confiscated_goods": "confiscate_goods"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """One penalty. Money in fen."""

    kinds: frozenset[str] = frozenset()
    fine: int = 0
    confiscated_gains: int = 0
    confiscated_goods: int = 0

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Sanction:
        """The penalty that a mapping of fields describes; missing amounts are zero.

        >>> Sanction.of({"penalty_kinds": ["fine"], "fine": 5000}).fine
        5000
        """
        return cls(
            kinds=frozenset(values.get("penalty_kinds") or ()),
            **{name: values.get(name) or 0 for name in AMOUNTS},
        )

    def heavier_than(self, other: Sanction) -> bool:
        """Whether it weighs more on the party than the other: a higher amount, or a kind that is added.

        A kind that replaces a heavier one does not count.

        >>> Sanction(fine=2).heavier_than(Sanction(fine=1))
        True
        >>> Sanction(kinds=frozenset({"fine"})).heavier_than(Sanction(kinds=frozenset({"revoke_licence"})))
        False
        """
        if any(getattr(self, name) > getattr(other, name) for name in AMOUNTS):
            return True
        added, dropped = self.kinds - other.kinds, other.kinds - self.kinds
        return bool(added) and (not dropped or _weight(added) >= _weight(dropped))


def _weight(kinds: Iterable[str]) -> int:
    return max((WEIGHT.index(kind) for kind in kinds if kind in WEIGHT), default=0)


def planned(world: World) -> Sanction:
    """The penalty as asked for now, else as last set."""
    keys = ("penalty_kinds", *AMOUNTS)
    if any(key in world.proposed for key in keys):
        return Sanction.of(world.proposed)
    return Sanction.of(world.state.fields)


def notices(state: State) -> tuple[Mapping[str, Any], ...]:
    """What the party was told, oldest first: payloads of notices given, renewed ones included."""
    return tuple(
        entry.payload
        for entry in state.entries
        if entry.action in ("notify", "tell_again") and entry.seq not in state.void
    )


def last_notice(state: State) -> Mapping[str, Any] | None:
    """The payload of the notice last given; None before the first."""
    given = notices(state)
    return given[-1] if given else None


def accused(state: State) -> tuple[PartyView, ...]:
    """The parties a penalty may fall on: not informants, third parties or others of the case."""
    return tuple(party for party in state.parties if party.capacity == "当事人")


def shares(world: World) -> dict[str, Sanction]:
    """The penalty of each party: as laid down for each, else the same for the only party."""
    laid_down = shares_of(
        {"penalty_kinds": planned(world).kinds, "party_penalties": world.value("party_penalties")}
    )
    return laid_down or {party.key: planned(world) for party in accused(world.state)}


def shares_of(values: Mapping[str, Any]) -> dict[str, Sanction]:
    """The share of each party that notice or decision lays down; empty where it lays down none.

    >>> shares_of({"penalty_kinds": ["fine"], "party_penalties": [{"party": "party:1", "fine": 5000}]})["party:1"].fine
    5000
    """
    kinds = frozenset(values.get("penalty_kinds") or ())
    return {
        row["party"]: Sanction(kinds=kinds, **{name: row.get(name) or 0 for name in AMOUNTS})
        for row in values.get("party_penalties") or ()
    }


def outweighs(world: World, before: Mapping[str, Any]) -> bool:
    """Whether the penalty planned is heavier than an earlier one, as a whole or for any one party."""
    if planned(world).heavier_than(Sanction.of(before)):
        return True
    earlier = shares_of(before)
    if not earlier:
        return False
    now = shares_of(
        {"penalty_kinds": planned(world).kinds, "party_penalties": world.value("party_penalties")}
    )
    return any(share.heavier_than(earlier.get(party, Sanction())) for party, share in now.items())
