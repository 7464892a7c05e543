# SPDX-License-Identifier: MulanPSL-2.0
"""A penalty case taken over and notified here: a row of its old ledger neither serves our notice nor starts a term by it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from life import EXPIRED, WORDS, Desk, at, staffed

from fadu.cases.models import Act, Case, Clock
from fadu.cases.world import worlds
from fadu.intake import mapping, taking_in, writing
from fadu.intake.taking_in import StoppedError
from fadu.kernel import clock
from fadu.oversight import checking

pytestmark = pytest.mark.django_db
MAPPING = """\
kind: penalty
source: 旧台账
history: true
number: {column: 案号}
parties:
  - {capacity: 当事人, name: {column: 当事人}, kind: enterprise, address: {constant: 清河路9号}}
acts:
  - action: register
    at: {column: 登记日期}
    sets: {received_on: {column: 登记日期}, source: {constant: inspection}, suspected_violation: {constant: 过期}, lead_content: {constant: 检查}}
  - action: serve
    at: {column: 送达}
    sets: {document: {column: 文书}, party: {constant: PARTY}, manner: {constant: MANNER}, sent_on: {column: 送达}, effective_on: {column: 送达}}
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    return staffed()


def notified(desk: Desk, party: str) -> str:
    """The course of the case here up to the notice; the notice."""
    conditions = ["evidence", "punishable", "jurisdiction", "in_time"]
    filing = {
        "suspected_violation": "销售超过保质期的食品",
        "verification_result": "属实",
        "filing_conditions": conditions,
        "violation_continues": True,
    }
    row = {
        "title": "食品照片",
        "kind": "object",
        "taken_on": "2022-03-10",
        "place": "店内",
        "from_whom": "当事人",
        "copies": 3,
    }
    words = {
        **WORDS,
        "bases": [{**EXPIRED, "party": party}],
        "goods_list": [{**each, "party": party} for each in WORDS["goods_list"]],
    }
    for who in ("one", "two"):
        person, name = f"officer:{desk.officers[who].pk}", desk.officers[who].name
        desk.do("unit", "assign", "2022-03-05", {"role": "handler", "person": person, "name": name})
    desk.signed("file", "2022-03-10", filing, "one", "unit", "head")
    desk.do("one", "gather", "2022-03-10", {"evidence": [row], "rights_told_on": "2022-03-10"})
    concluded = {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", concluded)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words, "one", "head")
    assert desk.case is not None
    return f"penalty_notice/{desk.case.documents.get(template='penalty_notice').seq}"


@pytest.fixture
def sheet(desk: Desk, tmp_path: Path) -> Callable[..., Any]:
    def take(on: str, *, party: str = "party:0", manner: str = "personal", **more: str) -> Any:
        ledger, mapped = tmp_path / "s.csv", tmp_path / "m.yaml"
        row = {"案号": "清市监案〔2022〕7号", "当事人": "清河商行", "登记日期": "2022-03-01"}
        row |= {"送达": "", "文书": "", **more}
        with ledger.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([list(row), list(row.values())])
        mapped.write_text(MAPPING.replace("PARTY", party).replace("MANNER", manner), encoding="utf-8")
        with clock.set_to(at(on)):
            return taking_in.take_in(ledger, mapping.load(mapped), bureau=desk.bureau, at=at(on))

    return take


@pytest.mark.parametrize("manner", ["personal", "announcement"])
def test_a_sheet_does_not_serve_a_paper_that_was_issued_here(
    desk: Desk, sheet: Callable[..., Any], manner: str
) -> None:
    sheet("2022-03-02")
    desk.case = Case.objects.get(kind="penalty")
    party = worlds.state_of(desk.case).parties[0].key
    notice = notified(desk, party)

    with pytest.raises(StoppedError) as stopped:
        sheet("2022-05-06", party=party, manner=manner, 送达="2022-04-27", 文书=notice)

    assert "本行又带来“送达”" in str([each.as_json() for each in stopped.value.outcome.rejected])
    assert not Act.objects.filter(case=desk.case, action="serve").exists()
    assert not Clock.objects.filter(case=desk.case, clock="defence").exists()


def test_a_service_of_ours_that_a_sheet_once_brought_is_found(
    desk: Desk, sheet: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet("2022-03-02")
    desk.case = Case.objects.get(kind="penalty")
    party = worlds.state_of(desk.case).parties[0].key
    notice = notified(desk, party)
    monkeypatch.setattr(writing, "_told_of_ours", lambda *_: None)  # as it was taken in once
    sheet("2022-05-06", party=party, 送达="2022-04-27", 文书=notice)

    by_source = [each for each in checking.check(desk.bureau, again=True) if each.rule == "told_by_a_source"]

    assert [each.severity for each in by_source] == ["possible"]
    assert "“送达”的文书或者决定由本系统制发，却只有来源所载" in by_source[0].message
