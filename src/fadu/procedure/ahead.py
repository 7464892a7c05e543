# SPDX-License-Identifier: MulanPSL-2.0
"""Days that have not come: what an act tells of as having been lies on no day after it, wherever it stands.

A field says ``ahead: true`` where its day may lie ahead: the end of a term, an appointment.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action, Field

DAYS = frozenset({"date", "datetime"})
#: the ground against a day that has not come
IN_THE_FUTURE = "in_the_future"


def grounds(world: World, action: Action) -> Iterator[Ground]:
    """One ground for each field, and each column of its rows, that tells of a day after the act."""
    on = world.at.date()
    for field, value in _told(world, action):
        day = _day(value)
        if day is not None and day > on:
            yield Ground(
                code=IN_THE_FUTURE,
                message=f"“{field.title}”为{day}，晚于办理之日{on}。",
                cites=action.cites,
                remedy=f"改正“{field.title}”，或者到该日再办理",
                about=field.key,
            )


def _told(world: World, action: Action) -> Iterator[tuple[Field, Any]]:
    """The days an act tells of as having been, with the fields that hold them."""
    fields, proposed = world.procedure.fields, world.proposed
    for key in (*action.sets, *action.may_set):
        field = fields[key]
        if field.type == "rows":
            yield from _of_rows(field.columns, proposed.get(key))
        elif _has_been(field):
            yield field, proposed.get(key)
    for name, keys in action.adds.items():
        yield from _of_rows(tuple(fields[key] for key in keys), proposed.get(name))


def _of_rows(columns: tuple[Field, ...], rows: Any) -> Iterator[tuple[Field, Any]]:
    past = [column for column in columns if _has_been(column)]
    for row in rows or () if past else ():
        yield from ((column, row.get(column.key)) for column in past)


def _has_been(field: Field) -> bool:
    return field.type in DAYS and not field.ahead


def _day(value: Any) -> date | None:
    """The day of a value; None where there is none, or where it is none at all, which is another ground."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None
    except ValueError:
        return None
