# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a hearing, as it follows from the acts."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import LEGAL_TIME
from fadu.matters.hearing.models import Hearing
from fadu.matters.hearing.staff import printed

if TYPE_CHECKING:
    from fadu.cases.rows import Given, Rows
    from fadu.procedure.state import State


def rows(state: State, given: Given) -> Rows:
    """The record."""
    return {Hearing: (columns(state),)}


def columns(state: State) -> dict[str, Any]:
    """Every column of the record."""
    values = state.fields
    return {
        "subject": values.get("subject") or "",
        "requested_on": _date(values.get("requested_on")),
        "hearing_at": _moment(values.get("hearing_at")),
        "place": values.get("place") or "",
        "is_public": values.get("public"),
        "host_name": printed(state, "host"),
        "held_on": _day_of(state, "hold"),
        "reported_on": _day_of(state, "report"),
        "postponed": len(state.done("postpone")),
    }


def _day_of(state: State, action: str) -> date | None:
    entry = state.last(action)
    return entry.at.date() if entry else None


def _date(value: Any) -> date | None:
    return None if value in (None, "") else date.fromisoformat(str(value)[:10])


def _moment(value: Any) -> datetime | None:
    if value in (None, ""):
        return None
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)
