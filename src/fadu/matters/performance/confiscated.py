# SPDX-License-Identifier: MulanPSL-2.0
"""What the decision confiscates thing by thing, what of it was taken in, and what of that is still on hand."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fadu.kernel.quantities import quantity_of
from fadu.matters.performance.changed import LIST, takes_nothing_any_more
from fadu.matters.performance.days import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from fadu.procedure.state import State

#: ways to dispose of things that bring in money
FOR_MONEY = frozenset({"auctioned", "sold"})
_APART = re.compile(r"[\s()\[\]【】,、，。/·:;-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One kind of thing on the list of a decision; None where the list does not say how much in a number."""

    name: str
    model: str = ""
    unit: str = ""
    quantity: Decimal | None = None

    @property
    def label(self) -> str:
        """What it is called here: name and model."""
        return f"{self.name}（{self.model}）" if self.model else self.name


def things(state: State) -> tuple[Thing, ...]:
    """What the decision, as it stands after every change, confiscates from this party by its list."""
    return () if takes_nothing_any_more(state) else _listed(state, state.fields.get(LIST) or ())


def _ever_listed(state: State) -> tuple[Thing, ...]:
    """What it confiscates or did before it was changed: things in store keep the name under which they came."""
    begun = state.last("begin")
    before = _listed(state, (begun.payload.get(LIST) if begun else None) or ())
    listed = {thing.label: thing for thing in (*before, *_listed(state, state.fields.get(LIST) or ()))}
    return tuple(listed.values())


def _listed(state: State, rows: Iterable[Mapping[str, Any]]) -> tuple[Thing, ...]:
    """The things of a list that are this party's; rows that name nobody are everybody's."""
    mine = frozenset[str]().union(*(state.standing_for(party.key) for party in state.parties))
    listed: dict[str, Thing] = {}
    for row in rows:
        if row.get("party") and row["party"] not in mine:
            continue
        thing = Thing(
            name=str(row.get("name") or "").strip(),
            model=str(row.get("model") or "").strip(),
            unit=str(row.get("unit") or "").strip(),
            quantity=quantity_of(row.get("quantity")),
        )
        before = listed.get(thing.label)
        listed[thing.label] = _together(before, thing) if before else thing
    return tuple(listed.values())


def meant(state: State, item: object) -> tuple[Thing, ...]:
    """The things of the list that an entry may mean: by name and model, or by a name that only one of them bears."""
    return _among(things(state), item)


def _among(known: Sequence[Thing], item: object) -> tuple[Thing, ...]:
    said = _bare(str(item or ""))
    whole = tuple(thing for thing in known if said == _bare(thing.name + thing.model))
    return whole or tuple(thing for thing in known if said == _bare(thing.name))


def called(state: State, item: object) -> str:
    """What a thing that was entered is called: as on the list, where it stands there, else as it was written."""
    one = _among(_ever_listed(state), item)
    return one[0].label if len(one) == 1 else str(item or "")


def taken_in(state: State, *, by: date | None = None) -> dict[str, Decimal]:
    """How much of each thing was taken in; with a day, by that day."""
    return sums(state, state.lists.get("goods", ()), "taken_on", by)


def on_hand(state: State, *, by: date | None = None) -> dict[str, Decimal]:
    """What was taken in (by a day) and is not yet disposed of, how much of each thing that is left."""
    left = taken_in(state, by=by)
    for item, quantity in sums(state, state.lists.get("disposals", ())).items():
        left[item] = left.get(item, Decimal(0)) - quantity
    return {item: quantity for item, quantity in left.items() if quantity > 0}


def asked_for(state: State, rows: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """How much of each thing some rows name."""
    return sums(state, rows)


def not_taken_in(state: State) -> Iterator[Thing]:
    """What stands on the list and was not taken in whole."""
    there = taken_in(state)
    for thing in things(state):
        got = there.get(thing.label, Decimal(0))
        if not got or (thing.quantity is not None and got < thing.quantity):
            yield thing


def proceeds(state: State, item: str = "") -> int:
    """What the things disposed of, or one of them, brought in."""
    return sum(row.get("proceeds") or 0 for row in sold(state, item))


def sold(state: State, item: str = "") -> Iterator[Mapping[str, Any]]:
    """The rows by which things, or one of them, were turned into money."""
    for row in state.lists.get("disposals", ()):
        if row.get("goods_disposal") in FOR_MONEY and (not item or called(state, row.get("item")) == item):
            yield row


def sums(
    state: State, rows: Iterable[Mapping[str, Any]], key: str = "", by: date | None = None
) -> dict[str, Decimal]:
    """How much of each thing some rows name; by a day that stands in a column, where one is given."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if by is None or (day(row.get(key)) or by) <= by:
            amounts[called(state, row.get("item"))] += quantity_of(row.get("quantity")) or 0
    return dict(amounts)


def _together(one: Thing, other: Thing) -> Thing:
    """The same thing in two rows of the list."""
    both = None if one.quantity is None or other.quantity is None else one.quantity + other.quantity
    return Thing(name=one.name, model=one.model, unit=one.unit or other.unit, quantity=both)


def _bare(text: str) -> str:
    return _APART.sub("", unicodedata.normalize("NFKC", text)).casefold()
