# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record, as it follows from the acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stranger_advice.models import Advice

if TYPE_CHECKING:
    from fadu.cases.rows import Given, Rows
    from fadu.procedure.state import State


def rows(state: State, given: Given) -> Rows:
    """The record."""
    received, answered = state.fields.get("received_on"), state.last("answer")
    return {
        Advice: (
            {
                "received_on": date.fromisoformat(received) if received else None,
                "answered_on": answered.at.date() if answered else None,
            },
        )
    }
