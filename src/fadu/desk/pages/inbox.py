# SPDX-License-Identifier: MulanPSL-2.0
"""The inbox: what waits for my signature, what is overdue, ends today or soon; and what is done."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from fadu.cases.reading import selectors, turn_words, turns, worklist
from fadu.cases.world.worlds import is_installed
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.words import kind_title, lamp_words, stage_title
from fadu.kernel import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.people.models import Officer

SECTIONS = (("red", "已超期"), ("today", "今日届满"), ("yellow", "临近届满"), ("green", "在办"))


@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """Open cases by their nearest last day; cases that wait for a signature of mine first."""
    officer, now = officer_of(request), clock.now()
    after = _after(request.GET.get("after", ""))
    entries, following = worklist.page(officer, now, after=after)
    lines = [describe(line) for line in entries]
    waiting = [] if after else worklist.lines(selectors.waiting_for(officer, now), now.date())
    context = {
        "groups": [
            (title, [line for line in lines if section_of(line) == key], key) for key, title in SECTIONS
        ],
        "waiting": [describe(line) for line in waiting],
        "second_word": [] if after else second_word(officer, now),
        "without": []
        if after or following
        else [describe(line) for line in worklist.without_term(officer, now)],
        "counts": worklist.counts(officer, now),
        "first": not after,
        "following": following,
        "today": now.date(),
    }
    return render(request, "desk/inbox.html", context)


def second_word(officer: Officer, at: datetime) -> list[dict[str, object]]:
    """What waits for the officer as the second person: in which case, what, since when, and the action that says it."""
    return [
        {"case": turn.case, "action": turn.what, "words": turn_words.what(turn), "since": turn.since}
        for turn in turns.turns_of(officer, at)
        if turn.kind == "confirm" and is_installed(turn.case.kind)
    ]


@for_officers
@of_one_moment
def done(request: HttpRequest) -> HttpResponse:
    """Closed cases, the newest first."""
    officer, now = officer_of(request), clock.now()
    cases, following = worklist.done(officer, now, before=_before(request.GET.get("before", "")))
    lines = [{"case": case, "kind": kind_title(case), "stage": stage_title(case)} for case in cases]
    return render(
        request,
        "desk/done.html",
        {"lines": lines, "following": following, "counts": worklist.counts(officer, now)},
    )


def describe(line: worklist.Line) -> dict[str, object]:
    """A line with its words."""
    return {
        "line": line,
        "case": line.case,
        "kind": kind_title(line.case),
        "stage": stage_title(line.case),
        "light": line.light,
        "words": lamp_words(line.light, line.days_left, line.work_days_left),
    }


def section_of(described: dict[str, object]) -> str:
    """The section of the inbox a line stands in."""
    line = described["line"]
    return "today" if isinstance(line, worklist.Line) and line.days_left == 0 else str(described["light"])


def _after(text: str) -> tuple[date, int] | None:
    if not text:
        return None
    try:
        day, number = text.split(".")
        return date.fromisoformat(day), int(number)
    except ValueError as error:
        raise Http404("没有这一页。") from error


def _before(text: str) -> tuple[datetime, int] | None:
    if not text:
        return None
    try:
        moment, number = text.rsplit(".", 1)
        return datetime.fromtimestamp(float(moment), clock.LEGAL_TIME), int(number)
    except (ValueError, OverflowError, OSError) as error:
        raise Http404("没有这一页。") from error
