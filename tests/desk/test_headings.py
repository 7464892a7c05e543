# SPDX-License-Identifier: MulanPSL-2.0
"""A case is called by what it is about and by its parties of today, in lists and wherever it is named; verify compares it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.desk import canary

from fadu.cases.acts import comparing, projection, services
from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(lived: None) -> Iterator[Any]:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        handler = canary.officer("zhifa")
        wrong, _ = register_party(kind="enterprise", name="测试甲公司")
        yield services.open_case(
            kind="complaint",
            bureau=handler.bureau,
            by=OfficerActor(officer=handler),
            payload={
                "channel": "visit",
                "received_on": "2022-12-15",
                "goods": "手机",
                "dispute": "三天后无法开机",
                "request": "退货退款",
            },
            request_id=uuid.uuid4(),
            department=handler.department,
            parties=[(register_party(**canary.PARTY)[0], "投诉人"), (wrong, "被投诉人")],
        )


def test_lists_say_what_a_case_is_about(desk_of: Callable[..., Client], complaint: Any) -> None:
    client = desk_of("juzhang")

    for address in (
        "/running/?kind=complaint&since=2022-12-15",
        f"/search/?q={complaint.number}",
        f"/case/{complaint.pk}/",
    ):
        assert "某当事人、测试甲公司消费投诉：手机" in client.get(address).content.decode(), address


def test_a_party_put_right_shows_in_lists_and_the_entered_title_stays(
    desk_of: Callable[..., Client], complaint: Any
) -> None:
    by, title = OfficerActor(officer=canary.officer("zhifa")), complaint.title
    wrong = complaint.parties.get(capacity="被投诉人").party_id
    right, _ = register_party(kind="enterprise", name="测试乙公司")
    for action, payload in (
        ("remove_party", {"party": f"party:{wrong}", "reason": "登记有误"}),
        (
            "add_party",
            {
                "party": f"party:{right.pk}",
                "name": "测试乙公司",
                "capacity": "被投诉人",
                "kind": "unit",
                "reason": "更正",
            },
        ),
    ):
        services.perform(case=complaint, action=action, by=by, payload=payload, request_id=uuid.uuid4())

    case = Case.objects.get(pk=complaint.pk)
    assert (case.called, case.title) == ("某当事人、测试乙公司消费投诉：手机", title)
    assert "测试甲公司" not in desk_of("juzhang").get("/running/?kind=complaint").content.decode()


def test_a_heading_changed_by_hand_is_named_and_derived_anew(complaint: Any) -> None:
    Case.objects.filter(pk=complaint.pk).update(heading="别的称谓")

    problems = [each for each in comparing.differences([complaint.pk]) if each.column == "heading"]

    assert [(each.table, each.row) for each in problems] == [("cases_case", str(complaint.pk))]
    assert projection.rebuild(Case.objects.filter(pk=complaint.pk)) == 1
    assert Case.objects.get(pk=complaint.pk).called == "某当事人、测试甲公司消费投诉：手机"


def test_every_penalty_of_the_year_is_called_by_its_offence(lived: None) -> None:
    called = list(Case.objects.filter(kind="penalty").values_list("heading", flat=True))

    assert called
    assert all("涉嫌" in heading and heading.endswith("案") for heading in called)
