# SPDX-License-Identifier: MulanPSL-2.0
"""A sheet of 5,000 rows with 37 wrong ones: clear errors row by row, the good rows or nothing, by choice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import load_workbook
from tests.intake.conftest import HEADER, MAPPING

from fadu.assembly import entry
from fadu.cases.models import Act, Case

pytestmark = pytest.mark.django_db
Row = Callable[..., list[str]]
DATE, MONEY, CODE, NUMBER = "登记日期", "罚款(元)", "统一社会信用代码", "案号"
#: what is wrong in a row, and the column the error must name
WRONG: list[tuple[dict[str, str], str]] = [
    *(({"代码": f"9111000060003734{n}X"}, CODE) for n in (0, 1, 2, 3, 5, 6, 7, 8, 9)),
    *(({"登记日期": f"２０２２年１３月{n}日"}, DATE) for n in range(1, 8)),  # full-width, and no such month
    *(
        ({"登记日期": word}, DATE)
        for word in ("三月初一", "2022-02-30", "上旬", "去年", "2022.3", "4462", "0022-03-01")
    ),
    *(({"案号": f"清市监罚〔2022〕{n}号"}, NUMBER) for n in range(10, 18)),  # rows 11 to 18 bear them already
    *(({"罚款(元)": word}, MONEY) for word in ("五千", "1.234", "约5000", "若干", "1e4", "5千元/人")),
]
#: odd but readable: meant is what everybody reads
READABLE = [
    {"登记日期": "２０２２－０３－０１"},
    {"登记日期": "2022年3月1日"},
    {"罚款(元)": "５,０００.００元"},
    {"登记日期": "20220301"},
    {"登记日期": "2022/3/1"},
    {"登记日期": "44621"},
    {"罚款(元)": "伍仟元整"},
]


def places(rows: int) -> list[int]:
    """Where the wrong rows lie, and after them the odd ones: spread over the whole sheet."""
    step = (rows - 20) // (len(WRONG) + len(READABLE))
    return [20 + step * n for n in range(len(WRONG) + len(READABLE))]


@pytest.fixture
def bad_sheet(tmp_path: Path, row: Row) -> Callable[[int], Path]:
    def write(rows: int) -> Path:
        changes = dict(zip(places(rows), [*(cells for cells, _ in WRONG), *READABLE], strict=True))
        book = xlsxwriter.Workbook(str(tmp_path / "year.xlsx"), {"constant_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for place in range(2, rows + 2):
            sheet.write_row(place - 1, 0, row(place - 1, **changes.get(place, {})))
        book.close()
        (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
        return tmp_path / "year.xlsx"

    return write


@pytest.fixture
def imported(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Runs the command and gives its status and what it says."""

    def run(path: Path, *words: str) -> tuple[int, dict[str, Any]]:
        status = entry.main(
            [
                "import",
                "penalty",
                str(path),
                "--mapping",
                str(path.with_name("map.yaml")),
                "--strict",
                "--json",
                *words,
            ]
        )
        return status, json.loads(capsys.readouterr().out)

    return run


def named(summary: dict[str, Any]) -> dict[int, str]:
    return {item["row"]: item["column"] for item in summary["rejected"]}


def wrong(rows: int) -> dict[int, str]:
    return dict(zip(places(rows), (column for _, column in WRONG), strict=False))


def test_37_wrong_rows_among_5000_are_each_named_by_row_and_column(
    bureau: Any, bad_sheet: Any, imported: Any
) -> None:
    assert len(WRONG) == 37

    status, summary = imported(bad_sheet(5000), "--on-error", "sheet", "--dry-run")

    assert list(summary) == ["read", "imported", "updated", "unchanged", "rejected", "findings", "notes"]
    assert (status, summary["read"], summary["imported"]) == (1, 5000, 4963)
    assert named(summary) == wrong(5000)
    assert all(
        set(item) == {"sheet", "row", "column", "reason"} and item["reason"].endswith("。")
        for item in summary["rejected"]
    )


def test_all_or_nothing_takes_nothing_in_and_still_every_row_ends_somewhere(
    bureau: Any, bad_sheet: Any, imported: Any
) -> None:
    status, summary = imported(bad_sheet(320))

    assert (status, summary["read"], summary["imported"], Case.objects.count()) == (1, 320, 0, 0)
    assert summary["imported"] + summary["updated"] + len(summary["rejected"]) == summary["read"]
    assert [item["row"] for item in summary["rejected"] if "本行没有问题" not in item["reason"]] == sorted(
        wrong(320)
    )


def test_the_good_rows_go_in_and_the_wrong_ones_come_back_as_a_sheet(
    bureau: Any, bad_sheet: Any, imported: Any
) -> None:
    path = bad_sheet(320)
    status, summary = imported(path, "--on-error", "sheet", "--errors", str(path.with_name("errors.xlsx")))

    assert (status, summary["imported"], summary["updated"], Case.objects.count()) == (1, 283, 0, 283)
    assert named(summary) == wrong(320)
    rows = load_workbook(str(path.with_name("errors.xlsx"))).get_sheet_by_index(0).to_python()
    assert [line[-1].partition("）")[0] for line in rows[1:]] == [
        f"（第{row}行" for row in sorted(wrong(320))
    ]


def test_what_is_odd_but_readable_is_read_as_everybody_reads_it(
    bureau: Any, bad_sheet: Any, imported: Any
) -> None:
    imported(bad_sheet(320), "--on-error", "sheet")

    numbers = [f"清市监罚〔2022〕{place - 1}号" for place in places(320)[len(WRONG) :]]
    acts = Act.objects.filter(case__number__in=numbers)
    assert {act.payload["fine"] for act in acts.filter(action="decide")} == {500_000}
    assert {act.happened_at.isoformat() for act in acts.filter(action="register")} == {
        "2022-02-28T16:00:00+00:00"
    }
