# SPDX-License-Identifier: MulanPSL-2.0
"""What is to be decided anew after an annulment, and whether whoever annulled named the day by which (行政复议法 64, 行政诉讼法 70).

A refusal that fell leaves the application undecided, ordered or not. A revocation that fell leaves the licence in force: it
is decided anew only where that was ordered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.licence.ending import CONTESTED
from fadu.procedure import rulings
from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World

_INTAKE = ("refuse_acceptance", "not_needed")
_TAKING = ("revoke", "recall")


@fact("decision_anew", rows=("FYT-049",))
def decision_anew(world: World) -> Answer:
    """By that result the refusal has no effect any more, and no day is named by which to decide anew."""
    return _anew(world, ("refuse",), rulings.FALLEN)


@fact("acceptance_anew", rows=("FYT-049",))
def acceptance_anew(world: World) -> Answer:
    """By that result the application was wrongly turned away, and no day is named by which to deal with it anew."""
    return _anew(world, _INTAKE, rulings.FALLEN)


@fact("revocation_anew", rows=("FYT-049",))
def revocation_anew(world: World) -> Answer:
    """By that result it is to be decided anew whether the licence is revoked, and no day is named."""
    return _anew(world, ("revoke",), rulings.ORDERED)


@fact("recall_anew", rows=("FYT-049",))
def recall_anew(world: World) -> Answer:
    """By that result it is to be decided anew whether the licence is recalled, and no day is named."""
    return _anew(world, ("recall",), rulings.ORDERED)


@fact("anew_by_order", rows=("FY23-064A", "SS-070"))
def anew_by_order(world: World) -> Answer:
    """By that result it is to be decided anew by a day that it names."""
    undecided = rulings.is_anew(world, ("refuse", *_INTAKE), among=CONTESTED)
    ordered = rulings.is_anew(world, _TAKING, among=CONTESTED, by=rulings.ORDERED)
    return "yes" if rulings.day_ordered(world) and (undecided or ordered) else "no"


def _anew(world: World, acts: tuple[str, ...], results: frozenset[str]) -> Answer:
    due = rulings.is_anew(world, acts, among=CONTESTED, by=results)
    return "yes" if due and not rulings.day_ordered(world) else "no"
