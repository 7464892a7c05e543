# SPDX-License-Identifier: MulanPSL-2.0
"""What the checker proved is remembered until something it follows from changes; whether a release changed is looked at each time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel import kinds, remembering
from fadu.kernel.kinds import KindFolder, Kinds
from fadu.kernel.remembering import keep_in
from fadu.procedure import checker
from fadu.procedure.checker import Report, check_library
from fadu.procedure.library import Library, for_checking

SOUND = (Path(__file__).parent / "broken_checks" / "sound.yaml").read_text(encoding="utf-8")
FORMS = {"notice": "告知书", "decision": "决定书"}


@pytest.fixture
def kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a kind with one sound edition; files count as written long ago, and there is a folder to keep in."""
    monkeypatch.setattr(remembering, "_SETTLED", time.time() + 3600)
    keep_in(tmp_path / "cache")
    folder = tmp_path / "sketch"
    for name in ("procedure", "law"):
        (folder / name).mkdir(parents=True)
    (folder / "procedure" / "2021-07-15.yaml").write_text(SOUND, encoding="utf-8")
    (folder / "guards.py").write_text("# none\n", encoding="utf-8")
    yield folder
    keep_in()


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The editions that were really checked, in their order."""
    done: list[str] = []
    real: Callable[..., Report] = checker.check

    def counted(procedure: Any, **given: Any) -> Report:
        done.append(procedure.edition.isoformat())
        return real(procedure, **given)

    monkeypatch.setattr(checker, "check", counted)
    return done


def checked(kind: Path, forms: dict[str, str] | None = None, *, explain: bool = True) -> list[Report]:
    """Check the kind as a new run of the program would."""
    folder = KindFolder(key="sketch", package="sketch", folder=kind, guards=dict, facts=dict)
    with kinds.others(Kinds({**kinds.handed_down().folders, "sketch": folder})):
        books = replace(for_checking(), law=None)
        return list(check_library(books, kind="sketch", templates=lambda _: forms or FORMS, explain=explain))


def test_an_edition_is_checked_once_while_nothing_changes(kind: Path, proofs: list[str]) -> None:
    first, second = checked(kind), checked(kind)

    assert first == second
    assert proofs == ["2021-07-15"]


def edition_changed(kind: Path) -> None:
    path = kind / "procedure" / "2021-07-15.yaml"
    path.write_text(SOUND.replace("title: 立案", "title: 决定立案"), encoding="utf-8")


def line_moved(kind: Path) -> None:
    (kind / "procedure" / "2021-07-15.yaml").write_text(f"# 说明\n{SOUND}", encoding="utf-8")


def guards_changed(kind: Path) -> None:
    (kind / "guards.py").write_text("# still none\n", encoding="utf-8")


def law_changed(kind: Path) -> None:
    (kind / "law" / "limits.yaml").write_text("limits: {}\n", encoding="utf-8")


@pytest.mark.parametrize("change", [edition_changed, line_moved, guards_changed, law_changed])
def test_a_change_of_anything_it_follows_from_has_it_checked_anew(
    kind: Path, proofs: list[str], change: Callable[[Path], None]
) -> None:
    checked(kind)

    change(kind)
    checked(kind)

    assert len(proofs) == 2


def test_other_forms_and_another_depth_are_other_proofs(kind: Path, proofs: list[str]) -> None:
    checked(kind)
    without = checked(kind, {"notice": "告知书"})
    checked(kind, explain=False)

    assert len(proofs) == 3
    assert [line.code for line in without[0].failures] == ["templates:decision"]


def test_code_of_the_checker_that_changed_has_it_checked_anew(
    kind: Path, proofs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(kind)

    real = remembering.code_mark
    monkeypatch.setattr("fadu.procedure.library.code_mark", lambda *rooms: f"{real(*rooms)} changed")
    checked(kind)

    assert len(proofs) == 2


def test_whether_a_released_edition_changed_is_never_remembered(kind: Path, proofs: list[str]) -> None:
    checked(kind)
    lock = '{"2021-07-15": {"released_on": "2022-01-01", "judges": {"2021-07-15": "0"}, "words": "0", "code": {}}}'
    (kind / "procedure" / "released.lock").write_text(lock, encoding="utf-8")

    report = checked(kind)[0]

    assert [line.code for line in report.failures] == ["released"]
    assert len(proofs) == 1


def test_a_library_that_is_not_of_the_disk_remembers_nothing(kind: Path, proofs: list[str]) -> None:
    for _ in range(2):
        list(check_library(Library({"sketch": kind}), templates=lambda _: FORMS))

    assert len(proofs) == 2
