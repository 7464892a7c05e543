# SPDX-License-Identifier: MulanPSL-2.0
"""Keeping and forgetting a filter of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fadu.desk import saved_filters
from fadu.desk.choosing_form import ChoosingForm
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: the lists that are narrowed
LISTS = frozenset({"running", "waiting", "done", "closed"})


@for_officers
@require_POST
def keep(request: HttpRequest, page: str) -> HttpResponse:
    """Keep what the list is narrowed to now, by a name; or forget the filter whose number is in ``forget``."""
    if page not in LISTS:
        raise Http404("没有这一清单。")
    officer, query = officer_of(request), urlencode(parse_qsl(request.POST.get("query", "")[:500]))
    forget = plain_number(request.POST.get("forget"))
    if forget is not None:
        saved_filters.drop(officer, page, forget)
        messages.success(request, "已删除保存的筛选。")
        return redirect(f"desk:{page}")
    if wrong := saved_filters.keep(
        officer, page, request.POST.get("name", ""), query, ChoosingForm.base_fields
    ):
        messages.error(request, wrong)
    else:
        messages.success(request, "已保存筛选。")
    return redirect(f"{reverse(f'desk:{page}')}?{query}")
