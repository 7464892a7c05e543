# SPDX-License-Identifier: MulanPSL-2.0
"""Grounds for no penalty, no case or a lighter penalty that the file itself speaks against (行政处罚法 30, 31, 33, 36).

Whether a ground is given is for those who weigh the case. What is on record is held against what is said: who the parties
are, what the check of a correction came to, when the violation ended and was found. What the file leaves open is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.limitation import in_time
from fadu.matters.penalty.sanctions import accused, planned
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.procedure.decision import Verdict, World

#: grounds that only a natural person can have: for no penalty, and for a lighter one
_OF_A_PERSON = frozenset({"under_fourteen", "incapable", "minor", "limited"})
#: grounds that presuppose that the violation was put right
_PUT_RIGHT = frozenset({"minor_corrected", "first_minor"})
_LAPSED = "out_of_time"


@guard(
    "ground_not_contradicted",
    "所写的情形与案卷不矛盾",
    law=(
        "penalty/no_penalty",
        "penalty/incapacity",
        "penalty/limitation_general",
        "penalty/limitation_grave",
    ),
)
def ground_not_contradicted(world: World, *, field: str) -> Verdict:
    """The ground for no penalty or no case is not one that the parties, the check of a correction or the days on record rule out."""
    ground = world.value(field)
    if ground in _OF_A_PERSON:
        return _of_a_person(world, field, (ground,))
    if ground in _PUT_RIGHT:
        return _put_right(world, field, ground)
    if ground == _LAPSED and (said := in_time(world)):
        return Ground(
            code="not_out_of_time",
            message=f"所写的情形是“{_titled(world, field, ground)}”，而{said}。",
            cites=world.cites("penalty/limitation_general"),
            remedy="改写相符的情形；违法行为终了之日记录有误的，先更正或者退回补充调查后在处罚依据中写明",
        )
    return HOLDS


@guard("lighter_ground_fits", "从轻、减轻的情形适用于本案当事人", law="penalty/incapacity", of_proposal=True)
def lighter_ground_fits(world: World) -> Verdict:
    """Age and limited capacity make a penalty lighter where a natural person is among the parties, not for companies alone."""
    given = world.value("lighter_grounds") or ()
    if world.value("discretion_grade") not in {"lighter", "mitigated"} or not planned(world).kinds:
        return HOLDS
    return _of_a_person(world, "lighter_grounds", [ground for ground in given if ground in _OF_A_PERSON])


def _of_a_person(world: World, field: str, grounds: Iterable[str]) -> Verdict:
    """A sole trader counts as a unit; where its operator has such a ground, the operator is a party, too."""
    said = "、".join(_titled(world, field, ground) for ground in grounds)
    parties = accused(world.state)
    if not said or not parties or any(party.kind == "person" for party in parties):
        return HOLDS
    return Ground(
        code="not_a_natural_person",
        message=f"“{said}”只适用于自然人，本案当事人（{'、'.join(party.name for party in parties)}）没有自然人。",
        cites=world.cites("penalty/incapacity"),
        remedy="改写相符的情形；个体工商户的经营者有此情形的，将经营者登记为当事人",
    )


def _put_right(world: World, field: str, ground: str) -> Verdict:
    checked = world.state.last("check_correction")
    if checked is None or checked.payload.get("corrected") is not False:
        return HOLDS
    return Ground(
        code="not_corrected",
        message=f"所写的情形是“{_titled(world, field, ground)}”，而{checked.at.date()}复查没有改正。",
        cites=world.cites("penalty/no_penalty"),
        remedy="改写相符的情形；此后已经改正的，先登记复查改正情况",
    )


def _titled(world: World, field: str, key: str) -> str:
    if field == "lighter_grounds":
        return next(
            (o.title for o in world.law.options("penalty/lighter_grounds", world.at.date()) if o.key == key),
            key,
        )
    return next((c.title for c in world.procedure.fields[field].choices if c.key == key), key)
