# SPDX-License-Identifier: MulanPSL-2.0
"""What stretches a term: days that are not counted, and extensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted: ``[start, end)``; ``end`` None while it runs (then nothing is deducted yet)."""

    start: date
    end: date | None
    reason: str
    cites: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """By another limit's amount, or to a date that was fixed."""

    limit: str | None
    until: date | None
    cites: str = ""
