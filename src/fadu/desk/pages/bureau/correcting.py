# SPDX-License-Identifier: MulanPSL-2.0
"""Plain slips put right by a form, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.correction_forms import CorrectionForm
from fadu.desk.officer import for_administrators, officer_of
from fadu.people import correcting

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

#: where one is led after a correction of what does not belong to one person
_PAGES = {"department": "desk:departments", "committee": "desk:committees"}
_REMARK = (
    "只用于更正登记时写错的内容。列表和此后的文书用更正后的内容；已经作出的文书、案卷记录不变；"
    "原来的写法、理由和办理人留在管理记录中。"
)


@for_administrators
@keeps_what_was_typed
def correct(request: HttpRequest, what: str, number: int) -> HttpResponse:
    """One column of one row."""
    bureau = officer_of(request).bureau
    row = correcting.row_of(bureau.pk, what, number) if what in correcting.CORRECTABLE else None
    if row is None:
        raise Http404("没有这一项可以更正的登记。")
    back = _back(what, row)
    form = CorrectionForm(bureau, what, row, request.POST or None)
    if is_pressed(request) and form.is_valid():
        messages.success(request, form.save())
        return redirect(back)
    title = f"更正{correcting.title_of(what)}"
    context = {"form": form, "title": title, "remark": _REMARK, "button": "更正", "back_to": back}
    return render(request, "desk/confirm.html", context)


def _back(what: str, row: Any) -> str:
    """The page of the person, or the list the row stands in."""
    if what in _PAGES:
        return reverse(_PAGES[what])
    officer = row.pk if what.startswith("officer") else row.officer_id
    return reverse("desk:officer", args=[officer])
