# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of a year, and the records behind one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse

from fadu.cases.models import Case
from fadu.cases.reading import sight
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.words import kind_title, stage_title
from fadu.figures import relations
from fadu.figures.period import Period
from fadu.figures.reading import figure, read
from fadu.kernel import clock
from fadu.law.notices import FIRST_YEAR, LAST_YEAR
from fadu.reporting.wording import value_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest, HttpResponse

    from fadu.figures.figure import Figure
    from fadu.figures.indicators import Row
    from fadu.people.models import Officer


@for_officers
@of_one_moment
def show(request: HttpRequest, year: int) -> HttpResponse:
    """Every figure of the year; each opens its records."""
    period = Period.year(year, as_of=clock.today())
    reading = read(officer_of(request).bureau, period)
    context = {
        "year": year,
        "period": period,
        "years": [each for each in (year - 1, year, year + 1) if FIRST_YEAR <= each <= LAST_YEAR],
        "lines": [{"figure": f, "words": value_words(f) if f.kept else UNKEPT} for f in reading.figures()],
        "contradictions": list(relations.broken(reading)),
    }
    return render(request, "desk/figures.html", context)


@for_officers
@of_one_moment
def records(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The records behind a figure: as many rows as a count says, adding up to what a sum says."""
    officer = officer_of(request)
    period = Period.year(year, as_of=clock.today())
    shown = figure(code, officer.bureau, period)
    back = reverse("desk:figures", args=[year])
    return render(
        request,
        "desk/figure.html",
        {
            "year": year,
            "period": period,
            "figure": shown,
            "back": back,
            "export": reverse("desk:export_figure", args=[year, code]),
            **sides(shown, officer),
        },
    )


def sides(shown: Figure, officer: Officer) -> dict[str, Any]:
    """A figure in words, and the lists it opens: both sides of a rate, or its own."""
    parts = shown.sides
    opened = [{"figure": part, "words": value_words(part), "rows": linked(part, officer)} for part in parts]
    return {"words": value_words(shown), "parts": opened}


#: what is said of a register that was not kept
UNKEPT = "没有登记的记录，不作为零"


def money(fen: int) -> str:
    """An amount in yuan, to the fen."""
    return f"{fen // 100:,}.{fen % 100:02d}"


#: case numbers asked for by one statement; databases bound how many
AT_ONCE = 5_000
#: what stands for a case that the officer may not see: it is counted, not shown
HIDDEN = "（您无权查看此案件）"


def batched(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """A list in pieces of at most that many."""
    return (names[start : start + size] for start in range(0, len(names), size))


def linked(opened: Figure, officer: Officer) -> list[dict[str, Any]]:
    """The rows, each case with its link and what it is called; a case the officer may not see is counted and not named."""
    visible = sight.visible_to(officer, clock.now()).defer("role_names")
    seen: dict[str, Case] = {}
    cases: set[str] = set()
    for numbers in batched(sorted(set(opened.records)), AT_ONCE):
        seen |= {case.number: case for case in visible.filter(number__in=numbers)}
        cases |= set(Case.objects.filter(number__in=numbers).values_list("number", flat=True))
    return [
        _row(row, seen.get(row.record), opened, is_hidden=row.record in cases - seen.keys())
        for row in opened.rows
    ]


def _row(row: Row, case: Case | None, opened: Figure, *, is_hidden: bool) -> dict[str, Any]:
    """A record as it is listed; its remark is what the figure tells of it, else where the case stands, and never empty."""
    stands = f"{kind_title(case)}：{stage_title(case)}" if case else opened.name
    return {
        "on": row.on,
        "record": HIDDEN if is_hidden else row.record,
        "name": case.called if case else "",
        "detail": "无权查看，计入数据" if is_hidden else row.detail or stands,
        "case_id": case.pk if case else None,
        "amount": money(row.value),
        "value": row.value,
    }
