# SPDX-License-Identifier: MulanPSL-2.0
"""How a party is reached, and who represents it, is filled in and mended where the case is, and noted in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.desk.complainant import PARTY

from fadu.cases.models import Act, Case, CaseParty
from fadu.cases.reading.sight import Sight
from fadu.desk.pages import particulars
from fadu.people import party_views
from fadu.people.models import Party
from fadu.people.parties import complete_party, register_party

pytestmark = pytest.mark.django_db


def opened(client: Client, filled: Callable[..., dict[str, str]]) -> tuple[str, Case, Party]:
    """A complaint against a shop of whose address nothing was typed: its page, the case, and the shop."""
    shop = {"party1-kind": "enterprise", "party1-name": "无址商店", "party1-capacity": "被投诉人"}
    address = client.post("/open/complaint/", filled(client, "/open/complaint/", **PARTY, **shop))["Location"]
    case = Case.objects.get(pk=int(address.rstrip("/").rsplit("/", 1)[1]))
    return address, case, CaseParty.objects.get(case=case, party__name="无址商店").party


def test_what_was_left_out_is_filled_in_and_noted_without_saying_it(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    address, case, shop = opened(client, filled)
    page = f"{address}parties/{shop.pk}/"
    assert page in client.get(address).content.decode()

    said = {"address": "清河路九号", "phone": "", "legal_representative": "王某"}
    answer = client.post(page, {**filled(client, page), **said})

    assert answer.status_code == 302
    view = party_views.party_view(shop.pk)
    assert (view["address"], view["legal_representative"]) == ("清河路九号", "王某")
    note = Act.objects.filter(case=case, action="note").get()
    assert note.payload["text"] == "补登、更正“无址商店”的住址或住所、法定代表人（负责人、经营者）。"


def test_nothing_typed_changes_and_notes_nothing(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    address, case, shop = opened(client, filled)
    page = f"{address}parties/{shop.pk}/"

    assert client.post(page, filled(client, page)).status_code == 302
    assert not Act.objects.filter(case=case, action="note").exists()


@pytest.mark.parametrize("seen", [Sight.HEADER, Sight.MAIN])
def test_whoever_sees_less_than_the_whole_case_changes_nothing_of_its_parties(
    desk_of: Callable[..., Client],
    filled: Callable[..., dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    seen: Sight,
) -> None:
    client = desk_of("dengji")
    address, case, shop = opened(client, filled)
    page = f"{address}parties/{shop.pk}/"
    form = filled(client, page)
    monkeypatch.setattr(particulars, "acted_in", lambda *_: (case, seen))

    assert client.get(page).status_code == 404
    assert client.post(page, {**form, "address": "别处一号"}).status_code == 404
    assert party_views.party_view(shop.pk)["address"] == ""


def test_whoever_is_no_party_of_the_case_is_not_mended_there(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    address, _, _ = opened(client, filled)
    other = register_party(kind="enterprise", name="别案商店")[0]

    assert client.get(f"{address}parties/{other.pk}/").status_code == 404


def test_a_firm_known_before_keeps_who_represents_it_until_that_is_put_right_in_a_case() -> None:
    code = "91110000600037341X"
    register_party(kind="enterprise", name="清河商行", uscc=code, legal_representative="王某")
    again = register_party(kind="enterprise", name="清河商行", uscc=code, legal_representative="李某")[0]
    complete_party(again.pk, legal_representative="李某")
    later = register_party(kind="enterprise", name="清河商行", uscc=code)[0]

    assert (again.legal_representative, later.legal_representative) == ("王某", "李某")
