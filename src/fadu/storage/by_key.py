# SPDX-License-Identifier: MulanPSL-2.0
"""Statements whose shape hangs on who asks (what posts they hold, within what limits), written once for each and asked again.

Where a query has one shape for everybody, :mod:`fadu.storage.prepared` writes it once for all.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections

from fadu.storage.driver import Statement
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import QuerySet

    #: the SQL of a statement, and its values
    Written = tuple[str, tuple[Any, ...]]

#: so many are remembered, those asked last
MOST = 1000
#: so far from the first day asked a statement is written once more, to see which of its values go with the day
ELSEWHEN = timedelta(days=40)


class ByKey:
    """Queries by key, with their values; the key holds everything the query depends on but the rows themselves."""

    def __init__(self) -> None:
        self._written: OrderedDict[Hashable, tuple[Statement, tuple[Any, ...]] | None] = OrderedDict()
        self._moving: OrderedDict[Hashable, _Moving] = OrderedDict()
        self._prepared: OrderedDict[Hashable, Prepared] = OrderedDict()

    def rows(self, key: Hashable, build: Callable[[], QuerySet[Any, Any]]) -> list[Any]:
        """The rows of the query that ``build`` gives for this key, as tuples; nothing is converted."""
        here = connections[DEFAULT_DB_ALIAS]
        place = (here.vendor, key)
        if place not in self._written:
            made = _compiled(build(), here)
            _keep(self._written, place, (Statement(made[0]), made[1]) if made else None)
        self._written.move_to_end(place)
        written = self._written[place]
        return list(written[0].rows(written[1], here)) if written else []

    def prepared(self, key: Hashable, build: Callable[..., QuerySet[Any, Any]], *kinds: type) -> Prepared:
        """The statement of this key, for values that are no part of it (see :class:`Prepared`)."""
        if key not in self._prepared:
            _keep(self._prepared, key, Prepared(build, *kinds))
        self._prepared.move_to_end(key)
        return self._prepared[key]

    def rows_on(self, key: Hashable, day: date, build: Callable[[date], QuerySet[Any, Any]]) -> list[Any]:
        """The rows of a query that hangs on a day beside its key: written once for all days, where values of it go with the day.

        Where more than such values changes with the day (somebody leaves a post), it is written for each day by itself.
        """
        here = connections[DEFAULT_DB_ALIAS]
        place = (here.vendor, key)
        if place not in self._moving:
            _keep(self._moving, place, _Moving(day, _compiled(build(day), here)))
        self._moving.move_to_end(place)
        moving = self._moving[place]
        if day != moving.day and moving.moves is None:
            moving.compare(_compiled(build(moving.day + ELSEWHEN), here))
        if day != moving.day and not moving.moves:
            return self.rows((key, day), lambda: build(day))
        return moving.rows_on(day, here)


class _Moving:
    """A statement as written for one day; once a second day is asked, it is known which of its values go with the day."""

    __slots__ = ("_places", "_statement", "_written", "day", "moves")

    def __init__(self, day: date, written: Written | None) -> None:
        self.day, self._written = day, written
        self._statement = Statement(written[0]) if written else None
        self._places: frozenset[int] = frozenset()
        #: whether days alone go with the day; not known before two days were compared
        self.moves: bool | None = None

    def compare(self, later: Written | None) -> None:
        """Learn from the statement of another day, ``ELSEWHEN`` later."""
        mine = self._written
        self.moves = False
        if mine is None or later is None or later[0] != mine[0] or len(later[1]) != len(mine[1]):
            return
        changed = [n for n, (one, two) in enumerate(zip(mine[1], later[1], strict=True)) if one != two]
        self.moves = all(_later(mine[1][n], ELSEWHEN) == later[1][n] for n in changed)
        self._places = frozenset(changed)

    def rows_on(self, day: date, here: BaseDatabaseWrapper) -> list[Any]:
        """The rows on a day."""
        if self._statement is None or self._written is None:
            return []
        by, values = day - self.day, self._written[1]
        if by:
            values = tuple(_later(v, by) if n in self._places else v for n, v in enumerate(values))
        return list(self._statement.rows(values, here))


def _compiled(query: QuerySet[Any, Any], here: BaseDatabaseWrapper) -> Written | None:
    try:
        sql, params = query.query.get_compiler(connection=here).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def _keep(kept: OrderedDict[Hashable, Any], place: Hashable, what: object) -> None:
    kept[place] = what
    if len(kept) > MOST:
        kept.popitem(last=False)


def _later(value: Any, by: timedelta) -> Any:
    """A day or moment as a driver takes it, so much later; anything else as it is.

    >>> _later("2022-03-01", timedelta(days=1)), _later("2022-03-31 16:00:00", timedelta(days=1)), _later("x", timedelta(days=1))
    ('2022-03-02', '2022-04-01 16:00:00', 'x')
    """
    if isinstance(value, date):  # and a moment is one
        return value + by
    if not isinstance(value, str):
        return value
    for kind in (date, datetime):
        try:
            moved = kind.fromisoformat(value) + by
        except ValueError:
            continue
        return str(moved)
    return value
