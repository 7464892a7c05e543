# SPDX-License-Identifier: MulanPSL-2.0
"""The lamp of a term goes by its last day alone: an earlier day never looks less pressing; lists, tallies and filters say the same of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from fadu.cases import lamps
from fadu.cases.lamps import amber_from, light, near, near_until
from fadu.cases.models import Case, Turn
from fadu.cases.reading.choosing import lamp
from fadu.cases.world.worlds import law_for
from fadu.desk import help as help_pages
from fadu.law.calendar import shipped

if TYPE_CHECKING:
    from pathlib import Path

ORDER = ("red", "yellow", "green")


def _lamp(due: date, on: date) -> str:
    return light(due_on=due, on=on, amber_on=amber_from(due, shipped()))


def test_a_term_that_ends_first_never_looks_less_pressing_also_over_holidays() -> None:
    start = date(2022, 12, 20)
    days = [start + timedelta(days=n) for n in range(60)]
    for on in days[:30]:
        shown = [ORDER.index(_lamp(due, on)) for due in days]
        assert shown == sorted(shown), on


def test_a_lamp_is_yellow_exactly_while_so_many_working_days_are_left_as_the_words_beside_it_say() -> None:
    calendar = shipped()
    for n in range(60):
        due = date(2023, 1, 3) + timedelta(days=n)
        for before in range(40):
            on = due - timedelta(days=before)
            assert (_lamp(due, on) == "yellow") == (calendar.between(on, due) <= near()), (due, on)
            assert (_lamp(due, on) == "yellow") == (due <= near_until(on, calendar)), (due, on)


def test_a_last_day_beyond_the_calendar_is_yellow_on_that_day() -> None:
    assert amber_from(date(2055, 3, 1), shipped()) == date(2055, 3, 1)


def test_the_help_says_with_how_many_days_left_a_lamp_is_yellow() -> None:
    (says,) = [term.says for term in help_pages.terms() if "黄灯" in term.title]

    assert f"还剩{near()}个工作日以内" in says


def test_the_days_of_the_yellow_lamp_are_read_strictly(tmp_path: Path) -> None:
    wrong = tmp_path / "lamps.yaml"
    wrong.write_text("yellow: {working_days: -1, why: 因为}\n", encoding="utf-8")

    with pytest.raises(lamps.LampsError, match="working_days"):
        lamps.read(wrong)


@pytest.mark.django_db
@pytest.mark.both_databases
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


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_turn_and_a_case_that_end_on_one_day_turn_yellow_on_one_day(work: None) -> None:
    dated = [(turn.case, turn.until, turn.amber_on) for turn in Turn.objects.exclude(until=None)]
    dated += [(case, case.next_due, case.amber_on) for case in Case.objects.exclude(next_due=None)]
    assert dated
    for case, due, amber_on in dated:
        assert amber_on == amber_from(due, law_for(case.bureau).calendar)
