# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau takes its work over by screens: passwords, running cases with their pauses, numbers, next year's holidays."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.desk.second_person import second, settled

from fadu.cases.acts import taking_over
from fadu.cases.models import Case, Clock
from fadu.intake import taking_in
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import accounts
from fadu.people import services as people
from fadu.people.models import Account, Bureau, HolidayNotice
from fadu.records import services

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = datetime(2023, 2, 6, 9, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.set_to(NOW):
        yield


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path


def text_of(answer: Any) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


# -- passwords and accounts ------------------------------------------------------------------------


@pytest.fixture
def newcomer(administrator: Client) -> str:
    """An account opened by the administrator, with the password the administrator chose."""
    put = {
        "name": "离某",
        "department": "",
        "since": "2023-01-01",
        "username": "limou",
        "password": "Qing-He-Da-Dui-7",
    }
    administrator.post("/bureau/add/officer/", put)
    return "Qing-He-Da-Dui-7"


def test_a_password_chosen_by_somebody_else_is_changed_before_anything_is_shown(newcomer: str) -> None:
    fresh = Client()
    assert fresh.post("/sign-in/", {"username": "limou", "password": newcomer})["Location"] == "/password/"
    assert fresh.get("/")["Location"] == "/password/"
    assert fresh.get("/open/")["Location"] == "/password/"

    passwords = {"old": newcomer, "new": "Wo-zi-ji-de-mima-3", "again": "Wo-zi-ji-de-mima-3"}
    assert fresh.post("/password/", passwords)["Location"] == "/"
    assert fresh.get("/").status_code == 200
    assert (
        Client().post("/sign-in/", {"username": "limou", "password": "Wo-zi-ji-de-mima-3"})["Location"] == "/"
    )


def test_signing_out_does_not_put_the_change_of_password_off(newcomer: str) -> None:
    first = Client().post("/sign-in/", {"username": "limou", "password": newcomer})
    again = Client().post("/sign-in/", {"username": "limou", "password": newcomer})

    assert first["Location"] == again["Location"] == "/password/"


def test_a_password_reset_by_the_administrator_is_changed_at_the_next_sign_in(
    newcomer: str, administrator: Client
) -> None:
    answer = administrator.post(
        f"/bureau/account/{Account.objects.get(username='limou').pk}/reset/", follow=True
    )
    made = re.search(r"一次性密码是 (\S+)（", answer.content.decode())
    assert made

    assert Client().post("/sign-in/", {"username": "limou", "password": made[1]})["Location"] == "/password/"


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("cuo-le-de-mima-1", "Wo-zi-ji-de-mima-3", "Wo-zi-ji-de-mima-3", "现在的密码不对"),
        ("Yi-ge-hao-mima-9", "Wo-zi-ji-de-mima-3", "Wo-zi-ji-de-mima-4", "两次输入的新密码不同"),
        ("Yi-ge-hao-mima-9", "duan", "duan", "密码太短"),
        ("Yi-ge-hao-mima-9", "Yi-ge-hao-mima-9", "Yi-ge-hao-mima-9", "与原密码相同"),
    ],
)
def test_a_password_that_cannot_stand_is_refused_with_its_reason(
    administrator: Client, old: str, new: str, again: str, said: str
) -> None:
    answer = administrator.post("/password/", {"old": old, "new": new, "again": again})

    assert answer.status_code in (200, 400, 409)
    assert said in text_of(answer)


def test_an_account_closed_signs_in_no_more_and_its_session_ends(
    administrator: Client, newcomer: str
) -> None:
    account = Account.objects.get(username="limou")
    theirs = Client()
    theirs.force_login(account, backend="fadu.people.backend.AccountBackend")
    assert theirs.get("/").status_code == 200

    administrator.post(f"/bureau/account/{account.pk}/close/")

    assert theirs.get("/").status_code == 302
    assert "sessionid" not in Client().post("/sign-in/", {"username": "limou", "password": newcomer}).cookies


def test_the_administrator_cannot_close_the_account_in_use(administrator: Client) -> None:
    administrator.post(f"/bureau/account/{Account.objects.get(username='guanli').pk}/close/")

    assert Account.objects.get(username="guanli").is_active


# -- holidays --------------------------------------------------------------------------------------

