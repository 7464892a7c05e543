# SPDX-License-Identifier: MulanPSL-2.0
"""Naming a party by a number: it tells nobody whose it is, and changes nothing of what the cases of others rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.desk.pressing import pressed

from fadu.cases.models import Case
from fadu.people import sealing
from fadu.people.models import Party
from fadu.people.parties import register_party

pytestmark = pytest.mark.django_db
NUMBER, CODE = "11010519491231002X", "91350100M000100Y43"
Filled = Callable[..., dict[str, Any]]


def lead(name: str, **more: str) -> dict[str, str]:
    said = {"kind": "enterprise", "name": name, **more}
    return {f"party-{key}": value for key, value in said.items()}


def test_the_number_of_a_person_of_a_case_one_may_not_see_fills_in_nothing_and_names_nobody(
    work: None, desk_of: Callable[..., Client], filled: Filled
) -> None:
    register_party(kind="person", name="崔小山", id_number=NUMBER, phone="13987654337", address="某路9号")
    client = desk_of("zhifa")
    said = filled(client, "/open/penalty/", **lead("某人", kind="person", id_number=NUMBER))

    shown = "".join(
        client.post(f"/open/penalty/{part}/", said).content.decode() for part in ("warnings", "papers")
    )

    assert "另有姓名" in shown
    for secret in ("崔小山", "4337", "某路9号"):
        assert secret not in shown


def test_what_is_typed_of_a_firm_in_a_case_of_ones_own_changes_nothing_in_the_cases_of_others(
    work: None, desk_of: Callable[..., Client], filled: Filled
) -> None:
    party, _ = register_party(
        kind="enterprise",
        name="长桥餐饮公司",
        uscc=CODE,
        phone="09996840694",
        address="清河路76号",
        legal_representative="王海强",
    )
    client = desk_of("zhifa")
    false = {"phone": "13600000000", "address": "再假地址9号", "legal_representative": "冒名者"}
    said = filled(client, "/open/penalty/", **lead(party.name, uscc=CODE, **false))
    before = Case.objects.count()

    asked = client.post("/open/penalty/", said).content.decode()
    done = pressed(client, "/open/penalty/", said)

    assert "与所填的不同" in asked
    assert "王海强" not in asked
    assert done.status_code == 302, done.content.decode()[:2000]
    assert Case.objects.count() == before + 1
    row = Party.objects.get(pk=party.pk)
    assert (sealing.unseal(row.phone), sealing.unseal(row.address)) == ("09996840694", "清河路76号")
    assert row.legal_representative == "王海强"
