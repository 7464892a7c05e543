# SPDX-License-Identifier: MulanPSL-2.0
"""A case that is closed and in which something waits still is in hand: wherever work is listed, counted or called up."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.desk import handed

from fadu.cases.models import Case, Clock, Turn
from fadu.cases.reading import news, overview, worklist
from fadu.cases.reading.choosing import Chosen
from fadu.desk import agenda, feeds
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case given to two handlers this morning and closed at once, in which a term of the bureau and a turn are open."""
    case = handed.penalty("清河独此一家商行")
    Case.objects.filter(pk=case.pk).update(closed_at=MORNING + timedelta(hours=1))
    case.refresh_from_db()
    return case


def last_day(case: Case) -> datetime:
    ends = Clock.objects.filter(case=case, whose="bureau", target=False, stopped_on=None).earliest("due_on")
    assert ends.due_on is not None
    return datetime.combine(ends.due_on, MORNING.timetz())


def test_a_closed_case_with_an_open_term_stands_in_every_list_calendar_and_news_of_who_must_keep_it(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    handler, unit = handed.officer("zhifa"), handed.officer("duizhang")
    with clock.set_to(last_day(case)):
        now = clock.now()
        assert case.number in {row.case.number for row in news.terms(handler, now)}
        assert case.number in feeds.text_of(handler, now)
        assert case in news.cases_of(handler, now)
        assert case in agenda.cases_of(unit, "unit", now)
        page = desk_of("zhifa").get(f"/calendar/?on={now.date()}").content.decode()
        assert case.number in html.unescape(page)
    with clock.set_to(last_day(case) + timedelta(days=2)):
        now = clock.now()
        late = overview.pressing(overview.cases_led(unit, None, now), now.date())
        lines, _ = worklist.page(unit, now, Chosen(lamp="red"))
        assert case in late
        assert [line.light for line in lines if line.case == case] == ["red"]
        assert worklist.counts(unit, now).red == len(lines)
        for address in ("/overview/", "/running/", "/running/?lamp=red"):
            page = desk_of("duizhang").get(address).content.decode()
            assert case.number in page, address
        assert "2022-12-15办结" in page


def test_a_closed_case_in_which_nothing_waits_is_in_no_list_of_work(case: Case) -> None:
    Turn.objects.filter(case=case).delete()
    now, unit = clock.now(), handed.officer("duizhang")

    lines, _ = worklist.page(unit, now)

    assert case not in [line.case for line in lines]
    assert case not in news.cases_of(handed.officer("zhifa"), now)
    assert case in worklist.closed(unit, now)[0]
