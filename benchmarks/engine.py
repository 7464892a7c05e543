# SPDX-License-Identifier: MulanPSL-2.0
"""§2: one decision with new objects each time, against state-machine libraries, a BPMN engine and its guards alone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks import peers
from benchmarks.measure import Result, in_turn
from benchmarks.one_act import ready
from fadu.procedure import engine
from fadu.procedure.compiled import rules_of
from fadu.procedure.decision import Permitted, Request
from fadu.procedure.entry import Entry
from fadu.procedure.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fadu.procedure.decision import World


def run() -> Iterator[Result]:
    """Ratios of one decision, and of loading a running case."""
    extending, request = ready()
    world = without_terms(extending, request)
    assert isinstance(engine.decide(extending, request), Permitted)
    assert isinstance(engine.decide(world, request), Permitted)
    ours, transitions, statemachine, fsm, spiff = in_turn(
        (lambda: engine.decide(world.with_(), Request(action=request.action, payload=request.payload)), 500),
        (peers.transitions(), 200),
        (peers.statemachine(), 50),
        (peers.django_fsm(), 500),
        (peers.spiff_task(), 1),
    )
    yield Result(
        section="engine",
        name="decide, µs",
        goal=30,
        better="less",
        ratio=1e6 * ours,
        note="with every ground, signature, values and papers of the act",
    )
    counting, _ = in_turn((lambda: engine.decide(extending.with_(), request), 500), (lambda: None, 500))
    yield Result(
        section="engine",
        name="decide on an extension, its terms counted before and after, µs",
        ratio=1e6 * counting,
        note="the same act with the two terms it extends",
    )
    yield Result(section="engine", name="decide vs transitions (ten conditions)", ratio=transitions / ours)
    yield Result(section="engine", name="decide vs python-statemachine", ratio=statemachine / ours)
    yield Result(section="engine", name="decide vs django-fsm-2", ratio=fsm / ours)
    yield Result(section="engine", name="decide vs a task of SpiffWorkflow", ratio=spiff / ours)
    guarded, calls = in_turn(*ten_guards(world, request))
    yield Result(
        section="engine",
        name="decide with ten guards vs ten guard calls",
        ratio=guarded / calls,
        note="beside the guards it checks post, form, stage and time, and gathers every ground",
    )
    yield from running_case(world)


def without_terms(world: World, request: Request) -> World:
    """The same world, in which the act extends nothing: a decision as most are."""
    action = replace(world.procedure.actions[request.action], extends={})
    return world.with_(
        procedure=replace(world.procedure, actions={**world.procedure.actions, action.key: action})
    )


def ten_guards(
    world: World, request: Request
) -> tuple[tuple[Callable[[], object], int], tuple[Callable[[], object], int]]:
    """The same act with ten guards that all hold, and the ten guards called by hand."""
    action = world.procedure.actions[request.action]
    guarded = replace(action, guards=action.guards[:1] * 10)
    procedure = replace(world.procedure, actions={**world.procedure.actions, action.key: guarded})
    other = world.with_(procedure=procedure)
    guards = rules_of(procedure)[action.key].guards
    assert isinstance(engine.decide(other, request), Permitted)
    return (lambda: engine.decide(other, request), 500), (
        lambda: [function(other, **use.args) for use, function in guards],
        2000,
    )


def running_case(world: World) -> Iterator[Result]:
    """A running case is its acts: read as they are stored and folded, against the BPMN engine's own store and load."""
    entries = world.state.entries
    stored = json.dumps([[e.seq, e.action, e.at.isoformat(), e.payload] for e in entries], ensure_ascii=False)

    def load() -> object:
        rows = json.loads(stored)
        return fold(world.procedure, [Entry(seq=n, action=a, at=world.at, payload=p) for n, a, _, p in rows])

    store_and_load, size = peers.spiff_store()
    ours, peer = in_turn((load, 500), (store_and_load, 1))
    yield Result(
        section="engine", name="load a running case vs SpiffWorkflow's serialiser", ratio=peer / ours
    )
    yield Result(
        section="engine",
        name="bytes of a running case, SpiffWorkflow's to ours",
        goal=100,
        ratio=size / len(stored.encode()),
    )
