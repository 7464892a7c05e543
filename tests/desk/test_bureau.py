# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau of one's own is kept by forms, by its administrator alone, and every change is in the ledger."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.desk.second_person import second, settled

from fadu.kernel import clock
from fadu.ledger.models import LedgerEntry
from fadu.people.adopted import local_parameters
from fadu.people.models import Account, Bureau

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def put(client: Client, what: str, **values: Any) -> Any:
    return client.post(f"/bureau/add/{what}/", values)


def test_an_officer_is_hired_appointed_and_certified_by_forms_and_can_then_sign_in(
    administrator: Client,
) -> None:
    before = LedgerEntry.objects.count()
    assert put(administrator, "department", name="执法大队").status_code == 302
    bureau = Bureau.objects.get()
    department = bureau.departments.get(name="执法大队")
    details = {
        "name": "张三",
        "department": department.pk,
        "since": "2022-01-01",
        "username": "zhangsan",
        "password": "Qing-He-Da-Dui-7",
    }
    assert put(administrator, "officer", **details).status_code == 302
    officer = bureau.officers.get(name="张三")
    post = {
        "officer": officer.pk,
        "post": "case_handler",
        "department": department.pk,
        "kind": "regular",
        "start": "2022-01-01",
        "document": "清市监人〔2022〕1号",
    }
    assert put(administrator, "appointment", **post).status_code == 302
    assert (
        put(
            administrator,
            "certificate",
            officer=officer.pk,
            number="370000001",
            valid_from="2022-01-01",
            valid_to="2026-12-31",
        ).status_code
        == 302
    )

    page = administrator.get(f"/bureau/people/{officer.pk}/").content.decode()

    assert all(word in page for word in ("张三", "zhangsan", "370000001", "执法大队"))
    assert LedgerEntry.objects.count() >= before + 2
    fresh = Client()
    answer = fresh.post("/sign-in/", {"username": "zhangsan", "password": "Qing-He-Da-Dui-7"})
    assert answer.status_code == 302


def test_a_local_hearing_amount_governs_from_its_day_and_rests_on_a_document(administrator: Client) -> None:
    other = second()
    parameter = {"key": "penalty/hearing_fine_person", "value": "20000", "start": "2022-03-01"}
    assert put(administrator, "parameter", **parameter).status_code == 200
    assert put(administrator, "parameter", **parameter, document="鲁市监规〔2022〕3号").status_code == 400
    assert (
        put(administrator, "parameter", **parameter, document="鲁政发〔2022〕3号（省人民政府）").status_code
        == 302
    )

    bureau = Bureau.objects.get()
    assert local_parameters(bureau, date(2022, 3, 1)) == {}
    assert settled(other).status_code == 302
    assert local_parameters(bureau, date(2022, 2, 28)) == {}
    assert local_parameters(bureau, date(2022, 3, 1)) == {"penalty/hearing_fine_person": 2_000_000}
    assert "20,000.00元" in administrator.get("/bureau/parameters/").content.decode()


@pytest.mark.parametrize(("days", "is_marked"), [(0, False), (1, True)])
def test_a_parameter_entered_after_its_day_says_so_for_ever(
    administrator: Client, days: int, is_marked: bool
) -> None:
    start, other = clock.today() - timedelta(days=days), second()
    parameter = {
        "key": "record/late_entry",
        "value": "5",
        "start": start.isoformat(),
        "document": "清市监3号",
    }
    assert put(administrator, "parameter", **parameter).status_code == 302
    settled(other)

    page = administrator.get("/bureau/parameters/").content.decode()

    assert (f"{clock.today()}才登记，其间的办理也按此核对" in page) == is_marked


def test_which_notices_are_reviewed_first_is_a_yes_or_no_of_the_bureau(administrator: Client) -> None:
    values = {"key": "complaint/reply_review_accept", "start": "2022-01-01", "document": "清市监〔2021〕31号"}
    other = second()
    refused = put(administrator, "parameter", **values, value="3")
    assert put(administrator, "parameter", **values, value="1").status_code == 302
    settled(other)

    assert "应为1（是）或者0（否）" in refused.content.decode()
    assert "告知须先经答复审查（受理告知）" in administrator.get("/bureau/parameters/").content.decode()


def test_an_overlapping_appointment_is_refused_with_its_reason_and_what_was_typed(
    administrator: Client,
) -> None:
    officer = Bureau.objects.get().officers.get()
    department = officer.department
    appointment = {
        "officer": officer.pk,
        "post": "administrator",
        "department": department.pk,
        "kind": "regular",
        "start": "2027-01-01",
        "document": "重复任命",
    }

    answer = put(administrator, "appointment", **appointment)

    assert answer.status_code == 409
    assert "时间重叠" in answer.content.decode()
    assert "重复任命" in answer.content.decode()


def test_nobody_but_the_administrator_opens_these_pages(administrator: Client) -> None:
    put(
        administrator,
        "officer",
        name="李四",
        department="",
        since="2022-01-01",
        username="lisi",
        password="Qing-He-Da-Dui-8",
    )
    other = Client()

    other.force_login(Account.objects.get(username="lisi"), backend="fadu.people.backend.AccountBackend")

    assert other.get("/bureau/").status_code == 403
    assert other.post("/bureau/add/department/", {"name": "私设科"}).status_code == 403
