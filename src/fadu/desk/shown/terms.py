# SPDX-License-Identifier: MulanPSL-2.0
"""The terms of a case in words, each with why it ends on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.lamps import amber_from, light
from fadu.cases.reading import worklist
from fadu.cases.world import worlds
from fadu.desk import words
from fadu.desk.shown.about_act import rests_on
from fadu.procedure.clocks import applies
from fadu.procedure.model import BUREAU_RIGHT
from fadu.procedure.turns_beside import missed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from fadu.cases.models import Case
    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.state import State

    #: which count it is: the clock, what it runs for, the act that began it
    Count = tuple[str, str, int]

#: what the bureau may do and need not
_RIGHT = "本机关可以行使的权利，不行使不算逾期"


def whose_term(case: Case, reading: ClockReading, names: Mapping[str, str]) -> str:
    """Whose term a clock measures, in words, by name where it runs for one party of several; a duty of the bureau's own says
    only whom it is owed.
    """
    name = names.get(reading.about, "")
    rule = worlds.procedure_of(case).clocks.get(reading.clock)
    if rule is not None and rule.means:
        return f"{name}：{rule.means}" if name else rule.means
    if reading.whose == BUREAU_RIGHT:
        return _RIGHT
    if reading.whose == "bureau":
        return f"对{name}" if name else ""
    return f"{name or words.role_title(case, reading.whose)}的期限"


def missed_by_parties(case: Case, state: State, readings: Sequence[ClockReading], at: datetime) -> set[Count]:
    """The counts of terms of a party that ran out unmet and open an act of the bureau, as long as what they ask for is lacking."""
    world = worlds.past_of(case, at, state)
    steps = [step for step in world.procedure.beside if step.missed]
    return {count_of(reading) for step in steps for reading in missed(world, readings, step)}


def count_of(reading: ClockReading) -> Count:
    """Which count a reading is of."""
    return reading.clock, reading.about, reading.started_seq


def undecided_terms(
    case: Case,
    state: State,
    readings: Sequence[ClockReading],
    names: Mapping[str, str],
    at: datetime,
) -> tuple[list[dict[str, Any]], set[Count]]:
    """Terms that began together and of which it is not known which apply, as one each; and which counts these are."""
    world = worlds.past_of(case, at, state)
    unended = [r for r in readings if r.state(at.date()) in {"running", "paused", "expired"}]
    together: dict[tuple[int, str], list[ClockReading]] = {}
    for reading in (r for r in unended if _is_undecided(world, r)):
        together.setdefault((reading.started_seq, reading.about), []).append(reading)
    open_ = {
        key: group
        for key, group in together.items()
        if any(reading.state(at.date()) != "expired" for reading in group)
    }
    views = [_as_one(world, group, names.get(about, "")) for (_, about), group in open_.items()]
    return views, {count_of(reading) for group in open_.values() for reading in group}


def _is_undecided(world: World, reading: ClockReading) -> bool:
    rule = world.procedure.clocks.get(reading.clock)
    if rule is None or not rule.when:
        return False
    return applies(world, rule, reading.started_on, reading.about) == "unknown"


def _as_one(world: World, group: Sequence[ClockReading], name: str) -> dict[str, Any]:
    """Several terms of which not all apply, in one line: which and until when, and on what it hangs."""
    rules = [world.procedure.clocks[reading.clock] for reading in group]
    conditions = [world.procedure.conditions[rule.when] for rule in rules]
    hangs_on = dict.fromkeys(one.decided_by or one.title for one in conditions)
    of_whom = f"{name}：" if name else ""
    return {
        "title": "，或者".join(reading.title for reading in group),
        "words": "适用哪一项尚未确定" if len(group) > 1 else "是否适用尚未确定",
        "light": "grey",
        "runs": True,
        "whose": f"{of_whom}取决于{'；'.join(hangs_on)}",
        "target": False,
        "due_on": min((r.due_on for r in group if r.due_on), default=None),
        "choices": [
            {
                "title": reading.title,
                "length": world.law.limit(reading.limit, on=reading.started_on).length,
                "means": rule.means,
                "due_on": reading.due_on,
                "lines": reading.due.explanation.lines if reading.due else (),
            }
            for reading, rule in zip(group, rules, strict=True)
        ],
    }


def clock_view(
    case: Case,
    reading: ClockReading,
    on: date,
    names: Mapping[str, str],
    missed_ones: Collection[Count] = (),
) -> dict[str, Any]:
    """A clock with its state in words and its explanation line by line; ``names`` are those of the parties by key, ``missed_ones`` the
    counts that a party let run out (``missed_by_parties``): they stay in view, red.
    """
    state, due = reading.state(on), reading.due_on
    is_missed = count_of(reading) in missed_ones
    runs = is_missed or state in {"running", "overdue", "paused"}
    left = (due - on).days if due else None
    calendar = worlds.law_for(case.bureau).calendar
    lamp = (
        light(due_on=due, on=on, amber_on=amber_from(due, calendar) if due else None)
        if state in {"running", "overdue"}
        else "red"
        if is_missed or state == "breached"
        else "grey"
    )
    days = worklist.work_days(calendar, on, due) if due else None
    return {
        "title": reading.title,
        "words": words.lamp_words(lamp, left, days)
        if state in {"running", "overdue"} and due
        else f"红灯 届满{-left}日，没有履行"
        if is_missed and left is not None
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
