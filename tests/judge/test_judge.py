# SPDX-License-Identifier: MulanPSL-2.0
"""The second opinion: it shares nothing with the engine, agrees with it on lives, and notices guards that are taken out."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import judge.law
from fadu.law import library as law_library
from fadu.procedure.library import library
from fadu.procedure.scenarios import ScenarioError, run
from judge.days import days_after, months_after, working_days_after, working_days_before
from judge.free import Free
from judge.mutants import hunted
from judge.reading import of_kind
from judge.sentences import ALL
from judge.standing import KNOWN, note_on
from judge.stories import story
from judge.walks import Difference, Walk

if TYPE_CHECKING:
    from fadu.procedure.entry import Entry

HERE = Path(__file__).parent
#: what only drives the engine, and so may know it
DRIVES = {
    "walks.py",
    "chance.py",
    "habits.py",
    "proposing.py",
    "free.py",
    "mutants.py",
    "ties.py",
    "stories.py",
    "standing.py",
    "__main__.py",
}
LIVES = 500
#: free histories of a kind, beside the walks
FREE = 100
#: lives by which mutants are hunted in an edition, and the share of those that let something pass that must be noticed
HUNT, NOTICED = 45, 0.95


def test_the_judge_imports_nothing_of_what_it_judges() -> None:
    for path in HERE.rglob("*.py"):
        if path.name in DRIVES or path.name.startswith("test_"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.split(".")[0] == "fadu"], path


def test_every_sentence_says_what_it_asks_and_by_which_article() -> None:
    assert len(ALL) >= 40
    for each in ALL.values():
        assert each.chinese.endswith("。")
        assert each.english.endswith(".")
        assert each.articles


@pytest.mark.parametrize("kind", library().kinds())
def test_a_reading_names_acts_that_there_are(kind: str) -> None:
    reading = of_kind(kind)
    acts = {act for procedure in library().editions(kind) for act in procedure.actions}

    named = {*reading.words, *reading.needs, *reading.once, *reading.teams, *reading.undoes, *reading.in_hand}

    assert named - acts == set()


@pytest.mark.parametrize("kind", library().kinds())
def test_engine_and_judge_agree_on_lives_that_walk_through_the_engine(kind: str) -> None:
    editions = library().editions(kind)
    new: dict[tuple[str, ...], str] = {}
    performed: Counter[str] = Counter()

    for procedure in editions:
        for seed in range(LIVES // len(editions)):
            walk = Walk(procedure, seed).run()
            performed.update(walk.case.performed)
            for difference, entries in walk.differences:
                if not note_on(difference):
                    new.setdefault(difference.key, story(difference, procedure, entries))

    assert not new, "\n---\n".join(new.values())
    assert sum(performed.values()) > LIVES


@pytest.mark.parametrize("kind", library().kinds())
def test_engine_and_judge_agree_on_free_histories_that_are_replayed(kind: str) -> None:
    editions = library().editions(kind)
    new: dict[tuple[str, ...], str] = {}
    agreed = 0

    for procedure in editions:
        for seed in range(FREE // len(editions)):
            free = Free(procedure, seed).run()
            agreed += len(free.worlds)
            for difference, entries in free.differences:
                if not note_on(difference):
                    new.setdefault(difference.key, story(difference, procedure, entries))

    assert not new, "\n---\n".join(new.values())
    assert agreed > 0


def test_nearly_every_guard_and_tie_taken_out_that_lets_something_pass_is_noticed() -> None:
    every = [hunted(library().editions(kind)[-1], HUNT) for kind in library().kinds()]
    guards, ties = sum(len(each.passed) for each in every), sum(len(each.ties.passed) for each in every)

    assert guards > 50
    assert sum(len(each.noticed) for each in every) >= NOTICED * guards
    assert ties > 50
    assert sum(len(each.ties.noticed) for each in every) >= NOTICED * ties


#: entries of a life that is worth telling
FEW = 8


def _until_the_last_act(walk: Walk) -> list[Entry]:
    """A life up to the last act of the procedure, which the engine permitted."""
    entries = list(walk.case.state.entries)
    while entries and entries[-1].action not in walk.procedure.actions:
        entries.pop()
    return entries


def test_a_difference_is_told_as_a_story_that_can_be_played_and_fails_until_it_is_gone(
    tmp_path: Path,
) -> None:
    procedure = library().editions("complaint")[-1]
    walks = (Walk(procedure, seed).run() for seed in range(LIVES))
    entries = next(
        entries for walk in walks if not walk.case.local and len(entries := _until_the_last_act(walk)) >= FEW
    )
    difference = Difference("complaint", procedure.edition, "permits", entries[-1].action, "nothing at all")
    path = tmp_path / "story.yaml"
    path.write_text(story(difference, procedure, entries), encoding="utf-8")

    with pytest.raises(ScenarioError, match="应被拒绝，却获准办理"):
        run(path, library(), law_library())


def test_what_is_known_to_differ_names_acts_and_sentences_that_there_are() -> None:
    for kind, verdict, act, why in KNOWN:
        clock = act.removeprefix("clock:")
        known = (
            {*procedure.actions, *procedure.clocks} if (procedure := library().editions(kind)[-1]) else set()
        )
        assert clock in known or any(act in procedure.actions for procedure in library().editions(kind)), act
        assert verdict in {"refuses", "finds"} or why in ALL or why == "late", why


def test_the_judge_counts_days_as_the_notices_of_the_state_council_have_them() -> None:
    assert judge.law
    # before the spring festival of 2022 two days of a weekend were worked
    assert working_days_after(date(2022, 1, 28), 5) == date(2022, 2, 9)
    assert working_days_before(date(2022, 2, 11), 5) == date(2022, 1, 29)
    assert days_after(date(2022, 9, 16), 15) == date(2022, 10, 8)
    assert months_after(date(2022, 8, 31), 6) == date(2023, 2, 28)
