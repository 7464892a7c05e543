# SPDX-License-Identifier: MulanPSL-2.0
"""No dead end: from every stage, whatever the facts of the case turn out to be, the case can still be brought to an end."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from fadu.procedure.checker.event import Event
from fadu.procedure.checker.implied import Fact
from fadu.procedure.checker.report import Line, Step
from fadu.procedure.checker.search import Model, Wrong, after, happening, model_of, refute, steps_of
from fadu.procedure.once import once

if TYPE_CHECKING:
    from fadu.procedure.model import Procedure, Stage

#: condition -> whether it is assumed to hold
Given = Mapping[str, bool]


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each stage that is not final."""
    for stage in procedure.stages.values():
        if not stage.final:
            yield from line_of(procedure, stage)


def line_of(procedure: Procedure, stage: Stage) -> Iterator[Line]:
    """The line of one stage; none where no case ever gets into it."""
    model = model_of(procedure)
    happens = happening(procedure)
    if any(event.to == stage.key for event in model.events if event.key in happens):
        yield _line(model, stage, happens)


def _line(model: Model, stage: Stage, happens: Mapping[str, frozenset[str]]) -> Line:
    title = f"阶段“{stage.title}”总有出路"
    stuck = _stuck(model, stage.key, happens, {}, frozenset())
    if stuck is None:
        way = _way(model, stage.key, happens, {}, frozenset()) or ()
        says = " → ".join(event.title for event in way)
        return Line(
            code=f"no_dead_end:{stage.key}",
            title=title,
            ok=True,
            witness=f"例如：{says}",
            source=stage.source,
        )
    under = _given_words(model.procedure, stuck)
    witness = f"到了这里{under}就没有办法办结，没有一个动作的条件可以满足："
    path = way_into(model, stage)
    return Line(
        code=f"no_dead_end:{stage.key}",
        title=title,
        ok=False,
        witness=witness,
        path=path,
        source=stage.source,
    )


def without(procedure: Procedure, stage: Stage, closed: frozenset[str]) -> str | None:
    """In words, when a stage has no way to an end with some actions closed; None where it always has one, or no case gets there."""
    model, happens = model_of(procedure), happening(procedure)
    if not any(event.to == stage.key for event in model.events if event.key in happens):
        return None
    stuck = _stuck(model, stage.key, happens, {}, closed)
    return None if stuck is None else _given_words(procedure, stuck)


def way_into(model: Model, stage: Stage) -> tuple[Step, ...]:
    """A shortest real way into a stage."""
    refutation = refute(
        model, Wrong(hits=lambda event: event.sources if event.to == stage.key else frozenset()), frozenset()
    )
    return steps_of(model.procedure, refutation.path) if refutation.path else ()


def _given_words(procedure: Procedure, given: Given) -> str:
    said = [
        f"{'' if yes else '并非'}“{procedure.conditions[key].title or key}”"
        for key, yes in given.items()
        if key in procedure.conditions
    ]
    return f"，而案件{'、'.join(said)}，" if said else "，"


def _stuck(
    model: Model, stage: str, happens: Mapping[str, frozenset[str]], given: Given, closed: frozenset[str]
) -> Given | None:
    """Facts of the case under which there is no way to an end; None if there always is one.

    A way found may need conditions to be one thing; the search goes on for the cases in which they are the other.
    """
    way = _way(model, stage, happens, given, closed)
    if way is None:
        return given
    for key, yes in _assumed(model, way):
        if key in given:
            continue
        stuck = _stuck(model, stage, happens, {**given, key: not yes}, closed)
        if stuck is not None:
            return stuck
        given = {**given, key: yes}
    return None


def _assumed(model: Model, way: tuple[Event, ...]) -> Iterator[tuple[str, bool]]:
    """The conditions a way needs, one after the other."""
    for event in way:
        action = model.procedure.actions.get(event.action)
        for use in action.guards if action else ():
            if use.name in ("is", "is_not"):
                yield str(next(iter(use.args.values()))), use.name == "is"


