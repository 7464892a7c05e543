# SPDX-License-Identifier: MulanPSL-2.0
"""People are registered from a sheet: tried first, told by row, taken in once, and nothing twice."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fadu.intake.personnel_rows import COLUMNS, Known, read
from fadu.intake.reading.source import Record
from fadu.kernel import clock
from fadu.ledger import verification
from fadu.ledger.models import LedgerEntry
from fadu.people import administration, rules
from fadu.people import services as people
from fadu.people.models import Bureau, ProposedAppointment

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DOCUMENT = "清市监任〔2026〕1号"


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def row(**values: str) -> dict[str, str]:
    """A row with name and first day, and what else is given."""
    return {"姓名": "张三", "到任日期": "2022-01-01", **values}


def posted(title: str, **values: str) -> dict[str, str]:
    """A row that gives a post from today."""
    return row(岗位=title, 任职自=clock.today().isoformat(), 任职依据文件=DOCUMENT, **values)


def tried(client: Client, *rows: dict[str, str]) -> Any:
    lines = [",".join(COLUMNS), *(",".join(one.get(column, "") for column in COLUMNS) for one in rows)]
    sheet = SimpleUploadedFile("people.csv", "\n".join(lines).encode())
    return client.post("/bureau/people/sheet/", {"file": sheet})


def taken_in(client: Client, *rows: dict[str, str]) -> Any:
    token = re.search(r'name="token" value="(\w+)"', tried(client, *rows).content.decode())
    assert token
    return client.post("/bureau/people/sheet/", {"token": token[1], "confirm": "1"})


@pytest.fixture
def unit(administrator: Client) -> Any:
    return people.found_department(bureau=Bureau.objects.get(), name="执法大队")


def test_a_trial_says_what_each_row_would_be_and_writes_nothing(administrator: Client, unit: Any) -> None:
    before = LedgerEntry.objects.count()

    page = text_of(tried(administrator, posted("执法（经办）人员", 所在机构="执法大队", 登录账号="zhangsan")))

    assert "登记人员、任“执法（经办）人员”、开立账号" in page
    assert LedgerEntry.objects.count() == before
    assert Bureau.objects.get().officers.count() == 1


def test_a_sheet_below_a_title_is_read_and_what_is_not_read_of_it_is_said(
    administrator: Client, unit: Any
) -> None:
    titles = [*COLUMNS, "备注"]
    one = posted("执法（经办）人员", 所在机构="执法大队", 备注="借调")
    lines = ["清河局人员名册", ",".join(titles), ",".join(one.get(title, "") for title in titles)]
    sheet = SimpleUploadedFile("people.csv", "\n".join(lines).encode("gb18030"))

    page = text_of(administrator.post("/bureau/people/sheet/", {"file": sheet}))

    assert "登记人员、任“执法（经办）人员”" in page
    assert "第3行" in page
    assert "L列“备注”没有读：没有用到这一列名。" in page


def test_a_row_registers_a_person_with_post_certificate_and_account_each_in_the_ledger(
    administrator: Client, unit: Any
) -> None:
    full = posted(
        "执法（经办）人员、案件审核人员",
        所在机构="执法大队",
        执法证号="37001",
        执法证有效期自="2025-01-01",
        执法证有效期至="2029-12-31",
        登录账号="zhangsan",
    )

    answer = taken_in(administrator, full)

    officer = Bureau.objects.get().officers.get(name="张三")
    assert sorted(a.post for a in officer.appointments.all()) == ["case_examiner", "case_handler"]
    assert officer.certificates.get().valid_to == date(2029, 12, 31)
    made = re.search(r'<td>zhangsan</td><td class="fingerprint">([^<]+)</td>', answer.content.decode())
    assert made
    signed_in = Client().post("/sign-in/", {"username": "zhangsan", "password": made[1]})
    assert signed_in["Location"] == "/password/"
    done = [one for one in administration.done_lately(officer.bureau, clock.today(), 1) if one.by == "管理员"]
    assert [one.what for one in done] == [
        "staff_sheet",
        "account_opened",
        "certificate",
        "appointment",
        "appointment",
        "officer",
    ]
    assert verification.verify() == []


def test_the_same_sheet_taken_in_twice_enters_nothing_the_second_time(
    administrator: Client, unit: Any
) -> None:
    full = posted("执法（经办）人员", 所在机构="执法大队", 登录账号="zhangsan")
    taken_in(administrator, full)

    again = text_of(tried(administrator, full))

    assert "没有变化" in again
    assert Bureau.objects.get().officers.filter(name="张三").count() == 1


def test_a_second_row_of_the_same_person_adds_a_post_to_the_first(administrator: Client, unit: Any) -> None:
    rows = [posted(title, 所在机构="执法大队") for title in ("执法（经办）人员", "档案人员")]

    taken_in(administrator, *rows)

    (officer,) = Bureau.objects.get().officers.filter(name="张三")
    assert sorted(a.post for a in officer.appointments.all()) == ["archivist", "case_handler"]


def test_a_post_that_needs_a_second_person_waits_for_one(administrator: Client, unit: Any) -> None:
    head = posted(rules.posts()["bureau_head"], 任职机构="全局")
    assert "待第二人确认：是主要负责人的任职" in text_of(tried(administrator, head))

    taken_in(administrator, head)

    assert ProposedAppointment.objects.get().post == "bureau_head"
    assert not Bureau.objects.get().officers.get(name="张三").appointments.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"姓名": "", "到任日期": "2022-01-01"}, "应为1至60字的姓名"),
        ({"姓名": "张三"}, "没有填写到任日期"),
        (row(到任日期="去年"), "到任日期"),
        (row(所在机构="不存在的科"), "没有名为“不存在的科”的机构；有：办公室、执法大队"),
        (row(岗位="司机", 任职自="2026-01-01", 任职依据文件="一号"), "没有岗位“司机”；可填"),
        (row(岗位="档案人员"), "没有填写任职自"),
        (row(岗位="档案人员", 任职自="2026-01-01"), "没有依据文件"),
        (row(执法证号="1", 执法证有效期自="2026-01-01", 执法证有效期至="2025-01-01"), "早于起始日"),
        (row(执法证有效期自="2026-01-01"), "填写了有效期而没有证号"),
        (row(登录账号="guanli"), "账号“guanli”已有人使用"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(
    administrator: Client, unit: Any, wrong: dict[str, str], said: str
) -> None:
    page = text_of(tried(administrator, wrong))

    assert said in page
    assert re.search(r"不能登记的行 行 列 原因和办法 第2行 ", page)


def test_a_cell_left_empty_is_said_to_be_empty_and_not_to_be_no_column(
    administrator: Client, unit: Any
) -> None:
    known = Known.of(Bureau.objects.get(), clock.now())

    [reason] = read(Record(place=1, values={"姓名": "张三"}), known)  # as a workbook gives an empty cell
    text = text_of(tried(administrator, {"姓名": "张三"}))

    assert reason.message.startswith("没有填写到任日期。请在这一行填写")
    assert "没有填写到任日期" in text


def test_two_posts_that_nobody_holds_beside_each_other_are_refused_in_one_row(
    administrator: Client, unit: Any
) -> None:
    titles = rules.posts()
    both = f"{titles['case_handler']}、{titles['administrator']}"

    text = text_of(tried(administrator, posted(both, 任职机构="全局")))

    assert "“执法（经办）人员”和“系统管理员”不能由同一人同时担任" in text


def test_a_post_kept_apart_from_one_that_is_held_is_not_given_by_the_sheet(
    administrator: Client, unit: Any
) -> None:
    titles = rules.posts()
    taken_in(administrator, posted(titles["case_handler"], 任职机构="全局"))

    text = text_of(tried(administrator, posted(titles["administrator"], 任职机构="全局")))

    assert "不能同时任“系统管理员”" in text


def test_a_name_somebody_else_bears_in_another_unit_is_asked_about(administrator: Client, unit: Any) -> None:
    people.hire(bureau=unit.bureau, name="张三", since=date(2020, 1, 1))

    assert "已登记有同名人员" in text_of(tried(administrator, row(所在机构="执法大队")))
    assert "登记人员、开立账号" in text_of(
        tried(administrator, row(所在机构="执法大队", 登录账号="zhangsan"))
    )


def test_an_account_two_rows_claim_is_told(administrator: Client, unit: Any) -> None:
    page = text_of(tried(administrator, row(登录账号="zhang"), row(姓名="李四", 登录账号="zhang")))

    assert "账号“zhang”在前面已是张三的" in page


def test_the_template_names_the_columns_and_the_departments(administrator: Client, unit: Any) -> None:
    answer = administrator.get("/bureau/people/sheet/template.xlsx")
    words = ZipFile(io.BytesIO(answer.content)).read("xl/sharedStrings.xml").decode()

    assert all(column in words for column in COLUMNS)
    assert "执法大队" in words


def test_nobody_else_confirms_what_was_uploaded(administrator: Client, unit: Any) -> None:
    answer = administrator.post("/bureau/people/sheet/", {"token": "0" * 32, "confirm": "1"})

    assert answer.status_code == 404
