# SPDX-License-Identifier: MulanPSL-2.0
"""Blank papers with numbers, for places without a network: drawn, printed, and each accounted for once.

A form that bears a number gets the next of its own series; any other gets a number of control. What is spoiled or comes back unused is
void with its reason and never given out again, so that no number is without an end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.ledger import services as ledger
from fadu.people.models import Bureau
from fadu.records import bodies, services
from fadu.records.archive import read_source
from fadu.records.models import RETURNED, SPOILED, USED, BlankEnd, BlankSheet, IssuedNumber
from fadu.records.rendering.blank import blank_sheet
from fadu.records.rendering.pdf import render_pdf
from fadu.records.volume import together

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fadu.people.models import Officer
    from fadu.records.forms import Form
    from fadu.records.models import Document

#: the series of the numbers of control
SERIES = "blank"
#: so many are drawn at once, and lie open with one officer, at most (practice, not law)
MOST, MOST_OPEN = 30, 90
#: what a number says that came back
CAME_BACK = "空白文书交回未用"


@transaction.atomic
def draw(
    *, form: Form, kind: str, pattern: str, count: int, by: Officer, due_on: date, at: datetime
) -> list[BlankSheet]:
    """Give an officer blank papers of a form with their numbers, to be accounted for by a day.

    ``pattern`` writes the number of control of a form that bears none. Raises BadInputError for too many, or a day before today.
    """
    held = open_sheets(by.bureau_id).filter(drawn_by=by).count()
    if not 1 <= count <= MOST or held + count > MOST_OPEN:
        raise BadInputError(
            expected=f"一次1至{MOST}份，手中未交代的合计不超过{MOST_OPEN}份",
            got=f"{count}份，手中还有{held}份",
            where="份数",
            remedy="先交代手中的空白文书，或者少领几份",
        )
    today = at.astimezone(clock.LEGAL_TIME).date()
    if due_on < today:
        raise BadInputError(expected="今天或者以后", got=due_on, where="应交代之日", remedy="改正日期")
    source = services.source_of(form, at)
    abbreviation = Bureau.objects.values_list("abbreviation", flat=True).get(pk=by.bureau_id)
    sheets = []
    for _ in range(count):
        text = services.next_number(
            bureau_id=by.bureau_id,
            series=(form.series or form.key) if form.number else SERIES,
            pattern=form.number or pattern,
            year=today.year,
            abbreviation=abbreviation,
            at=at,
        )
        sheet = BlankSheet.objects.create(
            bureau_id=by.bureau_id,
            kind=kind,
            template=form.key,
            title=form.title,
            source=source,
            number=IssuedNumber.objects.get(bureau_id=by.bureau_id, text=text),
            drawn_by=by,
            department_id=by.department_id,
            drawn_at=at,
            due_on=due_on,
        )
        ledger.append(
            stream=f"blank:{sheet.pk}", kind="drawn", body=bodies.blank_body(sheet), at=at, begins=True
        )
        sheets.append(sheet)
    return sheets


def open_sheets(bureau_id: int) -> QuerySet[BlankSheet]:
    """The blank papers of a bureau that nobody has accounted for, the earliest day first."""
    rows = BlankSheet.objects.filter(bureau_id=bureau_id, ending=None)
    return rows.select_related("number", "drawn_by", "department").order_by("due_on", "pk")


def ended_since(bureau_id: int, since: datetime) -> QuerySet[BlankSheet]:
    """The blank papers accounted for since a moment, the latest first."""
    rows = BlankSheet.objects.filter(bureau_id=bureau_id, ending__ended_at__gte=since)
    related = ("number", "drawn_by", "department", "ending__ended_by", "ending__document")
    return rows.select_related(*related).order_by("-ending__ended_at", "-pk")


def drawn_with(sheet: BlankSheet) -> QuerySet[BlankSheet]:
    """The block a blank paper was drawn in: by the same officer, at the same moment."""
    rows = BlankSheet.objects.filter(
        bureau_id=sheet.bureau_id,
        drawn_by=sheet.drawn_by_id,
        drawn_at=sheet.drawn_at,
        template=sheet.template,
    )
    return rows.select_related("number", "source").order_by("pk")


def printed(sheets: Iterable[BlankSheet]) -> bytes:
    """Blank papers as one PDF, each with its number, as the form was when they were drawn."""
    papers = []
    for sheet in sheets:
        name = Bureau.objects.values_list("name", flat=True).get(pk=sheet.bureau_id)
        form = read_source(sheet.source)
        papers.append(render_pdf(blank_sheet(form, body_name=name, number=sheet.number.text)))
    return together(papers)


@transaction.atomic
def spoil(sheet: BlankSheet, *, reason: str, by: Officer, at: datetime) -> BlankEnd:
    """A blank paper is spoiled, and its number void. Raises BadInputError without a reason, or where it has an end."""
    if not reason.strip():
        raise BadInputError(
            expected="作废的理由，如写错、污损、遗失", got="（空）", where=str(sheet), remedy="写明理由"
        )
    services.void_number(bureau_id=sheet.bureau_id, number=sheet.number.text, reason=reason, at=at)
    return _end(sheet, SPOILED, by=by, at=at, reason=reason)


@transaction.atomic
def give_back(sheet: BlankSheet, *, by: Officer, at: datetime) -> BlankEnd:
    """A blank paper comes back unused, and its number is void. Raises BadInputError where it has an end."""
    services.void_number(bureau_id=sheet.bureau_id, number=sheet.number.text, reason=CAME_BACK, at=at)
    return _end(sheet, RETURNED, by=by, at=at)


def to_be_used(sheet_id: int, *, bureau_id: int, template: str, happened_at: datetime) -> BlankSheet:
    """The open blank paper on which something was written at a moment. Raises BadInputError for another form, time, or end."""
    sheet = open_sheets(bureau_id).filter(pk=sheet_id, template=template).first()
    if sheet is None:
        raise BadInputError(
            expected="本机关领出、还没有交代的这种空白文书",
            got="另一种文书的编号，或者已经交代过的编号",
            where="空白文书编号",
            remedy="看“空白文书”一页上这个编号的去向",
        )
    if happened_at < sheet.drawn_at:
        raise BadInputError(
            expected=f"在领用以后（{sheet.drawn_at.astimezone(clock.LEGAL_TIME):%Y-%m-%d %H:%M}）办理",
            got=f"{happened_at.astimezone(clock.LEGAL_TIME):%Y-%m-%d %H:%M}",
            where=f"空白文书{sheet.number.text}",
            remedy="核对办理时间和编号",
        )
    return sheet


def is_ended(sheet: BlankSheet) -> bool:
    """Whether a blank paper has its end."""
    return BlankEnd.objects.filter(sheet=sheet).exists()


def use(sheet: BlankSheet, document: Document, *, by: Officer, at: datetime) -> BlankEnd:
    """What was written on a blank paper is entered as a document, in the caller's transaction."""
    return _end(sheet, USED, by=by, at=at, document=document)


def _end(
    sheet: BlankSheet,
    how: str,
    *,
    by: Officer,
    at: datetime,
    reason: str = "",
    document: Document | None = None,
) -> BlankEnd:
    if is_ended(sheet):
        raise BadInputError(
            expected="还没有交代的空白文书", got="已经交代过", where=str(sheet), remedy="刷新页面，看它的去向"
        )
    row = BlankEnd.objects.create(
        sheet=sheet, how=how, reason=reason.strip(), document=document, ended_by=by, ended_at=at
    )
    ledger.append(stream=f"blank:{sheet.pk}", kind="ended", body=bodies.blank_end_body(row), at=at)
    return row
