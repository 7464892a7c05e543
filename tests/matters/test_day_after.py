# SPDX-License-Identifier: MulanPSL-2.0
"""Every act that can void, restart, pause, extend or end a term of the bureau, done on the day after its last day: the breach stands.

The stories of each edition are played; wherever a term runs in a stage in which such an act may be done, it is played as a
fact on the day after the last day, and the term is read a month later.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

from fadu.law import library as law_library
from fadu.procedure import stretching
from fadu.procedure import testing as in_memory
from fadu.procedure.clocks import readings
from fadu.procedure.compiled import rules_of
from fadu.procedure.entry import Entry
from fadu.procedure.fold import after
from fadu.procedure.library import library
from fadu.procedure.scenarios import run, scenarios_of
from fadu.procedure.voiding import voided

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.procedure.decision import ClockReading
    from fadu.procedure.model import Action, ClockRule, Procedure
    from fadu.procedure.testing import CaseInMemory

#: (edition, act, term)
Pair = tuple[str, str, str]
#: pairs of an act and a term that never meet, and why
NEVER_MEET = {
    **dict.fromkeys(
        (
            (act, "deemed_decision")
            for act in (
                "accept",
                "ask_correction",
                "grant_on_spot",
                "not_needed",
                "refuse_acceptance",
                "lapse",
                "withdraw",
            )
        ),
        "once the application counts as accepted the case is under review, and nothing before acceptance is done",
    ),
    **dict.fromkeys(
        ((act, "jurisdiction_dispute") for act in ("decide", "decide_no_penalty", "dismiss")),
        "while jurisdiction is disputed nothing is decided; a record that did so ends the term all the same",
    ),
    **dict.fromkeys(
        ((act, "examination") for act in ("begin_anew", "merge", "police_return", "submit")),
        "the examination has ended in every stage in which it may be done",
    ),
    **dict.fromkeys(
        (
            ("police_accept", term)
            for term in (
                "handling",
                "remaking",
                "remaking_by_order",
                "remaking_ordered",
                "remaking_separated",
                "end_remaking_ordered",
            )
        ),
        "the term stands still while the case lies with the police",
    ),
    ("withdraw_decision", "service"): "what has ended was served or is served no more",
    ("close", "informant_notice"): "the rules of 2026 set no days for it",
    ("tell", "informant_notice"): "the rules of 2026 set no days for it",
}


def touches(procedure: Procedure, action: Action, clock: ClockRule) -> bool:
    """Whether an act can end, restart, extend, pause or void a term of the bureau."""
    if clock.whose != "bureau" or clock.target or clock.after_end:
        return False
    begins = {i.key for i in procedure.interruptions.values() if i.start == action.key}
    opens = {opening.matter for opening in action.opens}
    started_by = {trigger.name for trigger in clock.starts if trigger.kind in {"act", "served"}}
    return bool(
        action.key in {trigger.name for trigger in clock.stops if trigger.kind == "act"}
        or clock.key in (*action.restarts, *action.extends)
        or (begins | opens) & set(clock.excludes)
        or started_by & set(action.voids)
    )


def pairs(procedure: Procedure) -> Iterator[Pair]:
    for clock in procedure.clocks.values():
        for action in procedure.actions.values():
            if touches(procedure, action, clock):
                yield procedure.edition.isoformat(), action.key, clock.key


def a_day_late(case: CaseInMemory, action: Action, count: ClockReading) -> ClockReading | None:
    """The count as it stands a month later, were the act done on the day after its last day: as a fact, whether or not it is lawful."""
    assert count.due_on is not None
    at = in_memory.moment((count.due_on + timedelta(days=1)).isoformat())
    voids, papers = voided(case.world(at), action)
    payload = case._complete(action, {}, at) | ({"void_documents": list(papers)} if papers else {})
    for field in action.dated.values():
        payload[field] = at.date().isoformat()
    if "until" in action.extends.values():
        payload["until"] = (at.date() + timedelta(days=90)).isoformat()
    entry = Entry(seq=case.next_seq, action=action.key, at=at, payload=payload, voids=voids)
    later = case.past(at + timedelta(days=30), after(case.procedure, case.state, entry))
    return next((r for r in readings(later, only=(count.clock,)) if r.started_seq == count.started_seq), None)


@cache
def played(kind: str) -> tuple[frozenset[Pair], tuple[str, ...]]:
    """The pairs that come up in the stories of a kind, and every breach that an act a day late took away."""
    reached: set[Pair] = set()
    lost: list[str] = []
    record = in_memory.CaseInMemory.record

    def listening(case, action, at, payload=None, *, by=(), voids=()):  # type: ignore[no-untyped-def]
        entry = record(case, action, at, payload, by=by, voids=voids)
        for late_by, count in _possible(case, at.date(), reached):
            reached.add((case.procedure.edition.isoformat(), late_by.key, count.clock))
            late = a_day_late(case, late_by, count)
            assert count.due_on is not None
            then = count.due_on + timedelta(days=31)
            if late is None or late.void or late.state(then) not in {"overdue", "breached"}:
                lost.append(f"{case.procedure.edition} {late_by.key} {count.clock} {count.due_on}")
        return entry

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_memory.CaseInMemory, "record", listening)
        for path in scenarios_of(library().folders[kind]):
            run(path, library(), law_library())
    return frozenset(reached), tuple(lost)


def _possible(case: CaseInMemory, day: date, reached: set[Pair]) -> Iterator[tuple[Action, ClockReading]]:
    """Acts that touch a term of the bureau that runs now, in a stage in which they may be done; each pair once."""
    procedure, edition = case.procedure, case.procedure.edition.isoformat()
    rules = [r for r in rules_of(procedure).values() if case.state.stage in r.stages]
    wanted = {
        (rule.action.key, clock.key)
        for rule in rules
        for clock in procedure.clocks.values()
        if touches(procedure, rule.action, clock) and (edition, rule.action.key, clock.key) not in reached
    }
    if not wanted:
        return
    at = in_memory.moment(day.isoformat())
    for count in readings(case.past(at), only={clock for _, clock in wanted}):
        if count.due_on and not count.void and count.state(day) == "running":
            for rule in rules:
                if (rule.action.key, count.clock) in wanted:
                    yield rule.action, count


@pytest.mark.parametrize("kind", library().kinds())
def test_no_act_done_the_day_after_the_last_day_takes_the_breach_away(kind: str) -> None:
    _, lost = played(kind)

    assert lost == ()


@pytest.mark.parametrize("kind", library().kinds())
def test_every_act_that_touches_a_term_comes_up_on_the_day_after(kind: str) -> None:
    reached, _ = played(kind)
    every = {pair for procedure in library().editions(kind) for pair in pairs(procedure)}

    unmet = {pair for pair in every - reached if pair[1:] not in NEVER_MEET}

    assert sorted(unmet) == []


def test_a_breach_that_an_act_takes_away_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretching, "in_time", lambda stretches, _last_day: tuple(stretches))

    _, lost = played.__wrapped__("legal_review")

    assert lost
