# SPDX-License-Identifier: MulanPSL-2.0
"""Blank papers for places without a network: drawn as a block with numbers, printed, and each number brought to its end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from fadu.cases.models import CaseDocument
from fadu.cases.papers.blank_forms import blank_forms
from fadu.cases.reading.sight import visible_to
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.blank_form import DrawForm, seen_by
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.law.calendar import Calendar
from fadu.people.adopted import working_calendar
from fadu.records import blanks
from fadu.records.models import RETURNED, SPOILED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpRequest

    from fadu.people.models import Officer
    from fadu.records.models import BlankSheet

#: what was accounted for is shown for so long
SHOWN = timedelta(days=180)
#: at most so many of those
MOST_SHOWN = 200
#: characters of a reason
LONGEST = 500


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """The open papers, those accounted for lately with what became of them, and the form to draw a block."""
    officer, now = officer_of(request), clock.now()
    calendar = working_calendar(officer.bureau)
    form = DrawForm(
        request.POST if "what" in request.POST else None,
        on=now.date(),
        initial={"due_on": _next_working_day(calendar, now.date())},
    )
    if is_pressed(request) and form.is_valid():
        kind, chosen = form.chosen()
        sheets = blanks.draw(
            form=chosen,
            kind=kind,
            pattern=blank_forms().pattern,
            count=form.cleaned_data["count"],
            by=officer,
            due_on=form.cleaned_data["due_on"],
            at=now,
        )
        numbers = f"{sheets[0].number}" + (f"至{sheets[-1].number}" if len(sheets) > 1 else "")
        messages.success(request, f"已领取《{chosen.title}》{len(sheets)}份：{numbers}。请打印后带去现场。")
        return redirect("desk:blanks")
    seen = seen_by(officer, now)
    lying = list(blanks.open_sheets(officer.bureau_id).filter(seen))
    context = {
        "form": form,
        "blocks": _blocks(lying),
        "late": sum(sheet.due_on < now.date() for sheet in lying),
        "ended": _ended(officer, seen, now),
        "today": now.date(),
        "officer": officer,
        "typed": {"sheet": request.POST.get("sheet", ""), "reason": request.POST.get("reason", "")},
    }
    return render(request, "desk/blanks.html", context)


@require_POST
@for_officers
def end(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """A blank paper is spoiled, with its reason, or comes back unused. Raises BadInputError."""
    officer, now, how = officer_of(request), clock.now(), request.POST.get("how", "")
    sheet = _sheet(officer, sheet_id)
    if how == SPOILED:
        blanks.spoil(sheet, reason=request.POST.get("reason", "")[:LONGEST], by=officer, at=now)
        messages.success(request, f"已登记作废：{sheet}。")
    elif how == RETURNED:
        blanks.give_back(sheet, by=officer, at=now)
        messages.success(request, f"已登记交回未用：{sheet}。")
    else:
        raise BadInputError(
            expected="作废，或者交回未用", got=how[:20], where=str(sheet), remedy="按所列的按钮"
        )
    return redirect("desk:blanks")


@require_GET
@for_officers
def printed(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """The open papers of a block, to print; by ``only`` a single one."""
    officer = officer_of(request)
    sheet = _sheet(officer, sheet_id)
    block = blanks.drawn_with(sheet).filter(ending=None)
    rows = [sheet] if "only" in request.GET else list(block)
    answer = HttpResponse(blanks.printed(rows), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="blank.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _sheet(officer: Officer, sheet_id: int) -> BlankSheet:
    """An open blank paper the officer sees; any other does not exist for them."""
    rows = blanks.open_sheets(officer.bureau_id).filter(seen_by(officer, clock.now()))
    sheet = rows.select_related("number", "source").filter(pk=sheet_id).first()
    if sheet is None:
        raise Http404("没有这份空白文书，或者已经交代过了。")
    return sheet


def _blocks(sheets: Iterable[BlankSheet]) -> list[list[BlankSheet]]:
    """Open papers in the blocks they were drawn in."""
    blocks: dict[tuple[object, ...], list[BlankSheet]] = {}
    for sheet in sheets:
        blocks.setdefault((sheet.drawn_by_id, sheet.drawn_at, sheet.template), []).append(sheet)
    return list(blocks.values())


def _ended(officer: Officer, seen: Any, now: Any) -> list[dict[str, Any]]:
    """What became of papers lately, each with the case it went into, where the officer may read that."""
    rows = list(blanks.ended_since(officer.bureau_id, now - SHOWN).filter(seen)[:MOST_SHOWN])
    papers = [row.ending.document_id for row in rows if row.ending.document_id]
    of_cases = CaseDocument.objects.filter(
        document__in=papers, case__in=visible_to(officer, now).values("pk")
    )
    places = {each.document_id: each.case for each in of_cases.select_related("case")}
    return [{"sheet": row, "case": places.get(row.ending.document_id)} for row in rows]


def _next_working_day(calendar: Calendar, on: date) -> date:
    return calendar.on_or_after(on + timedelta(days=1))
