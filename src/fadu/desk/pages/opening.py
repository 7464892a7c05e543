# SPDX-License-Identifier: MulanPSL-2.0
"""Opening a case: choose the kind, fill in what its start action sets, name the parties."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render

from fadu.cases import services
from fadu.cases.errors import ActRefusedError, RequestReusedError
from fadu.cases.worlds import editions_on, law_for
from fadu.desk.action_form import ActionForm
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.party_form import PartyForm
from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW, START

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.procedure.model import Procedure


@for_officers
def choose(request: HttpRequest) -> HttpResponse:
    """The kinds of case that can be opened today."""
    today = clock.today()
    procedures = [p for kind in library().kinds() if (p := _openable(kind, today))]
    return render(request, "desk/choose.html", {"procedures": procedures})


def _openable(kind: str, today: object) -> Procedure | None:
    try:
        procedure = editions_on(kind, today)  # type: ignore[arg-type]
    except FaduError:
        return None
    is_root = any(START in a.sources and a.by != BY_LAW for a in procedure.actions.values())
    return procedure if is_root and not procedure.replay_only and not procedure.child_only else None


@for_officers
def show(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of the start action with the parties; a refusal shows every ground beside what was typed."""
    officer, now = officer_of(request), clock.now()
    procedure = editions_on(kind, now.date())
    action = next(a for a in procedure.actions.values() if START in a.sources)
    law = law_for(officer.bureau)
    form = ActionForm(procedure, action, law=law, on=now.date(), data=request.POST or None)
    party = PartyForm(request.POST or None, prefix="party", capacities=_capacities(procedure))
    grounds: tuple[object, ...] = ()
    problem = ""
    if request.method == "POST" and form.is_valid() and party.is_valid():
        try:
            case = services.open_case(
                kind=kind,
                bureau=officer.bureau,
                by=officer,
                payload=form.payload(),
                at=form.moment(),
                request_id=uuid.UUID(request.POST["request_id"]),
                department=officer.department,
                parties=party.parties(),
            )
        except ActRefusedError as refused:
            grounds = refused.grounds
        except RequestReusedError as error:
            problem = error.message
        else:
            return redirect("desk:case", case.pk)
    context = {
        "procedure": procedure,
        "action": action,
        "form": form,
        "party": party,
        "grounds": grounds,
        "problem": problem,
        "request_id": request.POST.get("request_id") or uuid.uuid4(),
    }
    return render(request, "desk/open.html", context)


def _capacities(procedure: Procedure) -> list[str]:
    return [role.capacity for role in procedure.roles.values() if role.capacity] or ["当事人"]
