# SPDX-License-Identifier: MulanPSL-2.0
"""The day that a value of an act says, as it lies in a record: a day, or the day of a moment; whatever is neither says none."""

from __future__ import annotations

import re
from datetime import date


def plain_day(value: object) -> date | None:
    """The day of a text like ``2022-03-01`` or ``2022-03-01T09:30``; None where there is none, or where it is no day.

    >>> plain_day("2022-03-01T09:30"), plain_day("2022-02-30"), plain_day(""), plain_day(None), plain_day(20220301)
    (datetime.date(2022, 3, 1), None, None, None, None)
    """
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None
    except ValueError:
        return None


#: year, month and day as somebody writes them, whatever stands between
_WRITTEN = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")


def no_such_day(text: object) -> str:
    """What is wrong with a day that is written as one and is in no calendar; empty where it is there, or is not written so.

    >>> no_such_day("2023-02-30"), no_such_day("2023年13月1日"), no_such_day("2023-02-28"), no_such_day("昨天")
    ('2023年2月没有30日', '一年没有13月', '', '')
    """
    said = _WRITTEN.match(str(text))
    if said is None:
        return ""
    year, month, day = map(int, said.groups())
    try:
        date(year, month, day)
    except ValueError:
        return f"{year}年{month}月没有{day}日" if month in range(1, 13) else f"一年没有{month}月"
    return ""
