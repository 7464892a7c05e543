# SPDX-License-Identifier: MulanPSL-2.0
"""A code that leads to a party of another name is asked about, and no earlier case is told another name by it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.desk import handed
from tests.desk.complainant import PARTY
from tests.desk.pressing import pressed

from fadu.cases.models import Case
from fadu.cases.rules import names_of, party_key
from fadu.cases.world.worlds import entries_of, state_of
from fadu.kernel import clock
from fadu.oversight import misnamed
from fadu.people.models import Party
from fadu.people.parties import all_names, register_party

pytestmark = pytest.mark.django_db
#: a code that fails its check digit: the record bears its own name, then that of the next form
CODE, OLD, NEW = "91110000600037341X", "清河旧名商行", "测试超市"


def known_firm() -> Party:
    return register_party(kind="enterprise", name=OLD, uscc=CODE)[0]


def typed(**values: str) -> dict[str, str]:
    return {
        **PARTY,
        "party-capacity": "投诉人",
        "party1-kind": "enterprise",
        "party1-name": NEW,
        "party1-uscc": CODE,
        "party1-capacity": "被投诉人",
        **values,
    }


def test_a_name_that_is_not_the_codes_is_asked_about_while_typing_and_the_register_stays(
    desk_of: Callable[..., Client],
) -> None:
    firm = known_firm()

    answer = desk_of("dengji").post("/open/complaint/warnings/", typed()).content.decode()

    assert f"在登记簿中是“{OLD}”，而这里填的是“{NEW}”" in answer
    firm.refresh_from_db()
    assert firm.name == OLD


def test_a_code_under_its_own_name_is_not_asked_about(desk_of: Callable[..., Client]) -> None:
    known_firm()

    answer = desk_of("dengji").post("/open/complaint/warnings/", typed(**{"party1-name": OLD}))

    assert "在登记簿中是" not in answer.content.decode()


def test_an_identity_number_that_fails_is_asked_about(desk_of: Callable[..., Client]) -> None:
    wrong = typed(**{"party-id_number": "110105194912310020"})

    answer = desk_of("dengji").post("/open/complaint/warnings/", wrong).content.decode()

    assert "身份证件号码" in answer
    assert "已核对</label>" in answer


def test_each_case_bears_the_name_it_was_opened_with_and_the_register_keeps_its_own(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    firm, client = known_firm(), desk_of("dengji")
    earlier = opened(client, filled, typed(**{"party1-name": OLD}))
    later = opened(client, filled, typed())

    firm.refresh_from_db()
    page = client.get(f"/case/{earlier.pk}/").content.decode()
    assert firm.name == OLD
    assert OLD in page
    assert NEW not in page
    assert f">{NEW}</a></strong>" in client.get(f"/case/{later.pk}/").content.decode()
    assert all_names([firm.pk])[firm.pk] == {OLD, NEW}, (
        "the register knows how a case calls it, and finds it by that"
    )
    acts = entries_of([later])[later.pk]
    assert list(misnamed.messages(acts, all_names(misnamed.numbers_in(acts)))) == []


def test_the_same_opening_pressed_again_is_asked_about_by_the_name_it_was_typed_with(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    known_firm()
    client = desk_of("dengji")
    opened(client, filled, typed())

    again = client.post("/open/complaint/", {**filled(client, "/open/complaint/"), **typed()})

    assert "已经办理过内容完全相同的" in again.content.decode()


def test_the_register_takes_the_name_of_a_case_by_its_correction_and_the_case_stays_called_so(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    firm, client = known_firm(), desk_of("dengji")
    case = opened(client, filled, typed())
    address = f"/case/{case.pk}/do/correct_party/"

    said = {"party": party_key(firm.pk), "name": NEW, "reason": "登记簿为旧执照上的名称，与新执照核对"}
    answer = pressed(client, address, {**filled(client, address), **said})
    again = pressed(client, address, {**filled(client, address), **said})

    firm.refresh_from_db()
    assert answer.status_code == 302, answer.content.decode()
    assert (firm.name, names_of(state_of(case))[party_key(firm.pk)]) == (NEW, NEW)
    act = case.acts.get(action="correct_party")
    assert act.payload == {**said, "register": "已更正"}
    assert again.status_code != 302, "nothing is left to be put right"


def test_a_change_of_name_shown_by_its_paper_reaches_the_register_and_keeps_the_former_name(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    firm, client = known_firm(), desk_of("dengji")
    case = opened(client, filled, typed(**{"party1-name": OLD}))
    address = f"/case/{case.pk}/do/succeed/"
    form = client.get(address).content.decode()
    renaming = next(
        option for option in re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)', form) if "名称" in option[1]
    )

    said = {
        "party": party_key(firm.pk),
        "ground": renaming[0],
        "happened_on": clock.today().isoformat(),
        "paper": "登记通知书",
        "name": NEW,
    }
    early = pressed(client, address, {**filled(client, address), **said})
    firm.refresh_from_db()
    assert (early.status_code, firm.name) == (422, OLD), "without the paper nothing is renamed"
    handed.act(case, "attach", "dengji", {"title": "登记通知书", "digest": "sm3:00", "access": "main"})
    answer = pressed(client, address, {**filled(client, address), **said})

    firm.refresh_from_db()
    assert answer.status_code == 302, answer.content.decode()
    assert (firm.name, all_names([firm.pk])[firm.pk]) == (NEW, {OLD, NEW})


def test_another_party_entered_into_a_case_is_asked_about_and_typing_registers_nobody(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    case = opened(client, filled, PARTY)
    firm, before = known_firm(), Party.objects.count()
    address = f"/case/{case.pk}/do/add_party/warnings/"

    known = client.post(address, named(NEW, CODE)).content.decode()
    fresh = client.post(address, named("清河全新商行", "")).content.decode()

    assert f"在登记簿中是“{OLD}”" in known
    assert "在登记簿中是" not in fresh
    firm.refresh_from_db()
    assert (firm.name, Party.objects.count()) == (OLD, before)


def named(name: str, code: str) -> dict[str, str]:
    return {"kind": "enterprise", "name": name, "uscc": code, "capacity": "被投诉人", "reason": "补充登记"}


def opened(client: Client, filled: Callable[..., dict[str, str]], values: dict[str, str]) -> Case:
    answer = pressed(client, "/open/complaint/", {**filled(client, "/open/complaint/"), **values})
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.order_by("-pk")[0]
