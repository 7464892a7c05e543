# SPDX-License-Identifier: MulanPSL-2.0
"""Opening a case under many hands: one request opens one case, and numbers leave no gap."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from counter import NOON, complain, registrar
from django.db import connection

from fadu.cases.acts import services
from fadu.cases.errors import RequestReusedError
from fadu.cases.models import Act, Case
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
