# SPDX-License-Identifier: MulanPSL-2.0
"""Each row of a sheet ends imported, updated or rejected with its reason; nothing is invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook
from tests.intake.conftest import HEADER, NOW

from fadu.cases.models import Act, Case
from fadu.intake import error_sheet, mapping, taking_in, trying
from fadu.intake.reading import tables
from fadu.intake.taking_in import StoppedError
from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.ledger import verification
from fadu.ledger.models import LedgerEntry
from fadu.people.models import Bureau
from fadu.procedure.entry import BUILT_IN

pytestmark = pytest.mark.django_db
Row = Callable[..., list[str]]


@pytest.fixture
def spoilt(row: Row) -> list[list[str]]:
    """Three good rows and thirty-seven that are wrong in seven ways."""
    return [
        *(row(n) for n in (1, 2, 3)),
        *(row(100 + n, 登记日期="2022-02-30") for n in range(9)),
        *(row(200 + n, 立案日期="三月初一") for n in range(9)),
        *(row(300 + n, **{"罚款(元)": "五千上下"}) for n in range(6)),
        *(row(400 + n, 代码="91110000600037341X") for n in range(6)),
        *(row(1) for _ in range(3)),
        *(row(0, 案号="") for _ in range(2)),
        *(row(500 + n, 登记日期="", 立案日期="", 决定日期="") for n in range(2)),
    ]


def test_each_of_37_wrong_rows_is_named_with_its_column_and_reason(
    take: Any, sheet: Any, spoilt: Any
) -> None:
    outcome = take(sheet(spoilt), on_error="sheet", strict=True)

    by_row = {item.row: item.as_json() for item in outcome.rejected}
    assert (outcome.read, outcome.imported, len(by_row)) == (40, 3, 37)
    assert by_row[5]["column"] == "登记日期"
    assert "2022-02-30" in by_row[5]["reason"]
    assert by_row[14]["column"] == "立案日期"
    assert by_row[23]["column"] == "罚款(元)"
    assert by_row[29]["column"] == "统一社会信用代码"
    assert "与第 2 行重复" in by_row[35]["reason"]
    assert by_row[38]["column"] == "案号"
    assert "没有一个可以成为办理行为的日期" in by_row[40]["reason"]


def test_with_stop_one_wrong_row_leaves_nothing_behind(take: Any, sheet: Any, row: Row) -> None:
    before = LedgerEntry.objects.count()

    with pytest.raises(StoppedError) as stopped:
        take(sheet([row(1), row(2), row(3, 决定日期="2022-13-01")]))

    assert [item.row for item in stopped.value.outcome.rejected] == [4]
    assert (Case.objects.count(), Act.objects.count(), LedgerEntry.objects.count()) == (0, 0, before)


def test_all_that_is_wrong_with_a_row_is_told_at_once(take: Any, sheet: Any, row: Row) -> None:
    outcome = take(sheet([row(1, 登记日期="2022-02-30", **{"罚款(元)": "若干"})]), on_error="sheet")

    assert outcome.rejected[0].as_json()["column"] == "登记日期、罚款(元)"


def test_dates_as_text_and_full_width_digits_are_read(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1, 登记日期="2022年3月1日", 立案日期="２０２２－０３－１０", 决定日期="2022/5/10")]))

    days = [
        act.happened_at.date().isoformat()
        for act in Act.objects.filter(action__in=("file", "decide")).order_by("seq")
    ]
    assert days == ["2022-03-09", "2022-05-09"]  # midnight in legal time, as UTC keeps it


def test_a_blank_cell_is_no_act_and_sets_nothing(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1, 立案日期="", **{"罚款(元)": ""})]))

    assert not Act.objects.filter(action="file").exists()
    assert "fine" not in Act.objects.get(action="decide").payload


def test_money_is_kept_in_fen(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1, **{"罚款(元)": "236482.95"})]))

    assert Act.objects.get(action="decide").payload["fine"] == 23_648_295


def test_the_same_file_twice_brings_nothing_new(take: Any, sheet: Any, row: Row) -> None:
    path = sheet([row(1), row(2)])
    take(path)
    of_cases = LedgerEntry.objects.exclude(
        stream__startswith="administration:"
    )  # that it was tried again stands there
    acts, entries = Act.objects.count(), of_cases.count()

    again = take(path)

    assert (again.read, again.imported, again.updated, again.unchanged) == (2, 0, 0, 2)
    assert (Act.objects.count(), of_cases.count()) == (acts, entries)


def test_a_row_that_grew_adds_only_its_new_act(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1, 决定日期="")]))
    before = Act.objects.count()

    outcome = take(sheet([row(1)]))

    assert (outcome.updated, outcome.unchanged) == (1, 0)
    assert Act.objects.count() == before + 1


def test_a_dry_run_says_what_would_come_and_writes_nothing(take: Any, sheet: Any, row: Row) -> None:
    outcome = take(sheet([row(1), row(2)]), dry_run=True)

    assert (outcome.read, outcome.imported) == (2, 2)
    assert not Case.objects.exists()


def test_a_wrong_code_is_refused_only_when_asked_to_be_strict(take: Any, sheet: Any, row: Row) -> None:
    outcome = take(sheet([row(1, 代码="91110000600037341X")]))

    assert outcome.imported == 1


def test_a_number_too_long_for_the_register_is_told_before_anything_is_written(
    take: Any, sheet: Any, row: Row
) -> None:
    outcome = take(sheet([row(1), row(2, 案号="号" * 121)]), on_error="sheet")

    assert outcome.rejected[0].as_json() == {
        "sheet": "",
        "row": 3,
        "column": "案号",
        "reason": "应不超过120个字；实为121个字。请改短。",
    }


def test_a_number_of_another_bureau_is_not_taken_over(
    take: Any, sheet: Any, row: Row, mapping_file: Path
) -> None:
    path = sheet([row(1)])
    take(path)
    other = Bureau.objects.create(
        name="清江市场监管局", short="清江局", abbreviation="江", region_code="370001"
    )
    outcome = taking_in.take_in(
        path, mapping.load(mapping_file), bureau=other, at=Case.objects.get().opened_at, on_error="sheet"
    )

    assert "已是其他机关的案件" in outcome.rejected[0].as_json()["reason"]


def test_what_was_imported_agrees_with_the_ledger(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1), row(2)]))

    assert verification.verify() == []


def test_imported_acts_say_that_the_source_told_them(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1)]))

    assert all(act.imported for act in Act.objects.filter(action__in=("register", "file", "decide")))
    assert Case.objects.get().imported_from == "旧台账"


def test_the_sheet_of_rejected_rows_is_the_sheet_with_a_column_of_reasons(
    take: Any, sheet: Any, spoilt: Any, tmp_path: Path, mapping_file: Path
) -> None:
    path = sheet(spoilt)
    outcome = take(path, on_error="sheet", strict=True)

    error_sheet.write(path, mapping.load(mapping_file), outcome.rejected, tmp_path / "errors.xlsx")

    header, *rows = load_workbook(str(tmp_path / "errors.xlsx")).get_sheet_by_index(0).to_python()
    assert header == [*HEADER, tables.REASONS]
    assert len(rows) == 37
    assert rows[0][:-1] == spoilt[3]
    assert rows[0][-1].startswith("（第5行）")


def test_a_column_the_sheet_does_not_have_is_told_once_with_the_nearest(
    take: Any, sheet: Any, row: Row, mapping_file: Path
) -> None:
    text = mapping_file.read_text(encoding="utf-8").replace("column: 立案日期", "column: 立案日")
    mapping_file.write_text(text, encoding="utf-8")

    with pytest.raises(UnknownNameError, match="没有名为“立案日”的列。最接近的是：立案日期"):
        take(sheet([row(1)]), on_error="sheet")


def test_a_row_with_more_cells_than_columns_has_slipped_and_is_not_trusted(
    take: Any, sheet: Any, row: Row
) -> None:
    outcome = take(sheet([row(1), [*row(2)[:-1], "5", "000"]]), on_error="sheet")

    assert (outcome.imported, outcome.rejected[0].as_json()["column"]) == (1, "第8列起")


def test_a_row_without_a_date_names_the_columns_that_could_hold_one(take: Any, sheet: Any, row: Row) -> None:
    outcome = take(sheet([row(1, 登记日期="", 立案日期="", 决定日期="")]), on_error="sheet")

    assert outcome.rejected[0].as_json()["column"] == "登记日期、立案日期、决定日期"


def test_with_stop_the_good_rows_end_rejected_too_so_that_all_add_up(take: Any, sheet: Any, row: Row) -> None:
    with pytest.raises(StoppedError) as stopped:
        take(sheet([row(1), row(2, 决定日期="2022-13-01"), row(3)]))

    held = [item.as_json() for item in stopped.value.held_back]
    assert [item["row"] for item in held] == [2, 4]
    assert "本行没有问题；因第3行有错" in held[0]["reason"]
    assert stopped.value.outcome.read == len(held) + len(stopped.value.outcome.rejected)


def test_an_act_the_procedure_does_not_know_is_an_error_of_the_mapping(
    take: Any, sheet: Any, row: Row, mapping_file: Path
) -> None:
    text = mapping_file.read_text(encoding="utf-8").replace("action: decide", "action: decided")
    mapping_file.write_text(text, encoding="utf-8")

    with pytest.raises(UnknownNameError, match="decide"):
        take(sheet([row(1)]))


def test_an_act_every_procedure_knows_is_filled_in_with_nothing_else(
    take: Any, sheet: Any, row: Row, mapping_file: Path
) -> None:
    text = mapping_file.read_text(encoding="utf-8")
    note = "acts:\n  - {action: note, at: {column: 登记日期}, sets: {void_documents: {column: 登记日期}}}\n"
    mapping_file.write_text(text.replace("acts:\n", note, 1), encoding="utf-8")

    with pytest.raises(UnknownNameError, match="void_documents"):
        take(sheet([row(1)]))


@pytest.mark.parametrize("action", sorted(BUILT_IN.keys() - {"note", "serve", "served_elsewhere", "publish"}))
def test_what_is_somebodys_own_act_here_is_told_by_no_source(
    take: Any, sheet: Any, row: Row, mapping_file: Path, action: str
) -> None:
    """A sheet is no second person, signs nothing and appoints nobody."""
    text = mapping_file.read_text(encoding="utf-8")
    acts = f"acts:\n  - {{action: {action}, at: {{column: 登记日期}}}}\n"
    mapping_file.write_text(text.replace("acts:\n", acts, 1), encoding="utf-8")

    with pytest.raises(BadInputError, match=f"{action}（{BUILT_IN[action]}）"):
        take(sheet([row(1)]))


def test_a_file_that_is_no_workbook_is_told_so(take: Any, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"no workbook")

    with pytest.raises(BadInputError, match="列名"):
        take(path)


def test_a_row_whose_reading_itself_breaks_is_rejected_and_the_next_is_read(
    bureau: Any, sheet: Any, mapping_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = trying.histories.read

    def brittle(record: Any, *rest: Any) -> Any:
        if record.place == 2:
            raise RuntimeError("读表的程序出错")
        return read(record, *rest)

    monkeypatch.setattr(trying.histories, "read", brittle)
    path = sheet([[f"清市监罚〔2022〕{n}号", "某店", "", "2022-03-01", "", "", ""] for n in (1, 2)])

    outcome = taking_in.take_in(path, mapping.load(mapping_file), bureau=bureau, at=NOW, on_error="sheet")

    assert (outcome.imported, [item.row for item in outcome.rejected]) == (1, [2])
    assert "读表的程序出错" in outcome.rejected[0].as_json()["reason"]
