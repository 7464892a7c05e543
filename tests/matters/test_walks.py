# SPDX-License-Identifier: MulanPSL-2.0
"""Random walks over every procedure: whatever is permitted, in whatever order, the promises of the file hold."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fadu.law import library as law_library
from fadu.procedure.clocks import readings
from fadu.procedure.decision import Permitted
from fadu.procedure.fields import choices_of
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW, START
from fadu.procedure.replay import replay
from fadu.procedure.testing import CaseInMemory, moment, party

if TYPE_CHECKING:
    from fadu.procedure.model import Action, Field, Procedure

EDITIONS = [(kind, p.edition) for kind in library().kinds() for p in library().editions(kind)]
AMOUNTS = (0, 5_000_000, 20_000_000)
#: findings that refuse nothing: of terms, and of a meeting whose votes are entered on another day, as walks do
OF_DAYS = ("clock:", "after_the_meeting")


class Walk(RuleBasedStateMachine):
    """One case that anybody may push on: an act, a service, the end of a child, some days."""

    procedure: Procedure

    @initialize(people=st.integers(1, 2))
    def open_case(self, people: int) -> None:
        self.day = max(
            self.procedure.edition,
            date(2022, 3, 1) if self.procedure.edition < date(2021, 7, 16) else date.min,
        )
        if self.procedure.replay_only:
            self.day = self.procedure.edition
        capacity = next((role.capacity for role in self.procedure.roles.values() if role.capacity), "当事人")
        self.case = CaseInMemory(
            procedure=self.procedure,
            law=law_library(),
            parties=tuple(
                party(n, capacity=capacity, kind="person" if n == 2 else "unit") for n in range(1, people + 1)
            ),
        )
        starts = [action.key for action in self.procedure.actions.values() if START in action.sources]
        self.case.open(starts[0], moment(self.day))

    def is_open(self) -> bool:
        return bool(self.case.state.entries)

    @precondition(is_open)
    @rule(seed=st.integers(0, 2**32), steps=st.integers(1, 12))
    def walk(self, seed: int, steps: int) -> None:
        """Some steps: mostly an act, in between a service, the end of a child, days that pass."""
        chance = Random(seed)  # a short seed, so that a walk that fails is told in one line
        for _ in range(steps):
            chance.choices((self.press_on, self.serve, self.end_child, self.wait), (6, 3, 3, 2))[0](chance)

    def wait(self, chance: Random) -> None:
        self.day += timedelta(days=chance.choice((1, 2, 5, 9, 30)))

    def press_on(self, chance: Random) -> None:
        """The first of the acts of this stage that is permitted; ways out of the procedure come last as a rule."""
        rules = self.procedure.actions.values()
        here = [a for a in rules if self.case.state.stage in self.sources(a) and a.by != BY_LAW]
        chance.shuffle(here)
        stages = self.procedure.stages
        here.sort(key=lambda a: bool(a.to) and stages[a.to].final and chance.random() < 0.9)
        for action in here:
            before, state, at = len(self.case.state.entries), self.case.state, moment(self.day)
            running = {
                r.clock
                for r in self.case.clocks(at)
                if not r.void and r.state(at.date()) in {"running", "paused"}
            }
            who = "party:1" if action.per_party else ""
            decision = self.case.act(action.key, at, self.payload(action, chance), party=who)
            if isinstance(decision, Permitted):
                self.keeps_its_assurances(action, before, running)
                return
            assert self.case.state is state or self.case.state.pending, "被拒绝的办理不得留下痕迹"

    def serve(self, chance: Random) -> None:
        for document in self.case.state.documents:
            if document.parties and not document.services and not document.void:
                self.case.serve(document.template, moment(self.day))
                return

    def end_child(self, chance: Random) -> None:
        waiting = [child for child in self.case.state.children if not child.outcome and not child.void]
        if not waiting:
            return
        child = chance.choice(waiting)
        ends = [s.key for s in library().editions(child.matter)[-1].stages.values() if s.final]
        fields = {"body": "bureau_heads", "until": (self.day + timedelta(days=60)).isoformat()}
        self.case.end_child(child.matter, chance.choice(ends), moment(self.day), fields)

    def sources(self, action: Action) -> set[str]:
        final = {key for key, stage in self.procedure.stages.items() if stage.final}
        named = {"open": set(self.procedure.stages) - final, "ended": final}
        return {stage for source in action.sources for stage in named.get(source, {source})}

    def payload(self, action: Action, chance: Random) -> dict[str, Any]:
        """Every field that must be given, and some of those that may be."""
        given = [*action.sets, *(key for key in action.may_set if chance.random() < 0.5)]
        return {key: self.value(self.procedure.fields[key], chance) for key in given}

    def value(self, field: Field, chance: Random) -> Any:
        """What the case says already, mostly; else something of the field's kind."""
        if field.key in self.case.state.fields and chance.random() < 0.8:
            return self.case.state.fields[field.key]
        if field.type in {"choice", "choices"}:
            keys = list(choices_of(field, law_library(), self.day))
            some = keys if chance.random() < 0.5 else chance.sample(keys, 1)
            return chance.choice(keys) if field.type == "choice" else some
        if field.type == "money":
            return chance.choice([amount for amount in AMOUNTS if amount >= (field.minimum or 0)])
        if field.type == "boolean":
            return chance.random() < 0.5
        if field.type == "datetime":
            return (moment(self.day) + timedelta(days=chance.choice((0, 20)))).isoformat(timespec="minutes")
        return self.case._sample(field, moment(self.day))

    def keeps_its_assurances(self, action: Action, before: int, running: set[str]) -> None:
        """What the file promises never happens has not just happened."""
        done = self.case.state.entries[before:]
        if not any(entry.action == action.key for entry in done):
            return  # a signature, not yet the act
        earlier = fold(self.procedure, self.case.state.entries[:before])
        for promise in self.procedure.assurances:
            if promise.kind == "never" and promise.action == action.key and not promise.when:
                assert [key for key in promise.before if not earlier.done(key)] == [], promise
                assert not running & set(promise.while_running), promise

    @precondition(is_open)
    @invariant()
    def the_state_is_the_fold_of_the_acts(self) -> None:
        again = fold(self.procedure, self.case.state.entries)
        assert (again.stage, again.fields, again.void, again.documents, again.children, again.spells) == (
            self.case.state.stage,
            self.case.state.fields,
            self.case.state.void,
            self.case.state.documents,
            self.case.state.children,
            self.case.state.spells,
        )

    @precondition(is_open)
    @invariant()
    def clocks_rebuilt_from_the_acts_are_the_clocks(self) -> None:
        at = moment(self.day)
        again = fold(self.procedure, self.case.state.entries)
        assert readings(self.case.past(at, again)) == self.case.clocks(at)

    def teardown(self) -> None:
        if not getattr(self, "case", None) or not self.is_open():
            return
        replayed = replay([self.procedure], self.case.state.entries, law_library())
        refused = [f for f in replayed.findings if f.severity == "certain" and not f.rule.startswith(OF_DAYS)]
        assert refused == []


@pytest.mark.parametrize(
    ("kind", "edition"), EDITIONS, ids=[f"{kind}-{edition}" for kind, edition in EDITIONS]
)
def test_whatever_is_permitted_the_promises_of_the_procedure_hold(kind: str, edition: date) -> None:
    machine = type("WalkOfOne", (Walk,), {"procedure": library().edition(kind, edition)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
