# SPDX-License-Identifier: MulanPSL-2.0
"""One whole life of each procedure, act by act, with its papers and terms: a change of law or code shows as a diff.

To renew them after a change that is meant: ``python tests/matters/test_golden.py`` with ``PYTHONPATH=src``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fadu.law import library as law_library
from fadu.procedure.fold import after
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.testing import CaseInMemory

GOLDEN = Path(__file__).parent / "golden"
#: the story story_text for each edition: the longest way through it
STORIES = (
    ("committee_item", "adopted"),
    ("complaint", "mediated"),
    ("complaint", "sixty_days"),
    ("hearing", "old_rules_all_steps"),
    ("hearing", "held"),
    ("legal_review", "opinions"),
    ("licence", "granted"),
    ("penalty", "old_rules_all_steps"),
    ("penalty", "ordinary"),
    ("penalty", "hearing_and_legal_review"),
    ("penalty", "police"),
    ("performance", "enforced_by_court"),
    ("tip_off", "real_name_2022"),
    ("tip_off", "real_name_2026"),
)


def trace(case: CaseInMemory) -> Iterator[str]:
    """Each act with its day, stage and papers; then every term of the case with its last day."""
    titles, state = case.procedure, State()
    yield f"{titles.title}（{titles.edition}）"
    for entry in case.state.entries:
        state = after(titles, state, entry)
        action = titles.actions.get(entry.action)
        papers = [row["template"] for row in entry.payload.get("documents") or ()]
        stage = titles.stages[state.stage].title if state.stage in titles.stages else state.stage
        words = [
            f"{entry.seq:>3} {entry.at:%Y-%m-%d %H:%M}",
            action.title if action else entry.action,
            f"［{stage}］",
            *papers,
        ]
        if entry.voids:
            words.append(f"失效：{'、'.join(map(str, entry.voids))}")
        yield " ".join(words)
    for r in case.clocks(case.state.entries[-1].at):
        ended = f"，{r.stopped_on}停止" if r.stopped_on else ""
        yield f"  · {titles.clocks[r.clock].title}：{r.started_on}起，末日{r.due_on}{ended}{'（失效）' if r.void else ''}"


def story_text(kind: str, story: str) -> str:
    path = library().folders[kind] / "scenarios" / f"{story}.yaml"
    return "\n".join(trace(run(path, library(), law_library()).case)) + "\n"


@pytest.mark.parametrize(("kind", "story"), STORIES, ids=[f"{kind}-{story}" for kind, story in STORIES])
def test_the_life_goes_as_it_went(kind: str, story: str) -> None:
    assert story_text(kind, story) == (GOLDEN / f"{kind}-{story}.txt").read_text(encoding="utf-8")


def test_every_kind_of_case_has_a_life_that_is_kept() -> None:
    assert {kind for kind, _ in STORIES} == set(library().kinds())


if __name__ == "__main__":
    from fadu.assembly.discovery import hand_down

    hand_down()
    GOLDEN.mkdir(exist_ok=True)
    for kind_, story_ in STORIES:
        (GOLDEN / f"{kind_}-{story_}.txt").write_text(story_text(kind_, story_), encoding="utf-8")
