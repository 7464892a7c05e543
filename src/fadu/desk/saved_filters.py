# SPDX-License-Identifier: MulanPSL-2.0
"""Filters an officer keeps by a name: each is the address of a list as it was narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from fadu.desk.models import SavedFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.forms import Form

    from fadu.people.models import Officer

#: more are not a help any more
MOST = 20


def query_of(chosen: Mapping[str, str], form: Form, *, without: str = "") -> str:
    """What is chosen, as it stands in an address; what the form does not ask, what is empty and one field, if named, left out."""
    return urlencode({name: chosen[name] for name in form.fields if chosen.get(name) and name != without})


def of(officer: Officer, page: str) -> list[SavedFilter]:
    """The filters an officer keeps for a list, by name."""
    return list(SavedFilter.objects.filter(officer=officer, page=page).order_by("name"))


def keep(officer: Officer, page: str, name: str, query: str, fields: Iterable[str]) -> str:
    """Keep a filter by a name, in place of one that bore it; returns what is wrong with it, "" where it was kept."""
    name, asked = name.strip(), urlencode([(k, v) for k, v in parse_qsl(query) if k in set(fields)])
    if not name or len(name) > SavedFilter._meta.get_field("name").max_length:
        return "请给筛选起一个名称，一至四十个字，如“我科室临近届满的案件”。"
    if not asked:
        return "没有选定任何条件，没有可以保存的筛选。请先选定条件并按“筛选”。"
    others = SavedFilter.objects.filter(officer=officer, page=page).exclude(name=name)
    if others.count() >= MOST:
        return f"每个清单至多保存{MOST}个筛选。请先删除不用的。"
    SavedFilter.objects.update_or_create(officer=officer, page=page, name=name, defaults={"query": asked})
    return ""


def drop(officer: Officer, page: str, number: int) -> None:
    """Forget a filter; one of somebody else is not there."""
    SavedFilter.objects.filter(officer=officer, page=page, pk=number).delete()
