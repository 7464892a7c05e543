# SPDX-License-Identifier: MulanPSL-2.0
"""The reference says every word of the language, and its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fadu.law import library as law_library
from fadu.procedure import loader, scenarios, stories
from fadu.procedure.checker import names
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.library import Library
from fadu.procedure.loading import acts, amending, proposals, rules, words
from fadu.procedure.plain_law import PlainLaw

DOCS = Path(__file__).parents[2] / "docs" / "reference"
LANGUAGE = (DOCS / "procedure-language.md").read_text(encoding="utf-8")
SCENARIOS = (DOCS / "scenarios.md").read_text(encoding="utf-8")
WORDS = {
    *loader._TOP,
    *amending.VERBS,
    amending.AMENDS,
    amending.AFTER,
    *words._ROLE,
    *words._CONDITION,
    *words._FIELD,
    *words._STAGE,
    *words._INTERRUPTION,
    *rules._CLOCK,
    *rules._ASSURANCE,
    *rules._SAME,
    *proposals._PROPOSAL,
    *proposals._STEP,
    *rules.TRIGGERS,
    *rules.PROPERTIES,
    *acts._ACTION,
    *loader.POWERS,
}


STORY_WORDS = (
    stories.TOP,
    stories.OPENED,
    stories.PARTY,
    stories.PERSON,
    stories.STEPS,
    stories.STEP,
    stories.THEN,
    stories.CLOCK,
    stories.CLOCK_STATES,
    stories.GROUND,
)


def example(text: str) -> str:
    match = re.search(r"```yaml\n(.*?)```", text, re.S)
    assert match
    return match[1]


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_of_the_language_is_in_the_reference(word: str) -> None:
    assert re.search(rf"\b{word}\b", LANGUAGE)


@pytest.mark.parametrize("name", sorted(BUILT_IN_GUARDS))
def test_every_built_in_guard_is_in_the_reference(name: str) -> None:
    assert f"{{{name}:" in LANGUAGE


@pytest.mark.parametrize(
    "word",
    sorted({word for words in (*STORY_WORDS, *stories.STEPS.values()) for word in words} - {"rows", "facts"}),
)
def test_every_word_of_a_scenario_is_in_the_reference(word: str) -> None:
    assert re.search(rf"\b{word}\b", SCENARIOS)


def test_the_procedures_of_the_reference_lack_no_article_the_checker_asks_for(tmp_path: Path) -> None:
    (tmp_path / "2022-01-01.yaml").write_text(example(LANGUAGE), encoding="utf-8")
    (tmp_path / "2024-07-01.yaml").write_text(
        example(LANGUAGE.partition("## An edition that amends another")[2]), encoding="utf-8"
    )

    for edition in ("2022-01-01", "2024-07-01"):
        procedure = loader.load(tmp_path / f"{edition}.yaml")
        lines = [*names._uncited(procedure), *names._articles(procedure, law_library())]

        assert [line.witness for line in lines if not line.ok] == []


def test_the_amendment_of_the_reference_resolves_over_the_procedure_of_the_reference(tmp_path: Path) -> None:
    (tmp_path / "2022-01-01.yaml").write_text(example(LANGUAGE), encoding="utf-8")
    path = tmp_path / "2024-07-01.yaml"
    path.write_text(example(LANGUAGE.partition("## An edition that amends another")[2]), encoding="utf-8")

    amended = loader.load(path)

    assert "waive" not in amended.actions
    assert amended.clocks["defence"].waived_by == ""
    assert list(amended.actions)[:3] == ["receive", "gather", "withdraw"]


def test_the_scenario_of_the_reference_runs_in_the_procedure_of_the_reference(tmp_path: Path) -> None:
    (tmp_path / "permit" / "procedure").mkdir(parents=True)
    (tmp_path / "permit" / "scenarios").mkdir()
    (tmp_path / "permit" / "procedure" / "2022-01-01.yaml").write_text(example(LANGUAGE), encoding="utf-8")
    story = tmp_path / "permit" / "scenarios" / "one.yaml"
    story.write_text(example(SCENARIOS), encoding="utf-8")
    law = PlainLaw({"permit/decision": (20, "calendar_day"), "permit/defence": (3, "calendar_day")})

    outcome = scenarios.run(story, Library({"permit": tmp_path / "permit"}, law), law)  # type: ignore[arg-type]

    assert outcome.performed >= {"receive", "gather", "notify", "grant"}
    assert outcome.refused == {"grant"}
