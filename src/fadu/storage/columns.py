# SPDX-License-Identifier: MulanPSL-2.0
"""Columns that hold on both databases what they declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class ShortText(models.CharField):
    """A text of at most ``max_length`` characters. SQLite would take a longer one: there a check holds it."""

    def db_check(self, connection: BaseDatabaseWrapper) -> str | None:
        if connection.vendor == "sqlite":
            return f"length({connection.ops.quote_name(self.column)}) <= {self.max_length}"
        return None
