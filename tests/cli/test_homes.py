# SPDX-License-Identifier: MulanPSL-2.0
"""A home is founded whole or not at all; one that is mistyped, lost or damaged is told as what it is, and nothing is made in it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Fadu

#: commands that only read, or go on with a bureau that is there
GOING_ON = {
    "backup": ["backup", "{out}/new-backup"],
    "calendar": ["calendar", "list"],
    "check": ["check"],
    "figures": ["figures", "2022"],
    "ledger root": ["ledger", "root"],
    "ledger verify": ["ledger", "verify"],
    "report": ["report", "2022"],
    "serve": ["serve", "--port", "18766"],
    "upgrade": ["upgrade", "--check"],
    "work": ["work", "--once"],
}
INIT = ["init", "--name", "测试局", "--abbreviation", "测", "--region", "990102"]


def words(command: str, out: Path) -> list[str]:
    return [word.format(out=out) for word in GOING_ON[command]]


@pytest.mark.parametrize("command", GOING_ON)
def test_in_a_home_that_was_mistyped_nothing_is_made_and_the_folder_is_named(
    tmp_path: Path, fadu: Fadu, command: str
) -> None:
    ended = fadu(tmp_path / "mistyped", *words(command, tmp_path))

    assert ended.code == 2
    assert str(tmp_path / "mistyped") in ended.err
    assert not (tmp_path / "mistyped").exists()


def test_a_folder_of_something_else_is_left_as_it_is(tmp_path: Path, fadu: Fadu) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("x")

    ended = fadu(other, "figures", "2022")

    assert (ended.code, str(other) in ended.err) == (2, True), ended
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_what_needs_no_bureau_works_without_a_home_and_makes_none(tmp_path: Path, fadu: Fadu) -> None:
    forms = next((ROOT / "src" / "fadu" / "matters").glob("licence/documents"))

    checked = fadu(tmp_path / "none", "document", "check", str(forms))
    listed = fadu(tmp_path / "none", "procedure", "errata")

    assert (checked.code, listed.code) == (0, 0), (checked, listed)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", GOING_ON)
def test_a_missing_table_is_told_as_damage_by_every_command(
    home: Path, tmp_path: Path, fadu: Fadu, command: str
) -> None:
    with sqlite3.connect(home / "fadu.sqlite3") as database:
        database.execute("DROP TABLE people_appointment")
    database.close()

    ended = fadu(home, *words(command, tmp_path))

    assert ended.code == 2, ended
    assert "数据库已损坏：缺少1张表（people_appointment）" in ended.err
    assert "fadu restore" in ended.err


@pytest.mark.parametrize("command", [*GOING_ON, "init", "demo"])
def test_an_emptied_database_beside_its_keys_is_told_as_lost_and_nothing_is_founded_on_it(
    home: Path, tmp_path: Path, fadu: Fadu, command: str
) -> None:
    for left in home.glob("fadu.sqlite3*"):
        left.unlink()
    (home / "fadu.sqlite3").touch()
    before = {path: path.read_bytes() for path in (home / "keys").iterdir()}

    given = {"init": INIT, "demo": ["demo", "--scale", "0.01"]}
    ended = fadu(home, *(given[command] if command in given else words(command, tmp_path)))

    assert ended.code == 2, ended
    assert "中有机关的密钥，数据库却不在或者是空的" in ended.err
    assert "fadu restore" in ended.err
    assert {path: path.read_bytes() for path in (home / "keys").iterdir()} == before


@pytest.mark.parametrize("was_there", [True, False])
@pytest.mark.parametrize(
    "damage", ["a wrong passphrase", "a file cut off", "a bad region", "a year before the law"]
)
def test_what_is_refused_leaves_a_new_home_as_it_was(
    home: Path, tmp_path: Path, fadu: Fadu, damage: str, *, was_there: bool
) -> None:
    new, kept = tmp_path / "new", tmp_path / "backup"
    if was_there:
        new.mkdir()
    if damage == "a file cut off":
        kept.write_bytes(kept.read_bytes()[:-20])
    given = {
        "a bad region": [*INIT[:-1], "99"],
        "a year before the law": ["demo", "--year", "2003"],
    }.get(damage, ["restore", str(kept)])
    phrase = "另一句不对的口令" if damage == "a wrong passphrase" else "一句不短的口令"

    ended = fadu(new, *given, FADU_PASSPHRASE=phrase)

    assert ended.code == 2, ended
    assert new.exists() == was_there
    assert list(tmp_path.glob("new/*")) == []


def demo(home: Path) -> subprocess.Popen[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "FADU_WITNESS"}}
    return subprocess.Popen(
        [sys.executable, "-m", "fadu", "demo", "--scale", "0.01"],
        env={**kept, "FADU_HOME": str(home), "PYTHONPATH": str(ROOT / "src")},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        preexec_fn=heeding_signals,
    )


def heeding_signals() -> None:
    """A run under `nohup` or in the background of a script ignores some signals, and what it starts would inherit that."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def ended_in_its_year(home: Path, number: int) -> tuple[int, str]:
    """A demo that a signal met while it lived: how it ended and what it said."""
    running = demo(home)
    assert running.stderr is not None
    said = ""
    while "办到" not in said:
        line = running.stderr.readline()
        assert line, said
        said += line
    running.send_signal(number)
    said += running.stderr.read()
    running.stderr.close()
    return running.wait(60), said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_demo_that_was_stopped_leaves_nothing_and_can_begin_anew(tmp_path: Path, number: int) -> None:
    code, said = ended_in_its_year(tmp_path / "home", number)

    assert code == 130
    assert "没有办完的内容已经删去" in said
    assert not (tmp_path / "home").exists()


def test_a_demo_that_was_killed_is_known_as_a_fragment_and_not_served(tmp_path: Path, fadu: Fadu) -> None:
    ended_in_its_year(tmp_path / "home", signal.SIGKILL)

    again = fadu(tmp_path / "home", "demo", "--scale", "0.01", "--once")

    assert again.code == 2, again
    assert "上一次演示没有建完" in again.err
    assert str(tmp_path / "home") in again.err


def test_a_passphrase_that_is_easily_guessed_seals_no_backup(home: Path, tmp_path: Path, fadu: Fadu) -> None:
    short, digits, kept = (
        fadu(home, "backup", str(tmp_path / "new"), FADU_PASSPHRASE=phrase)
        for phrase in ("abcde", "1234567890123", "五个汉字是")
    )

    assert (short.code, digits.code, kept.code) == (2, 2, 0)
    assert "口令太弱" in short.err
    assert "口令太弱" in digits.err


def test_a_bureau_is_not_founded_with_a_code_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from fadu.assembly.entry import main

    with pytest.raises(SystemExit) as ended:
        main([*INIT, "--code", "123"])

    assert ended.value.code == 2
    assert "统一社会信用代码应为18位" in capsys.readouterr().err
