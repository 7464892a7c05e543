# SPDX-License-Identifier: MulanPSL-2.0
"""Whatever a page raises is answered by a sentence in Chinese and a status of its kind, and what was typed is kept."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import typst
from django.contrib.auth import get_user
from django.test import Client
from tests.desk.pressing import pressed

from fadu.cases.acts import services
from fadu.cases.models import Case
from fadu.cases.reading import worklist
from fadu.desk.pages import opening
from fadu.desk.pages.bureau import FORMS
from fadu.people.actors import OfficerActor

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]
PARTY = {"party-kind": "person", "party-name": "测试人甲"}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/open/nope/", 404, "没有名为“nope”的案件种类"),
        ("/open/penaltty/", 404, "最接近的是：penalty"),
        ("/figures/2022/PEN-0I/", 404, "没有名为“PEN-0I”"),
        ("/report/2022/?post=nobody", 404, "nobody"),
        ("/report/2022/?format=odt", 404, "没有这种格式"),
        ("/figures/0/", 404, "没有这个页面"),
        ("/figures/1900/", 404, "没有这个页面"),
        ("/figures/99999/", 404, "没有这个页面"),
        ("/report/0/", 404, "没有这个页面"),
        ("/case/999999/", 404, "没有这个案件"),
        ("/bureau/", 403, "本页由系统管理员维护"),
    ],
)
def test_an_address_that_means_nothing_says_what_it_is_that_is_not_there(
    desk_of: Desk, address: str, status: int, said: str
) -> None:
    answer = desk_of("juzhang").get(address)

    assert answer.status_code == status
    assert said in text_of(answer)
    assert "desk/theme" in answer.content.decode()


@pytest.mark.parametrize("request_id", ["", "1", "不是编号"])
def test_a_press_without_its_number_is_told_so_and_what_was_typed_is_kept(
    desk_of: Desk, filled: Filled, request_id: str
) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY) | {"request_id": request_id, "dispute": "电饭煲不热"}

    answer = client.post("/open/complaint/", data)

    assert answer.status_code == 400
    assert "应为页面自带的请求编号" in text_of(answer)
    assert "电饭煲不热" in answer.content.decode()
    again = filled_again(answer)
    assert uuid.UUID(again["request_id"])


def filled_again(answer: Any) -> dict[str, str]:
    """The hidden inputs of the page as it came back."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    return dict(hidden)


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_press_without_the_revision_of_its_page_is_told_so(
    desk_of: Desk, filled: Filled, revision: str
) -> None:
    client, case = opened(desk_of, filled)
    page = f"/case/{case}/do/note/"
    form = {"text": "来电补充", "revision": revision, "request_id": str(uuid.uuid4())}

    answer = client.post(page, form)

    assert answer.status_code == 400
    assert "案件修订号" in text_of(answer)
    assert "来电补充" in answer.content.decode()


def opened(desk_of: Desk, filled: Filled) -> tuple[Client, int]:
    """A complaint that a clerk has registered for her own department."""
    client = desk_of("dengji")
    form = filled(client, "/open/complaint/", **PARTY)
    form.pop("department")
    address = client.post("/open/complaint/", form)["Location"]
    return client, int(address.rstrip("/").rsplit("/", 1)[1])


@pytest.mark.parametrize(
    "moment", ["2002-03-01T10:00", "1985-03-01T10:00", "0023-03-01T10:00", "9999-12-31T10:00"]
)
@pytest.mark.parametrize("kind", ["complaint", "penalty", "tip_off", "licence"])
def test_a_mistyped_year_is_answered_beside_what_was_typed(
    desk_of: Desk, filled: Filled, moment: str, kind: str
) -> None:
    client = desk_of({"licence": "chuangkou", "penalty": "zhifa"}.get(kind, "dengji"))
    data = filled(client, f"/open/{kind}/", **PARTY) | {"happened_at": moment}

    answer = client.post(f"/open/{kind}/", data)

    assert answer.status_code in (200, 400, 409, 422)
    assert re.search(r'role="alert"|errorlist', answer.content.decode())
    assert "测试人甲" in answer.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_no_record_can_mean_is_refused_with_what_is_expected(
    desk_of: Desk, filled: Filled, day: str
) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY) | {"received_on": day}

    answer = client.post("/open/complaint/", data)

    assert "应为1900年至2199年之间的日期" in text_of(answer)


