# SPDX-License-Identifier: MulanPSL-2.0
"""Opening a case under many hands: one request opens one case, and numbers leave no gap."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier
from typing import Any

import pytest
from counter import NOON, complain, registrar
from django.db import connection

from fadu.cases.acts import services
from fadu.cases.errors import RequestReusedError
from fadu.cases.models import Act, Case
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.actors import OfficerActor

HANDS = 8


def at_once(clerk: Any, requests: list[uuid.UUID]) -> list[str]:
    """Each request from a thread of its own, all let go together; the numbers of the cases they got."""
    gate = Barrier(len(requests))

    def press(request_id: uuid.UUID) -> str:
        try:
            gate.wait(timeout=30)
            return str(complain(clerk, request_id).number)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(press, requests))


@pytest.mark.django_db(transaction=True)
def test_one_request_pressed_by_many_hands_at_once_opens_one_case() -> None:
    clerk = registrar()
    complain(clerk, uuid.uuid4())  # the parties are known from here on

    numbers = at_once(clerk, [uuid.uuid4()] * HANDS)

    assert len(set(numbers)) == 1
    assert Case.objects.count() == 2
    assert Act.objects.filter(case__number=numbers[0], action="register").count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_cases_opened_at_once_are_numbered_without_a_gap() -> None:
    clerk = registrar()
    first = complain(clerk, uuid.uuid4()).number

    numbers = at_once(clerk, [uuid.uuid4() for _ in range(HANDS)])

    assert sorted([first, *numbers], key=lambda n: int(n.split("〕")[1].rstrip("号"))) == [
        first.replace("1号", f"{n}号") for n in range(1, HANDS + 2)
    ]


@pytest.mark.django_db
def test_the_same_request_with_other_content_is_refused() -> None:
    clerk, request_id = registrar(), uuid.uuid4()
    complain(clerk, request_id)

    with pytest.raises(RequestReusedError):
        services.open_case(
            kind="complaint",
            bureau=clerk.bureau,
            by=OfficerActor(officer=clerk),
            payload={"channel": "visit"},
            at=NOON,
            request_id=request_id,
        )


@pytest.mark.django_db
def test_the_press_of_another_person_is_not_answered_as_done_by_whoever_sends_it_again() -> None:
    clerk, request_id = registrar(), uuid.uuid4()
    case = complain(clerk, request_id)
    other = people.hire(bureau=clerk.bureau, name="另某", since=date(2020, 1, 1), department=clerk.department)
    people.appoint(
        officer=other, post="registrar", start=datetime(2020, 1, 1, tzinfo=LEGAL_TIME), document="任免2号"
    )

    assert complain(clerk, request_id) == case
    with pytest.raises(RequestReusedError, match="他人办理的，您没有办理"):
        complain(other, request_id)
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_a_press_in_one_case_is_not_answered_as_done_in_another() -> None:
    clerk, press = registrar(), uuid.uuid4()
    one, other = complain(clerk, uuid.uuid4()), complain(clerk, uuid.uuid4())
    note = {"action": "note", "payload": {"text": "电话核实"}, "by": OfficerActor(officer=clerk)}

    done = services.perform(case=one, request_id=press, **note)

    assert services.perform(case=one, request_id=press, **note) == done
    with pytest.raises(RequestReusedError):
        services.perform(case=other, request_id=press, **note)
