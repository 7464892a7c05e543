# SPDX-License-Identifier: MulanPSL-2.0
"""Random walks through complaints, tip-offs and licences: what is offered can be done, and every end leaves nothing running."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

import pytest

from fadu.law import library as law_library
from fadu.procedure import engine
from fadu.procedure.decision import Permitted
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW
from fadu.procedure.replies import was_reviewed
from fadu.procedure.testing import THE_LAW, CaseInMemory, moment, party

BEGUN = {
    "complaint": ("2021-03-01", "2025-03-03", "2026-05-11"),
    "tip_off": ("2021-03-01", "2022-03-01", "2025-05-12", "2026-05-11"),
    "licence": ("2010-03-01", "2022-03-01"),
}
SIDES = {
    "complaint": (party(1, "张某", capacity="投诉人", kind="person"), party(2, "某店", capacity="被投诉人")),
    "tip_off": (),
    "licence": (
        party(1, "某公司", capacity="申请人"),
        party(2, "邻居", capacity="利害关系人", kind="person"),
    ),
}
#: what a plausible value of the field's type would not be
PARTICULARS = {
    "both_consent": True,
    "informant_name": "王小暖",
    "informant_phone": "13900000000",
    "hearing_host": "丙某",
}
#: acts that tell a complainant or informant something, and the notice each tells
REPLIES = {
    "complaint": {"refuse": "refuse", "tell_transfer": "transfer", "terminate": "terminate"},
    "tip_off": {"tell": "tell", "tell_transfer": "tell_transfer", "tell_result": "tell_result"},
    "licence": {},
}
STEPS, WALKS = 60, 10


def begun(kind: str, on: str, rng: random.Random) -> CaseInMemory:
    made = CaseInMemory(
        procedure=library().procedure(kind, date.fromisoformat(on)), law=law_library(), parties=SIDES[kind]
    )
    start = next(a for a in made.procedure.actions.values() if "start" in a.sources)
    payload = {
        "received_on": on,
        **{k: v for k, v in PARTICULARS.items() if k in (*start.sets, *start.may_set)},
    }
    for key in start.sets:
        field = made.procedure.fields[key]
        if field.choices:
            payload[key] = rng.choice([choice.key for choice in field.choices])
        elif field.type == "boolean":
            payload[key] = rng.random() < 0.5
    if payload.get("application_kind") == "renewal":
        payload["expires_on"] = (date.fromisoformat(on) + timedelta(60)).isoformat()
    assert isinstance(made.open(start.key, moment(on), payload), Permitted)
    return made


def proposal(made: CaseInMemory, action: str, on: date, rng: random.Random) -> dict[str, object]:
    defined = made.procedure.actions[action]
    payload: dict[str, object] = {k: v for k, v in PARTICULARS.items() if k in defined.sets}
    for key in defined.sets:
        field = made.procedure.fields[key]
        if field.choices:
            payload[key] = rng.choice([choice.key for choice in field.choices])
        elif field.type == "date":
            payload[key] = on.isoformat()
        elif field.type == "datetime":
            payload[key] = f"{on + timedelta(20)}T09:00"
    if "until" in payload:
        payload["until"] = (on + timedelta(90)).isoformat()
    return payload


def ends_it(made: CaseInMemory, action: str) -> bool:
    to = made.procedure.actions[action].to
    return bool(to) and made.procedure.stages[to].final


def step(made: CaseInMemory, on: date, rng: random.Random) -> None:
    """One act that is offered, or a slip closed, or a paper served."""
    at = moment(on.isoformat())
    open_slips = [c for c in made.state.children if not c.outcome]
    if open_slips and rng.random() < 0.6:
        made.end_child("legal_review", rng.choice(["agreed", "amended", "disagreed"]), at)
        return
    waiting = [d for d in made.state.documents if d.parties and not d.services and not d.void]
    if waiting and rng.random() < 0.5:
        made.serve(waiting[-1].template, at)
        return
    for _ in range(4):
        actor = rng.choice([THE_LAW, *(made.people[r][0] for r in made.people)])
        offered = [
            o.action for o in engine.explain(made.world(at, actor)) if o.may and o.action not in BUILT_IN
        ]
        may = [a for a in offered if "start" not in made.procedure.actions[a].sources]
        going_on = [a for a in may if not ends_it(made, a)]
        pool = going_on if rng.random() < 0.9 else [a for a in may if a != "withdraw" or rng.random() < 0.2]
        if pool:  # long walks: ends come last, and not all of them by the party's leave
            action = rng.choice(pool)
            defined = made.procedure.actions[action]
            key = "party:1" if defined.per_party else ""
            made.act(
                action,
                at,
                proposal(made, action, on, rng),
                by="law" if defined.by == BY_LAW else "",
                party=key,
            )
            return


@cache
def walked(kind: str, on: str, seed: int) -> tuple[CaseInMemory, date]:
    """A walk of that seed, and the day it came to."""
    rng = random.Random(f"{kind}{on}{seed}")
    made, day = begun(kind, on, rng), date.fromisoformat(on)
    for _ in range(STEPS):
        day += timedelta(rng.choice([0, 0, 1, 1, 2, 5]))
        step(made, day, rng)
    return made, day


@pytest.mark.parametrize("seed", range(WALKS))
@pytest.mark.parametrize(("kind", "on"), [(kind, on) for kind, days in BEGUN.items() for on in days])
def test_a_walk_keeps_its_promises(kind: str, on: str, seed: int) -> None:
    made, day = walked(kind, on, seed)

    assert fold(made.procedure, list(made.state.entries)) == made.state
    readings = made.clocks(moment(day.isoformat()))
    for reading in readings:
        if reading.stopped_on and reading.due_on and not reading.void:
            assert reading.state(day) == ("met" if reading.stopped_on <= reading.due_on else "breached")
    for action, notice in REPLIES[kind].items():
        for entry in made.state.done(action):
            if kind == "complaint" or made.state.fields.get("real_name"):
                assert was_reviewed(made.state, notice, entry.seq), entry
    if made.procedure.stages[made.state.stage].final:
        ended = next(
            e.seq
            for e in made.state.entries
            if (a := made.procedure.actions.get(e.action)) and a.to == made.state.stage
        )
        left = [
            r.clock
            for r in readings
            if r.state(day) in {"running", "overdue"} and r.started_seq < ended and not r.void
        ]
        assert [
            c for c in left if made.procedure.clocks[c].whose == "bureau" and "publication" not in c
        ] == []
    transfers = made.state.done("transfer")
    assert all(t.at.date() >= date.fromisoformat(on) for t in transfers)


@pytest.mark.parametrize("kind", BEGUN)
def test_the_walks_reach_most_of_the_procedure_and_several_of_its_ends(kind: str) -> None:
    """A walk that only stood still would prove nothing."""
    cases = [walked(kind, on, seed)[0] for on in BEGUN[kind] for seed in range(WALKS)]
    every = {action for procedure in library().editions(kind) for action in procedure.actions}
    missed = every - {action for made in cases for action in made.performed}
    ends = {made.state.stage for made in cases if made.procedure.stages[made.state.stage].final}

    assert len(missed) <= len(every) // 2, missed
    assert len(ends) >= 2
