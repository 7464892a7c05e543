# SPDX-License-Identifier: MulanPSL-2.0
"""Editing, locking and comparing a duty report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.canonical import digest
from fadu.kernel.errors import FaduError
from fadu.ledger import services as ledger
from fadu.records import selectors as record_files
from fadu.records import services as records
from fadu.reporting import rendering
from fadu.reporting.draft import Draft, draft
from fadu.reporting.models import DutyReport, Wording
from fadu.reporting.outline import check, outline

if TYPE_CHECKING:
    from fadu.cases.indicators import Figure
    from fadu.people.models import Bureau, Officer


class LockedError(FaduError):
    """报告已经定稿，不能再改。"""

    code = "report_locked"


def report_of(bureau: Bureau, year: int, post: str = "bureau_head") -> DutyReport:
    """The report of a bureau's post for a year, begun if it is not there yet."""
    return DutyReport.objects.get_or_create(bureau=bureau, year=year, post=post)[0]


def current(report: DutyReport) -> Draft:
    """The report as it reads now, with the author's wordings."""
    edits = dict(report.wordings.values_list("statement", "text"))
    return draft(report.bureau, report.year, edits=edits)


def reword(report: DutyReport, *, key: str, text: str) -> None:
    """Set the author's wording of a statement; empty goes back to the outline's.

    It may only print what the statement is bound to: figures in braces, no typed numbers, no totality without its rate.
    """
    if report.locked_at is not None:
        raise LockedError
    statement = next((s for s in outline().statements() if s.key == key), None)
    if statement is None:
        raise FaduError(f"报告中没有编号为“{key}”的表述。请从页面上选择。")
    if not text.strip():
        Wording.objects.filter(report=report, statement=key).delete()
        return
    check(replace(statement, text=text.strip()))
    Wording.objects.update_or_create(report=report, statement=key, defaults={"text": text.strip()})


@transaction.atomic
def lock(report: DutyReport, *, by: Officer) -> DutyReport:
    """Freeze the report: its figures and its text in every format are kept as of this day and enter the ledger."""
    if report.locked_at is not None:
        raise LockedError
    told = current(report)
    report.locked_figures = {code: mark(found) for code, found in told.figures.items()}
    report.locked_files = {fmt: records.keep(rendering.render(told, fmt)) for fmt in rendering.FORMATS}
    report.locked_at, report.locked_by = clock.now(), by
    report.save()
    body = {
        "year": report.year,
        "post": report.post,
        "by": by.pk,
        "figures": report.locked_figures,
        "text": digest([s.text for s in told.sentences()]),
        "files": report.locked_files,
    }
    ledger.append(stream=f"report:{report.bureau_id}/{report.year}/{report.post}", kind="locked", body=body, at=report.locked_at)
    return report


def as_file(report: DutyReport, fmt: str) -> bytes:
    """The report as a file: as it was locked, or else as it reads now. Raises UnknownNameError."""
    if report.locked_at is None or fmt not in report.locked_files:
        return rendering.render(current(report), fmt)
    with record_files.open_file(report.locked_files[fmt]) as kept:
        return kept.read()


def mark(found: Figure) -> list[object]:
    """A figure's value and the digest of its records, on both sides of a rate."""
    sides = [side for side in (found.numerator, found.denominator) if side] or [found]
    return [found.value, digest([[[row.record, row.value] for row in side.rows] for side in sides])]


def moved(report: DutyReport) -> list[tuple[str, object, object]]:
    """(code, value when locked, value now) of the figures whose value or records changed since the report was locked."""
    if report.locked_at is None:
        return []
    told = current(report)
    changed: list[tuple[str, object, object]] = []
    for code, (value, marked) in report.locked_figures.items():
        now = told.figures.get(code)
        if now is None or mark(now) != [value, marked]:
            changed.append((code, value, now.value if now else None))
    return changed
