# SPDX-License-Identifier: MulanPSL-2.0
"""Days as they stand in payloads."""

from __future__ import annotations

from datetime import date
from typing import Any


def day(value: Any) -> date | None:
    """A date from a payload, or None.

    >>> day("2022-03-01")
    datetime.date(2022, 3, 1)
    """
    return None if value in (None, "") else date.fromisoformat(str(value)[:10])
