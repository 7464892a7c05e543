# SPDX-License-Identifier: MulanPSL-2.0
"""Papers of cases as they are shown today, with what was said of each after it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.papers.since import names_today
from fadu.cases.world.worlds import is_installed, states_of
from fadu.records.since import Since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.cases.models import Case, CaseDocument
    from fadu.procedure.state import State


def since(rows: Sequence[CaseDocument]) -> dict[int, Since]:
    """What was said since of each paper of some cases, by the number of the document; the acts of all of them are read together."""
    cases = {row.case_id: row.case for row in rows if is_installed(row.case.kind)}
    states = states_of(cases.values())
    return {
        row.document_id: each
        for case in cases.values()
        for row, each in _of_case(case, states[case.pk], [row for row in rows if row.case_id == case.pk])
    }


def _of_case(case: Case, state: State, rows: Sequence[CaseDocument]) -> list[tuple[CaseDocument, Since]]:
    names = names_today(case, state)
    return [(row, Since(names=names.get(row.seq, {}))) for row in rows]
