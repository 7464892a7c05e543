# SPDX-License-Identifier: MulanPSL-2.0
"""Opening and acting through the forms, as an officer at her desk."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PARTY = {"party-kind": "person", "party-name": "测试人甲", "party-phone": "13900001111"}


def test_a_clerk_opens_a_complaint_and_pressing_twice_opens_one(desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]) -> None:
    from fadu.cases.models import Case

    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY)
    before = Case.objects.filter(kind="complaint").count()

    first = client.post("/open/complaint/", data)
    again = client.post("/open/complaint/", data)

    assert first.status_code == 302, re.findall(r"<li[^>]*>(.*?)</li>", first.content.decode(), re.S)[:9]
    assert again.status_code == 302
    assert first["Location"] == again["Location"]
    assert Case.objects.filter(kind="complaint").count() == before + 1
    assert "测试人甲" in client.get(first["Location"]).content.decode()
    assert "13900001111" not in client.get(first["Location"]).content.decode()


def test_a_form_left_empty_says_what_is_missing_and_opens_nothing(desk_of: Callable[..., Client]) -> None:
    from fadu.cases.models import Case

    client, before = desk_of("dengji"), Case.objects.count()

    answer = client.post("/open/complaint/", {"request_id": str(uuid.uuid4()), "party-name": "李甲"})

    assert answer.status_code == 200
    assert "必填" in answer.content.decode() or "请填写" in answer.content.decode() or "是必填项" in answer.content.decode()
    assert "李甲" in answer.content.decode()
    assert Case.objects.count() == before


def test_an_officer_without_the_post_reads_every_ground_of_the_refusal(desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]) -> None:
    from fadu.cases.models import Case

    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY)
    address = client.post("/open/complaint/", data)["Location"]
    case = Case.objects.get(pk=int(address.rstrip("/").rsplit("/", 1)[1]))
    page = f"{address}do/refuse/"
    assert client.get(address).status_code == 200

    before = case.revision
    answer = client.post(page, filled(client, page))

    assert answer.status_code == 200
    assert "ground" in answer.content.decode()
    case.refresh_from_db()
    assert case.revision == before
