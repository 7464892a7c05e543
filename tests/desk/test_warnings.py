# SPDX-License-Identifier: MulanPSL-2.0
"""Contradictions are shown while typing, recorded with the act, and lock nobody out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.desk.complainant import PARTY
from tests.desk.pressing import MARKS, pressed

from fadu.cases.models import Case
from fadu.people.models import Party
from fadu.people.parties import register_party

pytestmark = pytest.mark.django_db
KNOWN = "91110000600037341L"
WRONG = {"party-kind": "enterprise", "party-name": "清河某商行", "party-uscc": "91110000600037341X"}


def test_a_code_that_fails_its_check_digit_is_shown_while_the_form_is_typed_and_nobody_is_registered(
    desk_of: Callable[..., Client],
) -> None:
    client, before = desk_of("dengji"), Party.objects.count()

    answer = client.post("/open/complaint/warnings/", {**PARTY, **WRONG, "party-capacity": "投诉人"})

    assert "校验位" in answer.content.decode()
    assert (
        'type="hidden" name="warned"' not in answer.content.decode()
    )  # shown while typing is not asked on the press
    assert Party.objects.count() == before


def test_what_is_ticked_as_checked_while_typing_is_not_asked_about_again(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    data = {**filled(client, "/open/complaint/"), **PARTY, **WRONG}
    shown = client.post("/open/complaint/warnings/", data).content.decode()
    ticked = {**data, "warned": MARKS.findall(shown)}

    kept = client.post("/open/complaint/warnings/", ticked).content.decode()
    answer = client.post("/open/complaint/", ticked)

    assert "已核对" in shown
    assert "checked" not in shown
    assert "checked" in kept
    assert answer.status_code == 302


def test_the_first_press_shows_the_warning_the_second_records_the_case_with_it(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **{**PARTY, **WRONG})
    before = Case.objects.count()

    first = client.post("/open/complaint/", data)
    second = client.post("/open/complaint/", {**data, "warned": MARKS.findall(first.content.decode())})

    assert first.status_code == 200
    assert "再次提交即照实登记" in first.content.decode()
    assert second.status_code == 302
    assert Case.objects.count() == before + 1
    case = Case.objects.order_by("pk").last()
    assert case is not None
    assert any("校验位" in warning for warning in case.acts.order_by("seq")[0].warnings)
    page = client.get(second["Location"]).content.decode()
    assert "记录中的矛盾" in page


def test_what_a_change_after_the_question_brings_is_asked_about_too(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    register_party(kind="enterprise", name="清河旧名商行", uscc=KNOWN)
    client = desk_of("dengji")
    data, before = filled(client, "/open/complaint/", **{**PARTY, **WRONG}), Case.objects.count()
    marks = MARKS.findall(client.post("/open/complaint/", data).content.decode())

    changed = client.post("/open/complaint/", {**data, "party-uscc": KNOWN, "warned": marks})
    answered = pressed(client, "/open/complaint/", {**data, "party-uscc": KNOWN})

    assert changed.status_code == 200
    assert "在登记簿中是“清河旧名商行”" in changed.content.decode()
    assert answered.status_code == 302
    assert Case.objects.count() == before + 1


def test_a_clean_form_needs_one_press_and_shows_nothing(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY)

    shown = client.post("/open/complaint/warnings/", data).content.decode()
    assert re.sub(r"<div id=\"grounds\"[^>]*>\s*</div>", "", shown).strip() == ""
    assert client.post("/open/complaint/", data).status_code == 302


def test_a_sole_traders_code_under_an_enterprise_is_told(desk_of: Callable[..., Client]) -> None:
    party = {
        "party-kind": "enterprise",
        "party-name": "清河某饭店",
        "party-uscc": "92433123MA4LUHM706",
        "party-capacity": "投诉人",
    }

    answer = desk_of("dengji").post("/open/complaint/warnings/", party)

    assert "而代码92433123MA4LUHM706是个体工商户的代码" in answer.content.decode()
