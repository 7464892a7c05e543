# SPDX-License-Identifier: MulanPSL-2.0
"""§2: one decision with new objects each time, against state-machine libraries and against its guards alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import Result, in_turn
from fadu.procedure import engine
from fadu.procedure.decision import Permitted, Request

if TYPE_CHECKING:
    from collections.abc import Iterator


def run() -> Iterator[Result]:
    """Ratios of one decision."""
    from statemachine import State, StateMachine
    from transitions import Machine

    from benchmarks.worlds import ready

    world, request = ready()
    assert isinstance(engine.decide(world, request), Permitted)

    def peer_transitions() -> object:
        class Model:
            def allowed(self) -> bool:
                return True

        model = Model()
        machine = Machine(model, states=["lead", "filed"], initial="lead", auto_transitions=False)
        machine.add_transition("file", "lead", "filed", conditions=["allowed"] * 10)
        return model.file()  # type: ignore[attr-defined]

    class Peer(StateMachine):
        lead, filed = State(initial=True), State(final=True)
        file = lead.to(filed, cond="allowed")

        def allowed(self) -> bool:
            return True

    ours, transitions, statemachine = in_turn(
        (lambda: engine.decide(world.with_(), Request(action=request.action, payload=request.payload)), 500),
        (peer_transitions, 200),
        (lambda: Peer().file(), 50),
    )
    yield Result(section="2", name="decide vs transitions (ten conditions)", goal=3, ratio=transitions / ours)
    yield Result(section="2", name="decide vs python-statemachine", goal=30, ratio=statemachine / ours)
