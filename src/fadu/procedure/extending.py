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
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.model import Action, ClockRule

#: how a count stands while it may be extended
_OPEN = frozenset({"running", "paused"})
TERM_OVER, EXTENDS_NOTHING, NOTHING_RUNS = "term_over", "until_not_later", "nothing_runs"


def grounds(world: World, action: Action) -> Iterator[Ground]:
    """Against an act that extends a term which does not run, has run out or was stopped, or to a day that extends nothing.

    Where an act extends several terms, one that was met or ended before another took its place is no ground against it.
    """
    known = _counts(world, action)
    if any(_is_open(world, counts) for counts in known.values()):
        known = {key: counts for key, counts in known.items() if not _has_stopped(counts)}
    if known and not any(known.values()):
        yield _nothing_runs(world, action)
    for key, counts in known.items():
        clock = world.procedure.clocks[key]
        if counts and action.extends[key] == "until":
            yield from _extends_nothing(world, action, clock, counts)
        if counts and not clock.after_end and not _is_open(world, counts):
            yield _over(world, clock, counts)


def _is_open(world: World, counts: Sequence[ClockReading]) -> bool:
    return any(count.state(world.at.date()) in _OPEN for count in counts)


def _has_stopped(counts: Sequence[ClockReading]) -> bool:
    """Whether a term has begun and every count of it has ended."""
    return bool(counts) and all(count.stopped_on is not None for count in counts)


def _nothing_runs(world: World, action: Action) -> Ground:
    titles = "、".join(f"“{world.procedure.clocks[key].title}”" for key in action.extends)
    return Ground(
        code=NOTHING_RUNS,
        message=f"{titles}没有在计算，没有可以延长的期限。",
        cites=action.cites,
        remedy="期限起算以后再办理延长",
        unknown=world.replay,
        about=next(iter(action.extends)),
    )


def _over(world: World, clock: ClockRule, counts: Sequence[ClockReading]) -> Ground:
    day = world.at.date()
    last = max(counts, key=lambda count: (count.due_on or day, count.started_seq))
    state = last.state(day)
    ended = (
        f"已于{last.stopped_on}停止计算，不能再延长"
        if state in {"met", "breached"}
        else f"已于{last.due_on}届满，届满后不得延长"
    )
    kept = state == "met"
    late = "逾期的事实如实保留" if last.stopped_on else "逾期的事实如实保留；尽快办结"
    return Ground(
        code=TERM_OVER,
        message=f"“{clock.title}”{ended}。",
        cites=last.cites,
        remedy="期限已经遵守，不再办理延长" if kept else f"{late}，不再办理延长",
        about=clock.key,
    )


def _extends_nothing(
    world: World, action: Action, clock: ClockRule, counts: Sequence[ClockReading]
) -> Iterator[Ground]:
    """Against a day to extend to that does not lie after the last day, and after the act itself."""
    until = stretching.until(world.procedure, action, world.proposed)
    last = max((count.due_on for count in counts if count.due_on), default=None)
    if until is None or (until > world.at.date() and (last is None or until > last)):
        return
    than = f"原届满之日{last}" if last is not None and until <= last else f"办理之日{world.at.date()}"
    yield Ground(
        code=EXTENDS_NOTHING,
        message=f"“{clock.title}”延至{until}，不晚于{than}，等于没有延长。",
        cites=clock.cites,
        remedy="改正延至之日",
        about=clock.key,
    )


def _counts(world: World, action: Action) -> dict[str, list[ClockReading]]:
    """The counts of each term an act extends that neither are void nor were waived."""
    counts: dict[str, list[ClockReading]] = {key: [] for key in action.extends}
    for count in readings(world, only=counts):
        if not (count.void or count.waived):
            counts[count.clock].append(count)
    return counts


def last_days(world: World, action: Action, payload: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The last day of each term an act extends, before and after it, so that the act itself shows what it did.

    ``{"handling": {"before": "2022-06-08", "after": "2022-07-08"}}``; a term without a last day yet has no ``before``.
    """
    entry = Entry(
        seq=len(world.state.entries) + 1, action=action.key, at=world.at, by=(), payload=dict(payload)
    )
    extended = world.with_(state=after(world.procedure, world.state, entry), proposed={})
    before, later = _last_days(world, action), _last_days(extended, action)
    return {
        key: {name: day for name, day in (("before", before[key]), ("after", later[key])) if day}
        for key in action.extends
        if before[key] != later[key]
    }


def _last_days(world: World, action: Action) -> dict[str, str]:
    """The last day of each term an act extends that still runs; empty where there is none."""
    return {
        key: max(
            (c.due_on.isoformat() for c in counts if c.due_on and c.state(world.at.date()) in _OPEN),
            default="",
        )
        for key, counts in _counts(world, action).items()
    }
