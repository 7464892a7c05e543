# SPDX-License-Identifier: MulanPSL-2.0
"""The administrator's pages: one for each thing that is kept, what follows said before it is done, slips put right by a form."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fadu.desk.context import OFFICE
from fadu.desk.power_forms import actions_by_title
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import accounts, backup, committees
from fadu.people import services as people
from fadu.people.models import Account, Bureau

pytestmark = pytest.mark.django_db
DOCUMENT = "清局发〔2022〕1号"
LONG_AGO = datetime(2022, 1, 1, tzinfo=LEGAL_TIME)
PAGES = (
    "/bureau/",
    "/bureau/departments/",
    "/bureau/people/",
    "/bureau/posts/",
    "/bureau/accounts/",
    "/bureau/certificates/",
    "/bureau/committees/",
    "/bureau/parameters/",
    "/bureau/numbers/",
    "/bureau/notices/",
    "/bureau/catalogues/",
    "/bureau/second-factor/",
    "/bureau/imports/",
)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def handler(administrator: Client) -> Any:
    """An officer who holds a post in a department and has no account."""
    bureau = Bureau.objects.get()
    unit = people.found_department(bureau=bureau, name="执法大队")
    officer = people.hire(bureau=bureau, name="王某", since=date(2022, 1, 1), department=unit)
    people.appoint(officer=officer, post="case_handler", start=LONG_AGO, document=DOCUMENT, department=unit)
    people.certify(officer=officer, number="37001", valid_from=date(2022, 1, 1), valid_to=date(2023, 12, 31))
    return officer


@pytest.mark.parametrize("address", PAGES)
def test_each_page_opens_and_says_in_the_navigation_where_one_is(administrator: Client, address: str) -> None:
    answer = administrator.get(address)

    assert answer.status_code == 200
    here = re.findall(rf'<a href="{address}" aria-current="page">', answer.content.decode())
    assert len(here) == 1
    assert len(PAGES) == len(OFFICE)


def test_the_overview_says_what_is_wrong_and_what_to_do(
    administrator: Client, handler: Any, settings: Any
) -> None:
    marked_by_others = Path(settings.FADU_KEYS).parent / "last-backup.json"
    marked_by_others.unlink(missing_ok=True)

    page = text_of(administrator.get("/bureau/"))

    assert "没有在运行" in page
    assert "没有备份的记录" in page
    assert "1名在任人员没有账号" in page
    assert "已过期1人" in page
    assert "再给予一人系统管理员的任职" in page


def test_the_overview_says_how_old_the_last_backup_is(administrator: Client, tmp_path: Any) -> None:
    backup.write(tmp_path / "bureau.fadu", "一个足够长的口令")

    assert "最近一次备份是" in text_of(administrator.get("/bureau/"))


def test_people_are_found_by_name_unit_and_what_they_lack(administrator: Client, handler: Any) -> None:
    listed = [
        text_of(administrator.get(f"/bureau/people/?{query}"))
        for query in (
            "words=王",
            "words=37001",
            f"department={handler.department_id}",
            "state=no_account",
            "state=lapsing",
        )
    ]

    assert all("王某" in page for page in listed)
    assert "王某" not in text_of(administrator.get("/bureau/people/?words=李"))
    assert "王某" not in text_of(administrator.get("/bureau/people/?state=left"))


def test_an_account_is_opened_for_somebody_registered_already_and_opens_with_the_password_shown(
    administrator: Client, handler: Any
) -> None:
    answer = administrator.post(
        "/bureau/add/account/", {"officer": handler.pk, "username": "wangmou"}, follow=True
    )
    made = re.search(r"一次性密码是 (\S+)（", answer.content.decode())

    assert made
    signed_in = Client().post("/sign-in/", {"username": "wangmou", "password": made[1]})
    assert signed_in["Location"] == "/password/"


def test_a_name_of_an_account_that_is_taken_is_said_beside_its_field(
    administrator: Client, handler: Any
) -> None:
    answer = administrator.post("/bureau/add/account/", {"officer": handler.pk, "username": "guanli"})

    assert answer.status_code == 200
    assert "账号“guanli”已有人使用" in text_of(answer)


def test_what_follows_from_the_end_of_a_post_is_said_before_it_is_asked_for(
    administrator: Client, handler: Any
) -> None:
    held = handler.appointments.get()
    page = administrator.get(f"/bureau/appointment/{held.pk}/end/")
    unsaid = administrator.post(f"/bureau/appointment/{held.pk}/end/", {"on": clock.today().isoformat()})
    held.refresh_from_db()

    assert "王某自所填之日起不再调查、核查、经办" in text_of(page)
    assert unsaid.status_code == 200
    assert held.end is None


def test_a_post_does_not_end_before_today_by_a_press(administrator: Client, handler: Any) -> None:
    held = handler.appointments.get()

    answer = administrator.post(
        f"/bureau/appointment/{held.pk}/end/", {"on": "2022-02-01", "document": DOCUMENT}
    )

    assert "不能早于今天" in text_of(answer)
    held.refresh_from_db()
    assert held.end is None


def test_giving_a_post_shows_first_what_follows_and_writes_nothing(
    administrator: Client, handler: Any
) -> None:
    values = {
        "officer": handler.pk,
        "post": "unit_head",
        "department": handler.department_id,
        "kind": "regular",
        "start": clock.today().isoformat(),
        "document": DOCUMENT,
    }

    answer = administrator.post("/bureau/add/appointment/", {**values, "preview": "1"})

    assert "还没有办理" in text_of(answer)
    assert "不需要第二人确认" in text_of(answer)
    assert handler.appointments.count() == 1


def test_closing_an_account_is_asked_once_with_what_follows(administrator: Client, handler: Any) -> None:
    account = people.open_account(username="wang", password="Qing-He-Da-Dui-7", officer=handler)
    accounts.settle(account)

    page = text_of(administrator.get(f"/bureau/account/{account.pk}/close/"))

    assert "不能登录，正在使用的页面随即失效" in page
    assert Account.objects.get(pk=account.pk).is_active


def test_a_name_written_wrongly_is_put_right_by_a_form_and_told_on_the_persons_page(
    administrator: Client, handler: Any
) -> None:
    address = f"/bureau/correct/officer_name/{handler.pk}/"
    unsaid = administrator.post(address, {"value": "王五", "reason": ""})
    answer = administrator.post(address, {"value": "王五", "reason": "登记时误写"}, follow=True)

    assert unsaid.status_code == 200
    assert "曾登记为王某" in text_of(answer)
    assert "原为“王某”，改为“王五”；理由：登记时误写" in text_of(answer)


def test_a_department_is_renamed_and_ended_by_forms(administrator: Client, handler: Any) -> None:
    unit = handler.department
    today = clock.today().isoformat()
    renamed = {"name": "综合执法大队", "since": today, "document": DOCUMENT}
    administrator.post(f"/bureau/departments/{unit.pk}/rename/", renamed)
    refused = administrator.post(
        f"/bureau/departments/{unit.pk}/end/", {"until": today, "document": DOCUMENT}
    )

    page = text_of(administrator.get("/bureau/departments/"))

    assert "综合执法大队 自" in page
    assert "执法大队" in page
    assert refused.status_code == 400
    assert "王某仍任职" in text_of(refused)


def test_no_action_is_offered_twice_by_one_title_when_a_power_is_limited() -> None:
    titles = [title for _, title in actions_by_title()]

    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("address", PAGES)
def test_nobody_else_opens_a_page_of_the_administrator(
    administrator: Client, handler: Any, address: str
) -> None:
    account = people.open_account(username="wang", password="Qing-He-Da-Dui-7", officer=handler)
    other = Client()
    other.force_login(account, backend="fadu.people.backend.AccountBackend")

    assert other.get(address).status_code == 403


def test_dissolving_a_committee_is_asked_once_and_asked_again_where_something_else_was_typed(
    administrator: Client, handler: Any
) -> None:
    committee = committees.found_committee(
        bureau=handler.bureau, kind="committee", title="行政处罚案件审理委员会", since=date(2022, 1, 1)
    )
    committees.seat(committee=committee, officer=handler, since=date(2022, 1, 1))
    form = {"committee": committee.pk, "until": clock.today().isoformat(), "document": DOCUMENT}

    asked = administrator.post("/bureau/add/dissolving/", form)
    mark = re.search(r'name="confirmed" value="([^"]+)"', asked.content.decode())
    assert mark
    other = administrator.post("/bureau/add/dissolving/", {**form, "document": "别的", "confirmed": mark[1]})
    done = administrator.post("/bureau/add/dissolving/", {**form, "confirmed": mark[1]})

    assert "成员的任期随之终止：王某" in text_of(asked)
    assert (asked.status_code, other.status_code, done.status_code) == (200, 200, 302)
    committee.refresh_from_db()
    assert committee.until == clock.today()
