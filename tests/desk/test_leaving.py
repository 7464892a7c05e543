# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever leaves is there until the last day, and is called by name afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.models import Officer

pytestmark = pytest.mark.django_db


def choices(client: Client, address: str, name: str) -> list[str]:
    """The words among which a field lets one choose."""
    body = client.get(address).content.decode()
    if ticked := re.findall(rf'<input type="checkbox" name="{name}"[^>]*>\s*([^<]*)', body):
        return [words.partition("；")[0].strip() for words in ticked]
    field = re.search(rf'(?s)<select[^>]*name="{name}"[^>]*>(.*?)</select>', body)
    return re.findall(r"<option[^>]*>([^<]*)", field[1]) if field else []


@pytest.mark.parametrize(("days", "is_there"), [(14, True), (0, True), (-1, False)])
def test_who_leaves_later_can_be_chosen_until_then_and_who_has_left_is_released_by_name(
    desk_of: Callable[..., Client], days: int, is_there: bool
) -> None:
    client = desk_of("duizhang")
    case = Case.objects.filter(kind="penalty", stage="closed").latest("pk")
    handler = case.assignments.select_related("officer").first()
    assert handler is not None
    with clock.set_to(datetime(2022, 12, 20, 10, tzinfo=LEGAL_TIME)):
        assigned = case.assignments.values("officer")
        unit = Officer.objects.filter(
            department=handler.officer.department, appointments__post="case_handler"
        )
        colleague = unit.exclude(pk__in=assigned)[0]
        for officer in (handler.officer, colleague):
            people.depart(officer=officer, on=clock.today() + timedelta(days=days), document="调令")

        offered = choices(client, f"/case/{case.pk}/do/assign/", "person")
        released = choices(client, f"/case/{case.pk}/do/release/", "assigned")

    unit_and_post = f"{colleague.name}（综合执法大队，执法（经办）人员）"
    assert (unit_and_post in offered) is is_there
    assert not any(handler.officer.name in each for each in offered)  # is assigned already
    assert f"{handler.officer.name}（办案人员）" in released
