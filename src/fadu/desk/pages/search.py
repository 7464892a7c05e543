# SPDX-License-Identifier: MulanPSL-2.0
"""Search in the cases the officer may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fadu.cases.reading import selectors
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.words import kind_title, stage_title
from fadu.kernel import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: more are not listed at once; the words should be made narrower
MOST = 100


@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """Cases that contain all the words, those entered last first."""
    text = request.GET.get("q", "").strip()
    cases = selectors.find(officer_of(request), clock.now(), text, MOST + 1) if text else []
    lines = [{"case": case, "kind": kind_title(case), "stage": stage_title(case)} for case in cases]
    return render(
        request, "desk/search.html", {"text": text, "lines": lines[:MOST], "more": len(lines) > MOST}
    )
