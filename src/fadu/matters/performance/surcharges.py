# SPDX-License-Identifier: MulanPSL-2.0
"""The additional fines imposed so far: each for a span of days, and no day twice. Money in fen.

One whose days hold all days of an earlier one reckons these anew and takes its place; one for other days comes beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.days import day

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

Span = tuple["date", "date"]


def imposed(state: State) -> int:
    """What all that stand come to together."""
    return sum(entry.payload.get("additional_fine") or 0 for entry in standing(state))


def standing(state: State) -> tuple[Entry, ...]:
    """Those that no later one has taken the place of; one whose days nobody said gives way to every later one."""
    acts = state.done("impose_additional_fine")
    return tuple(
        entry
        for place, entry in enumerate(acts)
        if not any(_holds(span_of(later), span_of(entry)) for later in acts[place + 1 :])
    )


def beside(state: State, first: date, last: date) -> tuple[Entry, ...]:
    """Those that would stand beside one for these days."""
    return tuple(entry for entry in standing(state) if not _holds((first, last), span_of(entry)))


def counted_twice(state: State, first: date, last: date) -> Span | None:
    """The days of one that would stand beside it and holds some of these days; None where no day is counted twice."""
    spans = (span_of(entry) for entry in beside(state, first, last))
    return next((span for span in spans if span and span[0] <= last and first <= span[1]), None)


def span_of(entry: Entry) -> Span | None:
    """From which day to which an additional fine was reckoned; None where the record does not say."""
    first, last = day(entry.payload.get("additional_from")), day(entry.payload.get("additional_to"))
    return None if first is None or last is None else (first, last)


def _holds(outer: Span | None, inner: Span | None) -> bool:
    return inner is None or (outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1])
