# SPDX-License-Identifier: MulanPSL-2.0
"""Breadth-first search over stages and facts; the abstraction is refined until a path is real or there is none."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fadu.procedure.checker.facts import BEGIN, Event, events_of
from fadu.procedure.checker.implied import Fact
from fadu.procedure.checker.report import Step, Support

if TYPE_CHECKING:
    from fadu.procedure.model import Procedure

Node = tuple[str, frozenset[Fact]]
#: (stage before, facts tracked and held, event) -> is this the wrong that must never happen
Wrong = Callable[[str, frozenset[Fact], Event], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The events of a procedure, and guards and edges taken out of it for a proof."""

    procedure: Procedure
    events: tuple[Event, ...]
    #: condition assumed to be yes when the action in question is done
    when: str = ""
    #: the action in question: only its guards may count under ``when``
    action: str = ""

    def binding(self, event: Event) -> tuple[tuple[Fact, bool], ...]:
        """The facts (and whether they must be absent) an event surely needs."""
        allowed = {"", self.when} if event.action == self.action else {""}
        return tuple((need.fact, need.absent) for need in event.needs if need.when in allowed)

    def without(self, supports: frozenset[Support]) -> Model:
        """The same with guards dropped and edges bypassed."""
        events = [_without_guards(event, supports) for event in self.events]
        edges = {s.action for s in supports if s.kind == "edge"}
        events += [_bypass(event) for event in events if event.action in edges]
        return replace(self, events=tuple(events))


def model_of(procedure: Procedure, *, action: str = "", when: str = "") -> Model:
    """The model of a procedure for a question about one of its actions."""
    return Model(procedure=procedure, events=events_of(procedure), action=action, when=when)


def _without_guards(event: Event, supports: frozenset[Support]) -> Event:
    gone = {s.index for s in supports if s.kind == "guard" and s.action == event.action}
    return replace(event, needs=tuple(n for n in event.needs if n.guard not in gone)) if gone else event


def _bypass(event: Event) -> Event:
    """Another way to the same place that does nothing of what the action does."""
    return replace(event, key=f"{event.key}*", title=f"（不经“{event.title}”）", gains=frozenset(), action="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A path to a wrong, or none; and the facts that had to be tracked to know it."""

    path: tuple[tuple[str, Event], ...] | None
    tracked: frozenset[Fact]

    @property
    def proved(self) -> bool:
        """Nothing wrong can be reached."""
        return self.path is None


def refute(model: Model, wrong: Wrong, tracked: frozenset[Fact]) -> Found:
    """A shortest real path to a wrong, or a proof that there is none.

    A path found under few tracked facts is replayed with all of them; where it turns out impossible, the fact that
    was missing is tracked too and the search begins again.
    """
    while True:
        path = _search(model, wrong, tracked)
        if path is None:
            return Found(path=None, tracked=tracked)
        missing = _first_missing(model, path)
        if missing is None or missing in tracked:
            return Found(path=path, tracked=tracked)
        tracked = tracked | {missing}


def _search(model: Model, wrong: Wrong, tracked: frozenset[Fact]) -> tuple[tuple[str, Event], ...] | None:
    start: Node = (BEGIN, frozenset())
    moves = _moves(model, tracked)
    came: dict[Node, tuple[Node, Event] | None] = {start: None}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        stage, held = node
        for event, needed, absent, kills, gains in moves.get(stage, ()):
            if not needed <= held or absent & held:
                continue
            if wrong(stage, held, event):
                return (*_way(came, node), (stage, event))
            following = (event.to or stage, (held - kills) | gains)
            if following not in came:
                came[following] = (node, event)
                queue.append(following)
    return None


Facts = frozenset[Fact]


def _moves(model: Model, tracked: Facts) -> Mapping[str, list[tuple[Event, Facts, Facts, Facts, Facts]]]:
    """For each stage its events, with the tracked facts each needs, needs absent, undoes and brings about."""
    found: dict[str, list[tuple[Event, Facts, Facts, Facts, Facts]]] = {}
    for event in model.events:
        binding = [(fact, absent) for fact, absent in model.binding(event) if fact in tracked]
        needed, missing = (
            frozenset(fact for fact, absent in binding if absent == wanted) for wanted in (False, True)
        )
        move = (event, needed, missing, event.kills & tracked, event.gains & tracked)
        for stage in event.sources:
            found.setdefault(stage, []).append(move)
    return found


def after(event: Event, held: Facts) -> Facts:
    """The facts after an event."""
    return (held - event.kills) | event.gains


def _way(came: Mapping[Node, tuple[Node, Event] | None], node: Node) -> tuple[tuple[str, Event], ...]:
    steps: list[tuple[str, Event]] = []
    link = came[node]
    while link is not None:
        before, event = link
        steps.append((before[0], event))
        link = came[before]
    return tuple(reversed(steps))


def _first_missing(model: Model, path: tuple[tuple[str, Event], ...]) -> Fact | None:
    held: frozenset[Fact] = frozenset()
    for _, event in path:
        for fact, absent in model.binding(event):
            if (fact in held) == absent:
                return fact
        held = after(event, held)
    return None


def possible(model: Model) -> Mapping[str, frozenset[str]]:
    """For each event, the stages in which it may ever happen: a least fixed point that undoes nothing."""
    held: dict[str, set[Fact]] = {BEGIN: set()}
    happens: dict[str, set[str]] = {}
    changed = True
    while changed:
        changed = False
        for event in model.events:
            for stage in [s for s in held if s in event.sources]:
                needs = {fact for fact, absent in model.binding(event) if not absent}
                if not needs <= held[stage]:
                    continue
                happens.setdefault(event.key, set()).add(stage)
                target = held.setdefault(event.to or stage, set())
                more = held[stage] | event.gains
                if not more <= target or (event.to and event.to not in held):
                    target |= more
                    changed = True
    return {key: frozenset(stages) for key, stages in happens.items()}


def steps_of(procedure: Procedure, path: tuple[tuple[str, Event], ...]) -> tuple[Step, ...]:
    """A path in the words of the procedure."""
    titles = {key: stage.title for key, stage in procedure.stages.items()} | {BEGIN: ""}
    return tuple(
        Step(stage=titles.get(stage, stage), event=event.key, title=event.title) for stage, event in path
    )
