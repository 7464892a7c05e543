# SPDX-License-Identifier: MulanPSL-2.0
"""Dates and moments as Chinese documents print them (GB/T 9704: Arabic digits, no leading zero)."""

from __future__ import annotations

from datetime import date, datetime

from fadu.kernel.clock import LEGAL_TIME


def chinese_date(day: date) -> str:
    """The day of a date or moment.

    >>> chinese_date(date(2022, 3, 1))
    '2022年3月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(moment: datetime) -> str:
    """The time of day in legal time.

    >>> chinese_time(datetime(2022, 3, 1, 9, 5, tzinfo=LEGAL_TIME))
    '9时05分'
    """
    local = in_legal_time(moment)
    return f"{local.hour}时{local.minute:02d}分"


def chinese_moment(moment: datetime) -> str:
    """Day and time of day in legal time.

    >>> chinese_moment(datetime(2022, 3, 1, 9, 5, tzinfo=LEGAL_TIME))
    '2022年3月1日9时05分'
    """
    local = in_legal_time(moment)
    return f"{chinese_date(local)}{chinese_time(local)}"


def in_a_sentence(when: date | datetime | str) -> str:
    """A day or a moment, as it is or as it is kept, in the one form in which sentences name it; other text stays as it is.

    >>> in_a_sentence("2023-01-12T09:00:00+08:00"), in_a_sentence("2023-01-12 08:05+08:00"), in_a_sentence("2023-01-12")
    ('2023-01-12 09:00', '2023-01-12 08:05', '2023-01-12')
    >>> in_a_sentence(datetime(2022, 3, 1, 9, 5, tzinfo=LEGAL_TIME)), in_a_sentence("不详")
    ('2022-03-01 09:05', '不详')
    """
    if isinstance(when, str):
        try:
            day_alone = ":" not in when
            when = date.fromisoformat(when) if day_alone else datetime.fromisoformat(when)
        except ValueError:
            return str(when)
    return f"{in_legal_time(when):%Y-%m-%d %H:%M}" if isinstance(when, datetime) else str(when)


def in_legal_time(moment: datetime) -> datetime:
    """``moment`` in legal time; one without zone is taken as legal time already."""
    return moment.astimezone(LEGAL_TIME) if moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)
