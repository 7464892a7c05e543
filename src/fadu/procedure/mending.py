# SPDX-License-Identifier: MulanPSL-2.0
"""A day that was mended: how a history reads once a second person confirmed it. What was recorded stays recorded.

A day is named by its field, ``received_on``, or by list, row (from 1) and column: ``payments/2/paid_on``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fadu.procedure.entry import Entry

#: asking that a day be mended, and the second person's word
ASK, CONFIRM = "correct_day", "confirm_day"
#: that a day stays as it was recorded, and why
REFUSE = "refuse_day"


def asked_for(entries: Iterable[Entry], confirmation: Entry) -> Entry | None:
    """The correction that a confirmation confirms; it takes two persons here, and a source is none."""
    of = str(confirmation.payload.get("of"))
    if confirmation.is_from_a_source:
        return None
    return next((e for e in entries if e.action == ASK and str(e.seq) == of and not e.is_from_a_source), None)


def mended(entries: tuple[Entry, ...], confirmation: Entry) -> tuple[Entry, ...]:
    """The acts as they are read after a confirmation: the one act says the mended day."""
    asked = asked_for(entries, confirmation)
    if asked is None:
        return entries
    of, field, day = str(asked.payload["of"]), str(asked.payload["field"]), asked.payload["day"]
    return tuple(
        replace(e, payload=_saying(e.payload, field, day)) if str(e.seq) == of else e for e in entries
    )


def as_read(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The acts as they are read once every correction that was confirmed is: each day as the last confirmation says it."""
    for confirmation in entries:
        if confirmation.action == CONFIRM:
            entries = mended(entries, confirmation)
    return entries


def path_of(field: str) -> tuple[str, int, str] | None:
    """List, row and column of a day in a row; None for a field of its own.

    >>> path_of("payments/2/paid_on"), path_of("received_on")
    (('payments', 2, 'paid_on'), None)
    """
    parts = field.split("/")
    row = plain_number(parts[1]) if len(parts) == 3 else None
    return (parts[0], row, parts[2]) if row is not None else None


def said(payload: Mapping[str, Any], field: str) -> Any:
    """What an act says under a name; None where it says nothing."""
    path = path_of(field)
    if path is None:
        return payload.get(field)
    name, place, column = path
    rows = payload.get(name) or ()
    return rows[place - 1].get(column) if 1 <= place <= len(rows) else None


def _saying(payload: Mapping[str, Any], field: str, day: Any) -> Mapping[str, Any]:
    """What an act says, with another day under a name."""
    path = path_of(field)
    if path is None:
        return {**payload, field: day}
    name, place, column = path
    rows = [
        {**row, column: day} if number == place else row
        for number, row in enumerate(payload.get(name) or (), start=1)
    ]
    return {**payload, name: rows}
