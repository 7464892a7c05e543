# SPDX-License-Identifier: MulanPSL-2.0
"""The tie of the proposal: what was examined, approved, told, discussed and decided is one version, or one that may follow it.

For each step there is one fact, that it holds for the version that stands. Every act that says anything of the proposal takes
it away but where a guard of the act itself asks for it; a version that is lighter keeps it where the law lets that follow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.procedure.checker.implied import Need
from fadu.procedure.proposal import proposes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.procedure.checker.event import Event
    from fadu.procedure.checker.implied import Fact
    from fadu.procedure.model import Procedure


def dealt(step: str) -> Fact:
    """That a step holds for the version that stands."""
    return ("dealt", step)


def unchanged(step: str) -> Fact:
    """That a step dealt with the very version that stands."""
    return ("dealt_same", step)


def tied(procedure: Procedure, event: Event) -> Event:
    """An event with what it does to the steps."""
    rule = procedure.proposal
    if rule is None:
        return event
    gains = event.gains | {fact(step) for step in _steps(procedure, event) for fact in (dealt, unchanged)}
    lost = _lost(event, rule.steps) if _makes_another(procedure, event) else frozenset()
    return replace(event, gains=gains, kills=event.kills | lost)


def lighter(procedure: Procedure, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events once more that may make a lighter version: it keeps the steps that the law lets it follow, where it follows
    what the step wants before it.
    """
    rule, made = procedure.proposal, tuple(events)
    steps = [step for step in rule.steps.values() if step.lighter] if rule else []
    lighter_events: list[Event] = []
    for name in dict.fromkeys(("", *(name for step in steps for name in step.lighter_after))):
        kept = {dealt(step.key) for step in steps if not step.lighter_after or name in step.lighter_after}
        before = (Need(fact=_happened(procedure, name), guard=-1),) if name else ()
        lighter_events += [
            replace(
                event,
                key=f"{event.key}~{name}",
                title=f"{event.title}（较轻）",
                needs=(*event.needs, *before),
                kills=event.kills - kept,
            )
            for event in made
            if event.kills & kept
        ]
    return tuple(lighter_events)


def _happened(procedure: Procedure, name: str) -> Fact:
    return ("done", name) if name in procedure.actions else ("ended", name)


def _lost(event: Event, steps: Iterable[str]) -> frozenset[Fact]:
    """The steps that need not hold for another version: all but those a guard of the act asks for."""
    asked = {need.fact for need in event.needs if not need.when and not need.absent}
    keys = list(steps)
    return frozenset((*map(dealt, keys), *map(unchanged, keys))) - asked


def _makes_another(procedure: Procedure, event: Event) -> bool:
    """Whether an act may make another version: it says something of the proposal, or makes void what said it."""
    action = procedure.actions.get(event.action)
    named = [procedure.actions[name] for name in action.voids if name in procedure.actions] if action else []
    return action is not None and any(proposes(procedure, each) for each in (action, *named))


def _steps(procedure: Procedure, event: Event) -> Iterator[str]:
    """The steps an event does: of its action, or of a child whose end it is."""
    if event.action:
        yield from procedure.actions[event.action].deals_with
    for fact in event.gains:
        if fact[0] == "ended":
            for action in procedure.actions.values():
                for opening in action.opens:
                    if fact[1] == (opening.topic or opening.matter):
                        yield from opening.deals_with
