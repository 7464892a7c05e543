# SPDX-License-Identifier: MulanPSL-2.0
"""Rows that belong to no kind of case: papers issued and limits begun. A kind names them, the room knows their tables."""

from __future__ import annotations

from fadu.cases.models import CaseDocument, Clock
from fadu.figures.conditions import Is
from fadu.figures.indicators import Rows


def papers(kind: str, template: str) -> Rows:
    """Documents of a template that cases of a kind issued, on the day of issue; void ones do not count."""
    where = (Is("case__kind", kind), Is("document__template", template), Is("document__voiding", None))
    return Rows(
        of=CaseDocument,
        on="document__issued_at",
        where=where,
        detail=("document__number", "document__title"),
    )


def begun() -> Rows:
    """Legal limits of the bureau, of every kind of case, on the day they began to run."""
    where = (Is("whose", "bureau"), Is("target", value=False), Is("void", value=False))
    return Rows(of=Clock, on="started_on", where=where, detail=("title",))
