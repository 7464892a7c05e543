# SPDX-License-Identifier: MulanPSL-2.0
"""What the legal office must confirm before an edition is relied on: the doubts about the law it reaches, and about running cases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fadu.law.doubts import Doubt, of_rules
from fadu.procedure.reaching import law_reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.model import Procedure

#: what a table of the law that an edition reaches is called where a doubt says where it stands
_KINDS = {
    "limits": "limit",
    "thresholds": "threshold",
    "options": "options",
    "provisions": "provision",
    "entries": "entry",
    "bases": "basis",
    "remedies": "remedy",
}


def of_edition(procedure: Procedure, law: Law, until: date | None) -> Iterator[Doubt]:
    """The doubts an edition rests on while it reigns, up to the day before ``until``; those about running cases come first."""
    yield from of_running(procedure)
    last = until - timedelta(days=1) if until else None
    for table, by_key in law_reached(procedure, law).items():
        rules = (rule for values in by_key.values() for rule in values)
        governing = (
            rule
            for rule in rules
            if (last is None or rule.in_force_from <= last)
            and (rule.in_force_to is None or procedure.edition <= rule.in_force_to)
        )
        yield from of_rules(_KINDS[table], governing)


def of_running(procedure: Procedure) -> Iterator[Doubt]:
    """What an edition leaves open about the cases that run when it comes."""
    if procedure.running.question:
        yield Doubt(
            kind="question",
            where=f"procedure:{procedure.key}/{procedure.edition}",
            title=f"{procedure.title}在办案件的过渡",
            text=procedure.running.question,
            in_force_from=procedure.edition.isoformat(),
            cites=procedure.running.because,
        )
