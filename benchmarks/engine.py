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
    world, request = ready()
    assert isinstance(engine.decide(world, request), Permitted)
    ours, transitions, statemachine, fsm, spiff = in_turn(
        (lambda: engine.decide(world.with_(), Request(action=request.action, payload=request.payload)), 500),
        (peers.transitions(), 200),
        (peers.statemachine(), 50),
        (peers.django_fsm(), 500),
        (peers.spiff_task(), 1),
    )
    yield Result(section="2", name="decide vs transitions (ten conditions)", goal=3, ratio=transitions / ours)
    yield Result(section="2", name="decide vs python-statemachine", goal=30, ratio=statemachine / ours)
    yield Result(section="2", name="decide vs django-fsm-2", goal=1.5, ratio=fsm / ours)
    yield Result(section="2", name="decide vs a task of SpiffWorkflow", goal=120, ratio=spiff / ours)
    guarded, calls = in_turn(*ten_guards(world, request))
    yield Result(
        section="2",
        name="decide with ten guards vs ten guard calls",
        goal=3,
        ratio=guarded / calls,
        better="less",
        note="beside the guards it checks post, form, stage and time, and gathers every ground",
    )
    yield from running_case(world)


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
        told = json.loads(stored)
        return fold(world.procedure, [Entry(seq=n, action=a, at=world.at, payload=p) for n, a, _, p in told])

    store_and_load, size = peers.spiff_store()
    ours, peer = in_turn((load, 500), (store_and_load, 1))
    yield Result(
        section="2", name="load a running case vs SpiffWorkflow's serialiser", goal=500, ratio=peer / ours
    )
    yield Result(
        section="2",
        name="bytes of a running case, SpiffWorkflow's to ours",
        goal=100,
        ratio=size / len(stored.encode()),
    )
