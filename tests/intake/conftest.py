# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau, and sheets and mappings written for one test."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from fadu.intake import mapping, taking_in
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.services import found_bureau
from particulars import with_particulars

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=LEGAL_TIME)
HEADER = ("案号", "当事人", "代码", "登记日期", "立案日期", "决定日期", "罚款(元)")
MAPPING = """\
kind: penalty
source: 旧台账
history: true
number: {column: 案号}
parties:
  - {capacity: 当事人, name: {column: 当事人}, uscc: {column: 代码}, kind: enterprise}
acts:
  - {action: register, at: {column: 登记日期}}
  - {action: file, at: {column: 立案日期}}
  - {action: decide, at: {column: 决定日期}, sets: {fine: {column: 罚款(元)}}}
"""


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys and files of a test stay in its own folder."""
    monkeypatch.setenv("FADU_HOME", str(tmp_path / "home"))
    settings.FADU_HOME = tmp_path / "home"


def founded() -> Any:
    return with_particulars(
        found_bureau(name="清河市场监管局", short="清河局", abbreviation="清", region_code="370000")
    )


@pytest.fixture
def bureau(begin_from: Any) -> Any:
    return begin_from(founded)


@pytest.fixture
def mapping_file(tmp_path: Path) -> Path:
    path = tmp_path / "map.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[[Sequence[Sequence[str]]], Path]:
    def write(rows: Sequence[Sequence[str]]) -> Path:
        path = tmp_path / "ledger.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        return path

    return write


@pytest.fixture
def take(bureau: Any, mapping_file: Path) -> Callable[..., Any]:
    def run(path: Path, **options: Any) -> Any:
        return taking_in.take_in(path, mapping.load(mapping_file), bureau=bureau, at=NOW, **options)

    return run


@pytest.fixture
def row() -> Callable[..., list[str]]:
    """Makes a good row of the old ledger, one cell changed if asked."""

    def make(number: int, **changed: str) -> list[str]:
        name, party = f"清市监罚〔2022〕{number}号", f"清河第{number}商行"
        good = (name, party, "", "2022-03-01", "2022-03-10", "2022-05-10", "5000")
        return list((dict(zip(HEADER, good, strict=True)) | changed).values())

    return make
