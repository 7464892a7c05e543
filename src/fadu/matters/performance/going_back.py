# SPDX-License-Identifier: MulanPSL-2.0
"""What goes back to the party once the decision was changed and confiscates it no more (国家赔偿法 36). Money in fen."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fadu.matters.performance.changed import goods_restated
from fadu.matters.performance.confiscated import on_hand, proceeds, sold, sums, taken_in, things

if TYPE_CHECKING:
    from fadu.procedure.state import State

#: the way of disposal by which a thing goes back to whom it was taken from
RETURNED = "returned"


def to_go_back(state: State) -> dict[str, Decimal]:
    """How much of each thing was taken in and is confiscated no more since the decision was changed, given back or not.

    Of a thing whose quantity the list does not say in a number nothing is known to go back while it stands there.
    """
    if not goods_restated(state):
        return {}
    kept = {thing.label: thing.quantity for thing in things(state)}
    over = {
        item: got - (kept.get(item, Decimal(0)) or Decimal(0))
        for item, got in taken_in(state).items()
        if item not in kept or kept[item] is not None
    }
    return {item: quantity for item, quantity in over.items() if quantity > 0}


def not_given_back(state: State) -> dict[str, Decimal]:
    """How much of each thing goes back and lies in store still."""
    given, left = returned(state), on_hand(state)
    open_ = {
        item: min(quantity - given.get(item, Decimal(0)), left.get(item, Decimal(0)))
        for item, quantity in to_go_back(state).items()
    }
    return {item: quantity for item, quantity in open_.items() if quantity > 0}


def returned(state: State) -> dict[str, Decimal]:
    """How much of each thing was given back."""
    rows = state.lists.get("disposals", ())
    return sums(state, (row for row in rows if row.get("goods_disposal") == RETURNED))


def proceeds_that_go_back(state: State) -> int:
    """What those things brought in that a change no longer takes and that were sold before, in fen.

    Of a thing that goes back in part, as much as the part that cannot be had from the store is of all that was sold of it.
    """
    given, left = returned(state), on_hand(state)
    back = 0
    for item, quantity in to_go_back(state).items():
        gone = sums(state, sold(state, item)).get(item, Decimal(0))
        lacking = min(quantity - given.get(item, Decimal(0)) - left.get(item, Decimal(0)), gone)
        if lacking > 0:
            back += int(proceeds(state, item) * lacking / gone)
    return back
