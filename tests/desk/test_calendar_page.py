# SPDX-License-Identifier: MulanPSL-2.0
"""The calendar of the desk: what ends, is heard and meets by day and week, of one's own cases, the department and the meetings, past the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk import canary, handed

from fadu.cases.models import Case, Clock
from fadu.cases.reading import days
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)
Desk = Callable[..., Client]


@pytest.fixture(autouse=True)
def morning(lived: None) -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case given to two handlers this morning."""
    return handed.penalty("清河独此一家商行")


def last_day(case: Case) -> date:
    """The last day of the term within which the lead is verified."""
    return Clock.objects.get(case=case, whose="bureau", stopped_on=None, due_on__isnull=False).due_on


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_term_stands_on_its_last_day_with_its_case_for_who_handles_it(case: Case, desk_of: Desk) -> None:
    client, day = desk_of("zhifa"), last_day(case)

    week = page(client, f"/calendar/?on={day}")
    alone = page(client, f"/calendar/?on={day}&by=day")
    other_day = page(client, f"/calendar/?on={day + timedelta(days=1)}&by=day")

    assert "届满" in week
    assert case.number in week
    assert "清河独此一家商行" in week, "within the desk cases are called by their parties"
    assert week.count('<li class="sheet') == 7
    assert case.number in alone
    assert case.number not in other_day


def test_whose_case_it_is_not_finds_it_under_the_department_only_where_they_may_read_it(
    case: Case, desk_of: Desk
) -> None:
    day = last_day(case)

    for account, scope, finds in (
        ("duizhang", "unit", True),
        ("juzhang", "unit", True),
        ("juzhang", "mine", False),
        ("xuke", "unit", False),
        ("xuke", "set", False),
        ("chuangkou", "unit", False),
    ):
        assert (case.number in page(desk_of(account), f"/calendar/?of={scope}&on={day}")) is finds, account


def test_days_that_acts_set_stand_at_their_hour_and_alone_among_the_meetings(
    lived: None, desk_of: Desk
) -> None:
    head, year = desk_of("juzhang"), (date(2022, 1, 1), date(2022, 12, 31))
    some = days.between(Case.objects.filter(exercise=False), *year, with_terms=False)[:4]
    Case.objects.filter(pk__in=[day.case.pk for day in some]).update(closed_at=None)
    assert any(day.at for day in some)

    for day in some:
        shown = page(head, f"/calendar/?of=set&by=day&on={day.on}")
        assert day.title in shown
        assert day.case.number in shown
        assert "届满</strong>" not in shown
        if day.at:
            assert f"{day.at.astimezone(LEGAL_TIME):%H:%M}</time>" in shown


def test_the_days_a_party_has_stand_in_the_calendar_without_a_lamp(case: Case, desk_of: Desk) -> None:
    day = clock.today() + timedelta(days=3)
    Clock.objects.create(
        case=case,
        clock="defence",
        started_seq=999,
        title="陈述申辩期限",
        limit="penalty/defence",
        whose="party",
        started_on=clock.today(),
        due_on=day,
    )

    (shown,) = (one for one in days.between(Case.objects.filter(pk=case.pk), day, day) if "陈述" in one.title)

    assert shown.title == "陈述申辩期限（当事人的）届满"
    assert not shown.is_term
    assert "陈述申辩期限（当事人的）届满" in page(desk_of("zhifa"), f"/calendar/?on={day}")


def test_no_informant_is_named_in_the_calendar(desk_of: Desk) -> None:
    tip_off = canary.tip_off()
    day = tip_off.next_due
    assert day is not None

    for account in ("zhifa", "duizhang", "dengji", "juzhang", "jijian"):
        for scope in ("mine", "unit", "set"):
            assert not canary.holds(page(desk_of(account), f"/calendar/?of={scope}&on={day}").encode())


@pytest.mark.parametrize("asked", ["昨天", "2022-02-30", "0001-01-01", "9999-12-31", "x" * 400])
def test_a_day_that_cannot_be_is_told_and_today_is_shown(desk_of: Desk, asked: str) -> None:
    shown = page(desk_of("zhifa"), f"/calendar/?on={asked}")

    assert "现在显示今天的" in shown
    assert "12月15日" in shown


def test_it_asks_the_database_as_often_however_many_cases_there_are(lived: None, desk_of: Desk) -> None:
    head = desk_of("juzhang")
    counts = []
    for _ in range(2):
        page(head, "/calendar/?of=unit")
        with CaptureQueriesContext(connection) as statements:
            page(head, "/calendar/?of=unit")
        counts.append(len(statements))
        for name in ("甲", "乙", "丙"):
            handed.penalty(f"清河{name}商行")

    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_the_feed_and_the_calendar_lead_to_each_other(desk_of: Desk) -> None:
    client = desk_of("zhifa")

    assert 'href="/news/telling/"' in page(client, "/calendar/")
    assert 'href="/calendar/"' in page(client, "/news/telling/")
