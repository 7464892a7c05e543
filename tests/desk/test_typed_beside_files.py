# SPDX-License-Identifier: MulanPSL-2.0
"""What is typed beside files survives a refusal and a lost session; what may stay in a browser without a connection; the same file elsewhere."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk import canary, handed

from fadu.cases.models import Case
from fadu.desk.models import Draft
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME

pytestmark = pytest.mark.django_db
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)
Desk = Callable[..., Client]


@pytest.fixture(autouse=True)
def morning(lived: None) -> Iterator[None]:
    Draft.objects.all().delete()
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case given to two handlers this morning."""
    return handed.penalty("清河独此一家商行")


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def form(client: Client, address: str, **more: object) -> dict[str, object]:
    """The form for files as it stands on the page, with what is typed into it."""
    hidden = dict(
        re.findall(r'type="hidden" name="(holder|request_id)" value="([^"]*)"', text_of(client, address))
    )
    return {**hidden, "title": "", "kind": "书证", "access": "main", "place": "地下市场三号", **more}


def test_a_lost_session_brings_back_what_was_typed_and_says_that_files_are_chosen_again(
    case: Case, desk_of: Desk
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/upload/"
    file = SimpleUploadedFile("票.txt", "甲".encode())
    sent = form(
        client,
        address,
        file=file,
        title_of=["购物发票", "收据"],
        kind_of=["书证", "物证"],
        name_of=["票.txt", "据.txt"],
    )
    client.logout()

    answer = client.post(address, sent)
    carried = re.search(r'name="carried" value="([^"]+)"', answer.content.decode())
    assert carried
    signed_in = {"username": "zhifa", "password": "qing-he-2022-desk", "carried": carried[1]}
    place = client.post(f"/sign-in/?next={address}", signed_in)["Location"]
    page = text_of(client, place)

    assert answer.status_code == 401
    assert place == f"{address}?draft=1"
    assert 'value="地下市场三号"' in page
    assert "请重新选择文件" in page
    assert "没有选择" not in page
    assert 'data-said="票.txt" data-kind="书证" value="购物发票"' in page
    assert case.evidence.count() == 0


def test_what_was_typed_beside_a_refused_file_is_offered_later_and_goes_with_the_file(
    case: Case, desk_of: Desk
) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/upload/"
    client.post(address, form(client, address))
    assert "还没有办成" in text_of(client, address)

    sent = form(client, address, file=SimpleUploadedFile("票.txt", "乙".encode()))
    client.post(address, sent)

    assert case.evidence.count() == 1
    assert not Draft.objects.exists()


def test_a_notice_typed_before_the_session_was_lost_stands_there_again(desk_of: Desk) -> None:
    client, address = desk_of("guanli"), "/bureau/notices/"
    holder = re.search(r'name="holder" value="([^"]+)"', text_of(client, address))
    assert holder
    client.logout()

    answer = client.post(
        address, {"holder": holder[1], "year": "2024", "off": "元旦 1月1日"}
    ).content.decode()
    carried = re.search(r'name="carried" value="([^"]+)"', answer)
    assert carried
    signed_in = {"username": "guanli", "password": "qing-he-2022-desk", "carried": carried[1]}
    place = client.post("/sign-in/", signed_in)["Location"]

    assert "元旦 1月1日" in text_of(client, place)
    assert client.post("/forms/drop/", {"form": address}).status_code == 302
    assert desk_of("zhifa").post("/forms/keep/", {"form": address, "off": "x"}).status_code == 404


def test_the_same_file_in_another_case_is_told_to_who_may_read_that_case_alone(
    case: Case, desk_of: Desk
) -> None:
    other = handed.penalty("清河另一家商行")
    handler = desk_of("zhifa")
    content = "同一张发票".encode()

    def send(to: Case, **more: object) -> str:
        address = f"/case/{to.pk}/upload/"
        sent = form(handler, address, file=SimpleUploadedFile("票.txt", content), **more)
        return handler.post(address, sent, follow=True).content.decode()

    send(case, access="secondary", title="副卷里的发票")
    assert "同一文件" not in send(other, title="第一次"), "what is sealed is found by nobody"
    third = handed.penalty("清河第三家商行")

    body = send(third, title="又一份")

    assert f"“又一份”与其他案件的材料是同一文件：{other.number}第{other.evidence.get().seq}项“第一次”" in body
    assert case.number not in body


def test_a_browser_may_keep_a_form_without_a_connection_but_none_in_which_somebody_is_secret(
    case: Case, desk_of: Desk
) -> None:
    tip_off, clerk, handler = canary.tip_off(), desk_of("dengji"), desk_of("zhifa")
    kept = [
        re.search(r'data-draft="(\d*)"', text_of(client, address))[1]  # type: ignore[index]
        for client, address in (
            (handler, f"/case/{case.pk}/do/note/"),
            (handler, f"/case/{case.pk}/upload/"),
            (clerk, "/open/complaint/"),
            (clerk, "/open/tip_off/"),
            (desk_of("juzhang"), f"/case/{tip_off.pk}/do/note/"),
        )
    ]

    assert [bool(each) for each in kept] == [True, True, True, False, False]


def test_numbers_of_identity_cards_are_marked_not_to_be_kept_and_stay_where_they_were_kept_sealed(
    desk_of: Desk,
) -> None:
    client, address = desk_of("dengji"), "/open/complaint/"
    assert re.search(r'name="party-id_number"[^>]* data-sealed', text_of(client, address))
    client.post("/forms/keep/", {"form": address, "party-id_number": "370101199001011234", "goods": "旧"})

    client.post("/forms/keep/", {"form": address, "goods": "断网时写的", "beside": "1"})

    page = text_of(client, f"{address}?draft=1")
    assert "370101199001011234" in page
    assert 'value="断网时写的"' in page


def test_what_was_kept_long_ago_is_no_longer_carried(case: Case, desk_of: Desk) -> None:
    client, address = desk_of("zhifa"), f"/case/{case.pk}/upload/"
    client.post(address, form(client, address, request_id=str(uuid.uuid4())))
    with clock.set_to(MORNING + timedelta(days=91)):
        client.post(address, {**form(client, address), "place": ""})

    assert "地下市场三号" not in text_of(client, f"{address}?draft=1")
