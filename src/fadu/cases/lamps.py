# SPDX-License-Identifier: MulanPSL-2.0
"""The lamp of a term: by its last day alone, so that of two terms the one that ends first never looks less pressing; `lamps.yaml`, read strictly."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError
from fadu.law.errors import YearError

if TYPE_CHECKING:
    from fadu.law.calendar import Calendar

SHIPPED = Path(__file__).with_name("lamps.yaml")


class LampsError(DefinitionError):
    """灯的数据文件有误。"""

    code = "lamps"


@cache
def near() -> int:
    """With how many working days left a lamp turns yellow."""
    return read(SHIPPED)


def read(path: Path) -> int:
    """The working days of the yellow lamp, by a file. Raises LampsError."""
    place, top = Place(path=str(path), error=LampsError), yaml_reader.read(path, LampsError)
    place.known(top, ("yellow",), "文件")
    block = place.part(top, "yellow")
    place.known(block, ("working_days", "why"), "“yellow”")
    place.text(block, "why", "“yellow”")
    return place.amount(block, "working_days", "“yellow”")


def amber_from(due_on: date, calendar: Calendar) -> date:
    """The first day on which no more working days are left than those of the yellow lamp; beyond the calendar the last day itself.

    >>> from fadu.law.calendar import shipped
    >>> str(amber_from(date(2023, 1, 18), shipped()))  # a Wednesday
    '2023-01-13'
    >>> str(amber_from(date(2023, 1, 28), shipped()))  # worked, after the Spring Festival
    '2023-01-18'
    """
    try:
        last_worked = due_on if calendar.is_working_day(due_on) else calendar.plus(due_on, -1)
        return calendar.plus(last_worked, -near())
    except YearError:
        return due_on


def near_until(on: date, calendar: Calendar) -> date:
    """The latest last day whose lamp is yellow on a day.

    >>> from fadu.law.calendar import shipped
    >>> str(near_until(date(2023, 1, 13), shipped()))
    '2023-01-18'
    """
    return calendar.plus(on, near() + 1) - timedelta(days=1)


def light(*, due_on: date | None, on: date, amber_on: date | None) -> str:
    """The lamp of a clock: red past its last day, yellow from ``amber_on`` on and on the last day, else green.

    >>> from datetime import date
    >>> light(due_on=date(2022, 3, 1), on=date(2022, 3, 1), amber_on=None)
    'yellow'
    >>> light(due_on=date(2022, 3, 9), on=date(2022, 3, 2), amber_on=date(2022, 3, 3))
    'green'
    >>> light(due_on=date(2022, 3, 1), on=date(2022, 3, 2), amber_on=date(2022, 2, 22))
    'red'
    >>> light(due_on=None, on=date(2022, 3, 2), amber_on=None)
    'grey'
    """
    if due_on is None:
        return "grey"
    if due_on < on:
        return "red"
    return "yellow" if on >= min(amber_on or due_on, due_on) else "green"
