# SPDX-License-Identifier: MulanPSL-2.0
"""What is typed stays: while it is typed, after a refusal, over the end of a session; and it stays with whoever typed it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests.desk.complainant import PARTY

from fadu.cases.models import Case
from fadu.desk.models import Draft
from fadu.people.sealed_field import PREFIX

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

FORM = "/open/complaint/"
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def _nothing_kept(lived: None) -> None:
    Draft.objects.all().delete()


def typed(client: Client, filled: Filled, **more: str) -> dict[str, str]:
    """The form of a complaint as a clerk has filled it in."""
    return {**filled(client, FORM, **PARTY), "complaint-note": "", **more}


def keep(client: Client, data: dict[str, str]) -> str:
    """The script of the page has what is typed kept."""
    return client.post(
        "/forms/keep/", {**data, "form": FORM}, headers={"HX-Request": "true"}
    ).content.decode()


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_is_typed_is_kept_sealed_and_the_page_says_since_when(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")

    said = keep(client, typed(client, filled))

    draft = Draft.objects.get()
    assert "已暂存" in said
    assert draft.content.startswith(PREFIX)
    assert "13900001111" not in draft.content
    assert "测试人甲" not in draft.content


def test_what_was_kept_is_offered_and_stands_in_the_form_again(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    keep(client, typed(client, filled))

    offered, resumed = text_of(client, FORM), text_of(client, f"{FORM}?draft=1")

    assert "还没有办成" in offered
    assert "继续填写" in offered
    assert "测试人甲" not in offered
    assert 'value="测试人甲"' in resumed
    assert "errorlist" not in resumed


def test_what_was_kept_is_given_up_by_one_press(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    keep(client, typed(client, filled))

    answer = client.post("/forms/drop/", {"form": FORM}, follow=True)

    assert "已放弃暂存的内容" in answer.content.decode()
    assert not Draft.objects.exists()


def test_what_somebody_typed_is_of_no_one_else(desk_of: Desk, filled: Filled) -> None:
    keep(desk_of("dengji"), typed(desk_of("dengji"), filled))

    assert "测试人甲" not in text_of(desk_of("chuangkou"), f"{FORM}?draft=1")
    assert "还没有办成" not in text_of(desk_of("chuangkou"), FORM)


def test_a_press_that_did_nothing_keeps_what_was_typed(desk_of: Desk, filled: Filled) -> None:
    client, before = desk_of("dengji"), Case.objects.count()

    client.post(FORM, typed(client, filled, received_on="不知道"))

    assert Case.objects.count() == before
    assert 'value="测试人甲"' in text_of(client, f"{FORM}?draft=1")


def test_nothing_is_kept_of_what_is_done(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    data = typed(client, filled)
    keep(client, data)

    assert client.post(FORM, data).status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "form", ["/case/999999999/do/note/", "/open/nope/", "/bureau/", "http://elsewhere/", ""]
)
def test_nothing_is_kept_of_a_form_that_is_not_there(desk_of: Desk, form: str) -> None:
    answer = desk_of("dengji").post("/forms/keep/", {"form": form, "text": "内容"})

    assert answer.status_code == 404
    assert not Draft.objects.exists()


def test_more_than_is_kept_is_said_not_to_be(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")

    said = keep(client, typed(client, filled, more="长" * 200_000))

    assert "没有暂存" in said
    assert not Draft.objects.exists()


def lost(client: Client, data: dict[str, str]) -> str:
    """The press after the session has ended; what it carries on."""
    client.logout()
    answer = client.post(FORM, data)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "请重新登录" in page
    assert answer["Cache-Control"] == "no-store"
    return re.search(r'name="carried" value="([^"]+)"', page)[1]  # type: ignore[index]


def signed_in(client: Client, account: str, carried: str, password: str = "qing-he-2022-desk") -> str:
    """Signing in on the page that carries what was typed: where that leads."""
    said = {"username": account, "password": password, "carried": carried}
    answer = client.post(f"/sign-in/?next={FORM}", said)
    return answer.get("Location", "") or answer.content.decode()


def test_a_press_after_the_session_has_ended_leads_back_to_the_form_with_everything_typed(
    desk_of: Desk, filled: Filled
) -> None:
    client, before = desk_of("dengji"), Case.objects.count()
    carried = lost(client, typed(client, filled))
    assert not Draft.objects.exists()

    place = signed_in(client, "dengji", carried)

    assert place == f"{FORM}?draft=1"
    assert 'value="测试人甲"' in text_of(client, place)
    assert Case.objects.count() == before


def test_what_one_typed_is_not_given_to_another_who_signs_in(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    carried = lost(client, typed(client, filled))

    place = signed_in(client, "chuangkou", carried)

    assert place == FORM
    page = text_of(client, FORM)
    assert "没有交给您" in page
    assert "测试人甲" not in page
    assert not Draft.objects.exists()


def test_a_mistyped_password_carries_it_on(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    carried = lost(client, typed(client, filled))

    page = signed_in(client, "dengji", carried, password="不对")

    assert f'name="carried" value="{carried}"' in page


def test_nothing_is_carried_of_a_form_that_bears_no_mark_of_ours(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    data = typed(client, filled)
    client.logout()

    for stranger in ({**data, "holder": ""}, {**data, "holder": data["holder"][:-2] + "xx"}):
        answer = client.post(FORM, stranger)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


def test_a_mark_serves_its_own_form_alone(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji")
    data = typed(client, filled)
    client.logout()

    assert client.post("/open/licence/", data).status_code == 302


def test_a_script_that_looks_on_is_told_by_a_status_that_the_session_has_ended(desk_of: Desk) -> None:
    client = desk_of("dengji")
    client.logout()

    answer = client.post("/forms/keep/", {"form": FORM}, headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert not answer.content


def test_after_signing_in_in_another_tab_what_was_typed_is_still_there(desk_of: Desk, filled: Filled) -> None:
    client = desk_of("dengji", enforce_csrf_checks=True)
    data = typed(client, filled)

    answer = client.post(FORM, {**data, "csrfmiddlewaretoken": "x" * 64})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "页面已经过期" in page
    assert 'value="测试人甲"' in page


def test_what_one_typed_is_not_shown_to_another_who_has_signed_in_in_another_tab(
    desk_of: Desk, filled: Filled
) -> None:
    client = desk_of("dengji", enforce_csrf_checks=True)
    data = typed(client, filled)
    other = get_user_model().objects.get(username="chuangkou")
    client.force_login(other, backend="fadu.people.backend.AccountBackend")

    answer = client.post(FORM, {**data, "csrfmiddlewaretoken": "x" * 64})

    assert answer.status_code == 403
    assert "测试人甲" not in answer.content.decode()
    assert "不交给您" in answer.content.decode()
    assert not Draft.objects.exists()