def _way(
    model: Model, stage: str, happens: Mapping[str, frozenset[str]], given: Given, closed: frozenset[str]
) -> tuple[Event, ...] | None:
    """A way to a final stage under what is given and past the actions that are closed, from the least that can be relied on there.

    Guards under a condition count as binding unless the condition is given not to hold.
    """
    start = (stage, once(model.procedure, _relied_on)[stage])
    came: dict[tuple[str, frozenset[Fact]], tuple[Event, ...]] = {start: ()}
    queue = deque([start])
    usable = [
        event
        for event in model.events
        if event.action not in closed and _open(model, event, given, happens, stage)
    ]
    relevant = {need.fact for event in model.events for need in event.needs if not need.absent}
    while queue:
        node = queue.popleft()
        place, held = _saturated(usable, node, given, relevant)
        for event in usable:
            if not event.to or place not in event.sources or not _met(event, held, given):
                continue
            path = (*came[node], event)
            if model.procedure.stages[event.to].final:
                return path
            following = (event.to, after(event, held) & relevant)
            if following not in came and len(path) <= len(model.procedure.stages):
                came[following] = path
                queue.append(following)
    return None


def _saturated(
    usable: list[Event], node: tuple[str, frozenset[Fact]], given: Given, relevant: set[Fact]
) -> tuple[str, frozenset[Fact]]:
    """What can be brought about without leaving the stage."""
    stage, held = node
    grows = True
    while grows:
        grows = False
        for event in usable:
            news = (event.gains & relevant) - held
            stays = not event.to or event.to == stage
            if (
                news
                and stays
                and stage in event.sources
                and not event.kills & held
                and _met(event, held, given)
            ):
                held |= news
                grows = True
    return stage, held


def _met(event: Event, held: frozenset[Fact], given: Given) -> bool:
    return all(need.fact in held for need in event.needs if not need.absent and given.get(need.when, True))


def _open(
    model: Model, event: Event, given: Given, happens: Mapping[str, frozenset[str]], stage: str
) -> bool:
    """Whether the case's facts, and what may have been done already, leave the action open."""
    action = model.procedure.actions.get(event.action)
    if action is None:
        return True
    for use in action.guards:
        main = str(next(iter(use.args.values()), ""))
        if use.name in ("is", "is_not") and given.get(main, use.name == "is") != (use.name == "is"):
            return False
        if (
            use.name == "not_done"
            and given.get(use.when, True)
            and _may_have_been_done(model, main, stage, happens)
        ):
            return False
    return True


def _may_have_been_done(model: Model, action: str, stage: str, happens: Mapping[str, frozenset[str]]) -> bool:
    """Whether the stage can be reached after the action."""
    reached = (
        {model.procedure.actions[action].to or place for place in happens.get(action, ())}
        if action in happens
        else set()
    )
    grows = True
    while grows:
        more = {e.to for e in model.events if e.to and e.sources & reached and e.key in happens} - reached
        reached |= more
        grows = bool(more)
    return stage in reached


def _relied_on(procedure: Procedure) -> Mapping[str, frozenset[Fact]]:
    """For each stage the facts that hold on every way into it and are not undone in it: a greatest fixed point."""
    events = model_of(procedure).events
    everything = frozenset(fact for event in events for fact in event.gains)
    held = dict.fromkeys(procedure.stages, everything)
    nothing: frozenset[Fact] = frozenset()
    grows = True
    while grows:
        grows = False
        for event in events:
            surely = frozenset(n.fact for n in event.needs if not n.when and not n.absent)
            for place in event.sources:
                target, before = event.to or place, held.get(place, nothing)
                if target not in held:
                    continue
                gains = event.gains if event.to else event.gains & before
                after_it = ((before | surely if event.to else before) - event.kills) | gains
                if not held[target] <= after_it:
                    held[target] &= after_it
                    grows = True
    return held
