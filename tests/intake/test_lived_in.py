# SPDX-License-Identifier: MulanPSL-2.0
"""A case taken in from elsewhere in which officers have acted here since: what its row tells then does not go before, nor unseen."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from fadu.cases.acts import services as cases
from fadu.cases.models import Act, Case
from fadu.intake import writing
from fadu.intake.taking_in import StoppedError
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.oversight.checking import check
from fadu.people import services as people
from fadu.people.actors import OfficerActor

pytestmark = pytest.mark.django_db
Row = Callable[..., list[str]]
UNDECIDED = {"决定日期": "", "罚款(元)": ""}


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=LEGAL_TIME)


@pytest.fixture
def lived_in(take: Any, sheet: Any, row: Row, bureau: Any) -> Case:
    """Filed on 10 March 2022 by the source; an officer made a note here on 1 June, before the 8th, the last day."""
    take(sheet([row(1, **UNDECIDED)]))
    officer = people.hire(bureau=bureau, name="丁一", since=date(2019, 1, 1))
    people.appoint(officer=officer, post="bureau_head", start=at("2019-01-01"), document="任免通知")
    case = Case.objects.get()
    cases.perform(
        case=case,
        action="note",
        by=OfficerActor(officer=officer),
        payload={"text": "移入本系统办理"},
        at=at("2022-06-01"),
        request_id=uuid.uuid4(),
    )
    return case


@pytest.mark.parametrize("decided", ["2022-03-10", "2022-05-31", "2022-06-01", "2022-06-08"])
def test_a_source_decides_nothing_where_officers_have_acted(
    lived_in: Case, take: Any, sheet: Any, row: Row, decided: str
) -> None:
    """Before our own act, on its day and after it."""
    with pytest.raises(StoppedError) as stopped:
        take(sheet([row(1, 决定日期=decided)]))

    (rejected,) = stopped.value.outcome.rejected
    assert "2022-06-01起），本行又带来“作出行政处罚决定”" in str(rejected.as_json())
    assert not Act.objects.filter(case=lived_in, action="decide").exists()


def test_where_no_officer_has_acted_yet_the_source_goes_on_telling(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1, **UNDECIDED)]))

    assert take(sheet([row(1)])).updated == 1
    assert Case.objects.get().stage == "performance"


@pytest.mark.parametrize(("noted", "is_taken"), [("2022-05-31", False), ("2022-06-01", True)])
def test_what_lies_beside_the_course_is_still_taken_in(
    lived_in: Case, take: Any, sheet: Any, row: Row, mapping_file: Any, noted: str, is_taken: bool
) -> None:
    mapping_file.write_text(
        mapping_file.read_text(encoding="utf-8")
        + "  - {action: note, at: {column: 决定日期}, sets: {text: {constant: 来电催办}}}\n",
        encoding="utf-8",
    )
    without_decision = mapping_file.read_text(encoding="utf-8").replace(
        "  - {action: decide, at: {column: 决定日期}, sets: {fine: {column: 罚款(元)}}}\n", ""
    )
    mapping_file.write_text(without_decision, encoding="utf-8")

    outcome = take(sheet([row(1, 决定日期=noted, **{"罚款(元)": ""})]), on_error="sheet")

    assert Act.objects.filter(case=lived_in, action="note", imported=True).exists() is is_taken
    assert [f"补记了此前{noted}" in str(each.as_json()) for each in outcome.rejected] == [True] * (
        not is_taken
    )


@pytest.mark.parametrize("decided", ["2022-06-08", "2022-06-09"])
def test_what_a_source_decided_in_such_a_case_before_is_found(
    lived_in: Case, take: Any, sheet: Any, row: Row, bureau: Any, monkeypatch: Any, decided: str
) -> None:
    """A term of the case that it would have met is told besides."""
    monkeypatch.setattr(writing, "_told_of_ours", lambda *_: None)  # as it was taken in once
    take(sheet([row(1, 决定日期=decided)]))

    findings = list(check(bureau, again=True))

    (by_source,) = [each for each in findings if each.rule == "told_by_a_source"]
    assert (by_source.severity, by_source.number) == ("possible", lived_in.number)
    assert "“作出行政处罚决定”却只有来源所载，没有承办人员的签署" in by_source.message
    revived = [e for e in findings if e.rule == "recorded_after_end" and "办案期限" in e.message]
    assert [each.severity for each in revived] == (["possible"] if decided == "2022-06-08" else [])


@pytest.mark.parametrize(
    ("day", "severities"), [("2022-06-08", []), ("2022-06-09", ["possible"]), ("2023-06-09", ["possible"])]
)
def test_a_term_that_runs_out_under_our_hands_is_found_though_nobody_acts_any_more(
    lived_in: Case, bureau: Any, day: str, severities: list[str]
) -> None:
    with clock.set_to(at(day)):
        severe = [each.severity for each in check(bureau) if each.rule == "clock:handling"]

    assert severe == severities


def test_of_a_case_that_nobody_handles_here_its_source_alone_tells(
    take: Any, sheet: Any, row: Row, bureau: Any
) -> None:
    take(sheet([row(1, **UNDECIDED)]))

    with clock.set_to(at("2023-06-09")):
        assert {each.severity for each in check(bureau)} <= {"not_judged"}


def test_what_an_import_enters_is_not_said_to_be_recorded_late(
    take: Any, sheet: Any, row: Row, bureau: Any
) -> None:
    take(sheet([row(1)]))

    said = {each.rule for each in check(bureau)}
    assert said & {"recorded_late", "recorded_after_end", "told_by_a_source"} == set()