def test_a_case_that_moved_on_is_told_and_the_next_press_goes_ahead(desk_of: Desk, filled: Filled) -> None:
    _, case = opened(desk_of, filled)
    client = desk_of("xiaobao")
    row = Case.objects.get(pk=case)
    unit = row.department.officers.filter(appointments__post="unit_head").get()
    assign(row, unit, "handler", client)
    page = f"/case/{case}/do/accept/"
    old = filled(client, page) | {"revision": "1"}  # the page was opened before the assignment

    answer = pressed(client, page, old)

    assert answer.status_code == 409, text_of(answer)
    assert "已有新的办理行为" in text_of(answer)
    row.refresh_from_db()
    assert filled_again(answer)["revision"] == str(row.revision)


def assign(case: Any, unit: Any, role: str, client: Client) -> None:
    """Give a case to the officer whose browser it is."""
    officer = get_user(client).officer  # type: ignore[arg-type, union-attr]
    services.perform(
        case=case,
        action="assign",
        by=OfficerActor(officer=unit),
        payload={"role": role, "person": f"officer:{officer.pk}", "name": officer.name},
        request_id=uuid.uuid4(),
    )
    case.refresh_from_db()


def test_what_nobody_foresaw_is_answered_in_chinese_with_a_number_and_what_was_typed(
    desk_of: Desk, filled: Filled, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = desk_of("dengji", raise_request_exception=False)
    data = filled(client, "/open/complaint/", **PARTY) | {"dispute": "电饭煲不热"}
    monkeypatch.setattr(opening, "opened", lambda *_: 1 / 0)

    answer = client.post("/open/complaint/", data)

    assert answer.status_code == 500
    number = re.search(r"编号 (\w{8})", text_of(answer))
    assert number
    assert number[1] in caplog.text
    assert "电饭煲不热" in answer.content.decode()


def test_a_page_that_breaks_while_it_is_only_read_is_answered_in_chinese(
    desk_of: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "counts", lambda *_: 1 / 0)

    answer = desk_of("dengji", raise_request_exception=False).get("/running/")

    assert answer.status_code == 500
    assert "系统出错了" in text_of(answer)
    assert "desk/theme" in answer.content.decode()


class Panic(BaseException):
    """What native code raises when it breaks is no Exception."""


def test_a_panic_of_native_code_is_answered_in_chinese_with_a_number(
    desk_of: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def panics(*_: object, **__: object) -> bytes:
        raise Panic("layout")

    monkeypatch.setattr(typst, "compile", panics)

    answer = desk_of("juzhang", raise_request_exception=False).get("/report/2022/?format=pdf")

    assert answer.status_code == 500
    number = re.search(r"编号 (\w{8})", text_of(answer))
    assert number
    assert number[1] in caplog.text


def test_an_order_to_end_is_not_taken_for_an_error_of_a_page(
    desk_of: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(*_: object) -> None:
        raise SystemExit(3)

    monkeypatch.setattr(worklist, "counts", ends)

    with pytest.raises(SystemExit):
        desk_of("juzhang").get("/running/")


def test_a_form_of_an_earlier_session_does_nothing_and_keeps_what_was_typed(
    desk_of: Desk, filled: Filled
) -> None:
    client = desk_of("dengji", enforce_csrf_checks=True)
    data = filled(client, "/open/complaint/", **PARTY) | {
        "dispute": "电饭煲不热",
        "csrfmiddlewaretoken": "x" * 64,
    }
    before = Case.objects.count()

    answer = client.post("/open/complaint/", data)

    assert answer.status_code == 403
    assert "页面已经过期" in text_of(answer)
    assert "电饭煲不热" in answer.content.decode()
    assert Case.objects.count() == before


@pytest.mark.parametrize("what", FORMS)
def test_every_form_of_the_administrator_sent_in_twice_is_answered_and_never_breaks(
    desk_of: Desk, filled: Filled, what: str
) -> None:
    client, page = desk_of("guanli"), f"/bureau/add/{what}/"
    data = {**filled(client, page), "username": "", "document": "清市监〔2022〕9号", "reason": "核对"}

    answers = [client.post(page, data).status_code for _ in range(2)]

    assert set(answers) <= {200, 302, 400, 404, 409}


def test_a_department_of_a_name_that_is_taken_is_refused_by_that_name(desk_of: Desk) -> None:
    administrator = desk_of("guanli")
    assert administrator.post("/bureau/add/department/", {"name": "质量科"}).status_code == 302

    answer = administrator.post("/bureau/add/department/", {"name": "质量科"})

    assert answer.status_code == 200
    assert "名称为“质量科”的机构已经登记" in text_of(answer)
    assert "质量科</textarea>" in answer.content.decode()
