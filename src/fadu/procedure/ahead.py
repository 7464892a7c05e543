# SPDX-License-Identifier: MulanPSL-2.0
"""Days that have not come, and days that are over: what an act tells of as having been lies on no day after it, and what it
sets for somebody on no day before it, wherever they stand.

A field says ``ahead: true`` where its day may lie ahead: the end of a term, an appointment. It says ``not_past: true`` where the
bureau sets it for somebody or announces it (a term that is over gives no time), else ``past_because`` why it may be over.
Both are asked of the day the act bears: what is recorded late may well set a day that is past by now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.plain_days import plain_day
from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action, Field

DAYS = frozenset({"date", "datetime"})
#: the ground against a day that has not come, and that against one that is over
IN_THE_FUTURE, ALREADY_PAST = "in_the_future", "already_past"


def grounds(world: World, action: Action) -> Iterator[Ground]:
    """One ground for each field, and each column of its rows, that tells of a day after the act or sets one before it."""
    on = world.at.date()
    for field, value in _days(world, action):
        day = plain_day(value)
        if day is None:
            continue
        if day > on and not field.ahead:
            yield Ground(
                code=IN_THE_FUTURE,
                message=f"“{field.title}”为{day}，晚于办理之日{on}。",
                cites=action.cites,
                remedy=f"改正“{field.title}”，或者到该日再办理",
                about=field.key,
            )
        if day < on and field.not_past:
            yield Ground(
                code=ALREADY_PAST,
                message=f"“{field.title}”为{day}，早于办理之日{on}：为他人所定、向社会公布的日子不能已经过去。",
                cites=action.cites,
                remedy=f"改正“{field.title}”；当时已经办理的，按当时补录",
                about=field.key,
                unknown=world.replay,
            )


def _days(world: World, action: Action) -> Iterator[tuple[Field, Any]]:
    """The days an act says, with the fields that hold them."""
    fields, proposed = world.procedure.fields, world.proposed
    for key in (*action.sets, *action.may_set):
        field = fields[key]
        if field.type == "rows":
            yield from _of_rows(field.columns, proposed.get(key))
        elif field.type in DAYS:
            yield field, proposed.get(key)
    for name, keys in action.adds.items():
        yield from _of_rows(tuple(fields[key] for key in keys), proposed.get(name))


def _of_rows(columns: tuple[Field, ...], rows: Any) -> Iterator[tuple[Field, Any]]:
    days = [column for column in columns if column.type in DAYS]
    for row in rows or () if days else ():
        yield from ((column, row.get(column.key)) for column in days)
