# SPDX-License-Identifier: MulanPSL-2.0
"""The cases that were found as rows, written by a function: a hundred of them cost a template most of the page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

register = template.Library()


@register.simple_tag
def case_rows(lines: Iterable[Mapping[str, Any]]) -> SafeString:
    """Each case that was found (``pages.search.case_line``) as a row of the table; whatever is not markup here is escaped."""
    before, _, after = reverse("desk:case", args=(0,)).rpartition("0")
    return SafeString("".join(part for line in lines for part in _row(line, before, after)))


def _row(line: Mapping[str, Any], before: str, after: str) -> Iterator[str]:
    case = line["case"]
    address = f"{before}{case.pk}{after}"
    yield f'<tr><td class="number"><a data-row href="{address}">{escape(case.number)}</a></td>'
    yield f'<td><a class="what" href="{address}" tabindex="-1">{escape(case.called)}</a><span class="sub">{escape(line["kind"])}</span></td>'
    yield f"<td>{escape(line['stage'])}"
    if case.department is not None:
        yield f'<span class="sub">{escape(case.department.name)}</span>'
    yield f'</td><td class="number">{_day(case.opened_at)}</td>'
    yield f'<td class="number">{_day(case.closed_at) if case.closed_at else "在办"}</td></tr>'


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(LEGAL_TIME):%Y-%m-%d}"
