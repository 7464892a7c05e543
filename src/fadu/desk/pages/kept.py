# SPDX-License-Identifier: MulanPSL-2.0
"""What a form says of itself while it is open: what is typed so far, that it is open, that a draft is given up.

A form is named by its own address. Whoever may not open it keeps nothing of it; what is kept is of the officer alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fadu.desk import drafts, open_forms, set_aside
from fadu.desk.officer import for_officers, is_administrator, officer_of
from fadu.desk.pages import act, opening, upload

if TYPE_CHECKING:
    from django.http import HttpRequest

#: said by a browser that kept what was typed while there was no connection, and left out what it keeps of nobody
BESIDE = "beside"
_ACT = re.compile(r"/case/(?P<case>[0-9]{1,18})/do/(?P<action>[-\w]{1,80})/")
_UPLOAD = re.compile(r"/case/(?P<case>[0-9]{1,18})/upload/")
_OPENING = re.compile(r"/open/(?P<kind>[-\w]{1,80})/")


def form_named(request: HttpRequest) -> str:
    """The address of the form that speaks; one that this officer cannot open does not exist for them."""
    form = request.POST.get("form", "")
    if named := _ACT.fullmatch(form):
        act.acted_in(request, int(named["case"]), named["action"])
    elif named := _UPLOAD.fullmatch(form):
        act.acted_in(request, int(named["case"]), upload.ACTION)
    elif form == reverse("desk:notices"):
        if not is_administrator(officer_of(request)):
            raise Http404("没有这个表单。")
    elif not ((named := _OPENING.fullmatch(form)) and opening.is_there(named["kind"])):
        raise Http404("没有这个表单。")
    return form


@for_officers
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far, and say when it was kept."""
    form = form_named(request)
    typed = request.POST.copy()
    del typed["form"]
    beside = bool(typed.pop(BESIDE, None))
    kept = drafts.keep(officer_of(request), form, typed, beside=beside)
    return render(request, "desk/draft_kept.html", {"kept": kept})


@for_officers
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Give up what was kept of a form, and begin it anew."""
    form = form_named(request)
    set_aside.forget(officer_of(request), form)
    drafts.drop(officer_of(request), form)
    messages.success(request, "已放弃暂存的内容。")
    return redirect(form)


@for_officers
@require_POST
def present(request: HttpRequest) -> HttpResponse:
    """The form is open in a tab: who else has it open."""
    form, officer = form_named(request), officer_of(request)
    tab = open_forms.tab_of(request.POST.get("tab", ""))
    open_forms.said(officer, form, tab)
    return render(request, "desk/others.html", {"others": open_forms.others(officer, form, tab)})
