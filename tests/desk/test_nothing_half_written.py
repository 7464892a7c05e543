# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever is named to an act that is refused is in no register for it, and that it was refused is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.desk.complainant import PARTY

from fadu.cases.acts import services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import CaseParty, Refusal
from fadu.ledger.models import LedgerEntry
from fadu.people.models import Party
from fadu.procedure.decision import Ground

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AGAINST = Ground(code="apart", message="不能办理。", remedy="改由他人办理")


def refusing(action: str) -> Callable[..., Any]:
    """A service that refuses once everything it is given has been made."""

    def refuse(**given: Any) -> None:
        raise ActRefusedError(action, (AGAINST,))

    return refuse


def counted() -> tuple[int, int]:
    # the key that seals what is kept of a form as a draft is none of the act's
    return Party.objects.count(), LedgerEntry.objects.exclude(stream__startswith="data_key:").count()


def test_whoever_is_added_by_an_act_that_is_refused_is_not_registered(
    desk_of: Callable[..., Client],
    filled: Callable[..., dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = desk_of("dengji")
    address = client.post("/open/complaint/", filled(client, "/open/complaint/", **PARTY))["Location"]
    named = {"kind": "enterprise", "name": "清河书店", "capacity": "被投诉人", "reason": "共同经营"}
    page = filled(client, f"{address}do/add_party/", **named)
    before, refused = counted(), Refusal.objects.count()

    with monkeypatch.context() as patched:
        patched.setattr(services, "perform", refusing("add_party"))
        answer = client.post(f"{address}do/add_party/", page)

    assert "不能办理。" in answer.content.decode()
    assert counted() == before
    assert Refusal.objects.count() == refused + 1
    assert Refusal.objects.latest("pk").action == "add_party"
    assert client.post(f"{address}do/add_party/", page).status_code == 302
    assert CaseParty.objects.filter(party__name="清河书店").exists()


def test_whoever_is_named_to_a_case_that_is_not_opened_is_not_registered(
    desk_of: Callable[..., Client],
    filled: Callable[..., dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = desk_of("dengji")
    page = filled(client, "/open/complaint/", **PARTY)
    before, refused = counted(), Refusal.objects.count()

    with monkeypatch.context() as patched:
        patched.setattr(services, "open_case", refusing("register"))
        client.post("/open/complaint/", page)

    assert counted() == before
    assert Refusal.objects.count() == refused + 1
