# SPDX-License-Identifier: MulanPSL-2.0
"""The working calendar: weekends, and what each year's State Council notice says otherwise.

A year without a published notice is computed from weekends and the statutory holidays fixed to a date; every
answer that leans on it is provisional. Two tables make all questions fast: ``rank[day]`` counts the working days up
to and including a day, ``day[rank]`` goes back.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel.remembering import code_mark, mark_of, remembered
from fadu.law.errors import YearError
from fadu.law.holidays import statutory
from fadu.law.notices import FIRST_YEAR, LAST_YEAR, read_notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.law.notices import Notice

_EPOCH = date(FIRST_YEAR, 1, 1).toordinal()
_DAYS = date(LAST_YEAR + 1, 1, 1).toordinal() - _EPOCH
#: the first day of December that a notice for the next year has moved (2018-12-29 was worked)
_NEW_YEAR_REACH = 29
_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")


class Calendar:
    """Working days over all years, with the reason of each day that is not one."""

    __slots__ = ("_day", "_names", "_rank", "_work", "notices", "version")

    def __init__(self, notices: Mapping[int, Notice]) -> None:
        self.notices = dict(notices)
        self._names: dict[int, str] = {}
        work = bytearray(_DAYS)
        for offset in range(_DAYS):
            work[offset] = (_EPOCH + offset - 1) % 7 < 5
        for notice in self.notices.values():
            for day, name in notice.off.items():
                work[day.toordinal() - _EPOCH] = 0
                self._names[day.toordinal()] = name
            for day, name in notice.worked.items():
                work[day.toordinal() - _EPOCH] = 1
                self._names[day.toordinal()] = f"{name}调休上班"
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            if year not in self.notices:
                for day, name in statutory(year):
                    work[day.toordinal() - _EPOCH] = 0
                    self._names[day.toordinal()] = f"{name}（法定节假日）"
        self._work = bytes(work)
        rank, count = [0] * _DAYS, 0
        #: the working days in order; the first is the one numbered 1
        self._day: list[date] = [date.min]
        for offset, is_work in enumerate(work):
            if is_work:
                count += 1
                self._day.append(date.fromordinal(_EPOCH + offset))
            rank[offset] = count
        self._rank = rank
        self.version = "+".join(f"{n.year}" for n in sorted(self.notices.values(), key=lambda n: n.year)[-3:])

    @property
    def announced_until(self) -> date:
        """The last day of the last year announced without a gap after the first."""
        year = max(self.notices, default=FIRST_YEAR - 1)
        return date(year, 12, 31)

    def is_announced(self, day: date) -> bool:
        """Whether the notices that can touch a day are published: its year's, and for the last days of December the next year's.

        >>> shipped().is_announced(date(2018, 12, 30)), shipped().is_announced(date(2040, 1, 2))
        (True, False)
        """
        return not self.unannounced(day, day)

    def unannounced(self, first: date, last: date) -> list[int]:
        """The years whose notice is not published and could change the days from ``first`` to ``last``.

        New Year's notice has moved days as early as 29 December (2018): they hang on the next year's notice.
        """
        until = last.year + (last.month == 12 and last.day >= _NEW_YEAR_REACH)
        notices = self.notices
        if first.year == until:
            return [] if until in notices else [until]
        return [year for year in range(first.year, until + 1) if year not in notices]

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day.

        >>> shipped().is_working_day(date(2024, 2, 9)), shipped().is_working_day(date(2024, 2, 4))
        (True, True)
        >>> shipped().is_working_day(date(2025, 1, 28))
        False
        """
        return bool(self._work[self._offset(day)])

    def _offset(self, day: date) -> int:
        offset = day.toordinal() - _EPOCH
        if 0 <= offset < _DAYS:
            return offset
        raise YearError(f"日历收录{FIRST_YEAR}年至{LAST_YEAR}年；{day.isoformat()}不在其中。")

    def plus(self, day: date, amount: int) -> date:
        """The working day that many working days after a day (before it, if negative); the day itself never counts.

        Nothing after a day is the day itself, worked or not.

        >>> shipped().plus(date(2022, 1, 28), 5)
        datetime.date(2022, 2, 9)
        """
        offset = day.toordinal() - _EPOCH
        if (
            offset >= 0 < amount
        ):  # the common case first: two look-ups; a day beyond the tables raises an IndexError
            try:
                return self._day[self._rank[offset] + amount]
            except IndexError:
                raise self._too_far(day) from None
        if amount == 0:
            return day
        offset = self._offset(day)
        place = self._rank[offset] + amount + (0 if amount > 0 else 1 - self._work[offset])
        if not 0 < place < len(self._day):
            raise self._too_far(day)
        return self._day[place]

    def _too_far(self, day: date) -> YearError:
        self._offset(day)
        return YearError(f"计算结果超出日历收录的{FIRST_YEAR}年至{LAST_YEAR}年。")

    def between(self, first: date, last: date) -> int:
        """Working days after ``first`` up to and including ``last``."""
        return self._rank[self._offset(last)] - self._rank[self._offset(first)]

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next working day."""
        offset = self._offset(day)
        return day if self._work[offset] else self._day[self._rank[offset] + 1]

    def name(self, day: date) -> str:
        """Why a day is off, or why it is worked; empty for an ordinary working day."""
        holiday = self._names.get(day.toordinal())
        if holiday:
            return holiday
        return f"星期{_WEEKDAYS[day.weekday()]}" if day.weekday() >= 5 else ""

    def with_notice(self, notice: Notice) -> Calendar:
        """This calendar with one more year announced (or one announced anew)."""
        return Calendar({**self.notices, notice.year: notice})


@cache
def shipped() -> Calendar:
    """The calendar of the notices that come with this release."""
    data = Path(__file__).parent / "data"
    mark = mark_of(data.rglob("*.yaml"), code_mark("kernel", "law"))
    return remembered("calendar", mark, lambda: _read(data / "calendar"))


def _read(folder: Path) -> Calendar:
    notices = [read_notice(f.read_text(encoding="utf-8"), f.name) for f in sorted(folder.glob("*.yaml"))]
    return Calendar({notice.year: notice for notice in notices})
