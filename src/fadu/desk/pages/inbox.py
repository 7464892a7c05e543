# SPDX-License-Identifier: MulanPSL-2.0
"""The inbox: what waits for the officer, the most urgent first, each with the one press that opens its form."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render

from fadu.cases import lamps
from fadu.cases.reading import worklist, workload
from fadu.desk import blank_form, turn_lines
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.shown import beginnings
from fadu.kernel import clock
from fadu.people import selectors as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.desk.turn_lines import TurnLine

SECTIONS = (
    ("red", "已超期"),
    ("today", "今日届满"),
    ("yellow", "临近届满"),
    ("green", "期限未近"),
    ("grey", "没有期限"),
)


@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """What waits for the officer now; ``kind`` narrows it to signatures, confirmations, papers to be served and so on."""
    officer, now = officer_of(request), clock.now()
    own = turn_lines.at_the_desk(officer, now)
    kinds = Counter(turn.kind for turn in own)
    kind = request.GET.get("kind", "")
    asked = [turn for turn in own if turn.kind == kind] if kind in kinds else own
    page = Paginator(asked, worklist.PAGE).get_page(request.GET.get("page"))
    lines = turn_lines.lines_of(page, now.date())
    context = {
        "groups": [
            (title, of_section, key)
            for key, title in SECTIONS
            if (of_section := [line for line in lines if section_of(line, now.date()) == key])
        ],
        "page": page,
        "kinds": [(key, title, kinds[key]) for key, title in turn_lines.KINDS.items() if kinds[key]],
        "kind": kind if kind in kinds else "",
        "today": now.date(),
        "mine": len(own),
        "near_days": lamps.near(),
        "works_outside": beginnings.works_together(people.whole_posts(officer, now), now.date()),
        "handles": not own and bool(workload.assigned_to(officer, now)),
        "late_blanks": blank_form.overdue_of(officer, now.date()),
        "to_sign": many if (many := kinds["sign"]) > 1 else 0,
    }
    return render(request, "desk/inbox.html", context)


def section_of(line: TurnLine, on: object) -> str:
    """The section of the inbox a line stands in."""
    return "today" if line.until == on else line.lamp
