# SPDX-License-Identifier: MulanPSL-2.0
"""What stretches a clock: interruptions and child cases it does not count, extensions by limit or by resolution."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.law.stretch import Extension, Pause
from fadu.procedure.outlines import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import ClockRule, Procedure


def pauses(world: World, rule: ClockRule, start: date, until: date | None) -> Iterator[Pause]:
    """The days between start and stop that a clock does not count; a range that still runs has no end."""
    for first, end, reason, cites in (*_spells(world, rule), *_children(world, rule)):
        begin, last = max(first, start), end or until
        if (last is None or last > begin) and (until is None or begin < until):
            yield Pause(start=begin, end=last, reason=reason, cites=cites)


def _spells(world: World, rule: ClockRule) -> Iterator[tuple[date, date | None, str, str]]:
    for spell in world.state.spells:
        if spell.key in rule.excludes and spell.seq not in world.state.void:
            interruption = world.procedure.interruptions[spell.key]
            yield spell.start, spell.end, interruption.title, "、".join(interruption.cites)


def _children(world: World, rule: ClockRule) -> Iterator[tuple[date, date | None, str, str]]:
    for child in world.state.children:
        if child.matter in rule.excludes and not child.void:
            end = child.ended_at.date() if child.ended_at else None
            yield child.opened_at.date(), end, title_of(child.matter), ""


def extensions(
    world: World, rule: ClockRule, acts: Iterable[Entry], after: int, before: int | None
) -> Iterator[Extension]:
    """What extends a clock, of the acts that may, between the act that starts and the act that stops it (their sequence numbers)."""
    for entry in sorted(acts, key=lambda entry: entry.seq):
        if entry.seq in world.state.void or entry.seq <= after or (before is not None and entry.seq > before):
            continue
        action = world.procedure.actions[entry.action]
        limit, cites = action.extends[rule.key], "、".join(action.cites)
        if limit != "until":
            yield Extension(limit=limit, until=None, cites=cites)
        elif day := _until(world.procedure, (*action.sets, *action.may_set), entry):
            yield Extension(limit=None, until=day, cites=cites, act=action.title, decided_on=entry.at.date())


def _until(procedure: Procedure, names: Sequence[str], entry: Entry) -> date | None:
    """The date a resolution fixed: `until` in the payload, or the action's date field."""
    candidates = ["until", *(n for n in names if procedure.fields[n].type == "date")]
    day = next((entry.payload[name] for name in candidates if entry.payload.get(name)), None)
    return date.fromisoformat(day) if day else None
