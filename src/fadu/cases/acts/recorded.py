# SPDX-License-Identifier: MulanPSL-2.0
"""Cases as the ledger tells them, beside the rows that are there: read for many at once, for whoever compares the two."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.cases.models import Act, Case
from fadu.cases.rules import opened_stream_of, stream_of
from fadu.cases.world.worlds import entry_of, entry_said
from fadu.kernel.errors import FaduError
from fadu.ledger import selectors as ledger
from fadu.ledger.problems import Problem
from fadu.procedure.fold import fold
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.ledger.parts import Said
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: what an act can hold that is no act of this case: it is named, and the other cases are compared all the same
UNJUDGED = (FaduError, LookupError, TypeError, ValueError, AttributeError)


@dataclass(slots=True)
class Recorded:
    """A case, with what the ledger and its acts say of it; both by sequence number."""

    case: Case
    opened: Said | None = None
    said: dict[int, Said] = field(default_factory=dict)
    acts: dict[int, Act] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """The acts as the ledger tells them; one whose entry lost a part, or has none, as its row does."""
        seqs = sorted(self.said.keys() | self.acts.keys())
        return [self._entry(seq) for seq in seqs if seq in self.acts or self.said[seq].whole]

    def _entry(self, seq: int) -> Entry:
        said = self.said.get(seq)
        return entry_said(said.body) if said and said.whole else entry_of(self.acts[seq])


def read(keys: Sequence[int]) -> list[Recorded]:
    """These cases, as far as they are there; some statements for all of them."""
    cases = Case.objects.select_related("bureau", "parent", "root").filter(pk__in=keys).order_by("pk")
    recorded = {case.pk: Recorded(case) for case in cases}
    of_acts = {stream_of(one.case.number): one for one in recorded.values()}
    of_openings = {opened_stream_of(one.case.number): one for one in recorded.values()}
    for stream, seq, said in ledger.said_of([*of_acts, *of_openings]):
        if stream in of_acts:
            of_acts[stream].said[seq] = said
        else:
            of_openings[stream].opened = said
    for act in Act.objects.filter(case__in=list(recorded)).order_by("case_id", "seq"):
        recorded[act.case_id].acts[act.seq] = act
    return list(recorded.values())


def state_of(one: Recorded) -> State:
    """What the acts amount to, under the edition the case was opened under or moved to."""
    entries = one.entries
    moved = [e.payload["edition"] for e in entries if e.action == "move_edition"]
    opened = one.opened.body.get("edition") if one.opened else None
    edition = date.fromisoformat(str(moved[-1] if moved else opened or one.case.edition))
    return fold(library().edition(one.case.kind, edition), entries)


def title(model: Any, name: str) -> str:
    """A column as people know it, by its name or that of its column."""
    fields = {f.attname: f for f in model._meta.concrete_fields}
    fields |= {f.name: f for f in model._meta.concrete_fields}
    return str(fields[name].verbose_name) if name in fields else name


def problem(code: str, where: str, message: str, model: Any, row: object, column: str = "") -> Problem:
    """A problem with a row of a table."""
    return Problem(
        code=code, where=where, message=message, table=model._meta.db_table, row=str(row), column=column
    )
