# SPDX-License-Identifier: MulanPSL-2.0
"""The statutory holidays of all citizens, as dated values: which of them fall on fixed days of the solar calendar."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.law.limit import Holiday

DATA = Path(__file__).parent / "data"


@cache
def holidays() -> tuple[Holiday, ...]:
    """Every dated value of every holiday, as shipped. The readers are imported here: a calendar kept from before needs none."""
    from fadu.law.reading import proofs
    from fadu.law.reading.files import opened, rules_of

    book = rules_of(opened([DATA / "instruments.yaml", DATA / "statutory_holidays.yaml"]), "holidays")
    written = [each for values in book.values() for each in values]
    proofs.follow(written)
    return tuple(each.value for each in written)


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
