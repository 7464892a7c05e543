# SPDX-License-Identifier: MulanPSL-2.0
"""Statements whose shape hangs on who asks (what posts they hold, within what limits), written once for each and asked again.

Where a query has one shape for everybody, :mod:`fadu.storage.prepared` writes it once for all.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections

from fadu.storage.driver import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.models import QuerySet

#: so many are remembered, those asked last
MOST = 1000


class ByKey:
    """Queries by key, with their values; the key holds everything the query depends on but the rows themselves."""

    def __init__(self) -> None:
        self._written: OrderedDict[Hashable, tuple[Statement, tuple[Any, ...]] | None] = OrderedDict()

    def rows(self, key: Hashable, build: Callable[[], QuerySet[Any, Any]]) -> list[Any]:
        """The rows of the query that ``build`` gives for this key, as tuples; nothing is converted."""
        here = connections[DEFAULT_DB_ALIAS]
        place = (here.vendor, key)
        if place not in self._written:
            try:
                sql, params = build().query.get_compiler(connection=here).as_sql()
                self._written[place] = Statement(sql), tuple(params)
            except EmptyResultSet:
                self._written[place] = None
            if len(self._written) > MOST:
                self._written.popitem(last=False)
        self._written.move_to_end(place)
        written = self._written[place]
        return list(written[0].rows(written[1], here)) if written else []
