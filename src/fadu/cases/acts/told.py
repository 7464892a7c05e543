# SPDX-License-Identifier: MulanPSL-2.0
"""Comparing what a case was told of services with the case that served: neither says what the other does not."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from fadu.cases.acts import recorded
from fadu.cases.acts.recorded import UNJUDGED, problem
from fadu.cases.acts.telling import service_payload, tells
from fadu.cases.models import Act
from fadu.procedure.elsewhere import TELLS
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.cases.acts.recorded import Recorded
    from fadu.ledger.problems import Problem
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


def services(cases: Sequence[Recorded], states: Mapping[int, State]) -> Iterator[Problem]:
    """Services that a case was told of and the case that opened it does not know, and those of which it was not told."""
    resting = [(one, procedure) for one in cases if (procedure := _rests(one, states[one.case.pk]))]
    parents = {
        one.case.pk: one
        for one in recorded.read(sorted({r.case.parent_id for r, _ in resting if r.case.parent_id}))
    }
    known: dict[int, State] = {}
    for key, one in parents.items():
        with suppress(*UNJUDGED):  # what is wrong with that case is named where it is compared
            known[key] = recorded.state_of(one)
    for one, procedure in resting:
        if one.case.parent_id in known:
            yield from _of_one(one, procedure, states[one.case.pk], known[one.case.parent_id])


def _rests(one: Recorded, state: State) -> Procedure | None:
    """The procedure of a case that another opened and that rests on services there."""
    if one.case.parent is None or state.edition is None:
        return None
    procedure = library().edition(one.case.kind, state.edition)
    return procedure if procedure.rests_on else None


def _of_one(one: Recorded, procedure: Procedure, state: State, above: State) -> Iterator[Problem]:
    case, parent = one.case, one.case.parent
    assert parent is not None
    acts = {int(entry.payload.get("service") or 0): entry for entry in state.entries if entry.action == TELLS}
    wanted = {
        entry.seq: service_payload(parent, above, entry.payload, entry.seq)
        for entry in above.entries
        if entry.action == "serve" and tells(procedure, above, case.number, entry)
    }
    for service, entry in acts.items():
        if entry.payload.get("case") == parent.number and dict(entry.payload) != wanted.get(service):
            where = f"{case.number} 第{entry.seq}项"
            yield problem("service_unrecorded", where, f"{parent.number}没有登记这一送达。", Act, where)
    told_otherwise = any(
        not one.case for one in state.elsewhere
    )  # in an act of its own, as a source tells it
    for service in () if case.closed_at or told_otherwise else wanted.keys() - acts.keys():
        where = f"{parent.number} 第{service}项"
        words = f"这一送达没有告知据以起算的{case.number}。"
        yield problem("service_untold", where, words, Act, f"{case.number} {service}")
