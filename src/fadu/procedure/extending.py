# SPDX-License-Identifier: MulanPSL-2.0
"""Extending in time: an act that extends a term of the bureau comes before the term has run out, and keeps both last days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import stretching
from fadu.procedure.clocks import readings
from fadu.procedure.decision import Ground
from fadu.procedure.entry import Entry
from fadu.procedure.fold import after

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.model import Action

#: how a count stands while it may be extended
_OPEN = frozenset({"running", "paused"})
TERM_OVER, EXTENDS_NOTHING = "term_over", "until_not_later"


def grounds(world: World, action: Action) -> Iterator[Ground]:
    """Against an act that extends a term which has run out or has been stopped, or to a day that extends nothing."""
    day = world.at.date()
    for key in action.extends:
        clock = world.procedure.clocks[key]
        yield from _extends_nothing(world, action, key)
        counts = [] if clock.after_end else _counts(world, key)
        if not counts or any(count.state(day) in _OPEN for count in counts):
            continue
        last = max(counts, key=lambda count: (count.due_on or day, count.started_seq))
        ended = (
            f"已于{last.stopped_on}停止计算，不能再延长"
            if last.state(day) in {"met", "breached"}
            else f"已于{last.due_on}届满，届满后不得延长"
        )
        yield Ground(
            code=TERM_OVER,
            message=f"“{clock.title}”{ended}。",
            cites=last.cites,
            remedy="逾期的事实如实保留；尽快办结，不再办理延长",
            about=key,
        )


def _extends_nothing(world: World, action: Action, key: str) -> Iterator[Ground]:
    """Against a day to extend to that does not lie after the last day, and after the act itself."""
    if action.extends[key] != "until":
        return
    until = stretching.until(world.procedure, action, world.proposed)
    last = max((count.due_on for count in _counts(world, key) if count.due_on), default=None)
    if until is None or last is None or (until > last and until > world.at.date()):
        return
    than = f"原届满之日{last}" if until <= last else f"办理之日{world.at.date()}"
    yield Ground(
        code=EXTENDS_NOTHING,
        message=f"“{world.procedure.clocks[key].title}”延至{until}，不晚于{than}，等于没有延长。",
        cites=world.procedure.clocks[key].cites,
        remedy="改正延至之日",
        about=key,
    )


def _counts(world: World, clock: str) -> list[ClockReading]:
    return [count for count in readings(world, only=(clock,)) if not count.void and not count.waived]


def last_days(world: World, action: Action, payload: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The last day of each term an act extends, before and after it, so that the act itself shows what it did.

    ``{"handling": {"before": "2022-06-08", "after": "2022-07-08"}}``; a term without a last day yet has no ``before``.
    """
    entry = Entry(
        seq=len(world.state.entries) + 1, action=action.key, at=world.at, by=(), payload=dict(payload)
    )
    extended = world.with_(state=after(world.procedure, world.state, entry), proposed={})
    both = {key: (_last_day(world, key), _last_day(extended, key)) for key in action.extends}
    return {
        key: {name: day for name, day in (("before", before), ("after", later)) if day}
        for key, (before, later) in both.items()
        if before != later
    }


def _last_day(world: World, clock: str) -> str:
    days = [c.due_on for c in _counts(world, clock) if c.due_on and c.state(world.at.date()) in _OPEN]
    return max(days).isoformat() if days else ""
