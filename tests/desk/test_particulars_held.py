# SPDX-License-Identifier: MulanPSL-2.0
"""How a party is reached says no more of an informant than its name does: on the form that registers him, and in the case after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.desk import canary

from fadu.cases.models import Case, CaseParty, Refusal
from fadu.kernel import clock
from fadu.people.models import Party

pytestmark = pytest.mark.django_db
INFORMANT = {
    "informant_name": "孙小梅",
    "informant_phone": "13577778888",
    "informant_address": "阳光花园3幢2单元501室",
}
SHOP = {"party-kind": "enterprise", "party-name": "清河鲜果店甲"}


@pytest.fixture
def day(lived: None) -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        yield


@pytest.mark.parametrize(
    "typed",
    [
        {"phone": "135-7777-8888"},
        {"address": "清河区阳光花园3幢2单元501室"},
        {"legal_representative": "孙小梅"},
    ],
)
def test_a_party_beside_a_tip_off_is_not_reached_as_its_informant_is(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]], day: None, typed: dict[str, str]
) -> None:
    client, before = desk_of("dengji"), Case.objects.count()
    said = {f"party-{key}": value for key, value in typed.items()}
    form = filled(client, "/open/tip_off/", **SHOP, **INFORMANT, **said, real_name="yes")

    answer = client.post("/open/tip_off/", form)

    assert "本栏写有密封栏里的身份信息" in answer.content.decode()
    assert Case.objects.count() == before
    assert not Party.objects.filter(name="清河鲜果店甲").exists()


@pytest.mark.parametrize("typed", [{"phone": "13900990099"}, {"legal_representative": "金丝雀甲"}])
def test_a_party_of_the_case_is_not_made_to_be_reached_as_the_informant_is(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]], day: None, typed: dict[str, str]
) -> None:
    case: Any = canary.tip_off()
    client, refused = desk_of("zhifa"), Refusal.objects.count()
    page = f"/case/{case.pk}/do/add_party/"
    whole = filled(client, page, kind="enterprise", name="清河某店", reason="补登", **typed)

    answer = client.post(page, whole)

    assert "本栏写有密封栏里的身份信息" in answer.content.decode()
    assert Refusal.objects.count() == refused + 1
    assert not CaseParty.objects.filter(case=case, party__name="清河某店").exists()

    other = {
        key: "清河路9号" if key == "address" else "" for key in ("phone", "legal_representative", "address")
    }
    answer = client.post(page, {**whole, **other})
    assert answer.status_code == 302
    shop = CaseParty.objects.get(case=case, party__name="清河某店").party

    page = f"/case/{case.pk}/parties/{shop.pk}/"
    answer = client.post(page, {**filled(client, page), **typed})
    assert "本栏写有密封栏里的身份信息" in answer.content.decode()
