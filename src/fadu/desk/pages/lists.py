# SPDX-License-Identifier: MulanPSL-2.0
"""Lists of cases beside the inbox: what of my own waits for others, what is open, what I did, what is closed; each narrowed by filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from fadu.cases import lamps
from fadu.cases.reading import turns, worklist
from fadu.cases.reading.veil import Veil
from fadu.desk import saved_filters
from fadu.desk.choosing_form import LAMPS, ChoosingForm
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.shown import waited_for
from fadu.desk.words import action_title, kind_title, lamp_words, stage_title
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Act
    from fadu.people.models import Officer

SECTIONS = (
    ("red", "已超期"),
    ("today", "今日届满"),
    ("yellow", "临近届满"),
    ("green", "期限未近"),
    ("grey", "现在没有本机关的期限在计时"),
)


@for_officers
@of_one_moment
def running(request: HttpRequest) -> HttpResponse:
    """Open cases by their nearest last day, each with whom it waits for."""
    officer, now = officer_of(request), clock.now()
    form = ChoosingForm(request.GET, officer, now)
    chosen = form.chosen()
    try:
        after = worklist.Place.read(request.GET["after"]) if request.GET.get("after") else None
    except (ValueError, OverflowError) as error:
        raise Http404("没有这一页。") from error
    entries, following = worklist.page(officer, now, chosen, after=after)
    lines = described(entries, officer, now)
    # each lamp's own number stands beside the one that is chosen
    counts = worklist.counts(officer, now, replace(chosen, lamp=""))
    return _list(
        request,
        "running",
        form,
        groups=[
            (title, of_section, key)
            for key, title in SECTIONS
            if (of_section := [line for line in lines if section_of(line) == key])
        ],
        counts=counts,
        near_days=lamps.near(),
        lamps=[(key, title, getattr(counts, key)) for key, title in LAMPS if key],
        others=saved_filters.query_of(request.GET, form, without="lamp"),
        following=f"after={following}" if following else "",
    )


@for_officers
@of_one_moment
def waiting(request: HttpRequest) -> HttpResponse:
    """One's own open cases in which it is somebody else's turn, with whom they wait for and until when."""
    officer, now = officer_of(request), clock.now()
    form = ChoosingForm(request.GET, officer, now, left_out=("handler", "department", "lamp"))
    lines = described(worklist.waiting(officer, now, form.chosen()), officer, now)
    return _list(request, "waiting", form, lines=lines)


@for_officers
@of_one_moment
def done(request: HttpRequest) -> HttpResponse:
    """What the officer did, the newest first."""
    officer, now = officer_of(request), clock.now()
    form = ChoosingForm(request.GET, officer, now, left_out=("handler", "lamp"))
    acts, following = worklist.done(
        officer, now, form.chosen(), before=_number(request.GET.get("before", ""))
    )
    return _list(
        request,
        "done",
        form,
        acts=[act_line(act) for act in acts],
        following=f"before={following}" if following else "",
    )


@for_officers
@of_one_moment
def closed(request: HttpRequest) -> HttpResponse:
    """Closed cases, the newest first."""
    officer, now = officer_of(request), clock.now()
    form = ChoosingForm(request.GET, officer, now, left_out=("lamp",))
    cases, following = worklist.closed(
        officer, now, form.chosen(), before=_moment(request.GET.get("before", ""))
    )
    return _list(
        request,
        "closed",
        form,
        cases=[{"case": case, "kind": kind_title(case), "stage": stage_title(case)} for case in cases],
        following=f"before={following[0].timestamp()}.{following[1]}" if following else "",
    )


def _list(request: HttpRequest, page: str, form: ChoosingForm, **context: Any) -> HttpResponse:
    """A list with its filters; the address of the next page keeps what is chosen."""
    query = saved_filters.query_of(request.GET, form)
    following = context.get("following", "")
    context["following"] = "&".join(filter(None, (query, following))) if following else ""
    return render(
        request,
        f"desk/{page}.html",
        {
            **context,
            "here": page,
            "form": form,
            "query": query,
            "saved": saved_filters.of(officer_of(request), page),
            "today": clock.today(),
        },
    )


def described(entries: list[worklist.Line], officer: Officer, at: datetime) -> list[dict[str, Any]]:
    """Lines of cases with their words and with whom each waits for, as far as the officer may be told."""
    waited, veil = turns.turns_in_each([line.case for line in entries], at.date()), Veil(officer, at)
    return [
        {
            "line": line,
            "case": line.case,
            "kind": kind_title(line.case),
            "stage": stage_title(line.case),
            "light": line.light,
            "words": lamp_words(line.light, line.days_left, line.work_days_left),
            "turns": waited_for.in_a_list(waited.get(line.case.pk, []), veil),
        }
        for line in entries
    ]


def act_line(act: Act) -> dict[str, Any]:
    """Something an officer did: what, when, in which case, and where that stands now."""
    signed = act.action == "sign"
    return {
        "case": act.case,
        "kind": kind_title(act.case),
        "stage": stage_title(act.case),
        "title": action_title(act.case, act.payload["of"] if signed else act.action),
        "signed": signed,
        "at": act.recorded_at.astimezone(LEGAL_TIME),
    }


def section_of(line: dict[str, Any]) -> str:
    """The section of a list a case stands in."""
    return "today" if line["line"].days_left == 0 else str(line["light"])


def _number(text: str) -> int | None:
    if not text:
        return None
    number = plain_number(text)
    if number is None:
        raise Http404("没有这一页。")
    return number


def _moment(text: str) -> tuple[datetime, int] | None:
    if not text:
        return None
    try:
        moment, number = text.rsplit(".", 1)
        return datetime.fromtimestamp(float(moment), LEGAL_TIME), int(number)
    except (ValueError, OverflowError, OSError) as error:
        raise Http404("没有这一页。") from error
