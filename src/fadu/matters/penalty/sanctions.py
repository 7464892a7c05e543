# SPDX-License-Identifier: MulanPSL-2.0
"""What a penalty consists of in money: fine, gains and goods each apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.state import PartyView, State

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

    @property
    def is_imposed(self) -> bool:
        """Whether anything is imposed: an amount, or a kind that is none of money.

        >>> Sanction(kinds=frozenset({"fine"})).is_imposed, Sanction(kinds=frozenset({"warning"})).is_imposed
        (False, True)
        """
        return any(getattr(self, name) for name in AMOUNTS) or bool(self.kinds - set(AMOUNTS.values()))


def planned(world: World) -> Sanction:
    """The penalty as asked for now: whoever names kinds names their amounts anew, an amount alone belongs to the kinds that stand."""
    if "penalty_kinds" in world.proposed:
        return Sanction.of(world.proposed)
    said = {key: world.proposed[key] for key in AMOUNTS if key in world.proposed}
    return Sanction.of({**world.state.fields, **said})


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
        row["party"]: Sanction(
            kinds=frozenset(row.get("penalty_kinds") or kinds),
            **{name: row.get(name) or 0 for name in AMOUNTS},
        )
        for row in values.get("party_penalties") or ()
    }
