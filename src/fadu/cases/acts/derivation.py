# SPDX-License-Identifier: MulanPSL-2.0
"""What the rows of a case should be: everything they rest on fetched once, then worked out by pure functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from fadu.cases import registry
from fadu.cases.acts import following
from fadu.cases.models import Case
from fadu.cases.rows import Given, Row, Rows
from fadu.cases.world.worlds import Around, around
from fadu.procedure.awaited import awaited
from fadu.procedure.clocks import AHEAD, laid_down
from fadu.procedure.confirmations import confirmations
from fadu.procedure.decision import World
from fadu.procedure.library import library
from fadu.procedure.spans import Span, spans
from fadu.records.selectors import files_by_digest
from fadu.storage.owned import OwnedTable, Values, owned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from fadu.procedure.awaited import Awaited
    from fadu.procedure.decision import ClockReading
    from fadu.procedure.state import State

#: table -> key of a row -> row
Tables = dict[OwnedTable, dict[Values, Values]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where things lie that acts name: number of a case, digest of a file -> its row."""

    cases: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What follows from a state: the columns of the case's own row, and the rows of every table that belongs to it."""

    case: Row
    tables: Tables


def places(states: Iterable[State], known: Places | None = None) -> Places:
    """Where everything lies that acts name as linked or taken in; ``known`` is what has been looked up before."""
    known = known or Places()
    numbers: set[str] = set()
    digests: set[str] = set()
    for state in states:
        numbers.update(number for _, number in state.links if number not in known.cases)
        digests.update(
            e.payload["digest"] for e in following.attached(state) if e.payload["digest"] not in known.files
        )
    if not numbers and not digests:
        return known
    there = Case.objects.filter(number__in=numbers).values_list("number", "pk") if numbers else ()
    files = files_by_digest(digests) if digests else {}
    return Places(cases={**known.cases, **dict(there)}, files={**known.files, **files})


def given(case: Case, state: State, surroundings: Around, known_places: Places) -> Given:
    """All that the rows of a case may look at beside its state."""
    procedure = library().edition(case.kind, state.edition or case.edition)
    past = World(
        procedure=procedure, state=state, at=AHEAD, law=surroundings.law, local_on=surroundings.local
    )
    return Given(
        procedure=procedure,
        law=surroundings.law,
        lay_down=partial(laid_down, past),
        lay_turns=partial(_turns, past, surroundings.local.changes),
        bureau=case.bureau_id,
        department=case.department_id,
        number=case.number,
        title=case.title,
        cases=known_places.cases,
        files=known_places.files,
    )


def _turns(
    past: World, changes: Iterable[date], clocks: Sequence[ClockReading]
) -> tuple[tuple[Span, tuple[Awaited, ...]], ...]:
    """Every turn laid down, with everybody whose it is; what the bureau has adopted may change it from a day on."""
    of_the_way = tuple((span, awaited(past, span.turn)) for span in spans(past, clocks, also=changes))
    last = past.state.entries[-1].at.date() if past.state.entries else past.at.date()
    beside = ((Span(turn=turn, first=last, last=None), whom) for turn, whom in confirmations(past))
    return (*of_the_way, *beside)


def rows(case: Case, state: State, about: Given) -> Rows:
    """Every row that follows from the acts of a case, those of its kind included."""
    of_kind = registry.furnishing(case.kind).rows
    return {**following.rows(state, about), **(of_kind(state, about) if of_kind else {})}


def derive(case: Case, state: State, about: Given) -> Derived:
    """Every row that follows from the acts of a case, ready to be compared or written."""
    by_model = dict(rows(case, state, about))
    (own,) = by_model.pop(Case)
    tables: Tables = {}
    for model, wanted in by_model.items():
        table = owned(model, Case)
        values = (tuple(row[name] for name in table.columns) for row in wanted)
        tables[table] = {table.key_of(row): row for row in values}
    return Derived(case=own, tables=tables)


def derive_all(cases: Sequence[tuple[Case, State]]) -> list[tuple[Case, Derived]]:
    """What follows in many cases; what they rest on is fetched once for all of them."""
    one_each = {case.bureau_id: case.bureau for case, _ in cases}
    by_bureau = {number: around(bureau) for number, bureau in one_each.items()}
    known_places = places(state for _, state in cases)
    return [
        (case, derive(case, state, given(case, state, by_bureau[case.bureau_id], known_places)))
        for case, state in cases
    ]
