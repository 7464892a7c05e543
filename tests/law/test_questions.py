# SPDX-License-Identifier: MulanPSL-2.0
"""What the text leaves open is asked, not decided in silence: listed, and said wherever a last day hangs on it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from fadu.assembly.entry import main
from fadu.law import library
from fadu.procedure.library import library as procedures


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(["law", "questions", "--json", *words]) == 0
    questions: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return questions


@pytest.mark.parametrize(
    ("where", "since"),
    [
        ("limit:service/announcement", "2022-01-01"),
        ("limit:service/announcement", "2022-11-01"),
        ("limit:complaint/mediation", "2024-07-01"),
        ("limit:complaint/mediation", "2026-04-15"),
        ("limit:publication/stop_general", "2025-12-25"),
        ("limit:criminal_transfer/approval", "2020-08-07"),
        ("procedure:complaint/2026-04-15", "2026-04-15"),
        ("procedure:penalty/2021-07-15", "2021-07-15"),
        ("procedure:tip_off/2026-04-15", "2026-04-15"),
    ],
)
def test_what_has_no_transition_clause_is_a_question_for_the_legal_office(
    where: str, since: str, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = [(d["where"], d["in_force_from"]) for d in asked(capsys) if d["kind"] == "question"]

    assert (where, since) in questions


def test_the_questions_of_a_day_are_those_in_force_then(capsys: pytest.CaptureFixture[str]) -> None:
    on_that_day = {d["where"] for d in asked(capsys, "--on", "2022-03-01")}

    assert "limit:service/announcement" in on_that_day
    assert "limit:publication/stop_general" not in on_that_day


def test_every_edition_but_the_first_says_what_its_text_leaves_open_or_cites_a_clause() -> None:
    books = procedures()
    later = [p for kind in books.kinds() for p in books.editions(kind)[1:]]

    assert [p.key for p in later if not (p.running.question and p.running.because)] == []


def test_a_last_day_that_hangs_on_a_question_says_so_in_words_and_as_a_value() -> None:
    explanation = library().due("complaint/mediation", date(2024, 8, 1)).explanation

    assert explanation.facts["question"].startswith("规章四十五个工作日与行政法规六十日同时有效")
    assert (explanation.facts["prevails"], explanation.facts["together"]["due"]) == ("earlier", "2024-09-30")
    assert explanation.lines[-1] == "两项规定同时有效，取较早的一日：2024年9月30日。提请法制机构确认。"
    assert "同时适用“调解期限（消保法实施条例）”：" in explanation.lines


@pytest.mark.parametrize(
    ("limit", "before", "runs_still", "after"),
    [
        ("publication/stop_general", "2022-12-24", "2022-12-25", "2025-12-25"),
        ("publication/stop_minor", "2025-09-24", "2025-09-25", "2025-12-25"),
        ("complaint/mediation", "2026-02-06", "2026-02-14", "2026-04-15"),
        ("service/announcement", "2022-09-01", "2022-09-02", "2022-11-01"),
    ],
)
def test_a_question_of_transition_hangs_on_what_still_runs_and_on_nothing_else(
    limit: str, before: str, runs_still: str, after: str
) -> None:
    asked_of = [
        "没有过渡条款" in library().due(limit, date.fromisoformat(day)).explanation.facts["question"]
        for day in (before, runs_still, after)
    ]

    assert asked_of == [False, True, False]


def test_a_question_of_transition_is_a_line_of_the_explanation_and_of_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["limit", "publication/stop_general", "--from", "2025-06-01"]) == 0

    assert (
        "提请法制机构确认：2025年12月25日前已在公示的，适用旧规定三年还是新规定一年"
        in capsys.readouterr().out
    )


def test_the_list_as_text_counts_both_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "questions"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("规定没有写明，请核定：")
    assert "尚未与文本核对：" in out
