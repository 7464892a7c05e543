# SPDX-License-Identifier: MulanPSL-2.0
"""Lists and figures as workbooks: what stands on the page, nothing that is not; each that names cases is entered before it is sent."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.desk import canary

from fadu.cases.acts import services
from fadu.cases.models import CaseParty
from fadu.cases.reading import exports, worklist
from fadu.demo.bureau import ACCOUNTS
from fadu.desk import sheets
from fadu.desk.sheets import Column, Part
from fadu.kernel import clock
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LISTS = ("inbox", "waiting", "running", "done", "closed")


def sheets_in(data: bytes) -> dict[str, list[list[Any]]]:
    """The sheets of a workbook by title, each row by row."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def taken(client: Client, address: str) -> dict[str, list[list[Any]]]:
    """The sheets of an export."""
    answer = client.post(address)
    assert answer.status_code == 200, address
    return sheets_in(answer.content)


def written(rows: list[tuple[Any, ...]], columns: list[Column], most: int = sheets.MOST) -> tuple[bytes, Any]:
    made = sheets.write([Part(title="清单", columns=columns, rows=rows)], [("清单", "试")], most)
    return made.data, made


def xml_of(data: bytes) -> str:
    """The first sheet as it stands in the file."""
    return ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-3", "@x", '=HYPERLINK("http://x")', "http://x", "\t=1", "00123"]
)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str) -> None:
    data, _ = written([(text,)], [Column(title="名称")])

    assert sheets_in(data)["清单"][1] == [text]
    assert "<f>" not in xml_of(data)
    assert "hyperlink" not in xml_of(data)


def test_days_are_days_amounts_are_amounts_and_the_first_row_stays_in_sight() -> None:
    columns = [
        Column(title="日", kind="day"),
        Column(title="时", kind="moment"),
        Column(title="元", kind="money"),
        Column(title="无"),
    ]
    at = datetime(2022, 3, 1, 9, 30, tzinfo=clock.LEGAL_TIME)
    data, _ = written([(date(2022, 3, 1), at, 123456, None)], columns)

    assert sheets_in(data)["清单"][1][:3] == [date(2022, 3, 1), at.replace(tzinfo=None), 1234.56]
    assert '<pane ySplit="1"' in xml_of(data)
    assert 'state="frozen"' in xml_of(data)


def test_a_list_too_long_is_cut_and_says_so() -> None:
    data, made = written([(str(n),) for n in range(5)], [Column(title="号")], most=3)

    assert (made.rows, made.cut) == (3, ("清单",))
    assert len(sheets_in(data)["清单"]) == 4
    assert "超过3行，只列出前3行" in dict(sheets_in(data)["说明"])["没有列全"]


def test_a_list_of_just_as_many_rows_as_are_allowed_is_not_cut() -> None:
    _, made = written([("1",), ("2",)], [Column(title="号")], most=2)

    assert (made.rows, made.cut) == (2, ())


@pytest.mark.parametrize("page", LISTS)
def test_a_list_is_exported_whole_with_the_cases_of_all_its_pages(
    desk_of: Callable[..., Client], page: str
) -> None:
    client, officer, now = desk_of("juzhang"), canary.officer("juzhang"), clock.now()
    rows = taken(client, f"/export/{page}/")
    title = next(iter(rows))
    shown = client.get("/" if page == "inbox" else f"/{page}/").content.decode()

    assert list(rows) == [title, "说明"]
    assert all(row[rows[title][0].index("案号")] in shown for row in rows[title][1:51])
    if page == "running":
        assert len(rows[title]) - 1 == worklist.counts(officer, now).open
    assert f"（{officer.bureau.name}）" in dict(rows["说明"])["导出人"]


def test_an_export_is_narrowed_as_the_page_and_says_how(desk_of: Callable[..., Client]) -> None:
    rows = taken(desk_of("juzhang"), "/export/closed/?kind=penalty&since=2022-02-01")

    assert {row[2] for row in rows["已办结"][1:]} <= {"行政处罚（普通程序）"}
    assert all(row[5] >= date(2022, 2, 1) for row in rows["已办结"][1:])
    said = {row[0]: row[1] for row in rows["说明"]}
    assert said["筛选"] == "事项：行政处罚（普通程序）；开始日自：2022-02-01"
    assert said["行数"] == str(len(rows["已办结"]) - 1)


def test_who_took_what_out_is_entered_and_seen_by_himself_and_by_who_oversees(
    desk_of: Callable[..., Client],
) -> None:
    desk_of("xuke").post("/export/closed/?kind=licence")
    newest = exports.lately(canary.officer("xuke").bureau_id, clock.today())[0]

    assert (newest.by, newest.what, newest.narrowed) == (
        canary.officer("xuke").name,
        "已办结",
        "事项：行政许可",
    )
    for account, sees in (("xuke", True), ("jijian", True), ("guanli", True), ("zhifa", False)):
        assert ("事项：行政许可" in desk_of(account).get("/exports/").content.decode()) == sees, account


