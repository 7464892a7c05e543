# SPDX-License-Identifier: MulanPSL-2.0
"""Search in all the officer may see: cases, parties and papers, each through the one gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from fadu.cases.reading import asked as asking
from fadu.cases.reading import seeking
from fadu.desk import saved_filters
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.seeking_form import SeekingForm
from fadu.desk.words import kind_title, stage_title
from fadu.kernel import clock
from fadu.people import party_views

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.people.models import Party

#: more are not listed at once; the words should be made narrower
MOST = 100


@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """What is found, the exact number first, then what was entered last."""
    form = SeekingForm(request.GET)
    text, narrowed = form.sought(), form.narrowed()
    asked = asking.read(text)
    hits = seeking.find(officer_of(request), clock.now(), asked, narrowed, MOST + 1)
    context = {
        "form": form,
        "text": text,
        "asked": asked,
        "hits": hits,
        "lines": [case_line(case) for case in hits.cases[:MOST]],
        "more": len(hits.cases) > MOST,
        "parties": party_lines(hits.parties),
        "papers": [
            {"title": row.document.title, "number": row.document.number, "case": row.case, "id": row.pk}
            for row in hits.papers
        ],
        "query": saved_filters.query_of(request.GET, form),
        "narrowed": bool(narrowed.kind or narrowed.state),
    }
    return render(request, "desk/search.html", context)


def case_line(case: Case) -> dict[str, Any]:
    """A case as the search and the page of a party list it."""
    return {"case": case, "kind": kind_title(case), "stage": stage_title(case)}


def party_lines(parties: list[Party]) -> list[dict[str, Any]]:
    """Parties by their names of today, with their identity masked as on the page of a case; all read together."""
    shown = party_views.party_views(party.pk for party in parties)
    return [{**shown[party.pk], "id": party.pk, "kind": party.get_kind_display()} for party in parties]
