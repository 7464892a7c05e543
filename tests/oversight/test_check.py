# SPDX-License-Identifier: MulanPSL-2.0
"""Checks replay every case by the law of its dates; a term kept raises nothing, a blank is no alarm."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from fadu.assembly.entry import main
from fadu.cases.models import Case
from fadu.cases.world import worlds
from fadu.cli import check as command
from fadu.intake import mapping, taking_in
from fadu.kernel.clock import LEGAL_TIME
from fadu.oversight import histories
from fadu.oversight.checking import check
from fadu.people.models import Bureau
from fadu.procedure import engine, once
from fadu.procedure.decision import HOLDS, Actor, Holding, Refused, Request
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.providers import guards_of
from fadu.procedure.testing import NOTHING_AGAINST

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=LEGAL_TIME)
CLERK = Actor(person="officer:1", name="甲", holdings=(Holding(post="window_clerk", certified=True),))
PENALTY = """\
kind: penalty
source: 公开决定
history: true
number: {column: 案号}
acts:
  - {action: register, earliest_of: [{column: 检查}, {column: 立案}, {column: 决定}]}
  - {action: file, at: {column: 立案}}
  - {action: notify, at: {column: 告知}}
  - {action: decide, at: {column: 决定}}
"""
LICENCE = """\
kind: licence
source: 旧台账
history: true
number: {column: 案号}
acts:
  - {action: receive, at: {column: 收到}}
  - {action: ask_correction, at: {column: 告知补正}}
  - {action: receive_corrections, at: {column: 补正}}
  - {action: ask_correction, at: {column: 再次告知}}
  - {action: accept, at: {column: 受理}}
"""


@pytest.fixture
def bureau(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("FADU_HOME", str(tmp_path / "home"))
    return Bureau.objects.create(
        name="清河市场监管局", short="清河局", abbreviation="清", region_code="370000"
    )


@pytest.fixture
def findings_of(bureau: Any, tmp_path: Path) -> Callable[..., list[Any]]:
    """What a check finds in one row of a source."""

    def run(plan: str, **cells: str) -> list[Any]:
        columns = {"案号": "清市监罚〔2022〕1号"} | dict.fromkeys(
            ("检查", "立案", "告知", "决定", "收到", "告知补正", "补正", "再次告知", "受理"), ""
        )
        row = columns | cells
        (tmp_path / "map.yaml").write_text(plan, encoding="utf-8")
        (tmp_path / "rows.csv").write_text(
            ",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8"
        )
        taking_in.take_in(tmp_path / "rows.csv", mapping.load(tmp_path / "map.yaml"), bureau=bureau, at=NOW)
        return list(check(bureau))

    return run


def alarms(findings: list[Any]) -> list[tuple[str, str]]:
    return [(f.severity, f.rule) for f in findings if f.severity != "not_judged"]


def test_a_decision_on_the_90th_day_raises_nothing(findings_of: Any) -> None:
    assert alarms(findings_of(PENALTY, 立案="2022-03-10", 决定="2022-06-08")) == []


def test_a_decision_on_the_91st_day_is_possible_for_an_extension_may_not_be_stated(findings_of: Any) -> None:
    assert alarms(findings_of(PENALTY, 立案="2022-03-10", 决定="2022-06-09")) == [
        ("possible", "clock:handling")
    ]


def test_filing_on_the_last_day_of_verification_raises_nothing(findings_of: Any) -> None:
    assert (
        alarms(findings_of(PENALTY, 案号="清市监罚〔2024〕1号", 检查="2024-06-06", 立案="2024-06-28")) == []
    )


def test_filing_after_the_last_day_of_verification_is_found(findings_of: Any) -> None:
    assert alarms(findings_of(PENALTY, 案号="清市监罚〔2024〕1号", 检查="2024-06-06", 立案="2024-07-01")) == [
        ("possible", "clock:verification")
    ]


def test_a_day_of_filing_that_is_not_stated_is_no_alarm(findings_of: Any) -> None:
    findings = findings_of(PENALTY, 检查="2022-03-01", 决定="2022-06-20")

    assert alarms(findings) == []
    assert [f.rule for f in findings] == ["not_stated"]


def test_a_decision_number_of_another_year_contradicts_its_date(findings_of: Any) -> None:
    assert alarms(findings_of(PENALTY, 案号="清市监罚〔2021〕1号", 决定="2022-06-08")) == [
        ("contradiction", "number_year")
    ]


def test_a_case_before_the_earliest_edition_is_not_judged_and_says_why(findings_of: Any) -> None:
    findings = findings_of(PENALTY, 案号="清市监罚〔2015〕1号", 决定="2015-12-09")

    assert [(f.severity, f.rule) for f in findings] == [("not_judged", "no_edition")]
    assert "2015-12-09" in findings[0].message


def test_a_late_acceptance_is_only_possibly_unlawful_for_corrections_may_have_been_asked_for_in_time(
    findings_of: Any,
) -> None:
    findings = findings_of(LICENCE, 案号="清市监许〔2022〕1号", 收到="2022-03-01", 受理="2022-03-09")

    assert alarms(findings) == [("possible", "clock:correction")]
    assert "来源未必记载“一次告知补正”" in findings[0].message


def test_a_late_acceptance_is_certain_where_the_source_shows_requests_for_corrections(
    findings_of: Any,
) -> None:
    cells = {"收到": "2022-03-01", "告知补正": "2022-03-02", "补正": "2022-03-04", "受理": "2022-03-14"}
    findings = findings_of(LICENCE, 案号="清市监许〔2022〕1号", **cells)

    assert alarms(findings) == [("certain", "clock:correction")]


def test_an_acceptance_on_the_fifth_working_day_raises_nothing(findings_of: Any) -> None:
    assert (
        alarms(findings_of(LICENCE, 案号="清市监许〔2022〕1号", 收到="2022-03-01", 受理="2022-03-08")) == []
    )


TWICE = {
    "案号": "清市监许〔2022〕1号",
    "收到": "2022-03-01",
    "告知补正": "2022-03-02",
    "补正": "2022-03-04",
    "再次告知": "2022-03-07",
}


def live_grounds(case: Case) -> set[str]:
    """The grounds on which asking for corrections a second time is refused in daily work."""
    history = worlds.entries_of([case])[case.pk]
    first = fold(worlds.procedure_of(case), history[:-1])
    world = worlds.world_of(case, first.opened_at + timedelta(days=6), CLERK, state=first).with_(
        outside=NOTHING_AGAINST
    )
    asked = {"missing_materials": "图纸", "correction_by": "2022-03-20"}
    decision = engine.decide(world, Request(action="ask_correction", payload=asked))
    return {ground.code for ground in decision.grounds} if isinstance(decision, Refused) else set()


def test_a_guard_refuses_in_daily_work_what_it_finds_in_an_import(findings_of: Any) -> None:
    findings = findings_of(LICENCE, **TWICE)

    assert ("certain", "done_already") in alarms(findings)
    assert "done_already" in live_grounds(Case.objects.get())


def test_breaking_that_guard_silences_the_refusal_and_the_finding_alike(
    findings_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    guards = guards_of("licence")
    monkeypatch.setitem(guards, "not_done", replace(guards["not_done"], function=lambda world, **more: HOLDS))  # type: ignore[arg-type]
    monkeypatch.setattr(once, "_known", {})

    findings = findings_of(LICENCE, **TWICE)

    assert "done_already" not in [f.rule for f in findings]
    assert "done_already" not in live_grounds(Case.objects.get())


def test_every_legal_finding_names_its_article(findings_of: Any) -> None:
    findings = findings_of(LICENCE, **TWICE)

    assert all(f.cites for f in findings if f.severity in ("certain", "possible"))


def test_the_command_ends_with_1_on_a_finding_and_writes_its_lists(
    findings_of: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    findings_of(PENALTY, 立案="2022-03-10", 决定="2022-06-09")
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = parser.parse_args(
        ["--json", "--html", str(tmp_path / "c.html"), "--xlsx", str(tmp_path / "c.xlsx")]
    )

    assert command.run(options) == 1
    output = json.loads(capsys.readouterr().out)
    assert list(output[0]) == ["case", "number", "rule", "cites", "severity", "standing", "message"]
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "办案期限" in page
    assert "<h2>提示（1项）</h2>" in page
    summary, rows = (
        load_workbook(str(tmp_path / "c.xlsx")).get_sheet_by_index(n).to_python() for n in (0, 1)
    )
    assert ["提示", 1, 1] in [line[:3] for line in summary]
    assert rows[1][:2] == ["清市监罚〔2022〕1号", "提示"]


def test_the_command_ends_with_0_where_there_is_only_silence(
    findings_of: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    findings_of(PENALTY, 检查="2022-03-01", 决定="2022-06-20")
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)

    assert command.run(parser.parse_args([])) == 0
    output = capsys.readouterr().out
    assert "未评判1项（1件）" in output
    assert "未评判：1件，来源没有载明所需的事实或者日期。" in output


@pytest.fixture
def late_and_sick(findings_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision that came late, and a case whose replay breaks."""
    findings_of(PENALTY, 立案="2022-03-10", 决定="2022-06-09")
    findings_of(PENALTY, 案号="清市监罚〔2022〕2号", 立案="2022-03-10", 决定="2022-06-08")

    def of_case(case: Case, *rest: Any) -> list[Any]:
        if case.number == "清市监罚〔2022〕2号":
            raise RuntimeError("记录读不出来")
        return []

    monkeypatch.setattr("fadu.oversight.checking.contradictions.of_case", of_case)


