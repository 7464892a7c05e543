# SPDX-License-Identifier: MulanPSL-2.0
"""A case as the named checks look at it: its number, what its acts tell and who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fadu.procedure import mending

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from fadu.people.models import Party
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Field


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the checks look at: a case as it stands, or as it would stand after one more act."""

    number: str
    fields: Mapping[str, Field]
    entries: tuple[Entry, ...]
    parties: tuple[Party, ...] = ()
    #: the capacities in which somebody may be a party of this kind of case
    capacities: frozenset[str] = frozenset()
    #: the day an act was recorded, by its place
    recorded_on: Callable[[int], date] | None = None

    @cached_property
    def given(self) -> tuple[tuple[Entry, Field, Any], ...]:
        """Every value an act of the procedure sets, as its days are mended, with its field; sealed ones are not looked at."""
        return tuple(
            (entry, field, value)
            for entry in mending.as_read(self.entries)
            for key, value in entry.payload.items()
            if (field := self.fields.get(key)) is not None and not field.sealed and value not in (None, "")
        )
