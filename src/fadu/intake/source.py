# SPDX-License-Identifier: MulanPSL-2.0
"""What a source of histories gives, whatever its format: records, each with its place and its events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of a trace: its activity, when, and its attributes."""

    activity: str
    at: str  # ISO
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a sheet, or a trace. ``place`` is its number as a reader of the file counts it."""

    place: int
    values: Mapping[str, Any]
    events: tuple[Event, ...] = ()
    #: (column, what is wrong with the row itself), before anybody asks what it means
    faults: tuple[tuple[str, str], ...] = ()
