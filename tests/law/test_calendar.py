# SPDX-License-Identifier: MulanPSL-2.0
"""The working calendar against an independent one, and what a year without a notice means."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from fadu.law.calendar import Calendar, shipped
from fadu.law.errors import YearError
from fadu.law.holidays import statutory
from fadu.law.notices import read_notice

#: years whose notice number was read in the text of the notice
VERIFIED = range(2012, 2027)


def days_of(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_of_a_year_is_worked_or_off_as_in_an_independent_calendar(year: int) -> None:
    ours = [day for day in days_of(year) if shipped().is_working_day(day)]

    assert ours == [day for day in days_of(year) if chinese_calendar.is_workday(day)]


@pytest.mark.parametrize("year", [1996, 1999, 2003])
def test_before_the_first_notice_every_weekday_is_worked_but_the_fixed_holidays(year: int) -> None:
    fixed = {day for day, _ in statutory(year)}
    expected = [day for day in days_of(year) if day.weekday() < 5 and day not in fixed]

    assert [day for day in days_of(year) if shipped().is_working_day(day)] == expected


def test_a_weekend_day_that_is_worked_says_for_which_holiday() -> None:
    assert shipped().name(date(2022, 1, 29)) == "春节调休上班"


def test_an_ordinary_weekend_day_is_named_by_its_weekday() -> None:
    assert shipped().name(date(2022, 3, 5)) == "星期六"


def test_new_years_eve_by_the_moon_was_worked_in_2024_and_is_off_from_2025() -> None:
    assert shipped().is_working_day(date(2024, 2, 9))
    assert not shipped().is_working_day(date(2025, 1, 28))


def test_the_second_of_may_is_a_statutory_holiday_only_from_2025() -> None:
    assert (date(2024, 5, 2), "劳动节") not in statutory(2024)
    assert (date(2025, 5, 2), "劳动节") in statutory(2025)


def test_labour_day_was_three_days_from_1999_to_2007_and_one_before_and_after() -> None:
    days = [[day.day for day, name in statutory(year) if name == "劳动节"] for year in (1998, 2003, 2008)]

    assert days == [[1], [1, 2, 3], [1]]


def test_a_year_without_a_notice_knows_no_holiday_by_the_moon() -> None:
    spring_festival_2027 = date(2027, 2, 8)

    assert shipped().is_working_day(spring_festival_2027)
    assert not shipped().is_announced(spring_festival_2027)


def test_the_last_days_of_december_hang_on_the_notice_of_the_next_year() -> None:
    assert shipped().is_announced(date(2026, 12, 28))
    assert not shipped().is_announced(date(2026, 12, 29))
    assert shipped().is_announced(date(2025, 12, 31))


def test_the_years_that_could_still_change_a_span_are_named() -> None:
    assert shipped().unannounced(date(2026, 11, 1), date(2028, 3, 1)) == [2027, 2028]
    assert shipped().unannounced(date(2022, 1, 1), date(2022, 6, 1)) == []


NOTICE_2027 = """
year: 2027
title: 国务院办公厅关于2027年部分节假日安排的通知
number: 国办发明电〔2026〕99号
off:
  元旦: ['01-01..01-03']
  春节: ['02-05..02-12']
worked:
  春节: ['01-31', '02-13']
"""


def test_a_notice_read_from_a_file_announces_its_year() -> None:
    calendar = shipped().with_notice(read_notice(NOTICE_2027, "2027.yaml"))

    assert not calendar.is_working_day(date(2027, 2, 8))
    assert calendar.is_working_day(date(2027, 2, 13))
    assert calendar.is_announced(date(2027, 2, 8))
    assert calendar.announced_until == date(2027, 12, 31)


def test_adopting_a_notice_leaves_the_shipped_calendar_as_it_was() -> None:
    shipped().with_notice(read_notice(NOTICE_2027, "2027.yaml"))

    assert shipped().is_working_day(date(2027, 2, 8))


def test_the_version_of_a_calendar_tells_which_notices_it_rests_on() -> None:
    adopted = shipped().with_notice(read_notice(NOTICE_2027, "2027.yaml"))

    assert shipped().version == "2024+2025+2026"
    assert adopted.version == "2025+2026+2027"


def test_a_calendar_without_notices_still_knows_weekends() -> None:
    bare = Calendar({})

    assert bare.is_working_day(date(2022, 1, 4))
    assert not bare.is_working_day(date(2022, 1, 29))


@pytest.mark.parametrize("year", VERIFIED)
def test_a_verified_notice_carries_its_number(year: int) -> None:
    notice = shipped().notices[year]

    assert notice.number.startswith(f"国办发明电〔{year - 1}〕")
    assert not notice.unverified


@pytest.mark.parametrize("year", range(2004, 2012))
def test_a_notice_whose_text_was_not_seen_is_marked(year: int) -> None:
    assert shipped().notices[year].unverified


@pytest.mark.parametrize("day", [date(1994, 12, 31), date(2041, 1, 1)])
def test_a_day_outside_the_tables_is_an_error_and_no_guess(day: date) -> None:
    with pytest.raises(YearError, match="1995年至2040年"):
        shipped().is_working_day(day)


def test_counting_past_the_tables_is_an_error() -> None:
    with pytest.raises(YearError, match="超出日历"):
        shipped().plus(date(2040, 12, 20), 15)
