# SPDX-License-Identifier: MulanPSL-2.0
"""A day that was mended: how a history reads once a second person confirmed it. What was recorded stays recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.procedure.entry import Entry

#: asking that a day be mended, and the second person's word
ASK, CONFIRM = "correct_day", "confirm_day"


def asked_for(entries: Iterable[Entry], confirmation: Entry) -> Entry | None:
    """The correction that a confirmation confirms."""
    of = str(confirmation.payload.get("of"))
    return next((e for e in entries if e.action == ASK and str(e.seq) == of), None)


def mended(entries: tuple[Entry, ...], confirmation: Entry) -> tuple[Entry, ...]:
    """The acts as they are read after a confirmation: the one act says the mended day."""
    asked = asked_for(entries, confirmation)
    if asked is None:
        return entries
    of, day = str(asked.payload["of"]), {asked.payload["field"]: asked.payload["day"]}
    return tuple(replace(e, payload={**e.payload, **day}) if str(e.seq) == of else e for e in entries)


def as_read(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The acts as they are read once every correction that was confirmed is: each day as the last confirmation says it."""
    for confirmation in entries:
        if confirmation.action == CONFIRM:
            entries = mended(entries, confirmation)
    return entries
