# SPDX-License-Identifier: MulanPSL-2.0
"""What people write in a cell is taken in as everybody reads it, or refused with what to write instead; a mended row comes back."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import load_workbook
from tests.intake.conftest import HEADER, MAPPING, NOW

from fadu.assembly import entry
from fadu.cases.models import Act, Case
from fadu.intake import error_sheet, mapping, taking_in, trying
from fadu.intake.amounts import parse_amount
from fadu.intake.case_numbers import spellings
from fadu.intake.days import parse_moment
from fadu.intake.named_parties import AmbiguousError, apart
from fadu.intake.reading.source import Account
from fadu.kernel.errors import BadInputError

Row = Callable[..., list[str]]


@pytest.mark.parametrize(
    "text",
    [
        *("3/5/2022", "05-Mar-22", "22-3-5", "2022-3", "2022年3月", "2022-02-29", "1900-01-00", "0000-00-00"),
        *(
            "2022-03-05、2022-03-06",
            "2022-03-05至2022-03-10",
            "1650412800000",
            "约2022年3月5日",
            "2022-03-05 25:00",
        ),
    ],
)
def test_what_is_no_single_day_is_refused_and_never_misread(text: str) -> None:
    with pytest.raises(BadInputError, match="日历上有的日期"):
        parse_moment(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(
            (day, "2022-03-05T00:00:00+08:00")
            for day in ("2022。3。5", "２０２２年３月５日", "2022 年 3 月 5 日", "二○二二年三月五日")
        ),
        *(
            (day, "2022-03-05T00:00:00+08:00")
            for day in ("2022-03-05(周六)", "2022年03月05日上午", "公元2022年3月5日", "44625")
        ),
        ("2022-03-05 24:00", "2022-03-06T00:00:00+08:00"),
        ("2022年3月5日下午2点30分", "2022-03-05T14:30:00+08:00"),
        ("2022-03-05 10:30:15", "2022-03-05T10:30:15+08:00"),
    ],
)
def test_a_day_is_read_as_everybody_reads_it(text: str, moment: str) -> None:
    assert parse_moment(text)[0].isoformat() == moment


def test_a_number_of_a_sheet_that_counts_from_1904_is_the_day_that_sheet_shows() -> None:
    assert parse_moment("43163", epoch=date(1904, 1, 1))[0] == parse_moment("2022-03-05")[0]


@pytest.mark.parametrize(
    "text",
    [
        "5000.123",
        "5e3",
        "5 000",
        "1,2345",
        "(500)",
        "5000元/人",
        "约5000",
        "5000;2000",
        "罚款5000元",
        "三千",
        "9" * 18,
    ],
)
def test_what_is_no_single_amount_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="以元计的金额"):
        parse_amount(text)


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"name": "甲食品店、乙食品店"}, ["甲食品店", "乙食品店"]),
        ({"name": "张三；李四"}, ["张三", "李四"]),
        ({"name": "甲公司\n乙公司", "uscc": "1\n2", "kind": "enterprise"}, ["甲公司", "乙公司"]),
        ({"name": "甲食品店"}, ["甲食品店"]),
    ],
)
def test_parties_in_one_cell_are_told_apart(values: dict[str, str], names: list[str]) -> None:
    assert [party["name"] for party in apart(values)] == names


@pytest.mark.parametrize(
    "values",
    [
        {"name": "清河烟、酒店"},
        {"name": "张三，李四"},
        {"name": "甲公司；乙公司", "uscc": "91110000600037341L"},
    ],
)
def test_what_may_be_one_name_or_several_is_refused_with_what_to_do(values: dict[str, str]) -> None:
    with pytest.raises(AmbiguousError, match=r"每人一行|每个当事人一行"):
        apart(values)


def test_a_number_without_a_year_has_no_other_spelling_than_without_blanks() -> None:
    assert spellings("旧账 12号") == ("旧账 12号", "旧账12号")


# -- taken in ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_unit_in_the_heading_or_the_mapping_makes_the_amount(bureau: Any, tmp_path: Path, row: Row) -> None:
    path = tmp_path / "a.csv"
    lines = [[*HEADER[:-1], "罚款（万元）"], row(1, **{"罚款(元)": "0.5"}), row(2, **{"罚款(元)": "1.2万元"})]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")

    taking_in.take_in(path, mapping.load(tmp_path / "map.yaml"), bureau=bureau, at=NOW)

    fines = Act.objects.filter(action="decide").order_by("case__number")
    assert [act.payload["fine"] for act in fines] == [500_000, 1_200_000]


@pytest.mark.django_db
def test_a_unit_that_mapping_and_heading_say_differently_is_refused(
    bureau: Any, tmp_path: Path, row: Row
) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*HEADER[:-1], "罚款（万元）"], row(1)])
    (tmp_path / "map.yaml").write_text(
        MAPPING.replace("fine: {column: 罚款(元)}", "fine: {column: 罚款, unit: 千元}"), encoding="utf-8"
    )

    with pytest.raises(BadInputError, match="对应表写的是千元）；实为“列名写的是万元”"):
        taking_in.take_in(path, mapping.load(tmp_path / "map.yaml"), bureau=bureau, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("sign", ["/", "—", "N/A", "不详"])
def test_a_sign_that_stands_for_nothing_says_no_more_than_an_empty_cell(
    take: Any, sheet: Any, row: Row, sign: str
) -> None:
    outcome = take(sheet([row(1, 立案日期=sign, **{"罚款(元)": sign})]))

    assert (outcome.imported, len(outcome.rejected)) == (1, 0)
    assert not Act.objects.filter(action="file").exists()
    assert "fine" not in Act.objects.get(action="decide").payload


@pytest.mark.django_db
def test_a_number_in_other_brackets_or_with_blanks_is_the_same_case(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1)]))

    again = take(sheet([row(1, 案号="清市监罚 [2022] 1号", **{"罚款(元)": "6000"})]))
    twice = take(sheet([row(2), row(2, 案号="清市监罚【2022】2号")]), on_error="sheet")

    assert (again.imported, again.updated, Case.objects.count()) == (0, 1, 2)
    assert "与第 2 行重复" in twice.rejected[0].reasons[0].message


@pytest.mark.django_db
def test_rows_that_name_further_parties_of_a_case_are_that_case(take: Any, sheet: Any, row: Row) -> None:
    first, second = row(1), row(1, 当事人="清河第二商行", 立案日期="", 决定日期="")

    outcome = take(sheet([first, second, row(2)]))

    assert (outcome.read, outcome.imported) == (2, 2)
    assert outcome.notes == ("第3行与第2行是同一案件的当事人，合为一件。",)
    case = Case.objects.get(number="清市监罚〔2022〕1号")
    assert {one.party.name for one in case.parties.all()} == {"清河第1商行", "清河第二商行"}


@pytest.mark.django_db
def test_rows_of_one_number_that_differ_in_more_than_the_party_are_refused(
    take: Any, sheet: Any, row: Row
) -> None:
    outcome = take(sheet([row(1), row(1, 当事人="清河第二商行", **{"罚款(元)": "3000"})]), on_error="sheet")

    (rejected,) = outcome.rejected
    assert rejected.row == 3
    assert "同一案件有几个当事人的，各行相邻" in rejected.reasons[0].message


@pytest.mark.django_db
def test_the_sheet_of_errors_mended_brings_its_rows_and_no_other_twice(
    take: Any, sheet: Any, row: Row, mapping_file: Path, tmp_path: Path
) -> None:
    path = sheet([row(1), row(2, 立案日期="三月初一"), row(2, 立案日期="三月初一", 当事人="清河第二商行")])
    first = take(path, on_error="sheet")
    made = tmp_path / "errors.xlsx"
    error_sheet.write(path, mapping.load(mapping_file), first.rejected, made)
    header, *wrong = load_workbook(str(made)).get_sheet_by_index(0).to_python()

    book = xlsxwriter.Workbook(str(tmp_path / "mended.xlsx"))
    lines = book.add_worksheet()
    lines.write_row(0, 0, header)
    for number, cells in enumerate(wrong, start=1):
        lines.write_row(number, 0, ["2022-03-10" if cell == "三月初一" else cell for cell in cells])
    book.close()
    second = take(tmp_path / "mended.xlsx")

    assert [cells[0] for cells in wrong] == ["清市监罚〔2022〕2号"] * 2
    assert (first.imported, second.imported, second.notes) == (
        1,
        1,
        ("第3行与第2行是同一案件的当事人，合为一件。",),
    )
    assert Case.objects.get(number="清市监罚〔2022〕2号").parties.count() == 2


@pytest.mark.django_db
def test_what_stands_beyond_the_columns_of_a_row_that_slipped_is_in_the_sheet_of_errors(
    take: Any, sheet: Any, row: Row, mapping_file: Path, tmp_path: Path
) -> None:
    path = sheet([[*row(1)[:-1], "5", "000"]])
    outcome = take(path, on_error="sheet")

    error_sheet.write(path, mapping.load(mapping_file), outcome.rejected, tmp_path / "errors.xlsx")

    _, wrong = load_workbook(str(tmp_path / "errors.xlsx")).get_sheet_by_index(0).to_python()
    assert wrong[len(HEADER) - 1] == "5"
    assert wrong[-1].endswith("列名以外的内容：000")


@pytest.mark.django_db
def test_rows_of_several_sheets_are_told_with_their_sheet(
    bureau: Any, tmp_path: Path, row: Row, capsys: pytest.CaptureFixture[str]
) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "year.xlsx"))
    for month, cells in (("1月", row(1)), ("2月", row(2, 决定日期="月底")), ("3月", row(1))):
        lines = book.add_worksheet(month)
        lines.write_row(0, 0, HEADER)
        lines.write_row(1, 0, cells)
    book.add_worksheet("备注").write(0, 0, "另有旧账")
    book.close()
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    words = ["import", "penalty", str(tmp_path / "year.xlsx"), "--mapping", str(tmp_path / "map.yaml")]

    assert entry.main([*words, "--json"]) == 1
    summary = json.loads(capsys.readouterr().out)
    assert entry.main([*words, "--on-error", "sheet"]) == 1
    said = capsys.readouterr().out

    assert [(one["sheet"], one["row"]) for one in summary["rejected"]] == [("1月", 2), ("2月", 2), ("3月", 2)]
    assert "因工作表“2月”第2行、工作表“3月”第2行有错（共2行）" in summary["rejected"][0]["reason"]
    assert "与工作表“1月”第 2 行重复" in summary["rejected"][2]["reason"]
    assert summary["notes"] == ["工作表“备注”没有读：没有列名“代码、决定日期、当事人”等。"]
    assert "工作表“2月”第2行 决定日期：" in said
    assert "注意：工作表“备注”没有读" in said
    errors = load_workbook(str(tmp_path / "year.xlsx-errors.xlsx"))
    assert errors.sheet_names == ["2月", "3月"]


# -- logs ----------------------------------------------------------------------------------------------

TRACE = '<trace><string key="concept:name" value="1号"/></trace>'
EVENT = '<event><string key="concept:name" value="a"/></event>'


def test_events_that_stand_in_no_trace_are_told_and_a_log_of_nothing_else_is_refused(tmp_path: Path) -> None:
    path, account = tmp_path / "a.xes", Account()
    path.write_text(f"<log>{EVENT}{TRACE}{EVENT}</log>", encoding="utf-8")

    assert [one.values["concept:name"] for one in trying.records(path, (), account)] == ["1号"]
    assert account.notes == ("有2个事件不在任何一条轨迹中，不知道属于哪一件，没有读。",)
    path.write_text(f"<log>{EVENT}</log>", encoding="utf-8")
    with pytest.raises(BadInputError, match="都不在轨迹中"):
        list(trying.records(path))


LOG = """kind: licence
exercise: true
source: 自制日志
number: {column: "concept:name"}
activities:
  申请: {action: receive, repeat: false, sets: {intake: {constant: window}, item: {constant: 食品经营许可}}}
  受理: {action: accept, repeat: false}
  公示: {action: note, when: {attribute: channel}}
  内部: {ignore: 内部流转}
