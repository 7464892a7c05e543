# SPDX-License-Identifier: MulanPSL-2.0
"""Breadth-first search over stages and facts; the abstraction is refined until a path is real or there is none."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fadu.procedure.checker import same
from fadu.procedure.checker.event import Event
from fadu.procedure.checker.facts import BEGIN, events_of
from fadu.procedure.checker.implied import Fact, Need
from fadu.procedure.checker.report import Step, Support
from fadu.procedure.once import once

if TYPE_CHECKING:
    from fadu.procedure.model import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """The wrong that must never happen: an event, in the stages it ``hits``, while a fact is held, or while it is not.

    ``after``: the fact is asked about after the event, not before. Without a fact the event alone is wrong.
    """

    hits: Callable[[Event], frozenset[str]]
    fact: Fact | None = None
    held: bool = True
    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The events of a procedure, and guards and edges taken out of it for a proof."""

    procedure: Procedure
    events: tuple[Event, ...]
    #: condition assumed to be yes when the action in question is done
    when: str = ""
    #: the action in question: only its guards may count under ``when``
    action: str = ""
    #: guards taken out: action and place
    dropped: frozenset[tuple[str, int]] = frozenset()

    def needs(self, event: Event) -> tuple[Need, ...]:
        """What an event needs by the guards that are left."""
        if not self.dropped:
            return event.needs
        return tuple(need for need in event.needs if (event.action, need.guard) not in self.dropped)

    def binding(self, event: Event) -> list[tuple[Fact, bool]]:
        """The facts (and whether they must be absent) an event surely needs."""
        is_asked = event.action == self.action
        return [
            (need.fact, need.absent)
            for need in self.needs(event)
            if not need.when or (is_asked and need.when == self.when)
        ]

    def without(self, supports: frozenset[Support]) -> Model:
        """The same with guards dropped and edges bypassed."""
        dropped = {(s.action, s.index) for s in supports if s.kind == "guard"}
        edges = {s.action for s in supports if s.kind == "edge"}
        fewer = replace(self, dropped=self.dropped | dropped)
        bypasses = [_bypass(event, fewer.needs(event)) for event in self.events if event.action in edges]
        return replace(fewer, events=(*self.events, *bypasses))


def model_of(procedure: Procedure, *, action: str = "", when: str = "") -> Model:
    """The model of a procedure, for a question about one of its actions where one is named.

    Where a case may go is not asked of lighter proposals apart: what they allow, a proposal dealt with anew allows too.
    """
    events = once(procedure, _with_lighter if action else events_of)
    return Model(procedure=procedure, events=events, action=action, when=when)


def _with_lighter(procedure: Procedure) -> tuple[Event, ...]:
    events = once(procedure, events_of)
    return (*events, *same.lighter(procedure, events))


def _bypass(event: Event, needs: tuple[Need, ...]) -> Event:
    """Another way to the same place that does nothing of what the action does."""
    return replace(
        event,
        key=f"{event.key}*",
        title=f"（不经“{event.title}”）",
        needs=needs,
        gains=frozenset(),
        action="",
        passes=event.action,
    )


