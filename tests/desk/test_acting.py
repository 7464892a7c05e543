# SPDX-License-Identifier: MulanPSL-2.0
"""Opening and acting through the forms, as an officer at her desk."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.desk.complainant import PARTY

from fadu.cases.acts import services
from fadu.cases.models import Act, Case, CaseParty
from fadu.kernel.chinese_dates import chinese_date
from fadu.people.actors import OfficerActor
from fadu.people.models import Officer
from fadu.procedure import opening_day
from fadu.records import services as files

pytestmark = pytest.mark.django_db


def test_a_clerk_opens_a_complaint_and_pressing_twice_opens_one(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
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
    client, before = desk_of("dengji"), Case.objects.count()

    answer = client.post("/open/complaint/", {"request_id": str(uuid.uuid4()), "party-name": "李甲"})

    assert answer.status_code == 200
    assert (
        "必填" in answer.content.decode()
        or "请填写" in answer.content.decode()
        or "是必填项" in answer.content.decode()
    )
    assert "李甲" in answer.content.decode()
    assert Case.objects.count() == before


def test_an_officer_without_the_post_reads_every_ground_of_the_refusal(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY)
    address = client.post("/open/complaint/", data)["Location"]
    case = Case.objects.get(pk=int(address.rstrip("/").rsplit("/", 1)[1]))
    page = f"{address}do/refuse/"
    assert client.get(address).status_code == 200

    before = case.revision
    answer = client.post(page, filled(client, page))

    assert answer.status_code == 422
    assert "ground" in answer.content.decode()
    case.refresh_from_db()
    assert case.revision == before


def test_both_sides_of_a_complaint_are_named_in_one_form(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    trader = {"party1-kind": "enterprise", "party1-name": "清河百货店", "party1-capacity": "被投诉人"}

    page = client.get(
        client.post("/open/complaint/", filled(client, "/open/complaint/", **PARTY, **trader))["Location"]
    ).content.decode()

    assert "测试人甲" in page
    assert "清河百货店</a></strong>（被投诉人）" in page


def attach(case: Case, title: str) -> None:
    """A paper of the title in the file, by whoever opened the case."""
    officer = Officer.objects.get(
        pk=Act.objects.get(case=case, seq=1).by[0]["person"].removeprefix("officer:")
    )
    file = files.store(name=f"{title}.txt", content=b"stamp", owner="")
    services.perform(
        case=case,
        action="attach",
        by=OfficerActor(officer=officer),
        payload={"title": title, "digest": file.digest, "access": "main"},
        request_id=uuid.uuid4(),
    )


def test_once_a_paper_is_in_the_file_a_form_asks_who_did_it_on_that_paper(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    address = client.post("/open/complaint/", filled(client, "/open/complaint/", **PARTY))["Location"]
    case = Case.objects.get(pk=int(address.rstrip("/").rpartition("/")[2]))
    form = f"{address}do/accept/"
    assert "done_by" not in client.get(form).content.decode()
    attach(case, "受理审批表")
    handler = Officer.objects.filter(appointments__post="case_handler", bureau=case.bureau).first()
    assert handler is not None
    said = {
        "done_by": str(handler.pk),
        "done_on": "受理审批表",
        "happened_at": f"{case.opened_at:%Y-%m-%d}T00:00",
    }

    page = client.get(form).content.decode()
    refused = client.post(form, filled(client, form, **said)).content.decode()

    assert "现在凭原件补录的" in page
    assert f'<option value="{handler.pk}">{handler.name}</option>' in page
    assert "补录须由现任" in refused
    assert "由补录人自己收入案卷" in refused
    assert not Act.objects.filter(case=case, action="accept").exists()


def test_a_party_that_merged_is_followed_by_its_successor(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    address = client.post("/open/complaint/", filled(client, "/open/complaint/", **PARTY))["Location"]
    party = {"kind": "enterprise", "name": "清河书店", "capacity": "被投诉人", "reason": "被投诉"}
    client.post(f"{address}do/add_party/", filled(client, f"{address}do/add_party/", **party))
    shop = CaseParty.objects.get(party__name="清河书店")
    merger = {
        "party": f"party:{shop.party_id}",
        "ground": "merger",
        "happened_on": "2022-03-01",
        "paper": "登记通知书",
        "kind": "enterprise",
        "name": "大河书店",
    }
    attach(shop.case, "登记通知书")
    done = client.post(f"{address}do/succeed/", filled(client, f"{address}do/succeed/", **merger))

    assert done.status_code == 302
    names = set(CaseParty.objects.filter(case=shop.case).values_list("party__name", flat=True))
    assert "大河书店" in names
    assert "清河书店" not in names


def test_a_party_is_added_to_a_running_case_and_taken_out_with_a_reason(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    address = client.post("/open/complaint/", filled(client, "/open/complaint/", **PARTY))["Location"]
    party = {"kind": "enterprise", "name": "清河书店", "capacity": "被投诉人", "reason": "共同经营"}
    added = client.post(f"{address}do/add_party/", filled(client, f"{address}do/add_party/", **party))
    assert added.status_code == 302
    row = CaseParty.objects.get(party__name="清河书店")

    page = client.get(f"{address}do/succeed/").content.decode()
    assert "法人、组织合并" in page
    removed = filled(client, f"{address}do/remove_party/", party=f"party:{row.party_id}", reason="登记错误")
    assert client.post(f"{address}do/remove_party/", removed).status_code == 302

    assert not CaseParty.objects.filter(pk=row.pk).exists()
    assert "登记错误" in client.get(address).content.decode()


def test_the_days_that_acts_say_are_offered_to_be_mended(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    address = client.post("/open/complaint/", filled(client, "/open/complaint/", **PARTY))["Location"]

    page = client.get(f"{address}do/correct_day/").content.decode()

    assert "所登记的日期" in page
    assert 'value="1|received_on"' in page
    assert "待确认的更正" in client.get(f"{address}do/confirm_day/").content.decode()


def test_a_correction_is_said_beside_the_act_whose_day_it_mends(
    desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]
) -> None:
    client = desk_of("dengji")
    address = client.post("/open/complaint/", filled(client, "/open/complaint/", **PARTY))["Location"]
    case = Case.objects.get(pk=int(address.rstrip("/").rpartition("/")[2]))
    attach(case, "信封")
    other = (case.opened_at.date() - timedelta(days=9)).isoformat()
    said = {"which": "1|received_on", "day": f"{other}T00:00", "paper": "信封", "reason": "邮戳"}

    done = client.post(f"{address}do/correct_day/", filled(client, f"{address}do/correct_day/", **said))
    page = client.get(address).content.decode()

    assert done.status_code == 302
    assert "申请更正，待确认" in page
    assert f"更正为{chinese_date(date.fromisoformat(other))}" in page
    assert "received_on" not in page


def test_the_day_of_the_event_is_asked_first_where_it_decides_the_edition(
    desk_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk_of("dengji")
    monkeypatch.setattr(opening_day, "possible", lambda editions, on: tuple(editions[-2:]))

    asked = client.get("/open/complaint/").content.decode()
    form = client.get("/open/complaint/?received_on=2022-03-01").content.decode()

    assert "适用哪一版本的程序" in asked
    assert 'name="goods"' not in asked
    assert 'name="goods"' in form
