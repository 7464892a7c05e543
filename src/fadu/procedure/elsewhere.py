# SPDX-License-Identifier: MulanPSL-2.0
"""Service of papers of the case that opened this one: it stands in one register, and each case that rests on it is told.

A procedure says which papers (``rests_on``). That a party was served is then an act of its own here (``served_elsewhere``), so
that the acts of a case suffice for it; its day is nowhere typed a second time. A record from elsewhere that does not have
the paper tells of its service in an act of its own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.plain_days import plain_day
from fadu.procedure.state import ServedElsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure, Resting
    from fadu.procedure.state import State

#: the act that tells a case of a service in another
TELLS = "served_elsewhere"


def noted(procedure: Procedure, state: State, entry: Entry) -> State:
    """The state with what an act tells of a service elsewhere, and the fields that take their values from there."""
    views = tuple(_told(procedure, entry))
    if not views and not entry.voids:
        return state
    state = state.with_(elsewhere=(*state.elsewhere, *views))
    values: dict[str, Any] = {}
    set_by: dict[str, int] = {}
    for paper in procedure.rests_on.values():
        first = min(
            services(state, paper.template), key=lambda one: (one.effective_on, one.seq), default=None
        )
        if first is not None:
            said = {paper.day: first.effective_on.isoformat(), paper.manner: first.manner}
            taken = {key: value for key, value in said.items() if key and value}
            values |= taken
            set_by |= dict.fromkeys(taken, first.seq)
    return state.with_(fields={**state.fields, **values}, set_by={**state.set_by, **set_by})


def _told(procedure: Procedure, entry: Entry) -> Iterator[ServedElsewhere]:
    payload = entry.payload
    if entry.action == TELLS:
        if payload.get("template") in procedure.rests_on and (day := plain_day(payload.get("effective_on"))):
            words = ("template", "case", "document", "number", "party", "manner")
            said = {name: str(payload.get(name) or "") for name in words}
            yield ServedElsewhere(**said, effective_on=day, seq=entry.seq)
        return
    for paper in procedure.rests_on.values():
        if paper.told_by == entry.action and (day := plain_day(payload.get(paper.day))):
            manner = str(payload.get(paper.manner) or "")
            yield ServedElsewhere(template=paper.template, manner=manner, effective_on=day, seq=entry.seq)


def services(state: State, template: str) -> list[ServedElsewhere]:
    """The services of a paper of another case that are told here and not void."""
    return [one for one in state.elsewhere if one.template == template and one.seq not in state.void]


def served_by(state: State, template: str, day: date) -> frozenset[str]:
    """Who has been served, by a day, with a paper of the case that opened this one; an empty name stands for everybody."""
    return frozenset(one.party for one in services(state, template) if one.effective_on <= day)


def tells_of(paper: Resting, payload: Mapping[str, Any]) -> bool:
    """Whether an act itself tells of the service of a paper, as only records from elsewhere do."""
    return bool(paper.day) and plain_day(payload.get(paper.day)) is not None