YEAR_2040 = {
    "year": "2040",
    "title": "2040年放假通知",
    "number": "国办发明电〔2039〕1号",
    "off": "春节 2月11日至2月17日",
    "worked": "春节 2月18日",
}


def test_a_notice_shows_what_moves_before_it_is_confirmed_and_takes_effect_once(
    administrator: Client,
) -> None:
    other = second()
    seen = administrator.post("/bureau/notices/", YEAR_2040)
    assert "放假7天，调休上班1天" in text_of(seen)
    assert not HolidayNotice.objects.exists()

    text = re.search(r'name="text" value="([^"]+)"', seen.content.decode())
    assert text

    answer = administrator.post("/bureau/notices/", {"text": unescape(text[1]), "confirm": "1"})

    assert answer.status_code == 302
    assert not HolidayNotice.objects.exists()
    assert "待第二人确认（1）" in text_of(administrator.get("/bureau/notices/"))
    assert settled(other).status_code == 302
    kept = HolidayNotice.objects.get()
    assert (kept.year, kept.adopted_by.name) == (2040, "管理员")
    assert "本机关采用" in text_of(administrator.get("/bureau/notices/"))


def test_a_notice_as_a_file_is_read_like_one_that_is_typed(administrator: Client) -> None:
    text = "year: 2040\ntitle: 2040年放假通知\noff: {春节: ['02-11..02-17']}\nworked: {春节: ['02-18']}\n"

    seen = administrator.post("/bureau/notices/", {"file": SimpleUploadedFile("2040.yaml", text.encode())})

    assert "放假7天，调休上班1天" in text_of(seen)


def test_a_notice_that_cannot_be_right_is_refused_with_what_is_wrong(administrator: Client) -> None:
    answer = administrator.post("/bureau/notices/", {**YEAR_2040, "worked": "春节 2月16日"})

    assert "2040年2月16日已在“放假”中，不能又上班" in text_of(answer)


# -- numbers and running cases ---------------------------------------------------------------------


def test_numbers_go_on_after_the_last_one_of_the_old_register(administrator: Client) -> None:
    other = second()
    register = {"series": "case:licence", "year": "2023", "last": "57", "reason": "原纸质登记簿"}
    assert administrator.post("/bureau/numbers/", register).status_code == 302
    assert settled(other).status_code == 302

    bureau = Bureau.objects.get()
    number = services.next_number(
        bureau_id=bureau.pk, series="case:licence", pattern="{year}-{serial}", year=2023, abbreviation="清"
    )
    assert number == "2023-58"
    assert "尚未开始编号" in text_of(administrator.post("/bureau/numbers/", register))


START, STOP = "进入特殊环节日期", "特殊环节结束日期"


@pytest.fixture
def licensing(administrator: Client) -> str:
    """The department that goes on with the cases taken over, with its head."""
    bureau = Bureau.objects.get()
    department = people.found_department(bureau=bureau, name="许可科")
    head = people.hire(bureau=bureau, name="科长某", since=date(2020, 1, 1), department=department)
    people.appoint(
        officer=head,
        post="unit_head",
        start=datetime(2020, 1, 1, tzinfo=LEGAL_TIME),
        document="任免通知",
        department=department,
    )
    return department.name


def upload(client: Client, *rows: dict[str, str], **asked: str) -> Any:
    """The template of a licence, filled in and saved as CSV; the rows belong to the department of licences."""
    sheet = client.get("/bureau/imports/licence.xlsx")
    head = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()[0]
    lines = [",".join(head), *(",".join(row.get(title, "") for title in head) for row in rows)]
    return client.post(
        "/bureau/imports/",
        {
            "kind": "licence",
            "file": SimpleUploadedFile("在办.csv", "\n".join(lines).encode()),
            "department": "许可科",
            **asked,
        },
    )


def application(number: int, **more: str) -> dict[str, str]:
    return {
        "案号": f"清市监许申〔2023〕{number}号",
        "当事人名称": f"清河百货{number}店",
        "当事人类型": "个体工商户",
        "收到申请日期": "2023-01-03",
        "受理日期": "2023-01-05",
        **more,
    }


def token_of(answer: Any) -> str:
    match = re.search(r'name="token" value="(\w+)"', answer.content.decode())
    assert match, text_of(answer)
    return match[1]


