# SPDX-License-Identifier: MulanPSL-2.0
"""The statutory holidays of all citizens, as dated values: which of them fall on fixed days of the solar calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from fadu.law import reading
from fadu.law.limit import Dated

DATA = Path(__file__).parent / "data" / "statutory_holidays.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Dated):
    """A holiday: its days as (month, day), or none where it follows the moon or the solar terms."""

    days: tuple[tuple[int, int], ...] = ()

    @property
    def is_movable(self) -> bool:
        """Whether no date of the solar calendar is fixed for it."""
        return not self.days


@cache
def holidays() -> tuple[Holiday, ...]:
    """Every dated value of every holiday, as shipped."""
    return tuple(_parsed())


def _parsed() -> Iterator[Holiday]:
    for common, value in reading.holidays(reading.read_file(DATA), DATA.name):
        yield Holiday(**common, days=tuple((int(text[:2]), int(text[3:])) for text in value.get("days", ())))


def statutory(year: int) -> list[tuple[date, str]]:
    """The holidays that fall on a fixed date of the solar calendar, by the law of each day.

    >>> [day.isoformat() for day, name in statutory(2025) if name == "劳动节"]
    ['2025-05-01', '2025-05-02']
    """
    dated = [(date(year, *day), holiday) for holiday in holidays() for day in holiday.days]
    return sorted((day, holiday.title) for day, holiday in dated if holiday.is_in_force(day))


def titles(on: date, *, movable: bool) -> list[str]:
    """The holidays of a day's law that move, or those that do not."""
    return [h.title for h in holidays() if h.is_in_force(on) and h.is_movable == movable]
