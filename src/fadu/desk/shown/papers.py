# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of a case with their services, and the files in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.fields.json import KeyTransform

from fadu.cases.models import CaseDocument, CaseEvidence
from fadu.cases.papers import serving
from fadu.cases.rules import names_of
from fadu.cases.world import sealed
from fadu.cases.world.worlds import procedure_of
from fadu.desk import words
from fadu.desk.shown.since import behind
from fadu.records.opened import has_sealed
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.cases.models import Case
    from fadu.procedure.state import State

#: what the list needs of the contents of a paper, each an attribute of its row: reading the whole of every paper costs more than the list
_SHOWN = ("remedy", "sealed", "parties")
#: what the page of a case asks of its papers and files
_PAPERS = Prepared(
    lambda case: (
        CaseDocument.objects.filter(case=case)
        .select_related("document")
        .defer("document__data")
        .annotate(**{name: KeyTransform(name, "document__data") for name in _SHOWN})
        .order_by("seq", "pk")
    ),
    int,
)
_EVIDENCE = Prepared(lambda case: CaseEvidence.objects.filter(case=case).order_by("seq"), int)


def rows_of(case: Case) -> list[CaseDocument]:
    """The papers of a case, oldest first."""
    rows: list[CaseDocument] = _PAPERS(case.pk)
    for row in rows:
        row.case = case
    return rows


def hidden(rows: Iterable[CaseDocument], *, whole: bool) -> set[str]:
    """The papers, as turns name them, that are not told to who sees no more than the main file."""
    return set() if whole else {f"{row.template}/{row.seq}" for row in rows if row.access == "secondary"}


def documents(
    case: Case, state: State, papers: Iterable[CaseDocument], *, whole: bool
) -> list[dict[str, Any]]:
    """The documents of a case with their services; void ones stay, marked; those of the secondary file only to who sees the
    ``whole`` case.
    """
    served = {d.template + "/" + str(d.seq): d for d in state.documents}
    rows, names = [], names_of(state)
    for row in papers:
        if row.access == "secondary" and not whole:
            continue
        view = served.get(f"{row.template}/{row.seq}")
        rows.append(
            {
                "id": row.pk,
                "title": row.document.title,
                "number": row.document.number,
                "since": [line for _, line in behind(case, state, row)],
                "void": bool(view and view.void),
                "access": row.access,
                "opens": whole and has_sealed({"sealed": row.sealed, "parties": row.parties}),
                "services": [
                    {
                        "on": s.effective_on,
                        "to": names.get(s.party, ""),
                        "manner": words.manner_title(s.manner),
                        "remedies": serving.remedies_after(
                            case, row.remedy or (), row.document.issued_at, s.effective_on
                        ),
                    }
                    for s in (view.services if view else ())
                ],
                "ref": view.ref if view else "",
                "may_be_served": bool(view and serving.may_be_served(procedure_of(case), state, view)),
            }
        )
    return rows


def evidence(case: Case, state: State, *, opens: bool) -> list[dict[str, Any]]:
    """The files of a case; those of the secondary file are named and opened only to those who handle the case."""
    acts = {entry.seq: entry for entry in state.done("attach")}
    rows = []
    for row in _EVIDENCE(case.pk):
        payload = sealed.opened(acts[row.seq].payload) if opens and row.seq in acts else {}
        closed = row.access == "secondary" and not opens
        rows.append(
            {
                "pk": row.pk,
                "title": payload.get("title", row.title),
                "kind": row.kind,
                "access": row.access,
                "closed": closed,
            }
        )
    return rows