def test_running_cases_are_tried_first_and_taken_over_with_their_numbers_and_pauses(
    administrator: Client, licensing: str
) -> None:
    seen = upload(administrator, application(5, **{START: "2023-01-06", STOP: "2023-01-12"}), application(6))
    assert not Case.objects.exists()

    assert (
        administrator.post("/bureau/imports/", {"token": token_of(seen), "confirm": "1"}).status_code == 302
    )

    paused, plain = (
        Clock.objects.get(case__number=f"清市监许申〔2023〕{n}号", clock="decision") for n in (5, 6)
    )
    assert plain.due_on == date(2023, 2, 7)
    assert paused.due_on == date(2023, 2, 13)  # 6, 9, 10 and 11 January are not counted
    page = text_of(administrator.get("/bureau/numbers/"))
    assert "接管的案件已用到6号" in page


def test_rows_that_cannot_be_taken_in_are_told_and_kept_in_an_error_sheet(
    administrator: Client, licensing: str
) -> None:
    seen = upload(administrator, application(5), application(5), application(7, 收到申请日期="2023-02-30"))
    page = text_of(seen)
    assert "2023-02-30" in page
    token = token_of(seen)
    sheet = administrator.get(f"/bureau/imports/?errors={token}")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 3

    administrator.post("/bureau/imports/", {"token": token, "confirm": "1"})

    assert list(Case.objects.values_list("number", flat=True)) == ["清市监许申〔2023〕5号"]


