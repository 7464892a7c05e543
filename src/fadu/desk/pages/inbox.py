# SPDX-License-Identifier: MulanPSL-2.0
"""The inbox: overdue, today, soon, and what waits for my signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fadu.cases import selectors
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.words import kind_title, stage_title
from fadu.kernel import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SECTIONS = (("red", "已超期"), ("today", "今日届满"), ("yellow", "临近届满"), ("green", "在办"))


@for_officers
def show(request: HttpRequest) -> HttpResponse:
    """Open cases by their nearest last day; cases that wait for a signature of mine first."""
    officer, now = officer_of(request), clock.now()
    lines = [describe(line) for line in selectors.inbox(officer, now, limit=200)]
    groups = [(title, [line for line in lines if section_of(line) == key], key) for key, title in SECTIONS]
    context = {
        "groups": groups,
        "waiting": [describe(line) for line in selectors.waiting_for(officer, now)],
        "without_clock": selectors.without_clock(officer, now)[:50],
        "today": now.date(),
    }
    return render(request, "desk/inbox.html", context)


def describe(line: selectors.InboxLine) -> dict[str, object]:
    """A line with its words."""
    return {
        "case": line.case,
        "kind": kind_title(line.case),
        "stage": stage_title(line.case),
        "due_on": line.due_on,
        "light": line.light,
        "days_left": line.days_left,
        "words": words(line),
    }


def words(line: selectors.InboxLine) -> str:
    """The lamp in words, for colour is never the only sign."""
    if line.days_left is None:
        return "无运行中的期限"
    if line.days_left < 0:
        return f"超期{-line.days_left}日"
    return "今日届满" if line.days_left == 0 else f"剩余{line.days_left}日"


def section_of(line: dict[str, object]) -> str:
    """The section of the inbox a line stands in."""
    return "today" if line["days_left"] == 0 else str(line["light"])
