# SPDX-License-Identifier: MulanPSL-2.0
"""What the typed record of a penalty says follows from the acts, and from nothing else."""

from __future__ import annotations

from datetime import date

from fadu.law import library as law_library
from fadu.matters.penalty import rows
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.state import State

FOLDER = library().folders["penalty"] / "scenarios"


def story(name: str) -> State:
    return run(FOLDER / f"{name}.yaml", library(), law_library()).case.state


def test_the_ordinary_case_states_its_days_its_fine_and_its_withdrawal() -> None:
    columns = rows.columns(story("ordinary"))
    assert columns["filed_on"] == date(2022, 3, 10)
    assert columns["decided_on"] == date(2022, 5, 10)
    assert columns["fine"] == 5_000_000
    assert columns["confiscated_gains"] == 0
    assert columns["corrections_ordered"] == 1
    assert columns["withdrawn_on"] == date(2022, 7, 4)
    assert columns["result"] == "withdrawn"


def test_publication_is_kept_for_each_channel_with_its_day() -> None:
    assert rows.publications(story("ordinary")) == [
        {"channel": "国家企业信用信息公示系统", "published_on": date(2022, 5, 30)}
    ]


def test_a_case_heard_and_reviewed_says_so() -> None:
    columns = rows.columns(story("hearing_and_legal_review"))
    assert columns["hearings_held"] == 1
    assert columns["legally_reviewed"] is True
    assert columns["discussed_by_heads"] is True


def test_each_party_has_its_own_share() -> None:
    shares = rows.shares(story("several_parties"))
    assert [(row["party_id"], row["fine"]) for row in shares] == [(1, 5_000_000), (2, 1_000_000)]


def test_a_case_without_penalty_has_no_amounts_and_names_its_ground() -> None:
    columns = rows.columns(story("no_penalty"))
    assert columns["decided_on"] is None
    assert columns["fine"] == 0
    assert columns["no_penalty_ground"] == "minor_corrected"


def test_a_decision_without_penalty_that_fell_after_the_closing_is_no_result_any_more() -> None:
    state = story("no_penalty_ordered_anew")
    done = {e.action: e.seq for e in state.entries if e.action in {"record_result", "begin_anew"}}
    procedure = library().edition("penalty", date(2021, 7, 15))
    before, ruled = (fold(procedure, (e for e in state.entries if e.seq < until)) for until in done.values())

    assert [rows.columns(each)["result"] for each in (before, ruled, state)] == [
        "no_penalty",
        "withdrawn",
        "no_penalty",
    ]


def test_an_order_to_refund_stands_apart_from_the_penalty() -> None:
    columns = rows.columns(story("excluded_times"))
    assert columns["refund_ordered"] == 120_000
    assert columns["confiscated_gains"] == 0
