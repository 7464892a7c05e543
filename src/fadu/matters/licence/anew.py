# SPDX-License-Identifier: MulanPSL-2.0
"""What is to be decided anew after an annulment, and whether whoever annulled named the day by which (行政复议法 64, 行政诉讼法 70).

A refusal that fell leaves the application undecided, ordered or not; so does a grant that others had annulled, and an end of the
procedure. A revocation or a cancellation that fell leaves the licence in force: it is decided anew only where that was ordered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.matters.licence.ending import ACCEPTING, CONTESTED, GRANTING
from fadu.procedure import rulings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.facts import fact
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, Verdict, World

_INTAKE = ("refuse_acceptance", "not_needed")
_TAKING = ("revoke", "recall")
_ENDING = ("terminate",)
_CANCELLING = ("cancel",)


@fact("decision_anew", rows=("FYT-049",), version=2)
def decision_anew(world: World) -> Answer:
    """By that result the refusal, the grant or the end has no effect any more, and no day is named by which to decide anew."""
    due = _anew(world, ("refuse",), rulings.FALLEN) or rulings.is_named_anew(world, _reviewed(world))
    return _unless_ordered(world, due=due)


@fact("acceptance_anew", rows=("FYT-049",), version=2)
def acceptance_anew(world: World) -> Answer:
    """By that result the application was wrongly turned away or ended, and no day is named by which to deal with it anew."""
    ended = not _is_accepted(world) and rulings.is_named_anew(world, _ENDING)
    return _unless_ordered(world, due=_anew(world, _INTAKE, rulings.FALLEN) or ended)


@fact("revocation_anew", rows=("FYT-049",))
def revocation_anew(world: World) -> Answer:
    """By that result it is to be decided anew whether the licence is revoked, and no day is named."""
    return _unless_ordered(world, due=_anew(world, ("revoke",), rulings.ORDERED))


@fact("recall_anew", rows=("FYT-049",))
def recall_anew(world: World) -> Answer:
    """By that result it is to be decided anew whether the licence is recalled, and no day is named."""
    return _unless_ordered(world, due=_anew(world, ("recall",), rulings.ORDERED))


@fact("anew_by_order", rows=("FY23-064A", "SS-070"), version=2)
def anew_by_order(world: World) -> Answer:
    """By that result it is to be decided anew by a day that it names."""
    undecided = _anew(world, ("refuse", *_INTAKE), rulings.FALLEN)
    named = rulings.is_named_anew(world, (*GRANTING, *_ENDING))
    ordered = _anew(world, _TAKING, rulings.ORDERED)
    cancelling = rulings.is_named_anew(world, _CANCELLING, by=rulings.ORDERED)
    due = undecided or named or ordered or cancelling
    return "yes" if due and rulings.day_ordered(world) else "no"


def _anew(world: World, acts: tuple[str, ...], results: frozenset[str]) -> bool:
    return rulings.is_anew(world, acts, among=CONTESTED, by=results)


def _unless_ordered(world: World, *, due: bool) -> Answer:
    return "yes" if due and not rulings.day_ordered(world) else "no"


def _reviewed(world: World) -> tuple[str, ...]:
    """The decisions after whose annulment the review goes on; what ended before it was accepted is received anew."""
    return (*GRANTING, *_ENDING) if _is_accepted(world) else GRANTING


def _is_accepted(world: World) -> bool:
    return bool(world.state.latest(ACCEPTING))


@guard("reviewed_before", "已经受理")
def reviewed_before(world: World, **_: Any) -> Verdict:
    """The review goes on where it stood: an application that was never accepted is received anew."""
    if _is_accepted(world):
        return HOLDS
    return Ground(
        code="not_accepted_yet",
        message="申请没有受理，不能直接进入审查。",
        remedy="办理“重新收件审查”",
        unknown=world.replay,
    )


@guard("never_reviewed", "没有受理过")
def never_reviewed(world: World, **_: Any) -> Verdict:
    """What was accepted once is reviewed on: its acceptance, and the term that runs from it, are not begun again."""
    if not _is_accepted(world):
        return HOLDS
    return Ground(
        code="accepted_before",
        message="申请已经受理，不再重新收件。",
        remedy="办理“重新审查”",
    )
