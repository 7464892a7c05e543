# SPDX-License-Identifier: MulanPSL-2.0
"""The terms of a case in words, each with why it ends on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.reading import worklist
from fadu.cases.rules import amber_from, light
from fadu.cases.world import worlds
from fadu.desk import words
from fadu.desk.shown.about_act import rests_on
from fadu.procedure.model import BUREAU_RIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.cases.models import Case
    from fadu.procedure.decision import ClockReading

#: what the bureau may do and need not
_RIGHT = "本机关可以行使的权利，不行使不算逾期"


def whose_term(case: Case, reading: ClockReading, names: Mapping[str, str]) -> str:
    """Whose term a clock measures, in words, by name where it runs for one party of several; a duty of the bureau's own says
    only whom it is owed.
    """
    name = names.get(reading.about, "")
    if reading.whose == BUREAU_RIGHT:
        return _RIGHT
    if reading.whose == "bureau":
        return f"对{name}" if name else ""
    return f"{name or words.role_title(case, reading.whose)}的期限"


def clock_view(case: Case, reading: ClockReading, on: date, names: Mapping[str, str]) -> dict[str, Any]:
    """A clock with its state in words and its explanation line by line; ``names`` are those of the parties by key."""
    state, due = reading.state(on), reading.due_on
    runs = state in {"running", "overdue", "paused"}
    left = (due - on).days if due else None
    lamp = (
        light(due_on=due, on=on, amber_on=amber_from(reading.started_on, due) if due else None)
        if state in {"running", "overdue"}
        else "red"
        if state == "breached"
        else "grey"
    )
    days = worklist.work_days(worlds.law_for(case.bureau).calendar, on, due) if due else None
    return {
        "title": reading.title,
        "words": words.lamp_words(lamp, left, days)
        if state in {"running", "overdue"} and due
        else words.CLOCK_STATES[state],
        "light": lamp,
        "runs": runs,
        "whose": whose_term(case, reading, names),
        "due_on": due,
        "provisional": reading.provisional,
        "target": reading.target,
        "started_on": reading.started_on,
        "stopped_on": reading.stopped_on,
        "cites": rests_on(case, reading.cites),
        "lines": reading.due.explanation.lines if reading.due else ["届满日尚未确定。"],
    }
