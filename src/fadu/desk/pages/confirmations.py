# SPDX-License-Identifier: MulanPSL-2.0
"""What waits for a second person, and what was administered lately by whom: for those whose posts watch the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fadu.cases.background import settings as adopted_settings
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock
from fadu.kernel.plain_numbers import plain_number
from fadu.people import administration, factor_resets, proposing, rules, setting_proposals

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.people.models import Officer

#: so many days of the record of administration are shown at once
DAYS = 31


def second_person(request: HttpRequest) -> Officer:
    """The officer signed in, who must hold a post whose holders confirm."""
    officer = officer_of(request)
    if not proposing.is_second_person(officer, clock.now()):
        titles = "、".join(title for post, title in rules.posts().items() if post in rules.confirming_posts())
        raise PermissionDenied(f"本页由{titles}查看和确认。")
    return officer


@for_officers
def show(request: HttpRequest) -> HttpResponse:
    """What waits, with why it needs a second person and why this one may not decide, if so; then what was done lately."""
    officer, posts = second_person(request), rules.posts()
    waiting = [
        {"row": row, "title": posts[row.post], "against": proposing.against(officer, row)}
        for row in proposing.open_proposals(officer.bureau)
    ]
    done = administration.done_lately(officer.bureau, clock.today(), DAYS)
    resets = [
        {"row": row, "against": factor_resets.against(officer, row)}
        for row in factor_resets.open_resets(officer.bureau)
    ]
    settings = [
        {"row": row, "against": setting_proposals.against(officer, row)}
        for row in setting_proposals.open_settings(officer.bureau)
    ]
    context = {
        "waiting": waiting,
        "settings": settings,
        "may_settle": any(not item["against"] for item in settings),
        "resets": resets,
        "resettable": factor_resets.resettable(officer.bureau, beside=officer),
        "done": done,
        "days": DAYS,
    }
    return render(request, "desk/confirmations.html", context)


@require_POST
@for_officers
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Confirm, or do not, with a reason."""
    officer = second_person(request)
    proposal = proposing.open_proposals(officer.bureau).filter(pk=proposal_id).first()
    if proposal is None:
        if became := proposing.what_became_of(officer.bureau, proposal_id):
            messages.error(request, f"没有办理：{became}")
            return redirect("desk:confirmations")
        raise Http404("没有这一待确认的事项。")
    confirmed = "confirm" in request.POST
    proposing.decide(proposal, by=officer, is_confirmed=confirmed, remark=request.POST.get("remark", ""))
    messages.success(request, proposing.effect_of(proposal) if confirmed else "已记为不予确认，不生效。")
    return redirect("desk:confirmations")


@require_POST
@for_officers
@transaction.atomic
def settle(request: HttpRequest) -> HttpResponse:
    """Confirm the settings ticked, or do not, with a reason; all of them or none."""
    officer = second_person(request)
    ticked = {plain_number(number) for number in request.POST.getlist("setting")}
    rows = [row for row in setting_proposals.open_settings(officer.bureau) if row.pk in ticked]
    if not rows:
        messages.error(request, "没有办理：请先勾选要确认的设定；已经有人确认的不再列出。")
        return redirect("desk:confirmations")
    confirmed = "confirm" in request.POST
    for row in rows:
        adopted_settings.decide(
            row, by=officer, is_confirmed=confirmed, remark=request.POST.get("remark", "")
        )
    said = f"已确认{len(rows)}项，自此生效。" if confirmed else f"{len(rows)}项已记为不予确认，不生效。"
    messages.success(request, said)
    return redirect("desk:confirmations")
