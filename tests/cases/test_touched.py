# SPDX-License-Identifier: MulanPSL-2.0
"""Which cases an erratum touches, and the command that shows them before it writes."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from counter import complain, registrar

from fadu.cases.background import scheduler
from fadu.cases.models import Case
from fadu.cases.reading.touched import touched_by
from fadu.cli import procedure as command
from fadu.kernel.clock import LEGAL_TIME
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


ERRATUM = ("erratum", "complaint", "2020-01-01", "--reason", "标题应为登记消费投诉")


def test_an_erratum_shows_what_it_changes_and_touches_and_writes_nothing(
    shelf: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (shelf / lock.LOCK).read_bytes()
    capsys.readouterr()

    assert run(*ERRATUM) == 0

    told = capsys.readouterr().out
    assert "理由：标题应为登记消费投诉" in told
    assert "文字：" in told
    assert "办理规则" not in told
    assert "涉及案件：在办1件，已结0件" in told
    assert case.number in told
    assert "尚未写入" in told
    assert (shelf / lock.LOCK).read_bytes() == before


def test_a_confirmed_erratum_is_written_and_listed_with_the_cases_it_touches(
    shelf: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*ERRATUM, "--confirm") == 0
    assert run("check", "complaint", "--failures") == 0
    capsys.readouterr()

    assert run("errata", "complaint") == 0

    told = capsys.readouterr().out
    assert "消费投诉 2020-01-01版。理由：标题应为登记消费投诉" in told
    assert case.number in told


def test_where_nothing_was_put_right_the_list_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("errata", "hearing") == 0
    assert "没有更正。" in capsys.readouterr().out