def test_what_somebody_typed_stands_in_his_file_and_in_no_record(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")

    rows = taken(client, "/export/running/?words=食品&kind=licence")
    client.post("/export/search/?q=13900990099")

    assert dict(rows["说明"])["筛选"] == "当事人或内容中的词：食品；事项：行政许可"
    searched, listed = exports.lately(canary.officer("juzhang").bureau_id, clock.today())[:2]
    assert {searched.narrowed, listed.narrowed} == {
        "检索：（不记）",
        "当事人或内容中的词：（不记）；事项：行政许可",
    }


def test_figures_name_nobody_and_are_not_entered(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    before = len(exports.lately(canary.officer("juzhang").bureau_id, clock.today()))

    rows = taken(client, "/figures/2022/export/")

    assert rows["2022年数据"][0][:3] == ["代码", "指标", "数据"]
    assert rows["2022年数据"][0][3:6] == ["数量", "金额（元）", "比率（%）"]
    assert all(row[2] for row in rows["2022年数据"][1:])
    reckoned = [[each for each in row[3:6] if each not in (None, "")] for row in rows["2022年数据"][1:]]
    assert all(len(each) <= 1 for each in reckoned)
    assert any(reckoned)
    assert all(isinstance(each[0], int | float) for each in reckoned if each)
    assert len(exports.lately(canary.officer("juzhang").bureau_id, clock.today())) == before


def test_the_records_of_a_figure_are_as_many_as_it_says_and_each_says_something(
    desk_of: Callable[..., Client],
) -> None:
    client = desk_of("juzhang")

    rows = taken(client, "/figures/2022/PEN-03/export/")
    page = client.get("/figures/2022/PEN-03/").content.decode()

    records = next(iter(rows.values()))
    assert records[0] == ["序号", "日期", "记录", "名称", "金额（元）", "说明"]
    assert all(row[3] and row[5] for row in records[1:])
    assert f"{len(records) - 1}项记录" in page
    assert "<td></td>" not in page
    assert 'href="/figures/2022/">返回</a>' in page


def test_hits_of_a_search_and_cases_of_a_party_are_exported_as_seen(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")
    role = (
        CaseParty.objects.filter(party__kind="enterprise")
        .select_related("party", "case")
        .order_by("pk")
        .first()
    )
    assert role is not None

    hits = taken(client, f"/export/search/?q={role.party.uscc}")
    cases = taken(client, f"/party/{role.party_id}/export/")

    assert role.case.number in {row[0] for row in hits["案件"]}
    assert [row[0] for row in hits["当事人"][1:]] == [role.party.name]
    assert [role.case.number, role.capacity] in [[row[0], row[3]] for row in cases["案件"]]


@pytest.fixture
def person(lived: None) -> Iterator[Any]:
    """A person in a complaint, and a tip-off by an informant."""
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        party, _ = register_party(**canary.PARTY)
        handler = canary.officer("zhifa")
        services.open_case(
            kind="complaint",
            bureau=handler.bureau,
            by=OfficerActor(officer=handler),
            payload={
                "channel": "visit",
                "received_on": "2022-12-15",
                "goods": "手机",
                "dispute": "三天后无法开机",
                "request": "退货退款",
            },
            request_id=uuid.uuid4(),
            department=handler.department,
            parties=[(party, "投诉人")],
        )
        canary.tip_off()
        yield party


@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_export_holds_what_is_sealed_or_masked(
    desk_of: Callable[..., Client], person: Any, account: str
) -> None:
    client = desk_of(account)
    addresses = [f"/export/{page}/" for page in LISTS]
    addresses += [f"/export/search/?q={word}" for word in ("手机", canary.PARTY["phone"], "金丝雀")]
    addresses += [f"/party/{person.pk}/export/", "/figures/2022/CMP-01/export/"]

    for address in addresses:
        answer = client.post(address)
        if answer.status_code == 200:
            # what was sought is said to whoever sought it: that is no find
            rows = {name: rows for name, rows in taken(client, address).items() if name != "说明"}
            assert not canary.CANARY.search(str(rows)), address
        else:
            assert answer.status_code == 404, address


def test_an_export_is_a_press_and_no_link(desk_of: Callable[..., Client]) -> None:
    client = desk_of("juzhang")

    assert client.get("/export/running/").status_code == 405
    assert client.post("/export/nothing/").status_code == 404
    assert client.post("/party/999999/export/").status_code == 404
    assert client.post("/figures/2022/none/export/").status_code == 404


def test_what_is_late_is_taken_out_by_who_heads_it_alone(desk_of: Callable[..., Client]) -> None:
    page = desk_of("juzhang").get("/overview/").content.decode()

    rows = taken(desk_of("juzhang"), "/overview/export/")["超期和临近届满"]

    assert rows[0][:2] == ["案号", "名称"]
    assert all(row[0] in page for row in rows[1:])
    assert desk_of("zhifa").post("/overview/export/").status_code == 403


def test_registers_are_taken_out_by_who_keeps_the_bureau_alone(desk_of: Callable[..., Client]) -> None:
    client = desk_of("guanli")

    people = taken(client, "/bureau/export/people/")["人员"]
    certificates = taken(client, "/bureau/export/certificates/")["执法证"]

    assert {canary.officer("zhifa").name, canary.officer("guanli").name} <= {row[0] for row in people[1:]}
    assert {type(row[4]) for row in certificates[1:]} == {date}
    posts = taken(client, "/bureau/export/posts/")["任职"]
    assert canary.officer("juzhang").name in {row[1] for row in posts[1:]}
    assert {type(row[4]) for row in posts[1:]} == {date}
    assert client.post("/bureau/export/none/").status_code == 404
    assert desk_of("juzhang").post("/bureau/export/people/").status_code == 403
