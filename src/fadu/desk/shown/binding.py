# SPDX-License-Identifier: MulanPSL-2.0
"""The file of a case as it is bound: its papers and materials in their order, whose copies are in plain, and how many pages it has.

Whoever may do the act that issues the cover of the file (a form says `bound: cover`) binds it, and has to have all of it in his hands: by
the press for the copy for the file (存卷本) alone, which is entered, he is given what of the case's own procedures is closed to him on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import services
from fadu.cases.models import Case, CaseDocument
from fadu.cases.papers.form_sources import forms_of
from fadu.cases.papers.materials import materials_of
from fadu.cases.reading import openings, sight
from fadu.cases.reading.sight import Sight
from fadu.cases.world.worlds import is_installed, procedure_of
from fadu.desk.officer import WITH
from fadu.desk.options import open_to
from fadu.desk.shown.since import since
from fadu.kernel import clock
from fadu.people.actors import OfficerActor
from fadu.records import pieces
from fadu.records.volume import pages_numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.people.models import Officer
    from fadu.procedure.model import Procedure
    from fadu.records.models import Document
    from fadu.records.pieces import Material, Piece
    from fadu.records.since import Since

#: a file has at most so many times the pages of its print, and so many beside them, without a question (practice, not law)
MANIFOLD, BESIDE = 3, 100
VOLUMES = {"main": "正卷", "secondary": "副卷"}
#: in which order the papers of a bound file lie; all that have no place of their own lie between
_PLACES = {"cover": 0, "contents": 1, "": 2, "last": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One volume of a file, as far as somebody is given it."""

    papers: tuple[Document, ...]
    said: Mapping[int, Since]
    materials: tuple[Material, ...]
    #: number of a paper -> what it is in the file
    bound: Mapping[int, str]
    #: the cases it is made of, with their papers
    rows: tuple[CaseDocument, ...]
    left_out: int = 0

    def pieces(self, plain: frozenset[int] = frozenset()) -> list[Piece]:
        """What is bound. ``plain``: the papers of which it is the copy for the file."""
        papers = pieces.of_papers(self.papers, self.said, bound=self.bound, plain=plain)
        return [*papers, *pieces.of_materials(self.materials)]


def act_of(procedure: Procedure) -> tuple[str, str] | None:
    """The act by which the file of a kind of case is bound, and the field in which it says how many pages it has; None where none is."""
    covers = {
        key: form.page_count
        for key, editions in forms_of(procedure).items()
        for form in editions
        if form.bound == "cover"
    }
    return next(
        (
            (action.key, covers[issue.template])
            for action in procedure.actions.values()
            for issue in action.issues
            if issue.template in covers
        ),
        None,
    )


def binds(case: Case, officer: Officer) -> bool:
    """Whether an officer may bind the file of a case now."""
    act = act_of(procedure_of(case)) if is_installed(case.kind) else None
    if act is None:
        return False
    options = services.explain(case=case, by=OfficerActor(officer=officer))
    return any(option.action == act[0] and open_to(option) for option in options)


def file_of(case: Case, cases: Sequence[Case], closed: Sequence[Case], access: str) -> File:
    """One volume of a case and its children, and how much of it lies in those that are ``closed``."""
    rows, materials = _papers(cases, access), materials_of(cases, access)
    left_out = len(_papers(closed, access)) + len(materials_of(closed, access)) if closed else 0
    return File(
        papers=tuple(row.document for row in rows),
        said=since(rows),
        materials=tuple(materials),
        bound={row.document_id: _bound(row) for row in rows},
        rows=tuple(rows),
        left_out=left_out,
    )


def cases_of(officer: Officer, case: Case, needed: Sight) -> tuple[list[Case], list[Case]]:
    """A case with its children as far as the officer sees these as much, and the children he does not see as much."""
    children = [(child, sight.sight_of(officer, child, clock.now())) for child in children_of(case)]
    seen = [child for child, as_much in children if as_much is not None and as_much >= needed]
    return [case, *seen], [child for child, _ in children if child not in seen]


def children_of(case: Case) -> list[Case]:
    """The cases opened out of a case."""
    return list(case.children.select_related(*WITH))


def in_plain(officer: Officer, rows: Sequence[CaseDocument], *, is_binding: bool) -> frozenset[int]:
    """The papers of which an officer is given the copy for the file: of the cases seen whole, or of all where he binds the file."""
    whole = {
        case.pk
        for case in {row.case_id: row.case for row in rows}.values()
        if is_binding or openings.may_open(sight.sight_of(officer, case, clock.now()) or Sight.HEADER)
    }
    return frozenset(row.document_id for row in rows if row.case_id in whole)


def pages_of(case: Case) -> dict[str, int]:
    """How many numbered pages each volume of the whole file has as it would be printed now."""
    cases = [case, *children_of(case)]
    return dict(_counted(tuple((each.pk, each.revision) for each in cases)))


@lru_cache(maxsize=64)
def _counted(revisions: tuple[tuple[int, int], ...]) -> tuple[tuple[str, int], ...]:
    """Counted once for cases as they stand: it makes every paper that nobody has looked at yet."""
    cases = list(Case.objects.filter(pk__in=[pk for pk, _ in revisions]).select_related(*WITH).order_by("pk"))
    return tuple(
        (access, pages_numbered(file_of(cases[0], cases, [], access).pieces())) for access in VOLUMES
    )


def offered(case: Case, action: str) -> dict[str, object]:
    """What the form of the act by which a file is bound begins with: the number of its pages."""
    act = act_of(procedure_of(case))
    if act is None or act[0] != action or not act[1]:
        return {}
    pages = sum(pages_of(case).values())
    return {act[1]: pages} if pages else {}


def doubts(case: Case, action: str, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """What whoever binds a file is asked about: fewer pages than its print has, or more than what lies beside it on paper would explain."""
    act = act_of(procedure_of(case)) if action else None
    said = payload.get(act[1]) if act and act[0] == action else None
    if not isinstance(said, int):
        return ()
    printed = sum((pages := pages_of(case)).values())
    if printed <= said <= MANIFOLD * printed + BESIDE:
        return ()
    parts = "、".join(f"{VOLUMES[access]}{count}页" for access, count in pages.items())
    return (
        f"所填页数{said}页，{'少' if said < printed else '远多'}于案卷现在打印的页数：{parts}，共{sum(pages.values())}页（封面、目录、备考表不计）。",
    )


def _papers(cases: Sequence[Case], access: str) -> list[CaseDocument]:
    """The papers in force of some cases, in the order in which they were issued; the cover first, and last what says of what it is made."""
    rows = CaseDocument.objects.filter(case__in=cases, access=access, document__voiding=None)
    known = rows.select_related("document__source", "case__bureau").order_by(
        "document__issued_at", "document_id"
    )
    return sorted(known, key=lambda row: _PLACES[_bound(row)])


def _bound(row: CaseDocument) -> str:
    """What a paper is in the bound file, by the form it was made with."""
    if not is_installed(row.case.kind):
        return ""
    editions = forms_of(procedure_of(row.case)).get(row.document.source.key, ())
    return next((form.bound for form in editions if form.bound), "")
