# SPDX-License-Identifier: MulanPSL-2.0
"""Rows that hold a condition or stand in a small set of keys, reached by the indexes of both: each database comes to it by its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

if TYPE_CHECKING:
    from django.db.models import QuerySet


def either(holding: Q, held: QuerySet[Any, Any], others: QuerySet[Any, Any]) -> Q:
    """The rows that hold ``holding`` (their keys: ``held``), and ``others`` by their keys; neither is sought by reading the table.

    SQLite takes a set of keys put together from two indexes, and of an "or" the wrong index. PostgreSQL joins such a set by reading
    the table; of an "or" it takes both indexes, where the keys are given.
    """
    if connection.vendor == "sqlite":
        return Q(pk__in=held.union(others))
    keys = sorted({key for row in others for key in row.values()})
    return holding | Q(pk__in=keys) if keys else holding
