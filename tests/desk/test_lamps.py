# SPDX-License-Identifier: MulanPSL-2.0
"""The lamp of a term is yellow in its last third, a week before its end at the earliest; lists, tallies and filters say the same of each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fadu.cases.models import Case, Clock, Turn
from fadu.cases.reading.choosing import lamp
from fadu.cases.rules import amber_from, light

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize(
    ("days", "yellow"),
    [(1, 0), (2, 0), (3, 1), (5, 1), (7, 2), (10, 3), (15, 5), (20, 6), (21, 7), (90, 7), (400, 7)],
)
def test_a_lamp_is_yellow_in_the_last_third_of_its_term_and_in_its_last_week_at_most(
    days: int, yellow: int
) -> None:
    start = date(2022, 3, 1)
    due = start + timedelta(days=days)
    amber = amber_from(start, due)
    lamps = [light(due_on=due, on=start + timedelta(days=n), amber_on=amber) for n in range(days + 2)]

    assert lamps == ["green"] * (days - yellow) + ["yellow"] * (yellow + 1) + ["red"]


def test_every_open_case_stands_under_one_filter_and_that_is_the_lamp_it_shows(work: None) -> None:
    running = Case.objects.filter(closed_at=None)
    days = {case.next_due for case in running if case.next_due}
    assert days
    for on in {day + timedelta(days=n) for day in days for n in (-30, -7, -6, -3, -1, 0, 1)}:
        for case in running:
            shown = light(due_on=case.next_due, on=on, amber_on=case.amber_on)
            section = {"grey": "none"}.get(shown, "today" if case.next_due == on else shown)
            filters = ("red", "today", "yellow", "green", "none")
            under = [key for key in filters if Case.objects.filter(lamp(key, on), pk=case.pk).exists()]
            assert under == [section], (case, on)


def test_a_turn_is_yellow_when_the_term_is_by_which_it_is_kept(work: None) -> None:
    dated = list(Turn.objects.exclude(until=None))
    assert dated
    for turn in dated:
        terms = Clock.objects.filter(case=turn.case, due_on=turn.until, void=False, waived=False)
        ambers = [amber_from(term.started_on, turn.until) for term in terms]
        assert turn.amber_on == min(ambers, default=amber_from(turn.since, turn.until))
