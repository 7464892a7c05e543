# SPDX-License-Identifier: MulanPSL-2.0
"""Finding anything an officer may see: cases, parties and papers, by number, code, telephone, day or words; few statements each.

What is sealed enters no index and is asked nowhere: a name, telephone or number that only a sealed field holds finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from fadu.cases.models import Case, CaseDocument
from fadu.cases.reading import search
from fadu.cases.reading.choosing import Chosen
from fadu.cases.reading.known_parties import cases_of, parties_known_to
from fadu.cases.reading.sight import visible_to, whole_to
from fadu.cases.reading.unfinished import is_unfinished
from fadu.kernel.grams import query_grams
from fadu.people import finding
from fadu.records.models import BlankEnd
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fadu.cases.reading.asked import Asked
    from fadu.people.models import Officer, Party

#: of a common word first so many cases are looked at, those entered last
LOOKED_AT = 2_000
#: of parties and papers so many are named at once
FEW = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What is left of the hits: a kind of case, and ``open`` or ``closed``; parties are named whatever is chosen."""

    kind: str = ""
    state: str = ""

    def of(self, cases: QuerySet[Case], on: date) -> QuerySet[Case]:
        """Those of the cases that are asked for."""
        if self.kind:
            cases = cases.filter(kind=self.kind)
        if self.state == "closed":
            cases = cases.filter(closed_at__isnull=False)
        elif self.state:
            cases = cases.filter(is_unfinished(on))
        return cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What was found: cases, those of exactly that number first; parties; papers."""

    cases: list[Case]
    parties: list[Party]
    papers: list[CaseDocument]

    def __bool__(self) -> bool:
        return bool(self.cases or self.parties or self.papers)


EVERYTHING = Narrowed()
_NEWEST = Prepared(lambda: Case.objects.order_by("-pk").values_list("pk")[:1])


def find(
    officer: Officer, at: datetime, asked: Asked, narrowed: Narrowed = EVERYTHING, most: int = 100
) -> Hits:
    """What the officer may see of what is asked for; ``most`` cases at most."""
    visible = visible_to(officer, at)
    cases = narrowed.of(visible, at.date()).select_related("department", "bureau")
    if asked.since:
        opened = Chosen(since=asked.since, until=asked.until).narrow(cases, at.date())
        return Hits(cases=list(opened.order_by("-opened_at", "-pk")[:most]), parties=[], papers=[])
    if not query_grams(asked.text) and not asked.numbers:
        return Hits(cases=[], parties=[], papers=[])
    known = parties_known_to(officer, at)
    parties = _parties(known, asked)
    papers = _papers(officer, at, cases, asked)
    keys = [party.pk for party in parties]
    first = list(cases.filter(number__in=asked.numbers)) if asked.numbers else []
    of_parties = list(cases_of(cases, keys).order_by("-pk")[:most]) if keys else []
    holding = _holding(cases.order_by("-pk"), asked, most)
    rest = {case.pk: case for case in (*of_parties, *holding)}
    of_papers = [row.case for row in papers]
    ordered = (*first, *of_papers, *sorted(rest.values(), key=lambda case: -case.pk))
    return Hits(
        cases=list({case.pk: case for case in ordered}.values())[:most], parties=parties, papers=papers
    )


def _parties(known: QuerySet[Party], asked: Asked) -> list[Party]:
    if asked.identity:
        return list(finding.identified(known, asked.identity).order_by("pk")[:FEW])
    return [] if asked.part else list(finding.named(known, asked.text).order_by("-pk")[:FEW])


def _papers(officer: Officer, at: datetime, cases: QuerySet[Case], asked: Asked) -> list[CaseDocument]:
    """The papers of exactly that number, or written on the blank paper of that number; those of the secondary file only for who sees its case whole."""
    if not asked.numbers:
        return []
    blanks = BlankEnd.objects.filter(
        sheet__bureau=officer.bureau_id, sheet__number__text__in=asked.numbers, document__isnull=False
    )
    written_on = list(blanks.order_by().values_list("document_id", flat=True)[:FEW])
    numbered = ~Q(document__number="") & Q(document__number__in=asked.numbers)
    there = CaseDocument.objects.filter(
        Q(document__in=written_on) if written_on else numbered,
        ~Q(access="secondary") | Q(case__in=whole_to(officer, at)),
        document__bureau_id=officer.bureau_id,
        case__in=cases.values("pk"),
    )
    rows = there.select_related("document", "case", "case__department", "case__bureau")
    return list(rows.order_by("pk")[:FEW])


def _holding(cases: QuerySet[Case], asked: Asked, most: int) -> list[Case]:
    """The cases with all the words; of part of a number those whose own number, or that of a paper in them, has it."""
    if asked.part:
        numbered = Q(number__contains=asked.part) | Q(documents__document__number__contains=asked.part)
        cases = cases.filter(numbered).distinct()
    newest = list(search.matching(cases, asked.text, last=LOOKED_AT)[:most])
    if len(newest) == most or not _there_are_more():
        return newest
    return list(search.matching(cases, asked.text)[:most])


def _there_are_more() -> bool:
    """Whether there may be cases beyond those looked at first."""
    newest = _NEWEST.first()
    return bool(newest and newest[0] > LOOKED_AT)
