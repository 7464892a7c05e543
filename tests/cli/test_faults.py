# SPDX-License-Identifier: MulanPSL-2.0
"""Every command in a home that is empty, damaged, full, read-only or without keys: one Chinese sentence, no traceback."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from tests.cli.conftest import Ended, Fadu

from fadu.assembly import endings
from fadu.assembly.entry import names

#: every command that touches a home, as it is tried; {out} is a folder to write into
COMMANDS: dict[str, list[str]] = {
    "administrator": ["administrator", "guanli", "--by", "juzhang", "jijian", "--reason", "锁定"],
    "backup": ["backup", "{out}/new-backup"],
    "calendar": ["calendar", "list"],
    "check": ["check"],
    "demo": ["demo", "--scale", "0.01"],
    "figures": ["figures", "2022"],
    "import": ["import", "licence", "{out}/rows.csv"],
    "init": ["init", "--name", "测试局", "--abbreviation", "测", "--region", "990102"],
    "ledger": ["ledger", "root"],
    "report": ["report", "2022", "--format", "json", "-o", "{out}/report.json"],
    "restore": ["restore", "{out}/backup"],
    "serve": ["serve", "--port", "18765"],
    "upgrade": ["upgrade", "--backup", "{out}/before"],
    "work": ["work", "--once"],
    "work --status": ["work", "--status"],
}
#: commands that begin a bureau where there is none yet
BEGINNING = {"demo", "init", "restore"}
CHINESE = re.compile(r"[\u4e00-\u9fff].*。")


def sqlite(home: Path) -> Path:
    return home / "fadu.sqlite3"


def scribbled(home: Path) -> None:
    """Random bytes over the beginning of a page in the middle of every table."""
    data = bytearray(sqlite(home).read_bytes())
    for place in range(4096, len(data), 4096):
        data[place : place + 200] = bytes((place * 7 + n) % 251 for n in range(200))
    sqlite(home).write_bytes(bytes(data))


def truncated(home: Path) -> None:
    data = sqlite(home).read_bytes()
    sqlite(home).write_bytes(data[: len(data) // 3])


def text(place: str, content: bytes) -> Callable[[Path], None]:
    def write(home: Path) -> None:
        (home / place).write_bytes(content)

    return write


#: fault -> how it is made; each ends every command that comes to it
FAULTS: dict[str, Callable[[Path], None]] = {
    "a database scribbled over": scribbled,
    "a database cut off": truncated,
    "a database that is a text": text("fadu.sqlite3", "不是数据库".encode() * 1000),
    "a practice clock of garbage": text("practice-clock", b"\xff\xfe yesterday"),
    "an empty practice clock": text("practice-clock", b""),
    "an empty secret": text("keys/django-secret", b""),
    "a secret of garbage": text("keys/django-secret", b"\xff" * 50),
}


@pytest.fixture
def with_files(tmp_path: Path) -> Callable[[str], list[str]]:
    """A command with its files."""
    (tmp_path / "rows.csv").write_text("受理编号\n1\n", encoding="utf-8")

    def words(command: str) -> list[str]:
        return [word.format(out=tmp_path) for word in COMMANDS[command]]

    return words


def is_said_well(ended: Ended) -> bool:
    """Whether what was said is a Chinese sentence and no traceback."""
    said = ended.err.strip()
    return (
        "Traceback" not in ended.err + ended.out
        and bool(CHINESE.search(said))
        and len(said.splitlines()) <= 3
    )


def test_every_command_that_needs_a_home_is_tried_here() -> None:
    needing = {name for name, module in names().items() if getattr(import_module(module), "DJANGO", True)}

    assert needing - {"document", "procedure"} == {words[0] for words in COMMANDS.values()}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_home_ends_a_command_with_a_sentence(
    home: Path, fadu: Fadu, with_files: Callable[[str], list[str]], command: str, fault: str
) -> None:
    FAULTS[fault](home)

    ended = fadu(home, *with_files(command))

    assert is_said_well(ended), ended
    assert ended.code == 2, ended


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - BEGINNING))
def test_before_a_bureau_is_founded_a_command_says_how(
    tmp_path: Path, fadu: Fadu, with_files: Callable[[str], list[str]], command: str
) -> None:
    ended = fadu(tmp_path / "new", *with_files(command))

    assert is_said_well(ended), ended
    assert ended.code == 2, ended
    assert "fadu init" in ended.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_home_that_is_a_file_ends_a_command_with_a_sentence(
    tmp_path: Path, fadu: Fadu, with_files: Callable[[str], list[str]], command: str
) -> None:
    (tmp_path / "file").write_text("no folder")

    ended = fadu(tmp_path / "file", *with_files(command))

    assert is_said_well(ended), ended
    assert ended.code == 2


KEYS: dict[str, Callable[[Path], None]] = {
    "an empty master key": text("keys/master", b""),
    "a master key of garbage": text("keys/master", b"\xff" * 32),
    "a master key cut off": text("keys/master", b"ab"),
    "an empty signing key": text("keys/ledger-signing", b""),
    "a signing key of garbage": text("keys/ledger-signing", "不是密钥".encode()),
    "no keys at all": lambda home: shutil.rmtree(home / "keys"),
}


@pytest.mark.parametrize("fault", KEYS)
@pytest.mark.parametrize("command", ["check", "figures", "ledger", "report", "work"])
def test_keys_that_are_damaged_or_away_end_in_no_traceback(
    home: Path, fadu: Fadu, with_files: Callable[[str], list[str]], command: str, fault: str
) -> None:
    KEYS[fault](home)

    ended = fadu(home, *with_files(command))

    assert "Traceback" not in ended.err + ended.out
    assert ended.code in {0, 1, 2}
    if ended.code == 2:
        assert is_said_well(ended), ended


@pytest.mark.parametrize("command", COMMANDS)
def test_a_read_only_home_is_said_by_those_that_write_and_read_by_the_others(
    home: Path, tmp_path: Path, fadu: Fadu, with_files: Callable[[str], list[str]], command: str
) -> None:
    for path in [home, *home.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)

    ended = fadu(home, *with_files(command), powerless=True)

    for path in [home, *home.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    assert "Traceback" not in ended.err + ended.out
    assert ended.code in {0, 1, 2}
    if ended.code == 2:
        assert is_said_well(ended), ended


@pytest.mark.parametrize("command", ["demo", "init"])
def test_a_full_disk_ends_the_founding_with_a_sentence(
    tmp_path: Path, fadu: Fadu, with_files: Callable[[str], list[str]], command: str
) -> None:
    ended = fadu(tmp_path / "new", *with_files(command), largest_file=40_000)

    assert is_said_well(ended), ended
    assert ended.code == 2
    assert "磁盘" in ended.err


def test_a_full_disk_ends_a_backup_with_a_sentence_and_leaves_nothing(
    home: Path, tmp_path: Path, fadu: Fadu
) -> None:
    ended = fadu(home, "backup", str(tmp_path / "new"), largest_file=40_000)

    assert (ended.code, is_said_well(ended)) == (2, True), ended
    assert "磁盘已满" in ended.err
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".backup-*"))


def test_a_database_that_does_not_answer_is_named_with_its_remedy(
    home: Path, fadu: Fadu, with_files: Callable[[str], list[str]]
) -> None:
    ended = fadu(home, "check", DATABASE_URL="postgresql://fadu:x@127.0.0.1:1/fadu")

    assert (ended.code, is_said_well(ended)) == (2, True), ended
    assert "连不上 PostgreSQL" in ended.err


def test_an_address_of_no_database_is_named_with_its_remedy(home: Path, fadu: Fadu) -> None:
    ended = fadu(home, "check", DATABASE_URL="mysql://x/y")

    assert (ended.code, is_said_well(ended)) == (2, True), ended
    assert "DATABASE_URL" in ended.err


@pytest.mark.parametrize(
    ("size", "said"), [(0, "不是法度的备份文件"), (20, "不是法度的备份文件"), (2000, "被改动或者不完整")]
)
def test_a_short_backup_is_refused(tmp_path: Path, home: Path, fadu: Fadu, size: int, said: str) -> None:
    short = tmp_path / "short"
    short.write_bytes((tmp_path / "backup").read_bytes()[:size])

    ended = fadu(tmp_path / "new", "restore", str(short))

    assert (ended.code, is_said_well(ended)) == (2, True), ended
    assert said in ended.err


def test_a_home_that_is_not_empty_is_not_restored_into(home: Path, tmp_path: Path, fadu: Fadu) -> None:
    ended = fadu(home, "restore", str(tmp_path / "backup"))

    assert (ended.code, is_said_well(ended)) == (2, True), ended
    assert "不是空的" in ended.err


@pytest.mark.parametrize("place", ["keys/ledger-signing", "keys/master", "files/letter"])
def test_a_home_with_keys_or_files_and_no_bureau_is_not_restored_into(
    home: Path, tmp_path: Path, fadu: Fadu, place: str
) -> None:
    left = tmp_path / "left" / place
    left.parent.mkdir(parents=True)
    left.write_text("ab" * 32)

    ended = fadu(tmp_path / "left", "restore", str(tmp_path / "backup"))

    assert (ended.code, is_said_well(ended)) == (2, True), ended
    assert "不是空的" in ended.err
    assert left.read_text() == "ab" * 32


def test_what_nobody_foresaw_says_where_the_detail_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("FADU_HOME", str(tmp_path / "home"))
    sentence = endings._sentence(raised(ZeroDivisionError("of 11010519491231002X")))

    assert sentence.startswith("程序出错了（ZeroDivisionError），没有办成。详细经过写在 ")
    detail = (tmp_path / "home" / "log" / "fadu.log").read_text(encoding="utf-8")
    assert "Traceback" in detail
    assert "11010519491231002" not in detail


def raised(error: ZeroDivisionError) -> Exception:
    try:
        raise error
    except ZeroDivisionError as caught:
        return caught
