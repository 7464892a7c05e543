# SPDX-License-Identifier: MulanPSL-2.0
"""The stories of each edition of each kind of case are complete: every action is reached, and refused with its ground."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from fadu.law import library as law_library
from fadu.procedure import testing as in_memory
from fadu.procedure.decision import Refused
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW
from fadu.procedure.scenarios import run, scenarios_of

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import Ground

EDITIONS = [(kind, p.edition) for kind in library().kinds() for p in library().editions(kind)]
#: how a wrong day is mended is the bureau's own rule, which no article sets
MENDING_A_DAY = {
    "no_such_day",
    "day_ahead",
    "no_proof",
    "same_day",
    "nothing_asked",
    "second_person",
    "no_confirmer",
}
#: what is said of a post that no article names: whose work it is, the bureau says
BY_DIVISION_OF_WORK = "依本机关的分工"
#: grounds that say an action has no place here: they cite the action, which may rest on law to come
OUT_OF_PLACE = {"wrong_stage", "condition", "nothing_runs"}


@dataclass(frozen=True, slots=True)
class Reach:
    """What the stories of one edition reach and refuse, and every ground with its day."""

    reached: frozenset[str]
    refused: frozenset[str]
    grounds: tuple[tuple[date, str, Ground], ...]


@cache
def reach_of(kind: str) -> dict[date, Reach]:
    """All stories of a kind run once, by edition."""
    by_edition: dict[date, Reach] = {}
    grounds: list[tuple[date, str, Ground]] = []

    def listening(world, request, **more):  # type: ignore[no-untyped-def]
        decision = decide(world, request, **more)
        if isinstance(decision, Refused):
            grounds.extend((world.at.date(), decision.action, ground) for ground in decision.grounds)
        return decision

    decide = in_memory.engine.decide
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_memory.engine, "decide", listening)
        for path in scenarios_of(library().folders[kind]):
            grounds.clear()
            outcome = run(path, library(), law_library())
            before = by_edition.get(outcome.case.procedure.edition, Reach(frozenset(), frozenset(), ()))
            by_edition[outcome.case.procedure.edition] = Reach(
                reached=before.reached | outcome.performed,
                refused=before.refused | outcome.refused,
                grounds=(*before.grounds, *grounds),
            )
    return by_edition


def actions(kind: str, edition: date) -> set[str]:
    return set(library().edition(kind, edition).actions)


def every_edition() -> list[object]:
    """Each kind and edition."""
    return [pytest.param(kind, edition) for kind, edition in EDITIONS]


@pytest.mark.parametrize(("kind", "edition"), every_edition())
def test_every_action_of_the_edition_is_reached_by_a_story(kind: str, edition: date) -> None:
    reached = reach_of(kind)[edition].reached if edition in reach_of(kind) else frozenset()

    assert sorted(actions(kind, edition) - reached) == []


@pytest.mark.parametrize(("kind", "edition"), every_edition())
def test_every_action_of_the_edition_that_people_do_is_refused_in_a_story(kind: str, edition: date) -> None:
    refused = reach_of(kind)[edition].refused if edition in reach_of(kind) else frozenset()
    rules = library().edition(kind, edition).actions

    assert sorted(key for key in actions(kind, edition) - refused if rules[key].by != BY_LAW) == []


@pytest.mark.parametrize("kind", library().kinds())
def test_every_ground_says_what_is_missing_what_to_do_and_where_it_stands(kind: str) -> None:
    bare = {
        (action, ground.code)
        for edition in reach_of(kind).values()
        for _day, action, ground in edition.grounds
        if not (ground.message and ground.remedy and (ground.cites or needs_no_article(ground)))
    }

    assert bare == set()


def needs_no_article(ground: Ground) -> bool:
    """Whether a ground is no matter of law, and says so: how something is written, or whose work it is."""
    by_division = ground.code == "no_post" and BY_DIVISION_OF_WORK in ground.message
    return ground.form or by_division or ground.code in MENDING_A_DAY


@pytest.mark.parametrize("kind", library().kinds())
def test_every_ground_cites_law_in_force_on_the_day_of_the_act(kind: str) -> None:
    law = law_library()
    # the law by which a violation is punished is that of its day, which may have ended since (行政处罚法 37)
    substance = {cite for values in law.bases_by_key.values() for basis in values for cite in basis.cites}
    cited = {
        (day, ground.code, cite)
        for edition in reach_of(kind).values()
        for day, _action, ground in edition.grounds
        for cite in ground.cites
        if ground.code not in OUT_OF_PLACE and cite not in substance
    }

    assert sorted(item for item in cited if not is_in_force(law.cite(item[2]), item[0])) == []


def is_in_force(citation: object, day: date) -> bool:
    """Whether the instrument of a citation is in force on a day; what the register does not know is not."""
    if citation is None:
        return False
    instrument = citation.instrument  # type: ignore[attr-defined]
    return (instrument.in_force_from or "0") <= day.isoformat() <= (instrument.in_force_to or "9")
