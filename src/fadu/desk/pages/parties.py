# SPDX-License-Identifier: MulanPSL-2.0
"""The parties of a case with whole numbers and addresses, for those who must call, visit or write to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from fadu.cases.reading import openings
from fadu.cases.rules import party_id_of
from fadu.cases.world import worlds
from fadu.desk.officer import for_officers, officer_of, seen_by
from fadu.people import party_views

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: what an opening of all parties of a case is called where it is entered
WHAT = "当事人的联系方式和证件号码"


@require_POST
@for_officers
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """The parties in plain; that they were opened, and by whom, is entered first."""
    case, seen = seen_by(request, case_id)
    if not openings.may_open(seen):
        raise Http404("没有这个案件，或者您无权查看。")
    parties = worlds.known_state_of(case).parties
    with transaction.atomic():
        openings.enter(case, officer_of(request), WHAT, whom=[party.key for party in parties])
    shown = party_views.party_views(party_id_of(party.key) for party in parties)
    plain = party_views.opened(
        {**shown[party_id_of(party.key)], "capacity": party.capacity} for party in parties
    )
    response = render(request, "desk/parties.html", {"case": case, "parties": plain})
    response["Cache-Control"] = "no-store"
    return response
