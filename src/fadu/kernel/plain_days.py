# SPDX-License-Identifier: MulanPSL-2.0
"""The day that a value of an act says, as it lies in a record: a day, or the day of a moment; whatever is neither says none."""

from __future__ import annotations

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
