# SPDX-License-Identifier: MulanPSL-2.0
"""The series of numbers a bureau gives out, and how far an old register has gone in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.cases.models import Case
from fadu.cases.papers.form_sources import number_pattern
from fadu.procedure.library import library
from fadu.records import services as records
from fadu.records.forms import editions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.people.models import Bureau
    from fadu.procedure.model import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One run of numbers, gapless in a year: of the cases of a kind, or of a form."""

    key: str
    title: str
    pattern: str

    def written(self, bureau: Bureau, year: int, serial: int | str) -> str:
        """A number of the series as it is written."""
        return self.pattern.format(abbreviation=bureau.abbreviation, year=year, serial=serial)


def all_series(bureau: Bureau, on: date) -> list[Series]:
    """Every series of every kind of case in force on a day: the case number first, then those of its forms; each as the bureau writes it."""
    by_key: dict[str, Series] = {}
    for kind in library().kinds():
        procedure = library().procedure(kind, on)
        for series in (_of_cases(procedure), *_of_forms(procedure)):
            own = records.pattern_of(bureau_id=bureau.pk, series=series.key, usual=series.pattern, on=on)
            by_key.setdefault(series.key, replace(series, pattern=own))
    return list(by_key.values())


def _of_cases(procedure: Procedure) -> Series:
    return Series(
        key=f"case:{procedure.key}", title=f"{procedure.title}：案号", pattern=number_pattern(procedure)
    )


def _of_forms(procedure: Procedure) -> Iterator[Series]:
    for forms in editions(Path(procedure.path).parent.parent / "documents").values():
        form = forms[-1]
        if form.number:
            yield Series(
                key=form.series or form.key, title=f"{procedure.title}：{form.title}", pattern=form.number
            )


def highest_taken(bureau: Bureau, series: Series, year: int) -> int:
    """The highest serial among the case numbers of a year, taken over or given out; 0 where there is none."""
    mark = "\x00"
    written = re.compile(re.escape(series.written(bureau, year, mark)).replace(re.escape(mark), r"(\d+)"))
    numbers = Case.objects.filter(
        bureau=bureau, kind=series.key.removeprefix("case:"), number__contains=str(year)
    )
    matches = (written.fullmatch(number) for number in numbers.values_list("number", flat=True))
    return max((int(match[1]) for match in matches if match), default=0)