"""


def event(activity: str, at: str, **more: str) -> str:
    said = {"concept:name": activity, "time:timestamp": f"2022-03-{at}T09:00:00+08:00"}
    said |= {key.replace("_", ":"): value for key, value in more.items()}
    attributes = [f'<string key="{key}" value="{value}"/>' for key, value in said.items()]
    return f"<event>{''.join(attributes)}</event>"


@pytest.mark.django_db
def test_every_event_of_a_log_is_an_act_a_note_or_passed_over_with_its_reason(
    bureau: Any, tmp_path: Path
) -> None:
    events = (
        event("申请", "01"),
        event("受理", "02", lifecycle_transition="start"),
        event("受理", "03", lifecycle_transition="complete"),
        event("受理", "20", lifecycle_transition="complete"),
        event("公示", "21", channel="web"),
        event("公示", "22"),
        event("内部", "23"),
    )
    (tmp_path / "map.yaml").write_text(LOG, encoding="utf-8")
    path = tmp_path / "a.xes"
    path.write_text(
        f'<log><trace><string key="concept:name" value="1号"/>{"".join(events)}</trace></log>',
        encoding="utf-8",
    )

    outcome = taking_in.take_in(path, mapping.load(tmp_path / "map.yaml"), bureau=bureau, at=NOW)

    assert outcome.events.as_json() == {
        "read": 7,
        "acts": 2,
        "notes": 2,
        "passed": {"不是完成（start）": 1, "不符合“公示”的条件（when）": 1, "内部流转": 1},
    }
    acts = Act.objects.filter(imported=True).exclude(action="add_party").order_by("seq")
    assert [(act.action, act.happened_at.day) for act in acts if act.action != "assign"] == [
        ("receive", 1),
        ("accept", 3),
        ("note", 20),
        ("note", 21),
    ]
    assert "受理（来源再次记载）" in str([act.payload for act in acts])
    assert outcome.notes[0].startswith("读到7个事件：办理行为2，记事2，略过3（")
