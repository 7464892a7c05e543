# SPDX-License-Identifier: MulanPSL-2.0
"""One law for daily work and for the past: every guard that refuses a live act finds the same act in a history.

The witnesses are made, not chosen: every refusal of every scenario, guard by guard. A guard made to hold is silent in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.procedure import engine, once, testing
from fadu.procedure.compiled import rules_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.decision import HOLDS, Ground, Refused, Request, World
from fadu.procedure.entry import Entry, Signature
from fadu.procedure.library import library
from fadu.procedure.providers import guards_of
from fadu.procedure.replay import replay
from fadu.procedure.scenarios import run, scenarios_of
from fadu.procedure.weighing import guards_weighed

KINDS = library().kinds()


@dataclass(frozen=True, slots=True)
class Witness:
    """An act that a guard refused, in the world in which it was asked for."""

    guard: str
    ground: Ground
    world: World
    request: Request

    def live(self) -> set[str]:
        """The grounds on which the act is refused in daily work."""
        decision = engine.decide(self.world, self.request)
        return {ground.code for ground in decision.grounds} if isinstance(decision, Refused) else set()

    def on_replay(self) -> set[str]:
        """What a check finds in a history in which the act was done all the same."""
        actor = self.world.actor
        held = actor.holdings[0] if actor and actor.holdings else None
        by = (
            (
                Signature(
                    person=actor.person,
                    role="",
                    name=actor.name,
                    post=held.post if held else "",
                    certificate=held.certificate if held else "",
                ),
            )
            if actor
            else ()
        )
        entries = self.world.state.entries
        seq = entries[-1].seq + 1 if entries else 1
        act = Entry(
            seq=seq, action=self.request.action, at=self.world.at, payload=dict(self.world.proposed), by=by
        )
        outcome = replay(
            [self.world.procedure],
            (*entries, act),
            self.world.law,
            local=lambda day: self.world.local,
            registers=self.world.registers,
        )
        return {finding.rule for finding in outcome.findings if finding.seq == seq}


@cache
def refusals(kind: str) -> tuple[tuple[World, Request], ...]:
    """Every refusal of every scenario of a kind, as the engine was asked."""
    asked: list[tuple[World, Request]] = []
    original = engine.decide

    def listening(world: World, request: Request, **more: Any) -> Any:
        decision = original(world, request, **more)
        if isinstance(decision, Refused) and request.action in world.procedure.actions:
            asked.append((world, request))
        return decision

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testing.engine, "decide", listening)
        for path in scenarios_of(library().folders[kind]):
            run(path, library(), law_library())
    return tuple(asked)


@cache
def witnesses(kind: str) -> tuple[Witness, ...]:
    """One witness for each guard and ground of a kind: looked for when the first test of the kind asks."""
    return tuple(_witnesses(kind))


def _witnesses(kind: str) -> Iterator[Witness]:
    seen: set[tuple[str, str]] = set()
    for world, request in refusals(kind):
        rule = rules_of(world.procedure)[request.action]
        pending = engine.pending_of(world, rule.action)
        payload = dict(request.payload or (pending.payload if pending else {}))
        party = {"party": request.party} if request.party else {}
        proposed = world.with_(proposed={**payload, **party})
        if world.state.stage not in rule.stages:
            continue
        for use, function in rule.guards:
            if answer_of(proposed, use.when) == "no":
                continue
            verdict = function(proposed, **use.args)
            if isinstance(verdict, Ground) and (use.name, verdict.code) not in seen:
                seen.add((use.name, verdict.code))
                yield Witness(use.name, verdict, proposed, request)


def witnesses_of(kind: str, guard: str) -> list[Witness]:
    """Those of one guard."""
    return [witness for witness in witnesses(kind) if witness.guard == guard]


#: about what is sealed: no history tells it
SEALED = {"real_name_names_somebody"}
#: found only where a history shows appointments at all, which not every story of a kind does
LIVE_ONLY = {(kind, "assigned") for kind in KINDS}
#: guards that no scenario meets unfulfilled, alone or first: to be tried when one does
NOT_MET = {
    ("legal_review", "filled"),
    ("licence", "renewal_names_expiry"),
    ("penalty", "document"),
    ("penalty", "is_not"),
    ("performance", "not_before_deferral_ends"),
    ("tip_off", "real_name_names_somebody"),
}
#: guards that ask and refuse nothing
ONLY_ASK = {
    ("committee_item", "resolution_agrees_as_proposed"),
    ("committee_item", "vote_heeded"),
    ("penalty", "review_weighed"),
    ("performance", "no_letter_runs"),
    ("tip_off", "handing_over_weighed"),
    ("tip_off", "reward_weighed"),
}


def guards_in_use(kind: str, editions: slice = slice(None)) -> set[str]:
    """The guards that the actions of a kind name."""
    return {
        use.name
        for edition in library().editions(kind)[editions]
        for action in edition.actions.values()
        for use in action.guards
    }


GUARDS = [(kind, guard) for kind in KINDS for guard in sorted(guards_in_use(kind)) if guard not in SEALED]
each_guard = pytest.mark.parametrize(("kind", "guard"), GUARDS, ids=[f"{k}-{g}" for k, g in GUARDS])


@each_guard
def test_what_is_refused_in_daily_work_is_found_in_a_history(kind: str, guard: str) -> None:
    for witness in witnesses_of(kind, guard):
        assert witness.ground.code in witness.live()
        assert witness.ground.code in witness.on_replay()


@each_guard
def test_a_guard_made_to_hold_is_silent_in_both(
    kind: str, guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = witnesses_of(kind, guard)
    broken = replace(guards_of(kind)[guard], function=lambda world, **more: HOLDS)  # type: ignore[arg-type]
    monkeypatch.setitem(guards_of(kind), guard, broken)  # type: ignore[arg-type]

    for witness in tried:
        monkeypatch.setattr(once, "_known", {})
        rule = rules_of(witness.world.procedure)[witness.request.action]
        others = {ground.code for ground in guards_weighed(witness.world, rule).grounds}

        assert (witness.ground.code in witness.live()) == (witness.ground.code in others)
        assert (witness.ground.code in witness.on_replay()) == (witness.ground.code in others)


def test_there_is_a_witness_for_every_guard_that_scenarios_meet() -> None:
    used = {(kind, guard) for kind in KINDS for guard in guards_in_use(kind, slice(-1, None))}
    tried = {(kind, witness.guard) for kind in KINDS for witness in witnesses(kind)} - {
        (kind, guard) for kind in KINDS for guard in SEALED
    }

    assert used - tried - LIVE_ONLY - ONLY_ASK <= NOT_MET


def test_of_what_is_sealed_a_history_says_nothing() -> None:
    sealed = [w for kind in KINDS for guard in SEALED for w in witnesses_of(kind, guard)]

    assert sealed
    assert [w.guard for w in sealed if w.ground.code not in w.live() or w.ground.code in w.on_replay()] == []


@pytest.mark.parametrize(("since", "is_found"), [("2022-04-26", True), ("2022-04-27", False)])
def test_a_history_is_judged_by_the_local_parameters_of_the_day_of_each_act(
    since: str, is_found: bool
) -> None:
    """The province halves the sum that gives a right to a hearing while the case runs; the notice is of 26 April."""
    story = library().folders["penalty"] / "scenarios" / "ordinary.yaml"
    case = run(story, library(), law_library()).case
    halved = {"penalty/hearing_fine_unit": 5_000_000}

    outcome = replay(
        [case.procedure],
        case.state.entries,
        law_library(),
        local=lambda day: halved if day >= date.fromisoformat(since) else {},
    )

    assert ("hearing_right_not_told" in {finding.rule for finding in outcome.findings}) is is_found
