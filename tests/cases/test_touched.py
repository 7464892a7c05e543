# SPDX-License-Identifier: MulanPSL-2.0
"""Which cases an erratum touches, and the command that shows them before it writes."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from counter import complain, registrar

from fadu.cases.background import errata, scheduler
from fadu.cases.models import Case
from fadu.cases.reading.touched import touched_by
from fadu.cli import procedure as command
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.kinds import Kinds, handed_down, others
from fadu.ledger import selectors as ledger
from fadu.people.administration import done_lately, kept_by_program
from fadu.procedure import lock
from fadu.procedure.library import Library, library
from fadu.procedure.written import written_out

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2020, 1, 1), date(2024, 7, 1), date(2026, 4, 15)


@pytest.fixture
def case() -> Case:
    """A complaint of March 2022, under the edition of 2020."""
    return complain(registrar(), uuid4())


def test_a_case_is_touched_by_the_edition_it_stands_under(case: Case) -> None:
    assert list(touched_by("complaint", FIRST, until=SECOND)) == [case]
    assert not touched_by("complaint", SECOND, until=THIRD)
    assert not touched_by("tip_off", FIRST, until=SECOND)


def test_a_case_that_passed_on_is_touched_by_each_edition_that_judged_it(case: Case) -> None:
    scheduler.run(datetime(2024, 7, 2, 10, tzinfo=LEGAL_TIME))

    assert list(touched_by("complaint", FIRST, until=SECOND)) == [case]
    assert list(touched_by("complaint", SECOND, until=THIRD)) == [case]
    assert not touched_by("complaint", THIRD, until=None)


# -- the command -------------------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The complaint's first edition in a folder of its own, released, in the place of what is on disk."""
    books = library()
    kind = tmp_path / "complaint"
    (kind / "procedure").mkdir(parents=True)
    edition = kind / "procedure" / "2020-01-01.yaml"
    edition.write_text(written_out(Path(books.edition("complaint", FIRST).path)), encoding="utf-8")
    folders = {**books.folders, "complaint": kind}

    def on_disk() -> Library:
        return Library(folders, books.law, is_checking=True)

    monkeypatch.setattr(command, "library", on_disk)
    monkeypatch.setattr(command, "for_checking", on_disk)
    monkeypatch.setattr(command, "_titles", lambda _: None)
    assert run("release", "complaint", "2020-01-01") == 0
    text = edition.read_text(encoding="utf-8")
    edition.write_text(text.replace("title: 登记投诉", "title: 登记消费投诉"), encoding="utf-8")
    return kind / "procedure"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


CONFIRMED = ("--by", "方正", "--confirm")
ERRATUM = ("erratum", "complaint", "2020-01-01", "--reason", "标题应为登记消费投诉")


def test_a_release_prints_what_the_legal_office_is_asked_about_the_edition(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shelf / lock.LOCK).unlink()
    capsys.readouterr()

    assert run("release", "complaint", "2020-01-01") == 0

    output = capsys.readouterr().out
    assert "规定没有写明，请法制机构核定" in output
    assert "管辖争议协商（limit:complaint/transfer_dispute，2020-01-01至2026-04-14）" in output


def test_an_erratum_shows_what_it_changes_and_touches_and_writes_nothing(
    shelf: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (shelf / lock.LOCK).read_bytes()
    capsys.readouterr()

    assert run(*ERRATUM) == 0

    output = capsys.readouterr().out
    assert "理由：标题应为登记消费投诉" in output
    assert "文字：" in output
    assert "办理规则" not in output
    assert "涉及案件：在办1件，已结0件" in output
    assert case.number in output
    assert "尚未写入" in output
    assert (shelf / lock.LOCK).read_bytes() == before
    assert entered() == []


def test_a_confirmed_erratum_is_written_and_listed_with_the_cases_it_touches(
    shelf: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*ERRATUM, *CONFIRMED) == 0
    assert run("check", "complaint", "--failures") == 0
    capsys.readouterr()

    assert run("errata", "complaint") == 0

    output = capsys.readouterr().out
    assert "由方正更正：消费投诉 2020-01-01版。理由：标题应为登记消费投诉" in output
    assert case.number in output


def entered() -> list[Mapping[str, Any]]:
    return [body for _, body in ledger.bodies("erratum:complaint/2020-01-01")]


def test_a_confirmed_erratum_is_entered_with_who_why_and_how_many_cases_it_touches(
    shelf: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    with kept_by_program("fadu procedure"):
        assert run(*ERRATUM, *CONFIRMED) == 0

    (body,) = entered()
    (erratum,) = lock.read(shelf)["2020-01-01"].errata
    assert (body["by"], body["reason"]) == ("方正", "标题应为登记消费投诉")
    assert body["cases"] == {"running": 1, "ended": 0}
    assert body["entered_by"] == {"program": "fadu procedure"}
    assert body["before"]["words"] != body["after"]["words"] == erratum.after.words
    assert "并记入账本" in capsys.readouterr().out


def test_an_erratum_stands_among_the_acts_of_administration_of_each_bureau_it_touches(
    shelf: Path, case: Case
) -> None:
    run(*ERRATUM, *CONFIRMED)
    words = [done.words for done in done_lately(case.bureau, clock.today(), 1)]
    assert [each for each in words if each.startswith("更正程序")] == [
        f"更正程序：消费投诉 2020-01-01版，由方正于{clock.today()}作出，理由：标题应为登记消费投诉；涉及在办案件1件、已结案件0件"
    ]


def test_an_erratum_that_came_with_a_release_is_entered_by_the_background_once(
    shelf: Path, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(errata, "enter", lambda *_: True)
        run(*ERRATUM, *CONFIRMED)
    assert entered() == []
    monkeypatch.setattr(errata, "library", command.library)
    with others(Kinds(handed_down().folders)):
        assert (errata.enter_released(), errata.enter_released()) == (1, 0)
    assert len(entered()) == 1


def test_an_erratum_taken_out_of_the_lock_again_is_named(
    shelf: Path, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errata, "library", command.library)
    run(*ERRATUM, *CONFIRMED)
    assert list(errata.differ()) == []
    releases = lock.read(shelf)
    lock.write(shelf, {edition: replace(release, errata=()) for edition, release in releases.items()})
    assert [problem.code for problem in errata.differ()] == ["erratum_missing"]


def test_where_nothing_was_put_right_the_list_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("errata", "hearing") == 0
    assert "没有更正。" in capsys.readouterr().out