def test_a_row_that_fails_when_it_is_written_is_shown_and_kept_in_a_sheet_and_the_others_come_in(
    administrator: Client, licensing: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    token = token_of(upload(administrator, application(5), application(6)))
    enter = taking_over.recording.enter

    def breaks(case: Case, **given: Any) -> None:
        enter(case, **given)
        if case.number.endswith("〕5号"):
            raise ValueError("unforeseen")

    monkeypatch.setattr(taking_over.recording, "enter", breaks)
    answer = administrator.post("/bureau/imports/", {"token": token, "confirm": "1"}, follow=True)

    assert list(Case.objects.values_list("number", flat=True)) == ["清市监许申〔2023〕6号"]
    assert "写入时未能保存" in text_of(answer)
    assert "ValueError：unforeseen" in text_of(answer)
    sheet = administrator.get(f"/bureau/imports/?unwritten={token}&format=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    (kept,) = (settings.HOME / "imports").iterdir()
    assert sorted(path.name for path in kept.iterdir()) == ["asked.json", "unwritten.json", "unwritten.xlsx"]
    assert administrator.get(f"/bureau/imports/?unwritten={'0' * 32}").status_code == 404


def test_an_upload_left_is_forgotten_and_writes_nothing(administrator: Client, licensing: str) -> None:
    token = token_of(upload(administrator, application(5)))

    administrator.post("/bureau/imports/", {"token": token, "leave": "1"})

    assert administrator.post("/bureau/imports/", {"token": token, "confirm": "1"}).status_code == 404
    assert not Case.objects.exists()


def test_a_running_case_nobody_could_act_on_is_told_in_the_trial(
    administrator: Client, licensing: str
) -> None:
    seen = upload(administrator, application(5), department="")

    assert "没有承办机构和承办人" in text_of(seen)
    assert "可以导入" in text_of(upload(administrator, application(5), department="", history="on"))


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), ValueError("unforeseen")])
def test_a_confirmation_that_breaks_is_answered_and_leaves_no_upload_behind(
    administrator: Client,
    licensing: str,
    fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    token = token_of(upload(administrator, application(5)))
    assert len(list((settings.HOME / "imports").iterdir())) == 1

    def breaks(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr(taking_in, "take_in", breaks)
    administrator.raise_request_exception = False
    answer = administrator.post("/bureau/imports/", {"token": token, "confirm": "1"})

    assert answer.status_code in (500, 503)
    assert "没有保存" in text_of(answer)
    assert list((settings.HOME / "imports").iterdir()) == []


def test_an_upload_whose_page_was_closed_is_forgotten_with_the_next_one(
    administrator: Client, licensing: str, settings: Any
) -> None:
    upload(administrator, application(5))

    upload(administrator, application(6))

    assert len(list((settings.HOME / "imports").iterdir())) == 1


def test_a_bad_row_is_told_in_the_trial_and_the_confirmation_takes_the_others(
    administrator: Client, licensing: str, settings: Any
) -> None:
    bad = application(7, **{"收到申请日期": "2023-01-09", "受理日期": "2023-01-05", "当事人名称": "名" * 201})
    seen = upload(administrator, application(5), bad, application(6))
    assert "应不超过200个字" in text_of(seen)

    assert (
        administrator.post("/bureau/imports/", {"token": token_of(seen), "confirm": "1"}).status_code == 302
    )

    assert Case.objects.count() == 2
    assert list((settings.HOME / "imports").iterdir()) == []


def test_a_file_that_is_no_table_is_refused_with_what_is_expected(administrator: Client) -> None:
    answer = administrator.post(
        "/bureau/imports/", {"kind": "licence", "file": SimpleUploadedFile("a.docx", b"x")}
    )

    assert answer.status_code == 400
    assert "有列名“案号、" in text_of(answer)


def test_every_kind_hands_out_its_template(administrator: Client) -> None:
    kinds = re.findall(r"/bureau/imports/(\w+)\.xlsx", administrator.get("/bureau/imports/").content.decode())

    assert {"complaint", "tip_off", "licence", "penalty"} <= set(kinds)
    for kind in kinds:
        sheet = administrator.get(f"/bureau/imports/{kind}.xlsx")
        head = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()[0]
        assert head[0] == "案号"


def test_nobody_but_the_administrator_opens_these_screens(administrator: Client) -> None:
    put = {
        "name": "李四",
        "department": "",
        "since": "2023-01-01",
        "username": "lisi",
        "password": "Qing-He-Da-Dui-8",
    }
    administrator.post("/bureau/add/officer/", put)
    account = Account.objects.get(username="lisi")
    other = Client()
    other.force_login(account, backend="fadu.people.backend.AccountBackend")

    for address in ("notices/", "numbers/", "imports/", "imports/licence.xlsx"):
        assert other.get(f"/bureau/{address}").status_code == 403, address
    assert other.post(f"/bureau/account/{account.pk}/reset/").status_code == 403


ORIGINAL = """国务院办公厅关于2040年
部分节假日安排的通知
国办发明电〔2039〕1号
　　一、元旦：1月1日（周日）放假，1月2日（周一）补休，共2天。
　　二、春节：2月11日（农历除夕、周六）至17日（农历正月初六、周五）放假调休，共7天。2月18日（周六）上班。
"""


def test_a_notice_is_read_from_the_text_as_it_was_published(administrator: Client) -> None:
    seen = text_of(administrator.post("/bureau/notices/", {"original": ORIGINAL}))

    assert "国务院办公厅关于2040年部分节假日安排的通知" in seen
    assert "2月11日至2月17日放假" in seen
    assert "2月18日上班" in seen


def test_a_text_that_is_no_notice_is_told_what_one_looks_like(administrator: Client) -> None:
    seen = text_of(administrator.post("/bureau/notices/", {"original": "关于开展检查的通知"}))

    assert "没有读出放假安排" in seen
    assert "关于开展检查的通知" in seen


def test_a_notice_in_use_is_put_right_from_what_it_says(administrator: Client) -> None:
    form = administrator.get("/bureau/notices/?year=2022").content.decode()

    assert "春节 1月31日至2月6日" in form
    assert "国庆节 10月8日至10月9日" in form


def test_a_form_whose_sign_in_ended_comes_back_as_it_was(administrator: Client) -> None:
    accounts.settle(Account.objects.get(username="guanli"))  # else one is led to a new password first
    page = administrator.get("/bureau/add/department/").content.decode()
    holder = re.search(r'name="holder" value="([^"]+)"', page)
    assert holder
    administrator.logout()

    answer = administrator.post("/bureau/add/department/", {"name": "质量科", "holder": holder[1]})

    assert "请重新登录" in text_of(answer)
    carried = re.search(r'name="carried" value="([^"]+)"', answer.content.decode())
    assert carried
    signed_in = {"username": "guanli", "password": "Yi-ge-hao-mima-9", "carried": carried[1]}
    back = administrator.post("/sign-in/?next=/bureau/add/department/", signed_in, follow=True)
    assert "以下是您此前填写的内容" in text_of(back)
    assert "质量科" in text_of(back)
    assert not Bureau.objects.get().departments.filter(name="质量科").exists()
