# SPDX-License-Identifier: MulanPSL-2.0
"""What proofs rest on, taken away in every shipped edition: ways out of a stage, stops of a clock, what a return voids."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fadu.procedure.checker.clocks import stops_line
from fadu.procedure.checker.exits import line_of
from fadu.procedure.checker.facts import events_of, sources_of
from fadu.procedure.checker.never import claims_of, core, prove
from fadu.procedure.checker.report import Line
from fadu.procedure.checker.search import model_of
from fadu.procedure.entry import Entry
from fadu.procedure.fold import fold
from fadu.procedure.model import Procedure
from fadu.procedure.testing import moment

_spec = importlib.util.spec_from_file_location("charted", Path(__file__).parent / "charted.py")
assert _spec is not None
assert _spec.loader is not None
charted = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(charted)

EVERY_EDITION = pytest.mark.parametrize("path", charted.SHIPPED, ids=charted.name_of)


def least(
    things: Iterable[str], holds_without: Callable[[frozenset[str]], bool]
) -> tuple[list[str], frozenset[str]]:
    """The things that cannot be spared, and those taken out to find them, because they only repeat the others."""
    gone: frozenset[str] = frozenset()
    needed = []
    for thing in things:
        if holds_without(gone | {thing}):
            gone |= {thing}
        else:
            needed.append(thing)
    return needed, gone


def closed(procedure: Procedure, stage: str, ways: frozenset[str]) -> Procedure:
    """The procedure in which those actions are not open in that stage."""
    actions = {
        key: replace(a, sources=tuple(s for s in sources_of(procedure, a) if s != stage))
        if key in ways
        else a
        for key, a in procedure.actions.items()
    }
    return replace(procedure, actions=actions)


def dead_end(procedure: Procedure, stage: str, ways: frozenset[str]) -> Line:
    shut = closed(procedure, stage, ways)
    return next(line_of(shut, shut.stages[stage]))


def unstopped(procedure: Procedure, clock: str, stops: frozenset[str]) -> Line:
    rule = procedure.clocks[clock]
    bare = replace(rule, stops=tuple(t for t in rule.stops if f"{t.kind} {t.name}" not in stops))
    cut = replace(procedure, clocks={**procedure.clocks, clock: bare})
    return stops_line(cut, bare, model_of(cut))


@EVERY_EDITION
def test_what_a_proof_is_said_to_rest_on_suffices_and_none_of_it_can_be_spared(path: Path) -> None:
    """Each proof is made from the beginning here; the checker goes on from the one before."""
    procedure = charted.shipped(path)
    for assurance in procedure.assurances:
        for claim in claims_of(procedure, assurance):
            model = model_of(procedure, action=claim.action, when=assurance.when)
            rests, gone = core(model, claim)

            assert prove(model.without(gone), claim).proved, claim.code
            spared = [one for one in rests if prove(model.without(gone | {one}), claim).proved]
            assert not spared, claim.code


@EVERY_EDITION
def test_without_any_way_out_it_needs_a_stage_is_a_dead_end_with_a_path_into_it(path: Path) -> None:
    procedure = charted.shipped(path)
    wrong = []
    for stage in (s.key for s in procedure.stages.values() if not s.final):
        ways = [
            a.key
            for a in procedure.actions.values()
            if stage in sources_of(procedure, a) and a.to not in ("", stage)
        ]
        needed, gone = least(ways, lambda out, s=stage: dead_end(procedure, s, out).ok)
        failed = [dead_end(procedure, stage, gone | {way}) for way in needed]
        wrong += [stage] * (not needed or any(line.ok or not line.path for line in failed))

    assert wrong == []


@EVERY_EDITION
def test_without_any_stop_it_needs_a_clock_of_the_bureau_runs_on_with_a_path(path: Path) -> None:
    procedure = charted.shipped(path)
    wrong = []
    for clock in (c for c in procedure.clocks.values() if c.whose == "bureau"):
        stops = [f"{trigger.kind} {trigger.name}" for trigger in clock.stops]
        needed, gone = least(stops, lambda out, c=clock.key: unstopped(procedure, c, out).ok)
        failed = [unstopped(procedure, clock.key, gone | {stop}) for stop in needed]
        wrong += [clock.key] * (not needed or any(line.ok or not line.path for line in failed))

    assert wrong == []


def voiding(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Each action that voids, with each action it voids: named, or the one whose paper is."""
    for action in procedure.actions.values():
        for name in action.voids:
            issuers = [a.key for a in procedure.actions.values() if name in {i.template for i in a.issues}]
            yield from (
                (action.key, key)
                for key in ([name] if name in procedure.actions else issuers)
                if key != action.key
            )


@EVERY_EDITION
def test_after_a_return_nothing_can_be_proved_from_what_it_voided(path: Path) -> None:
    procedure = charted.shipped(path)
    events = {event.key: event for event in events_of(procedure)}
    kept = []
    for returning in procedure.actions.values():
        reissued = {issue.template for issue in returning.issues}
        for name in returning.voids:
            facts = {("done", name), ("held", name)} if name in procedure.actions else {("served", name)}
            facts |= set() if name in procedure.actions or name in reissued else {("issued", name)}
            kept += [(returning.key, fact) for fact in facts if fact not in events[returning.key].kills]

    assert kept == []


@EVERY_EDITION
def test_after_a_return_what_it_voided_is_no_longer_done_and_its_papers_are_void(path: Path) -> None:
    procedure = charted.shipped(path)
    kept = []
    for returning, voided in voiding(procedure):
        payload = {
            "documents": [
                {"template": issue.template, "parties": ()} for issue in procedure.actions[voided].issues
            ]
        }
        first = Entry(seq=1, action=voided, at=moment("2022-03-01"), payload=payload)
        state = fold(procedure, [first, Entry(seq=2, action=returning, at=moment("2022-03-02"), voids=(1,))])
        kept += [(returning, voided)] * bool(
            state.done(voided) or [d for d in state.documents if d.seq == 1 and not d.void]
        )

    assert kept == []
