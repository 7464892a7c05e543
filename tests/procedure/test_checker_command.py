# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu procedure``: what it prints and with which exit code it ends."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from fadu.cli import procedure as command
from fadu.kernel.errors import FaduError
from fadu.procedure import released
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.library import Library
from fadu.procedure.loader import load
from fadu.procedure.names import Names

SKETCHES = Path(__file__).parent / "broken_checks"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


@pytest.fixture
def library_of(monkeypatch: pytest.MonkeyPatch) -> object:
    """Put a library with one procedure of the sketches in the place of what is on disk."""

    def put(name: str) -> None:
        procedure = load(SKETCHES / f"{name}.yaml", Names(guards=BUILT_IN_GUARDS))
        books = Library({"sketch": SKETCHES}, None, {"sketch": {procedure.edition: procedure}})
        monkeypatch.setattr(command, "library", lambda: books)
        monkeypatch.setattr(command, "for_checking", lambda: books)
        monkeypatch.setattr(command, "_titles", lambda kind: {"notice": "告知书", "decision": "决定书"})

    return put


def test_a_sound_procedure_ends_with_zero(library_of: object, capsys: pytest.CaptureFixture[str]) -> None:
    library_of("sound")  # type: ignore[operator]

    assert run("check", "sketch") == 0
    assert "不成立 0 项" in capsys.readouterr().out


def test_a_broken_procedure_ends_with_one_and_prints_the_path(
    library_of: object, capsys: pytest.CaptureFixture[str]
) -> None:
    library_of("never_while_running")  # type: ignore[operator]

    assert run("check", "sketch", "--failures") == 1
    out = capsys.readouterr().out
    assert "✗ “申辩期限”届满前，不得“决定”" in out
    assert "登记线索 → 〔线索核查〕立案" in out


def test_the_check_as_json_is_a_list_of_reports(
    library_of: object, capsys: pytest.CaptureFixture[str]
) -> None:
    library_of("never_while_running")  # type: ignore[operator]

    assert run("check", "--json") == 1
    reports = json.loads(capsys.readouterr().out)
    assert [(report["procedure"], report["ok"]) for report in reports] == [("sketch", False)]


def test_the_chart_is_written_to_a_file_in_both_formats(library_of: object, tmp_path: Path) -> None:
    library_of("sound")  # type: ignore[operator]

    assert run("chart", "sketch", "-o", str(tmp_path / "a.svg")) == 0
    assert (
        run("chart", "sketch", "--format", "bpmn", "--edition", "2021-07-15", "-o", str(tmp_path / "a.bpmn"))
        == 0
    )
    assert etree.parse(str(tmp_path / "a.svg")).getroot().tag.endswith("svg")
    assert etree.parse(str(tmp_path / "a.bpmn")).getroot().tag.endswith("definitions")


def test_an_edition_compared_with_itself_says_so(
    library_of: object, capsys: pytest.CaptureFixture[str]
) -> None:
    library_of("sound")  # type: ignore[operator]

    assert run("diff", "sketch", "2021-07-15", "2021-07-15") == 0
    assert "没有区别。" in capsys.readouterr().out


def test_an_unknown_kind_and_a_wrong_date_end_with_two(
    library_of: object, capsys: pytest.CaptureFixture[str]
) -> None:
    library_of("sound")  # type: ignore[operator]

    assert run("chart", "sketsh") == 2
    assert run("chart", "sketch", "--edition", "2021-7") == 2
    errors = capsys.readouterr().err
    assert "sketch" in errors
    assert "2021-07-15" in errors


def test_an_edition_whose_properties_do_not_hold_is_not_released(
    library_of: object, capsys: pytest.CaptureFixture[str]
) -> None:
    library_of("never_while_running")  # type: ignore[operator]

    assert run("release", "sketch", "2021-07-15") == 1
    assert "不能发布" in capsys.readouterr().err


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one sound edition, in the place of what is on disk."""
    folder = tmp_path / "sketch" / "procedure"
    folder.mkdir(parents=True)
    text = (SKETCHES / "sound.yaml").read_text(encoding="utf-8")
    (folder / "2021-07-15.yaml").write_text(text, encoding="utf-8")

    def on_disk(*, is_checking: bool = False) -> Library:
        return Library({"sketch": tmp_path / "sketch"}, None, is_checking=is_checking)

    monkeypatch.setattr(command, "library", on_disk)
    monkeypatch.setattr(command, "for_checking", lambda: on_disk(is_checking=True))
    monkeypatch.setattr(command, "_titles", lambda kind: {"notice": "告知书", "decision": "决定书"})
    return folder


def test_all_editions_are_released_at_once_and_listed_as_released(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("release", "--all") == 0
    assert "已发布" in capsys.readouterr().out
    assert run("list", "--json") == 0
    assert [row["released"] for row in json.loads(capsys.readouterr().out)] == [True]


def test_releasing_neither_one_nor_all_is_bad_use(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("release") == 2
    assert run("release", "sketch") == 2
    assert "--all" in capsys.readouterr().err


def test_a_changed_released_edition_fails_its_check_and_is_refused_by_everyone_else(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("release", "--all")
    edition = shelf / "2021-07-15.yaml"
    edition.write_text(
        edition.read_text(encoding="utf-8").replace("title: 决定", "title: 决断", 1), encoding="utf-8"
    )
    capsys.readouterr()

    assert run("check", "sketch", "--failures") == 1
    assert "✗ 已发布的版本没有修改：文字已改变" in capsys.readouterr().out
    assert run("list") == 2
    assert "已发布的版本不得修改" in capsys.readouterr().err


def test_the_list_names_every_edition(library_of: object, capsys: pytest.CaptureFixture[str]) -> None:
    library_of("sound")  # type: ignore[operator]

    assert run("list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["key"], row["edition"], row["released"]) for row in rows] == [
        ("sketch", "2021-07-15", False)
    ]


def test_where_one_edition_cannot_be_released_none_is(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (shelf / "2021-07-15.yaml").read_text(encoding="utf-8")
    later = text.replace("edition: 2021-07-15", "edition: 2023-01-01").replace(
        "running: first", "running: {continue: true, because: 行政处罚法 86}"
    )
    (shelf / "2023-01-01.yaml").write_text(later, encoding="utf-8")
    real = released.write

    def failing(folder: Path, editions: object, edition: date, law: object, **given: object) -> object:
        if edition == date(2023, 1, 1):
            raise FaduError("没有源码")
        return real(folder, editions, edition, law, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(released, "write", failing)

    assert run("release", "--all") == 2
    assert "没有源码" in capsys.readouterr().err
    assert not (shelf / "released.lock").exists()
