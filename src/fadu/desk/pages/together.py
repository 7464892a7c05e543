# SPDX-License-Identifier: MulanPSL-2.0
"""What two officers did, confirmed at the end of the day: all that waits for me by one press, or on a colleague's device by my PIN."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render

from fadu.cases.acts import services
from fadu.cases.rules import officer_id_of
from fadu.desk import addresses, beside_pin
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.together_forms import Beside, left_by, ticked, waiting_for
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.people.accounts import AccountError
from fadu.people.actors import OfficerActor
from fadu.procedure.jointly import AND, CONFIRM_JOINT

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.people.models import Officer


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """What waits for me over all cases, and what I recorded that waits for a colleague; nothing is ticked beforehand."""
    officer, now = officer_of(request), clock.now()
    mine, left = waiting_for(officer, now), left_by(officer, now)
    whom = {person: name for one in left for person, name in one.whom.items()}
    is_beside = "beside" in request.POST
    form = Beside(whom, request.POST if is_beside else None)
    if is_pressed(request) and not is_beside:
        return _confirmed(request, officer, ticked(request.POST.getlist("of"), mine))
    if is_pressed(request) and form.is_valid():
        person = form.cleaned_data["person"]
        chosen = ticked(request.POST.getlist("of"), [one for one in left if person in one.whom])
        colleague = _present(request, officer, person, form.cleaned_data["password"])
        return _confirmed(request, colleague, chosen)
    context = {
        "mine": mine,
        "left": left,
        "form": form,
        "ticked": request.POST.getlist("of"),
        "request_id": addresses.request_id_again(request),
    }
    return render(request, "desk/together.html", context)


def _present(request: HttpRequest, officer: Officer, person: str, typed: str) -> Officer:
    """The colleague who typed his own PIN or password here; nobody is signed in by it. Raises AccountError, PinError."""
    colleague = people.officer_in(officer.bureau_id, officer_id_of(person) or 0)
    account = getattr(colleague, "account", None)
    if account is None:
        raise AccountError("此人没有登录账号，不能在此确认。请由管理员开设账号，或者收入经其签名的纸件。")
    beside_pin.show_who(request, account, typed)
    return colleague  # type: ignore[return-value]


def _confirmed(request: HttpRequest, officer: Officer, chosen: dict[Case, list[str]]) -> HttpResponse:
    """Confirm in each case what is ticked there: an act a case, known by the press and the case."""
    press = addresses.request_id(request)
    for case, numbers in chosen.items():
        services.perform(
            case=case,
            action=CONFIRM_JOINT,
            by=OfficerActor(officer=officer),
            payload={"of": AND.join(numbers)},
            request_id=uuid.uuid5(press, f"{officer.pk} {case.pk}"),
        )
    count = sum(map(len, chosen.values()))
    messages.success(request, f"{officer.name}已确认共同办理的{count}项（{len(chosen)}件案件）。")
    return redirect("desk:together")
