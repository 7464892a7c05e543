# SPDX-License-Identifier: MulanPSL-2.0
"""The legal day of an act that records an event from outside: receipt, discovery, delivery. Other acts have none of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action, Procedure


def moment_of(procedure: Procedure, entry: Entry, event: str = "") -> datetime | date:
    """When what an act records happened: the day its field says, of the event asked for or of the one there is.

    An act that records nothing from outside, or leaves the day unsaid, happened when it was done.
    """
    action = procedure.actions.get(entry.action)
    field = field_of(action, event) if action else ""
    stated = entry.payload.get(field) if field else None
    if not isinstance(stated, str) or not stated:
        return entry.at
    if "T" not in stated:
        return date.fromisoformat(stated)
    moment = datetime.fromisoformat(stated)
    return moment if moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)


def day_of(procedure: Procedure, entry: Entry) -> date:
    """The day on which what an act records happened."""
    moment = moment_of(procedure, entry)
    return moment.date() if isinstance(moment, datetime) else moment


def field_of(action: Action, event: str = "") -> str:
    """The field that says when the event happened which an action records; empty where it records none."""
    if event in action.dated:
        return action.dated[event]
    return next(iter(action.dated.values()), "")
