# SPDX-License-Identifier: MulanPSL-2.0
"""Legal days: a term that runs from an event outside the bureau is counted from the day of that event, not of its recording."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from datetime import date

    from fadu.law import Law
    from fadu.law.events import Event
    from fadu.law.limit import Limit
    from fadu.procedure.model import Action, ClockRule, Procedure


def lines(procedure: Procedure, law: Law | None, until: date | None) -> Iterator[Line]:
    """One line for each clock whose limit runs from an event outside, and how many take the act itself for it."""
    if law is None:
        yield Line(
            code="legal_day",
            title="自案外事件起算的期限从事件之日起算",
            ok=True,
            skipped=True,
            witness="未给出法律数据，没有核对",
        )
        return
    taken = []
    for clock in procedure.clocks.values():
        event = event_of(clock, law, procedure, until)
        acts = _starting(procedure, clock)
        if event is None or not event.outside or not acts:
            continue
        if clock.event_is_the_act:
            taken.append(clock)
        undated = [action for action in acts if event.key not in action.dated]
        problem = "" if clock.event_is_the_act else _problem(clock, event, undated)
        yield Line(
            code=f"legal_day:{clock.key}",
            title=f"时钟“{clock.title}”从事件之日起算",
            ok=not problem,
            witness=problem or _witness(procedure, clock, event, acts),
            source=undated[0].source if problem else clock.source,
        )
    yield from _by_fields(procedure, law, until)
    yield from _answering(procedure)
    if taken:
        names = "”、“".join(clock.title for clock in taken)
        yield Line(
            code="event_is_the_act",
            title="办理即事件的时钟写明了依据",
            ok=True,
            witness=f"{len(taken)}个：“{names}”",
        )


def _answering(procedure: Procedure) -> Iterator[Line]:
    """One line for each act that records an event and is done only after another: the file says which act the event answers.

    What answers a paper that reached a party says so by its guard (:mod:`fadu.procedure.answering`).
    """
    for action in procedure.actions.values():
        waits = [str(use.args["action"]) for use in action.guards if use.name == "done" and not use.when]
        if not (action.dated and waits):
            continue
        titles = "”、“".join(procedure.actions[key].title for key in action.not_before or waits)
        problem = f"“{action.title}”只在办理“{titles}”以后办理，没有写明所记事件不早于它（not_before），可以填写早于它的日期。"
        yield Line(
            code=f"answers:{action.key}",
            title=f"“{action.title}”所记事件不早于所答复的动作",
            ok=bool(action.not_before),
            witness=f"不早于“{titles}”" if action.not_before else problem,
            source=action.source,
        )


def _by_fields(procedure: Procedure, law: Law, until: date | None) -> Iterator[Line]:
    """One line for each clock that starts by a field and whose limit runs from an event outside: the field says that it holds such a day.

    Only such a day is mended; one that lies ahead by law is appointed, and none of either.
    """
    dated = {key for action in procedure.actions.values() for key in action.dated.values()}
    for clock in procedure.clocks.values():
        event = event_of(clock, law, procedure, until)
        named = [procedure.fields[trigger.name] for trigger in clock.starts if trigger.kind == "field"]
        if event is None or not event.outside or not named:
            continue
        unsaid = [each for each in named if not (each.outside or each.ahead or each.key in dated)]
        titles = "”、“".join(each.title for each in unsaid or named)
        problem = f"“{titles}”没有写明是案外事件之日（outside: true），登记有误的不能更正。" if unsaid else ""
        yield Line(
            code=f"outside_day:{clock.key}",
            title=f"时钟“{clock.title}”起算的字段是“{event.title}”之日",
            ok=not problem,
            witness=problem or f"“{titles}”",
            source=(unsaid or named)[0].source,
        )


def event_of(clock: ClockRule, law: Law, procedure: Procedure, until: date | None) -> Event | None:
    """What a clock's limit runs from while the edition governs."""
    values = values_of(clock, law, procedure, until)
    return next((limit.runs_from for limit in values if limit.runs_from), None)


def values_of(clock: ClockRule, law: Law, procedure: Procedure, until: date | None) -> list[Limit]:
    """The values of a clock's limit that are in force while the edition governs."""
    return [
        limit
        for limit in law.limits()
        if limit.key == clock.limit
        and (limit.in_force_to is None or limit.in_force_to >= procedure.edition)
        and (until is None or limit.in_force_from < until)
    ]


def _starting(procedure: Procedure, clock: ClockRule) -> list[Action]:
    """The acts that start a clock, or start it anew."""
    named = {trigger.name for trigger in clock.starts if trigger.kind == "act"}
    return [
        action
        for action in procedure.actions.values()
        if action.key in named
        or (clock.key in action.restarts and not any(t.kind == "served" for t in clock.starts))
    ]


def _problem(clock: ClockRule, event: Event, undated: list[Action]) -> str:
    if not undated:
        return ""
    titles = "”、“".join(action.title for action in undated)
    return (
        f"“{titles}”没有写明“{event.title}”之日（dated: {{{event.key}: 日期字段}}），期限会从登记之日起算；"
        "办理即事件的，在时钟上写明依据（event_is_the_act）。"
    )


def _witness(procedure: Procedure, clock: ClockRule, event: Event, acts: list[Action]) -> str:
    if clock.event_is_the_act:
        return f"办理即“{event.title}”（{'、'.join(clock.event_is_the_act)}）"
    fields = dict.fromkeys(procedure.fields[action.dated[event.key]].title for action in acts)
    return f"“{event.title}”之日：{'、'.join(fields)}"
