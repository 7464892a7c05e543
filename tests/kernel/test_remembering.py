# SPDX-License-Identifier: MulanPSL-2.0
"""What follows from files is worked out once; a memory that is stale, damaged, foreign or no plain value is none."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel import digests, remembering
from fadu.kernel.remembering import code_mark, keep_in, mark_of, remembered
from fadu.law.limit import Limit

LIMIT = Limit(key="a/b", title="期限", amount=5, unit="working_day", in_force_from=date(2022, 1, 1))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to keep in; files count as written long before the program started."""
    monkeypatch.setattr(remembering, "_SETTLED", time.time() + 3600)
    keep_in(tmp_path / "cache")
    yield tmp_path / "cache"
    keep_in()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.yaml"
    path.write_text("one", encoding="utf-8")
    return path


class Counting:
    """Makes values and counts how often it was asked."""

    def __init__(self, value: Any = LIMIT) -> None:
        self.value, self.times = value, 0

    def __call__(self) -> Any:
        self.times += 1
        return self.value


def memory(folder: Path) -> Path:
    return next(folder.glob("*.memory"))


def test_what_was_made_is_not_made_again(folder: Path, source: Path) -> None:
    make = Counting()

    assert [remembered("limit", mark_of([source]), make) for _ in range(3)] == [LIMIT] * 3
    assert make.times == 1


def test_another_content_of_a_file_is_made_anew(folder: Path, source: Path) -> None:
    make = Counting()
    remembered("limit", mark_of([source]), make)

    source.write_text("two", encoding="utf-8")
    remembered("limit", mark_of([source]), make)

    assert make.times == 2
    assert len(list(folder.iterdir())) == 1


def test_the_date_of_a_file_says_nothing(folder: Path, source: Path) -> None:
    before = mark_of([source])
    status = source.stat()

    source.write_text("two", encoding="utf-8")
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert mark_of([source]) != before


def test_another_name_another_path_and_another_mark_are_other_memories(folder: Path, source: Path) -> None:
    other = source.with_name("other.yaml")
    other.write_text("one", encoding="utf-8")

    marks = {mark_of([source]), mark_of([other]), mark_of([source], "a"), mark_of([source], "b")}

    assert len(marks) == 4
    assert remembered("a", mark_of([source]), lambda: 1) == 1
    assert remembered("b", mark_of([source]), lambda: 2) == 2


def test_without_a_folder_nothing_is_kept(tmp_path: Path, source: Path) -> None:
    make = Counting()

    assert mark_of([source]) == ""
    remembered("limit", mark_of([source]), make)
    remembered("limit", mark_of([source]), make)

    assert make.times == 2


def test_a_file_written_since_the_program_started_leaves_no_memory(
    folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "_SETTLED", time.time() - 3600)

    assert mark_of([source]) == ""


def test_a_file_that_cannot_be_read_and_an_empty_mark_leave_no_memory(folder: Path, source: Path) -> None:
    assert mark_of([source, source.with_name("missing.yaml")]) == ""
    assert mark_of([source], "") == ""


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def one_bit_changed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(bytes(content))


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [truncated, emptied, one_bit_changed, made_a_folder])
def test_a_damaged_memory_is_made_anew(folder: Path, source: Path, damage: Callable[[Path], None]) -> None:
    make = Counting()
    remembered("limit", mark_of([source]), make)

    damage(memory(folder))

    assert remembered("limit", mark_of([source]), make) == LIMIT
    assert make.times == 2


class Evil:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (os.mkdir, (str(self.path),))


def test_no_code_runs_out_of_a_memory(folder: Path, source: Path, tmp_path: Path) -> None:
    make, trace = Counting(), tmp_path / "trace"
    remembered("limit", mark_of([source]), make)
    path, body = memory(folder), pickle.dumps(Evil(trace))
    head = path.read_bytes().split(b"\n", 3)[:3]
    path.write_bytes(b"\n".join(head) + b"\n" + digests.digest(body) + body)

    assert remembered("limit", mark_of([source]), make) == LIMIT
    assert make.times == 2
    assert not trace.exists()


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o707])
def test_a_folder_others_may_write_is_not_used(folder: Path, source: Path, mode: int) -> None:
    make = Counting()
    folder.mkdir()
    folder.chmod(mode)

    remembered("limit", mark_of([source]), make)
    remembered("limit", mark_of([source]), make)

    assert make.times == 2
    assert list(folder.iterdir()) == []


def test_a_memory_others_may_write_is_made_anew(folder: Path, source: Path) -> None:
    make = Counting()
    remembered("limit", mark_of([source]), make)
    memory(folder).chmod(0o666)

    remembered("limit", mark_of([source]), make)

    assert make.times == 2


def test_where_the_first_folder_cannot_be_used_the_next_one_is(folder: Path, source: Path) -> None:
    folder.write_text("a file, no folder", encoding="utf-8")
    second = folder.with_name("second")
    keep_in(folder, second)
    make = Counting()

    remembered("limit", mark_of([source]), make)
    remembered("limit", mark_of([source]), make)

    assert make.times == 1
    assert [path.suffix for path in second.iterdir()] == [".memory"]


def test_the_mark_of_code_covers_each_file_of_a_room(folder: Path) -> None:
    assert code_mark("kernel")
    assert code_mark("kernel") != code_mark("kernel", "law")