#: a stage and the tracked facts held there, one bit each
Node = tuple[str, int]
#: an event with the bits it needs, needs absent, undoes and brings about, the stage after it, and whether it may be the wrong
Move = tuple[Event, int, int, int, int, str, bool]
Moves = Mapping[str, Sequence[Move]]
#: each node with the node and the event it was first come to by
Came = Mapping[Node, tuple[Node, Event] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A path to a wrong, or none; the facts that had to be tracked to know it, and all that was come to."""

    path: tuple[tuple[str, Event], ...] | None
    tracked: frozenset[Fact]
    moves: Moves
    came: Came

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
        moves = _moves(model, wrong, _bits(tracked), model.events)
        came, path = _search(wrong, _bits(tracked), {(BEGIN, 0): None}, moves, moves)
        missing = _first_missing(model, path) if path else None
        if missing is None or missing in tracked:
            return Found(path=path, tracked=tracked, moves=moves, came=came)
        tracked = tracked | {missing}


def refute_further(proof: Found, fewer: Model, wrong: Wrong, action: str) -> Found:
    """What `refute` says of a model with fewer guards or edges, all of them of one action, than one of which nothing wrong was proved.

    Whatever could be come to still can. So only what is freer now is tried from there, and all else from what is new.
    """
    bits = _bits(proof.tracked)
    freer = _moves(fewer, wrong, bits, [e for e in fewer.events if action in (e.action, e.passes)])
    moves = {stage: (*proof.moves.get(stage, ()), *freer.get(stage, ())) for stage in {*proof.moves, *freer}}
    came, path = _search(wrong, bits, proof.came, freer, moves)
    missing = _first_missing(fewer, path) if path else None
    if missing is None:
        return Found(path=path, tracked=proof.tracked, moves=moves, came=came)
    return refute(fewer, wrong, proof.tracked | {missing})


def _bits(tracked: frozenset[Fact]) -> Mapping[Fact, int]:
    return {fact: 1 << place for place, fact in enumerate(sorted(tracked))}


def _search(
    wrong: Wrong, bits: Mapping[Fact, int], known: Came, first: Moves, moves: Moves
) -> tuple[Came, tuple[tuple[str, Event], ...] | None]:
    """All that can be come to, or a way to the wrong: from nodes known by the moves that are ``first``, from others by all."""
    asked = bits[wrong.fact] if wrong.fact is not None else 0
    came = dict(known)
    queue = deque(known)
    while queue:
        node = queue.popleft()
        stage, held = node
        for event, needed, absent, kills, gains, to, may_be_wrong in (first if node in known else moves).get(
            stage, ()
        ):
            if held & needed != needed or held & absent:
                continue
            then = held & ~kills | gains
            if may_be_wrong and (not asked or bool((then if wrong.after else held) & asked) == wrong.held):
                return came, (*_way(came, node), (stage, event))
            following = (to, then)
            if following not in came:
                came[following] = (node, event)
                queue.append(following)
    return came, None


Facts = frozenset[Fact]


def _moves(model: Model, wrong: Wrong, bits: Mapping[Fact, int], events: Iterable[Event]) -> Moves:
    """For each stage what can be done in it. Of moves that come to the same the first stands for all; what changes nothing is left out."""
    moves: dict[str, dict[tuple[Any, ...], Move]] = {}
    tracked = frozenset(bits)
    for event in events:
        kills, gains = _mask(event.kills & tracked, bits), _mask(event.gains & tracked, bits)
        hits = wrong.hits(event)
        if not (kills or gains or event.to or hits):
            continue
        needed, absent = _needed(model, event, bits)
        for stage in event.sources:
            same = (needed, absent, kills, gains, event.to or stage, stage in hits)
            moves.setdefault(stage, {}).setdefault(same, (event, *same))
    return {stage: tuple(different.values()) for stage, different in moves.items()}


def _needed(model: Model, event: Event, bits: Mapping[Fact, int]) -> tuple[int, int]:
    needed = absent = 0
    for fact, is_absent in model.binding(event) if event.needs else ():
        if is_absent:
            absent |= bits.get(fact, 0)
        else:
            needed |= bits.get(fact, 0)
    return needed, absent


def _mask(facts: Facts, bits: Mapping[Fact, int]) -> int:
    return sum(bits[fact] for fact in facts) if facts else 0


def after(event: Event, held: Facts) -> Facts:
    """The facts after an event."""
    return (held - event.kills) | event.gains


def _way(came: Came, node: Node) -> tuple[tuple[str, Event], ...]:
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


def happening(procedure: Procedure) -> Mapping[str, frozenset[str]]:
    """For each event of a procedure, the stages in which it may ever happen."""
    return once(procedure, _happening)


def possible(model: Model) -> Mapping[str, frozenset[str]]:
    """For each event, the stages in which it may ever happen: a least fixed point that undoes nothing."""
    held: dict[str, set[Fact]] = {BEGIN: set()}
    happens: dict[str, set[str]] = {}
    needed = [{fact for fact, absent in model.binding(event) if not absent} for event in model.events]
    changed = True
    while changed:
        changed = False
        for event, needs in zip(model.events, needed, strict=True):
            for stage in [s for s in held if s in event.sources]:
                if not needs <= held[stage]:
                    continue
                happens.setdefault(event.key, set()).add(stage)
                target = held.setdefault(event.to or stage, set())
                more = held[stage] | event.gains
                if not more <= target or (event.to and event.to not in held):
                    target |= more
                    changed = True
    return {key: frozenset(stages) for key, stages in happens.items()}


def _happening(procedure: Procedure) -> Mapping[str, frozenset[str]]:
    return possible(model_of(procedure))


def steps_of(procedure: Procedure, path: tuple[tuple[str, Event], ...]) -> tuple[Step, ...]:
    """A path in the words of the procedure."""
    titles = {key: stage.title for key, stage in procedure.stages.items()} | {BEGIN: ""}
    return tuple(
        Step(stage=titles.get(stage, stage), event=event.key, title=event.title) for stage, event in path
    )
