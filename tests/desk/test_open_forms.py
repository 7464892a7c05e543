# SPDX-License-Identifier: MulanPSL-2.0
"""Two with one form open are told of each other and kept from nothing; and a press that says the same again is asked about."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.desk.own_bureau import browser, form_of, founded, page, sent

from fadu.desk import open_forms
from fadu.kernel import clock
from fadu.people import services as people

if TYPE_CHECKING:
    from django.test import Client
    from lives import Life

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(begin_from: Any) -> Life:
    return begin_from(founded)


def beats(life: Life, client: Client, tab: str = "") -> str:
    """The script of a page says that the form of a note is open."""
    data = {"form": form_of(life.case, "note"), "tab": tab or str(uuid.uuid4())}
    return page(life, client, "/forms/open/", data)


def test_whoever_opens_a_form_is_told_who_has_it_open_and_since_when(life: Life) -> None:
    beats(life, browser(life, "one"))

    text = page(life, browser(life, "two"), form_of(life.case, "note"))

    assert "one某自10:00起也打开了这张表单" in text


def test_oneself_is_told_nothing_in_the_same_tab_nor_in_one_that_was_just_opened(life: Life) -> None:
    client, tab = browser(life, "one"), str(uuid.uuid4())

    assert beats(life, client, tab).strip() == ""
    assert beats(life, client, tab).strip() == ""
    assert beats(life, client).strip() == ""


def test_who_said_nothing_for_a_while_has_closed_it(life: Life) -> None:
    beats(life, browser(life, "one"))
    later = life.now + open_forms.SILENT + timedelta(seconds=1)

    with clock.set_to(later):
        text = browser(life, "two").get(form_of(life.case, "note")).content.decode()

    assert "也打开了这张表单" not in text


def test_nobody_is_kept_out(life: Life) -> None:
    beats(life, browser(life, "one"))

    assert press(life, browser(life, "two"), "约当事人来局") == 302


def test_nobody_hears_of_a_form_of_a_case_that_is_not_there_for_them(life: Life) -> None:
    life.officers["stranger"] = people.hire(
        bureau=life.case.bureau, name="外人", since=life.day.replace(year=2020)
    )

    answer = sent(life, browser(life, "stranger"), "/forms/open/", {"form": form_of(life.case, "note")})

    assert answer.status_code == 404


def press(life: Life, client: Client, text: str, **more: str) -> int:
    """The status of the answer to a note, pressed on a fresh page."""
    data = {"request_id": str(uuid.uuid4()), "revision": "1", "text": text, **more}
    return sent(life, client, form_of(life.case, "note"), data).status_code


def test_the_same_text_pressed_again_is_asked_about_and_recorded_if_it_is_meant(life: Life) -> None:
    client, notes = browser(life, "one"), life.case.acts.filter(action="note")
    assert press(life, client, "电话联系当事人") == 302

    data = {"request_id": str(uuid.uuid4()), "revision": "1", "text": "电话联系当事人"}
    asked = page(life, client, form_of(life.case, "note"), data)

    assert notes.count() == 1
    assert "已经办理过内容完全相同的“记事”" in asked
    mark = asked.split('name="warned" value="')[1].split('"')[0]
    assert press(life, client, "电话联系当事人", warned=mark) == 302
    assert notes.count() == 2


def test_another_text_or_another_officer_is_not_asked(life: Life) -> None:
    assert press(life, browser(life, "one"), "电话联系当事人") == 302

    assert press(life, browser(life, "one"), "电话联系当事人，未接") == 302
    assert press(life, browser(life, "two"), "电话联系当事人") == 302


def test_the_same_text_hours_later_is_not_asked_about(life: Life) -> None:
    client = browser(life, "one")
    assert press(life, client, "电话联系当事人") == 302

    data = {"request_id": str(uuid.uuid4()), "revision": "1", "text": "电话联系当事人"}
    with clock.set_to(life.now + timedelta(hours=3)):
        assert client.post(form_of(life.case, "note"), data).status_code == 302
