# SPDX-License-Identifier: MulanPSL-2.0
"""Editing, locking and comparing a duty report."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from fadu.figures.background import set_right
from fadu.figures.catalogue import indicator
from fadu.kernel import clock
from fadu.kernel.canonical import digest
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import FaduError
from fadu.records import selectors as record_files
from fadu.reporting import exchange, rendering
from fadu.reporting.claims import PLACE
from fadu.reporting.draft import draft
from fadu.reporting.models import DutyReport, Wording
from fadu.reporting.outline import HEAD, check
from fadu.reporting.outline_file import outline
from fadu.reporting.registers import record
from fadu.reporting.wording import value_words

if TYPE_CHECKING:
    from datetime import date

    from fadu.figures.figure import Figure
    from fadu.people.models import Bureau, Officer
    from fadu.reporting.drafted import Draft


class LockedError(FaduError):
    """报告已经定稿，不能再改。"""

    code = "report_locked"


@transaction.atomic
def report_of(bureau: Bureau, year: int, post: str = HEAD) -> DutyReport:
    """The report of a bureau's post for a year, begun if it is not there yet. Raises UnknownNameError for another post."""
    outline().of(post)
    report, is_new = DutyReport.objects.get_or_create(bureau=bureau, year=year, post=post)
    if is_new:
        record(report, "begun")
    return report


def current(report: DutyReport, *, recounted: bool = False) -> Draft:
    """The report as the records give it now, with the author's wordings: as of today, or of the day it was locked.

    ``recounted``: from the records alone, without stored cells.
    """
    edits = dict(report.wordings.values_list("statement", "text"))
    return draft(
        report.bureau,
        report.year,
        as_of=as_of(report),
        edits=edits,
        post=report.post,
        recounted=recounted,
    )


def as_of(report: DutyReport) -> date:
    """The day a report looks back from: a locked one that of its locking, so that time alone moves none of its figures."""
    return (report.locked_at.astimezone(LEGAL_TIME) if report.locked_at else clock.now()).date()


def as_it_stands(report: DutyReport) -> Draft:
    """The report to be read: as it was locked, or else as the records of today give it."""
    return current(report) if report.locked_at is None else exchange.read(as_file(report, "json"))


@transaction.atomic
def reword(report: DutyReport, *, key: str, text: str) -> None:
    """Set the author's wording of a sentence; empty goes back to the outline's.

    It may only print what the statement is bound to: figures in braces, no typed numbers, no totality without its rate,
    and it must still print something of it. A plan may be reworded as a plan.
    """
    if report.locked_at is not None:
        raise LockedError
    statement = next((s for s in outline().sentences() if s.key == key), None)
    if statement is None:
        raise FaduError(f"报告中没有编号为“{key}”的表述。请从页面上选择。")
    words = text.strip()
    if not words or words == statement.text:
        if Wording.objects.filter(report=report, statement=key).delete()[0]:
            record(report, "worded")
        return
    check(replace(statement, text=words))
    if not statement.plan and PLACE.search(statement.text) and not PLACE.search(words):
        raise FaduError(
            "改写后没有印出任何数据。请至少保留一个花括号中的代码；整句不要的，请不要改成别的事。"
        )
    Wording.objects.update_or_create(report=report, statement=key, defaults={"text": words})
    record(report, "worded")


@transaction.atomic
def lock(report: DutyReport, *, by: Officer) -> DutyReport:
    """Freeze the report: its figures and its text in every format are kept as of this day and enter the ledger.

    It is counted from the records alone. Stored cells of the year that say otherwise are set right, which the
    administrator is told.
    """
    if report.locked_at is not None:
        raise LockedError
    set_right(report.bureau, report.year)
    final = current(report, recounted=True)
    report.locked_figures = {code: mark(figure) for code, figure in final.figures.items()}
    rendered = {fmt: BytesIO(rendering.render(final, fmt)) for fmt in rendering.FORMATS}
    report.locked_files = {fmt: record_files.vault().put(content)[0] for fmt, content in rendered.items()}
    report.locked_at, report.locked_by = clock.now(), by
    report.save()
    record(report, "locked")
    return report


def as_file(report: DutyReport, fmt: str) -> bytes:
    """The report as a file: as it was locked, or else as it reads now. Raises UnknownNameError."""
    if report.locked_at is None or fmt not in report.locked_files:
        return rendering.render(current(report), fmt)
    with record_files.open_file(report.locked_files[fmt]) as kept:
        return kept.read()


def mark(figure: Figure) -> list[object]:
    """A figure's value and the digest of its records, on both sides of a rate."""
    return [figure.value, digest([[[row.record, row.value] for row in side.rows] for side in figure.sides])]


class Moved(NamedTuple):
    """A figure that differs from the one locked: what it said, what it says now."""

    code: str
    name: str
    before: str
    now: str


#: said of a figure whose number is the same and whose records are not
OTHER_RECORDS = "数值相同，记录不同"
GONE = "不再写入报告"


def moved(report: DutyReport) -> list[Moved]:
    """The figures whose value or records changed since the report was locked, in words."""
    if report.locked_at is None:
        return []
    locked, today = as_it_stands(report).figures, current(report).figures
    changed = []
    for code, kept in report.locked_figures.items():
        now = today.get(code)
        if now is None or mark(now) != kept:
            before = value_words(locked[code]) if code in locked else str(kept[0])
            changed.append(Moved(code, indicator(code).name, before, _now_words(before, now)))
    return changed


def _now_words(before: str, now: Figure | None) -> str:
    if now is None:
        return GONE
    words = value_words(now) if now.kept else "没有登记的记录"
    return OTHER_RECORDS if words == before else words
