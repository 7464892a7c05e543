# SPDX-License-Identifier: MulanPSL-2.0
"""What is called modelled is leant on: changed by one, a story that is named for it goes otherwise."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from tests.law.law_tables import RULES, rule, written

from fadu.assembly.entry import main
from fadu.cli import _proving
from fadu.cli._coverage import of_procedures
from fadu.cli._proving import Change, Trial, changes_of, is_golden, leaning, prove, second_locks
from fadu.law import coverage, library
from fadu.law.changes import LawChange
from fadu.law.coverage import Accounted
from fadu.law.reasons import reasons
from fadu.law.tables import Row
from fadu.procedure.changes import of_action, of_fact, of_guard
from fadu.procedure.library import library as procedures

#: another sample: FADU_SEED=7 pytest tests/law/test_proving.py
SEED = int(os.environ.get("FADU_SEED", "20261129"))
SAMPLE = 60


@pytest.fixture(scope="module")
def trial() -> Trial:
    return Trial()


def models() -> list[tuple[str, str]]:
    """Each model of each row, by what names the row."""
    why = [(row, name) for row, reason in reasons().by_row.items() for name in reason.by]
    return sorted({*coverage.of_law(library()), *of_procedures(), *why})


def of_row(row: str, model: str) -> Accounted:
    of_table = Row(
        id=row,
        table="",
        line=2,
        instrument="",
        article="",
        kind="gate",
        subject="",
        summary="",
        checked="text",
    )
    return Accounted(row=of_table, models=(model,), reason=None)


def test_a_sample_of_models_changed_by_one_is_noticed_by_the_stories_named(
    trial: Trial, capsys: pytest.CaptureFixture[str]
) -> None:
    names = leaning()
    chosen = random.Random(SEED).sample([(row, m) for row, m in models() if m in names], SAMPLE)
    with capsys.disabled():
        print(f"\n改动抽样：种子 {SEED}，{SAMPLE} 个模型。")

    proof = prove([of_row(row, model) for row, model in chosen], names, trial)

    assert [attempt.change for attempt in proof.survivors] == []
    assert proof.changes > SAMPLE


def test_what_is_named_is_there(trial: Trial) -> None:
    assert _proving.unknown(leaning(), {model for _, model in models()}, trial) == []


def test_every_story_named_notices_a_change_of_its_model(trial: Trial) -> None:
    names = leaning()
    rows: dict[str, list[str]] = {}
    for row, model in models():
        rows.setdefault(model, []).append(row)
    chosen = random.Random(SEED).sample(sorted(names), SAMPLE // 2)

    idle = [
        (model, story)
        for model in chosen
        for story in names[model]
        if not any(
            trial.goes_otherwise(story, change)
            for row in rows[model]
            for change in changes_of(model, row, trial.law, trial.books)
        )
    ]
    assert idle == []


def test_what_is_said_to_be_ensured_elsewhere_is_noticed_by_nobody(trial: Trial) -> None:
    changes: dict[str, tuple[Change, str]] = {
        change.words: (change, model)
        for row, model in models()
        for change in changes_of(model, row, trial.law, trial.books)
    }
    names, locks = leaning(), second_locks()

    assert set(locks) <= set(changes)
    assert [
        words for words in locks if trial.noticed(changes[words][0], names.get(changes[words][1], ()))
    ] == []


def test_an_act_nobody_can_do_and_one_everybody_can_are_two_changes() -> None:
    changes = [change.words for change in of_action(procedures(), "penalty", "notify", "2021-07-15")]

    assert changes == [
        "行为 penalty/notify（2021-07-15）：不得作出",
        "行为 penalty/notify（2021-07-15）：取消全部条件",
    ]


def test_a_guard_is_taken_out_of_every_edition_and_a_fact_is_turned_where_it_is_asked() -> None:
    (guard,) = of_guard(procedures(), "penalty", "served")
    (fact,) = of_fact(procedures(), "penalty", "hearing_right")

    assert all(
        use.name != "served"
        for edition in guard.editions.values()
        for action in edition.actions.values()
        for use in action.uses
    )
    assert len(fact.editions) == 2
    assert list(of_fact(procedures(), "penalty", "nobody_asks")) == []


def test_a_change_that_no_story_is_named_for_survives(trial: Trial) -> None:
    model = "行为 penalty/notify（2021-07-15）"

    proof = prove([of_row("PP-057A", model)], {}, trial)

    assert [attempt.noticed for attempt in proof.attempts] == ["", ""]
    assert proof.survivors == proof.attempts


def test_what_code_alone_does_is_told_and_not_passed_over(trial: Trial) -> None:
    proof = prove([of_row("PP-082A", "module:fadu.records.delivery")], {}, trial)

    assert (proof.attempts, proof.untried) == ((), ("PP-082A",))


def test_golden_answers_stand_behind_rules_of_law_alone() -> None:
    assert is_golden("期限 penalty/defence")
    assert is_golden("module:fadu.law.deadline")
    assert not is_golden("行为 penalty/notify（2021-07-15）")


def test_a_story_that_does_not_go_as_written_proves_nothing(trial: Trial) -> None:
    (amount, *_) = changes_of("期限 penalty/defence", "PP-057B", trial.law, trial.books)
    assert isinstance(amount, LawChange)
    broken = Trial()
    broken._whole["penalty/hearing_and_legal_review"] = False

    assert trial.goes_otherwise("penalty/hearing_and_legal_review", amount)
    assert not broken.goes_otherwise("penalty/hearing_and_legal_review", amount)


def proved(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    written(folder / "sample.tsv", RULES, rule("PP-057B", kind="time_limit"), rule("PP-080"))
    ended = main(["law", "coverage", "--tables", str(folder), "--json", "--prove", *words])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return ended, report


def test_the_command_tells_who_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, report = proved(tmp_path, capsys)

    by_row = {row["id"]: row for row in report["rows"]}
    assert ended == 0
    assert "golden" in by_row["PP-057B"]["leans"]
    assert "penalty/hearing_and_legal_review" in by_row["PP-057B"]["leans"]
    assert len([attempt for attempt in report["proof"]["attempts"] if attempt["row"] == "PP-080"]) == 3
    assert report["proof"]["survivors"] == []


def test_the_command_ends_with_1_where_a_change_is_not_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_proving, "leaning", dict)

    ended, report = proved(tmp_path, capsys, "PP-057B")

    assert ended == 1
    assert {survivor["row"] for survivor in report["proof"]["survivors"]} == {"PP-057B"}


def test_the_command_in_words_lists_each_change_of_the_rows_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "sample.tsv", RULES, rule("PP-057B", kind="time_limit"), rule("ZZ-001"))

    assert main(["law", "coverage", "--tables", str(tmp_path), "--prove", "PP-057B"]) == 0

    out = capsys.readouterr().out
    assert "PP-057B\t期限 penalty/defence（2021-07-15）：长度5改为6\t由 penalty/" in out
    assert out.splitlines()[-1].endswith("未被察觉 0 处。")


def test_a_row_that_is_not_modelled_cannot_be_proved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "sample.tsv", RULES, rule("PP-057B"))

    assert main(["law", "coverage", "--tables", str(tmp_path), "--prove", "PP-057C"]) == 2

    assert "没有名为“PP-057C”的已建模的条目" in capsys.readouterr().err
