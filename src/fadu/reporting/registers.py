# SPDX-License-Identifier: MulanPSL-2.0
"""How a duty report stands in the ledger: what it is, the author's wordings, and everything it was locked with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import services as ledger
from fadu.ledger.holding import Held, hold
from fadu.ledger.registers import Register, offer_register
from fadu.records.registers import SURROGATE
from fadu.records.selectors import open_file
from fadu.records.vault import FileDamagedError
from fadu.reporting.models import DutyReport, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "report:"


def body_of(report: DutyReport) -> dict[str, Any]:
    """What is entered of a report: its row, and its wordings."""
    locked_at = report.locked_at
    return {
        "bureau": report.bureau_id,
        "year": report.year,
        "post": report.post,
        "locked_at": locked_at.astimezone(LEGAL_TIME).isoformat() if locked_at else None,
        "locked_by": report.locked_by_id,
        "figures": report.locked_figures,
        "files": report.locked_files,
        "wordings": [[row.statement, row.text] for row in sorted(report.wordings.all(), key=_statement)],
    }


def _statement(row: Wording) -> str:
    return row.statement


def record(report: DutyReport, kind: str) -> None:
    """Enter a report as it now stands: ``begun``, ``worded`` or ``locked``."""
    body = {"what": kind, **body_of(report)}
    ledger.append(stream=f"{PREFIX}{report.pk}", kind="report", body=body, at=clock.now())


def offer() -> None:
    """Say what holds each column, and let `verify` compare reports with the ledger."""
    hold(DutyReport, Held.ENTERED)
    hold(Wording, Held.ENTERED, free={"id": SURROGATE})
    offer_register("reports", REPORTS)


def _files(report: DutyReport) -> Iterator[tuple[str, str]]:
    """Files of a locked report whose bytes no longer give their digest, or are gone."""
    for fmt, digest in report.locked_files.items():
        try:
            open_file(digest).close()
        except FileDamagedError as error:
            yield "locked_files", f"{fmt}：{error.message}"


REPORTS = Register(
    model=DutyReport,
    prefix=PREFIX,
    kind="report",
    body=body_of,
    prefetch=("wordings",),
    said_only=("what",),
    columns={
        "bureau": "bureau_id",
        "locked_by": "locked_by_id",
        "figures": "locked_figures",
        "files": "locked_files",
    },
    tables={"wordings": Wording},
    also=_files,
)
