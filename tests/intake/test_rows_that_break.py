# SPDX-License-Identifier: MulanPSL-2.0
"""A row that breaks when it is written is told by its line with what to do, leaves nothing behind, and stops no other row."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection
from python_calamine import CalamineWorkbook

from fadu.cases.acts import derivation, taking_over
from fadu.cases.models import Act, Case, CaseParty
from fadu.cli import import_
from fadu.intake import trying, vetting, writing
from fadu.ledger.models import ChainHead, LedgerEntry
from fadu.people.models import Party

pytestmark = pytest.mark.django_db
Row = Callable[..., list[str]]
BROKEN = "清市监罚〔2022〕150号"


@pytest.fixture
def file(sheet: Any, row: Row) -> Path:
    """Two hundred and fifty good rows: three batches, the hundred-and-fiftieth row in the second."""
    path: Path = sheet([row(n) for n in range(1, 251)])
    return path


def in_the_rows_of_the_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rows of a kind follow from fails for one case, with an error nobody foresaw."""
    derive = derivation.derive

    def breaks(case: Case, *given: Any) -> Any:
        if case.number == BROKEN:
            raise KeyError("unforeseen")
        return derive(case, *given)

    monkeypatch.setattr(derivation, "derive", breaks)


def in_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database refuses a row of one case, after most of it was written."""
    write_new = taking_over.write_new

    def breaks(followed: Any) -> None:
        write_new(followed)
        if any(case.number == BROKEN for case, _ in followed):
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO cases_act (id) VALUES (NULL)")

    monkeypatch.setattr(taking_over, "write_new", breaks)


FAULTS = [(in_the_rows_of_the_kind, "KeyError"), (in_the_database, IntegrityError.__name__)]


def left_behind() -> tuple[int, ...]:
    """What stands in the database of the row that broke."""
    return (
        Case.objects.filter(number=BROKEN).count(),
        Act.objects.filter(case__number=BROKEN).count(),
        CaseParty.objects.filter(case__number=BROKEN).count(),
        Party.objects.filter(name="清河第150商行").count(),
        LedgerEntry.objects.filter(stream__endswith=BROKEN).count(),
        ChainHead.objects.filter(stream__endswith=BROKEN).count(),
    )


@pytest.mark.parametrize(("fault", "name"), FAULTS)
@pytest.mark.parametrize("on_error", ["stop", "sheet"])
def test_a_row_that_breaks_is_told_by_its_line_and_the_others_come_in(
    take: Any, file: Path, monkeypatch: pytest.MonkeyPatch, fault: Any, name: str, on_error: str
) -> None:
    fault(monkeypatch)

    taken = take(file, on_error=on_error)

    assert (taken.read, taken.imported, len(taken.rejected)) == (250, 249, 1)
    rejection = taken.rejected[0].as_json()
    assert rejection["row"] == 151
    assert name in rejection["reason"]
    assert "再导入一次，已导入的行不会重复" in rejection["reason"]
    assert list(taken.unwritten) == list(taken.rejected)
    assert left_behind() == (0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(("fault", "name"), FAULTS)
def test_once_the_fault_is_gone_the_same_file_brings_the_row_and_nothing_twice(
    take: Any, file: Path, monkeypatch: pytest.MonkeyPatch, fault: Any, name: str
) -> None:
    with monkeypatch.context() as broken:
        fault(broken)
        take(file)

    again = take(file)

    assert (again.imported, again.updated, again.unchanged, len(again.rejected)) == (1, 0, 249, 0)
    assert Case.objects.count() == 250


def test_the_command_keeps_the_row_in_the_sheet_of_rejected_rows_and_ends_with_1(
    bureau: Any, mapping_file: Path, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    in_the_rows_of_the_kind(monkeypatch)
    parser = argparse.ArgumentParser()
    import_.add_arguments(parser)

    ended = import_.run(parser.parse_args(["penalty", str(file), "--mapping", str(mapping_file), "--json"]))

    assert ended == 1
    summary = json.loads(capsys.readouterr().out)
    assert (summary["imported"], [row["row"] for row in summary["rejected"]]) == (249, [151])
    sheet = CalamineWorkbook.from_path(str(file.with_name(f"{file.name}-errors.xlsx")))
    _, kept = sheet.get_sheet_by_index(0).to_python()
    assert kept[0] == "清市监罚〔2022〕150号"
    assert kept[-1].startswith("（第151行）")
    assert "KeyError" in kept[-1]


def test_a_row_that_cannot_even_be_read_is_told_and_the_trial_goes_on(
    take: Any, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Callable[..., Any] = trying.histories.read

    def breaks(record: Any, *given: Any) -> Any:
        if record.place == 151:
            raise writing.NoEditionError("这一行触发了产品自己的错误。")
        return read(record, *given)

    monkeypatch.setattr(trying.histories, "read", breaks)

    tried = take(file, dry_run=True, on_error="sheet")

    assert (tried.imported, [one.row for one in tried.rejected]) == (249, [151])
    assert "这一行触发了产品自己的错误" in tried.rejected[0].as_json()["reason"]


def test_a_known_case_that_cannot_be_looked_at_is_told_and_the_others_are(
    take: Any, sheet: Any, row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(sheet([row(1), row(2)]))
    state_of = vetting.obstacle

    def breaks(history: Any, known: Case) -> Any:
        if known.number.endswith("〕1号"):
            raise ValueError("unreadable")
        return state_of(history, known)

    monkeypatch.setattr(vetting, "obstacle", breaks)
    changed = {"罚款(元)": "7000"}

    again = take(sheet([row(1, **changed), row(2, **changed)]), on_error="sheet")

    assert (again.updated, [one.row for one in again.rejected]) == (1, [2])
    assert "不能读" in again.rejected[0].as_json()["reason"]
