# SPDX-License-Identifier: MulanPSL-2.0
"""The rows of this room that follow from the acts of a case, whatever its kind: pure, like those of a kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import clocks
from fadu.cases.models import (
    Assignment,
    Case,
    CaseDocument,
    CaseEvidence,
    CaseLink,
    CaseParty,
    Clock,
    SearchText,
    Turn,
)
from fadu.cases.reading import search
from fadu.cases.rules import officer_id_of, party_id_of
from fadu.cases.world.sealed import COVER, is_sealed
from fadu.procedure.headings import heading, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fadu.cases.rows import Given, Row, Rows
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


def rows(state: State, given: Given) -> Rows:
    """Where the case stands, who is in it, what belongs to it, its clocks and its words."""
    return {
        Case: (case_columns(state, given),),
        CaseParty: [
            {"party_id": party_id_of(p.key), "capacity": p.capacity, "since_seq": p.since}
            for p in state.parties
        ],
        Assignment: assignments(state),
        CaseLink: links(state, given),
        CaseEvidence: [
            evidence(entry, given.files[entry.payload["digest"]])
            for entry in attached(state)
            if entry.payload["digest"] in given.files
        ],
        CaseDocument: list(documents(state)),
        Clock: [clocks.columns(reading) for reading in given.clocks],
        Turn: list(turns(given)),
        SearchText: ({"grams": search.words(state, given)},),
    }


def turns(given: Given) -> Iterator[Row]:
    """What the case waits for, from now on and in the days to come: a row for each whose turn it is."""
    place, began = 0, min((span.first for span, _ in given.turns), default=date.min)
    for span, persons in given.turns:
        open_now = span.first == began  # and was before the last act, which need not have been of this turn
        amber = clocks.amber_of(span.turn.until, given.law.calendar)
        for person in persons:
            place += 1
            yield {
                "place": place,
                "bureau_id": given.bureau,
                "department_id": given.department,
                "who": person.who,
                "name": person.name,
                "kind": span.turn.kind,
                "what": span.turn.what,
                "role": span.turn.role,
                "about": span.turn.about,
                "since": span.turn.since,
                "until": span.turn.until,
                "amber_on": amber,
                "first": min(span.first, span.turn.since) if open_now else span.first,
                "last": span.last,
            }


def case_columns(state: State, given: Given) -> Row:
    """Stage, edition, outcome and end of the case, its nearest last day (a term may outlive it), and what it is called."""
    procedure = given.procedure
    stage = procedure.stages.get(state.stage)
    ended = stage is not None and stage.final
    next_due, amber_on = clocks.nearest(given.clocks, given.law.calendar)
    return {
        "stage": state.stage,
        "edition": state.edition or procedure.edition,
        "outcome": (stage.outcome or stage.key) if stage is not None and ended else "",
        "closed_at": _ended_at(state, procedure) if ended else None,
        "heading": shortened(heading(procedure, state, given.title, given.law)),
        "next_due": next_due,
        "amber_on": amber_on,
    }


def _ended_at(state: State, procedure: Procedure) -> datetime:
    """When the act was done that brought the case to the stage in which it ends."""
    moved = (e.at for e in reversed(state.entries) if _moves_to(procedure, e.action, state.stage))
    return next(moved, state.entries[-1].at)


def _moves_to(procedure: Procedure, action: str, stage: str) -> bool:
    known = procedure.actions.get(action)
    return known is not None and known.to == stage


def assignments(state: State) -> list[Row]:
    """Who is assigned to which role, and since which act."""
    since: dict[tuple[str, str], int] = {}
    for entry in state.entries:
        if entry.action == "assign":
            since.setdefault((entry.payload["person"], entry.payload["role"]), entry.seq)
        elif entry.action == "release":
            since.pop((entry.payload["person"], entry.payload["role"]), None)
    return [
        {"officer_id": officer, "role": role, "since_seq": seq}
        for (person, role), seq in since.items()
        if (officer := officer_id_of(person)) is not None
    ]


def links(state: State, given: Given) -> list[Row]:
    """Links to cases that are there, each once: a row that both ends show."""
    return [
        {"other_id": given.cases[number], "kind": kind, "seq": _linking(state, kind, number)}
        for kind, number in dict.fromkeys(state.links)
        if number in given.cases
    ]


def _linking(state: State, kind: str, number: str) -> int:
    """The act that made a link: the first that names the other case as linked."""
    return next(
        entry.seq
        for entry in state.entries
        if number in entry.payload.get("linked", ())
        or (entry.action == "link" and (entry.payload["kind"], entry.payload["case"]) == (kind, number))
    )


def attached(state: State) -> Iterator[Entry]:
    """The acts that take a file into the case."""
    return (entry for entry in state.entries if entry.action == "attach")


def evidence(entry: Entry, file: int) -> dict[str, Any]:
    """A file that an act takes into the case."""
    payload = entry.payload
    return {
        "seq": entry.seq,
        "file_id": file,
        "title": COVER if is_sealed(payload["title"]) else payload["title"],
        "kind": payload.get("kind", ""),
        "access": payload.get("access", "main"),
    }


def documents(state: State) -> Iterator[Row]:
    """The papers that acts issued, void ones too."""
    for entry in state.entries:
        for paper in entry.payload.get("documents", ()):
            if "id" in paper:
                yield {
                    "seq": entry.seq,
                    "document_id": paper["id"],
                    "template": paper["template"],
                    "access": paper["access"],
                }
