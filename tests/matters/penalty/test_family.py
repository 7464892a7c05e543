# SPDX-License-Identifier: MulanPSL-2.0
"""The children of a penalty case: who handles the case handles or sees them, by the rule of their kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from life import Desk, at, decided, investigated

import static_files
from fadu.cases.acts import services as cases
from fadu.cases.models import Case
from fadu.cases.reading.sight import Sight, known_to, sight_of, visible_to
from fadu.people import accounts
from fadu.people import services as people
from fadu.people.actors import OfficerActor

pytestmark = pytest.mark.both_databases

NOON = at("2022-05-11T12:00")


@pytest.fixture
def static(tmp_path: Any, settings: Any) -> None:
    static_files.collect()


def signed_in(desk: Desk, who: str) -> Client:
    account = people.open_account(username=who, password="Qing-He-Da-Dui-7", officer=desk.officers[who])
    accounts.settle(account)
    client = Client()
    client.force_login(account, backend="fadu.people.backend.AccountBackend")
    return client


def third(desk: Desk) -> Any:
    """A handler of the bureau who has nothing to do with the case."""
    officer = people.hire(bureau=desk.bureau, name="旁某", since=date(2020, 1, 1))
    people.appoint(officer=officer, post="case_handler", start=at("2020-01-01"), document="任免通知")
    people.certify(officer=officer, number="执旁", valid_from=date(2020, 1, 1), valid_to=date(2030, 1, 1))
    desk.officers["third"] = officer
    return officer


def under_discussion(desk: Desk) -> Case:
    """The case extended once and its further extension put to the heads: a child of which the family sees the outcome."""
    investigated(desk)
    desk.do("head", "extend", "2022-05-20", {"approval_reason": "案情复杂"})
    desk.do("unit", "ask_extension_discussion", "2022-06-20", {"approval_reason": "仍需外地取证"})
    return desk.child("committee_item")


def test_the_performance_of_a_decision_is_handled_by_whoever_handled_the_case(desk: Desk) -> None:
    decided(desk)
    child = desk.child("performance")

    handlers = {row.officer for row in child.assignments.filter(role="handler")}

    assert handlers == {desk.officers["one"], desk.officers["two"]}
    desk.serve("penalty_decision", "2022-05-11")
    desk.do("one", "confirm_service", "2022-05-11", case=child)
    assert Case.objects.get(pk=child.pk).stage == "owing"


def test_a_handler_of_another_case_neither_sees_nor_handles_it(desk: Desk) -> None:
    decided(desk)
    child, other = desk.child("performance"), third(desk)

    assert sight_of(other, child, NOON) is None
    barred = {
        o.action: [g.code for g in o.grounds]
        for o in cases.explain(case=child, by=OfficerActor(officer=other), at=NOON)
    }
    assert barred["confirm_service"] == ["not_assigned", "unseen"]


def test_the_head_of_the_unit_gives_the_performance_to_somebody_else(desk: Desk) -> None:
    decided(desk)
    child, other = desk.child("performance"), third(desk)
    child.department = people.found_department(bureau=desk.bureau, name="执法大队")
    child.save(update_fields=["department"])
    people.appoint(
        officer=desk.officers["unit"],
        post="unit_head",
        start=at("2022-01-01"),
        document="任免通知",
        department=child.department,
    )

    desk.do(
        "unit",
        "assign",
        "2022-05-11",
        {"role": "handler", "person": f"officer:{other.pk}", "name": other.name},
        case=child,
    )

    assert sight_of(other, child, NOON) == Sight.WHOLE
    assert sight_of(other, Case.objects.get(pk=desk.case.pk), NOON) == Sight.MAIN  # type: ignore[union-attr]


def test_whoever_opened_it_stands_in_the_entry_of_its_opening(desk: Desk) -> None:
    decided(desk)

    assert desk.child("performance").opened_by == desk.officers["head"]


def test_the_family_sees_that_a_discussion_goes_on_and_not_what_is_said_in_it(desk: Desk) -> None:
    child = under_discussion(desk)
    one = desk.officers["one"]
    moment = at("2022-06-21")

    assert sight_of(one, child, moment) == Sight.HEADER
    assert child not in visible_to(one, moment)
    assert child in known_to(one, moment)
    assert sight_of(desk.officers["secretary"], child, moment) == Sight.WHOLE


def test_the_header_page_offers_what_may_be_done_and_nothing_else(desk: Desk, static: None) -> None:
    child = under_discussion(desk)
    desk.do(
        "secretary",
        "convene",
        "2022-06-22",
        {
            "body": "bureau_heads",
            "meeting_on": "2022-06-22",
            "place": "三楼会议室",
            "entitled": 3,
            "quorum": 2,
        },
        case=child,
    )
    client = signed_in(desk, "one")

    page = client.get(f"/case/{child.pk}/").content.decode()
    parent = client.get(f"/case/{child.parent_id}/").content.decode()

    assert f"/case/{child.pk}/do/present_case/" in page
    assert "三楼会议室" not in page
    assert f'href="/case/{child.pk}/"' in parent
    assert client.get(f"/case/{child.pk}/do/present_case/").status_code == 200
    assert client.get(f"/case/{child.pk}/do/speak/").status_code == 404
    assert client.get("/search/?q=三楼会议室").content.decode().count(child.number) == 0
