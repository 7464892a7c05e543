# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn it is: the first step of the straight way still to come, and what goes before it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import Outcome, run, scenarios_of
from fadu.procedure.turns import Turn, spans, turns

if TYPE_CHECKING:
    from fadu.procedure.decision import World


@cache
def story(kind: str, name: str) -> Outcome:
    return run(Path(library().folders[kind]) / "scenarios" / f"{name}.yaml", library(), law_library())


def world(outcome: Outcome, day: str, *, acts: int | None = None) -> World:
    """The case of a story as of the end of a day, after so many acts of its record (default: all until that day)."""
    case = outcome.case
    at = datetime.combine(date.fromisoformat(day), time.max, LEGAL_TIME)
    entries = case.state.entries[:acts] if acts else tuple(e for e in case.state.entries if e.at <= at)
    return case.world(at).with_(state=fold(case.procedure, entries))


def open_on(outcome: Outcome, day: str) -> list[tuple[str, str]]:
    return [(turn.kind, turn.what) for turn in turns(world(outcome, day))]


def test_the_first_step_of_the_way_that_is_not_done_is_the_turn() -> None:
    life = story("complaint", "terminated_2021")
    assert [kind for kind, _ in open_on(life, "2021-03-01")] == ["act"]


def test_while_the_term_of_a_party_runs_it_is_waited_for_and_the_day_after_the_bureau_acts() -> None:
    life = story("penalty", "term_of_who_left")
    entries = life.case.state.entries
    served = max(e.at.date() for e in entries if e.action == "serve")
    waiting = turns(
        world(life, served.isoformat(), acts=1 + max(i for i, e in enumerate(entries) if e.action == "serve"))
    )
    last = max(turn.until for turn in waiting if turn.until)

    after = turns(
        world(
            life,
            (last + timedelta(days=1)).isoformat(),
            acts=1 + max(i for i, e in enumerate(entries) if e.action == "serve"),
        )
    )

    assert {turn.kind for turn in waiting} == {"wait"}
    assert {turn.role for turn in waiting} == {"party"}
    assert [(turn.kind, turn.what) for turn in after] == [("act", "submit")]


def test_a_paper_issued_and_not_served_goes_before_what_rests_on_it() -> None:
    life = story("penalty", "assisting_body_is_told_nothing")
    (turn,) = turns(world(life, "2022-04-26"))
    assert (turn.kind, turn.what.partition("/")[0], turn.about) == ("serve", "penalty_notice", "party:1")


def test_a_case_that_stands_still_waits_to_be_resumed() -> None:
    assert open_on(story("penalty", "suspended_then_discontinued"), "2022-03-21") == [("resume", "resume")]


def test_a_child_case_is_waited_for_by_its_number() -> None:
    life = story("penalty", "assisting_body_is_told_nothing")
    assert {turn.kind for turn in turns(world(life, "2022-06-30"))} <= {"child", "serve"}


def test_a_case_that_has_ended_waits_for_nobody() -> None:
    assert open_on(story("complaint", "terminated"), "2026-06-30") == []


STORIES = [path for kind in library().kinds() for path in scenarios_of(library().folders[kind])]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_in_every_story_somebody_is_always_waited_for_until_the_end_and_spans_say_the_same_day_by_day(
    path: Path,
) -> None:
    case = run(path, library(), law_library()).case
    if case.procedure.replay_only or not case.state.entries:
        return
    last = case.state.entries[-1].at
    now = case.world(datetime.combine(last.date(), time.max, LEGAL_TIME))
    stage = case.procedure.stages.get(case.state.stage)
    laid = spans(now)

    assert bool(turns(now)) == (stage is not None and not stage.final)
    for ahead in (0, 1, 5, 6, 20, 91, 400):
        day = last.date() + timedelta(days=ahead)
        then = turns(now.with_(at=datetime.combine(day, time.max, LEGAL_TIME)))
        assert sorted(map(_key, then)) == sorted(
            _key(span.turn) for span in laid if span.first <= day and (span.last is None or day <= span.last)
        )


def _key(turn: Turn) -> tuple[str, str, str, str]:
    return (turn.kind, turn.what, turn.role, turn.about)