def test_a_case_at_which_the_check_itself_fails_is_a_line_and_the_others_are_checked(
    bureau: Any, late_and_sick: None
) -> None:
    findings = list(check(bureau, again=True))

    assert alarms(findings) == [("possible", "clock:handling")]
    (sick,) = [f for f in findings if f.rule == "not_checked"]
    assert sick.number == "清市监罚〔2022〕2号"
    assert sick.message == "没有评判，核对时出错：RuntimeError：记录读不出来"


def test_acts_that_cannot_be_read_together_are_read_case_by_case(
    bureau: Any, findings_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = histories.read

    def one_at_a_time(cases: list[Case]) -> Any:
        if len(cases) > 1:
            raise ValueError("一件的记录损坏")
        return read(cases)

    findings_of(PENALTY, 立案="2022-03-10", 决定="2022-06-09")
    findings_of(PENALTY, 案号="清市监罚〔2022〕2号", 立案="2022-03-10", 决定="2022-06-08")
    monkeypatch.setattr(histories, "read", one_at_a_time)

    assert alarms(list(check(bureau, again=True))) == [("possible", "clock:handling")]


def test_the_command_says_how_many_cases_it_could_not_check_and_ends_with_1(
    bureau: Any, late_and_sick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--kind", "penalty", "--json", "--again"]) == 1
    output = capsys.readouterr()
    assert "1件在核对时出错" in output.err
    assert "not_checked" in output.out


def test_a_case_of_a_kind_that_is_not_installed_is_not_judged(
    bureau: Any, findings_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings_of(PENALTY, 立案="2022-03-10", 决定="2022-06-09")
    monkeypatch.delitem(library().folders, "penalty")  # type: ignore[arg-type]

    (finding,) = check(bureau, again=True)
    assert (finding.rule, finding.severity) == ("kind_not_installed", "not_judged")
