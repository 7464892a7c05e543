# SPDX-License-Identifier: MulanPSL-2.0
"""The page of a party: its particulars masked, its names, its cases as far as one may know of them, and what it has from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fadu.cases.reading import openings, party_pages
from fadu.cases.rules import party_key
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of, seen_by
from fadu.desk.shown import found
from fadu.desk.words import kind_title, stage_title
from fadu.kernel import clock
from fadu.kernel.plain_numbers import plain_number
from fadu.oversight import reach
from fadu.people import party_views

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from fadu.cases.reading.party_pages import CaseOfParty, Known
    from fadu.people.models import Officer

#: what an opening of one party's particulars is called where it is entered
WHAT = "当事人的联系方式和证件号码（自当事人页查看）"


@for_officers
@of_one_moment
def show(request: HttpRequest, party_id: int) -> HttpResponse:
    """A party of a case the officer may read; anybody else does not exist for them, an informant least of all."""
    officer, now = officer_of(request), clock.now()
    known = _known(request, party_id)
    if known.party.pk != party_id:
        return redirect("desk:party", known.party.pk)
    cases = party_pages.cases(officer, now, known.keys)
    shown, more = cases[: party_pages.MOST], len(cases) > party_pages.MOST
    read = [one.case for one in shown if one.is_read]
    view = party_views.party_view(known.party.pk)
    context = {
        "party": {**view, "id": known.party.pk, "kind": known.party.get_kind_display()},
        "former": [(name, since) for name, since in known.names if name != known.party.name],
        "groups": grouped(shown),
        "more": more,
        "most": party_pages.MOST,
        "holdings": party_pages.holdings(read, known.keys, now.date()),
        "findings": findings(officer, [one.case.pk for one in shown if one.is_whole], now),
        "opens": [one.case for one in shown if one.is_whole and one.is_read] if view["sealed"] else [],
    }
    return render(request, "desk/party.html", context)


@require_POST
@for_officers
def opened(request: HttpRequest, party_id: int) -> HttpResponse:
    """The particulars in plain, for the work on a case that is named: that they were opened is entered in that case first."""
    known = _known(request, party_id)
    case, seen = seen_by(request, plain_number(request.POST.get("case")) or 0)
    if not openings.may_open(seen) or not party_pages.is_party_of(case, known.keys):
        raise Http404("没有这个案件，或者您无权查看。")
    with transaction.atomic():
        openings.enter(case, officer_of(request), WHAT, whom=[party_key(known.party.pk)])
    plain = party_views.opened(
        [{**party_views.party_view(known.party.pk), "capacity": known.party.get_kind_display()}]
    )
    response = render(request, "desk/parties.html", {"case": case, "parties": plain})
    response["Cache-Control"] = "no-store"
    return response


def _known(request: HttpRequest, party_id: int) -> Known:
    known = party_pages.known(officer_of(request), clock.now(), party_id)
    if known is None:
        raise Http404("没有这个当事人，或者您无权查看。")
    return known


def grouped(cases: Sequence[CaseOfParty]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The cases by whether they are open, each with what the party is in it."""
    lines = [line_of(one) for one in cases]
    both = (
        ("在办", [line for line in lines if line["case"].closed_at is None]),
        ("已办结", [line for line in lines if line["case"].closed_at is not None]),
    )
    return [(title, some) for title, some in both if some]


def line_of(one: CaseOfParty) -> dict[str, Any]:
    """A case of a party as its page and its sheet list it."""
    return {
        "case": one.case,
        "kind": kind_title(one.case),
        "stage": stage_title(one.case),
        "capacity": "、".join(one.capacities) or "—",
    }


def findings(officer: Officer, cases: Sequence[int], at: datetime) -> list[dict[str, Any]]:
    """What checks found in cases the officer sees whole, as far as it is before him; what nobody has looked into first."""
    rows = reach.raised_to(officer, at).filter(case__in=cases).select_related("case")
    lines = found.lines(rows.order_by("pk"), at)
    return sorted(lines, key=lambda line: (line["word"] != "待核", line["row"].case.number))
