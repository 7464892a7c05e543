# SPDX-License-Identifier: MulanPSL-2.0
"""Opening a case: choose the kind, fill in what its start action sets, name the parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fadu.cases.acts import foreseeing, services
from fadu.cases.acts.foreseeing import Foreseen
from fadu.cases.acts.whole import as_a_whole
from fadu.cases.world.worlds import law_for, opens_under
from fadu.desk import addresses, asking, drafts, papers_shown, particulars_held, sealed_before, typed_so_far
from fadu.desk.action_form import ActionForm, typed, unjudged
from fadu.desk.answers import MORE_ROWS, PREVIEW, has_drafts, is_pressed, keeps_what_was_typed
from fadu.desk.in_words import faults_in
from fadu.desk.moment import opened_at_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.papers_shown import Papers
from fadu.desk.party_form import party_forms
from fadu.desk.shown import afterwards
from fadu.desk.shown.beginnings import openable
from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.kernel.plain_numbers import plain_number
from fadu.people import selectors as people
from fadu.people.actors import OfficerActor
from fadu.procedure import opening_day
from fadu.procedure.library import library
from fadu.procedure.model import START
from fadu.storage.once import asked_once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.desk.party_form import PartyForm
    from fadu.people.models import Department, Officer
    from fadu.procedure.decision import Ground
    from fadu.procedure.model import Action, Procedure


@for_officers
def choose(request: HttpRequest) -> HttpResponse:
    """The kinds of case that are opened today: those this officer may open, and why not the others."""
    today = clock.today()
    kinds = [
        {"procedure": p, "grounds": barred(request, kind)}
        for kind in library().kinds()
        if (p := openable(kind, today))
    ]
    context = {"open": [k for k in kinds if not k["grounds"]], "barred": [k for k in kinds if k["grounds"]]}
    return render(request, "desk/choose.html", context)


def barred(request: HttpRequest, kind: str, so_far: Mapping[str, Any] | None = None) -> tuple[Ground, ...]:
    """Every ground for which the officer cannot open a case of a kind, with what stands in the form."""
    officer = officer_of(request)
    return foreseeing.against_opening(
        kind=kind,
        bureau=officer.bureau,
        by=OfficerActor(officer=officer),
        department=_department(request, officer),
        payload=so_far,
    )


@for_officers
@has_drafts
@keeps_what_was_typed
@opened_at_one_moment
def show(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of the start action with the parties; a refusal shows every ground beside what was typed."""
    officer, today = officer_of(request), clock.today()
    draft = drafts.of(officer, request.path)
    resumed = drafts.resume(request, draft)
    if len(open_under := opening_day.possible(library().editions(kind), today)) > 1 and not _said(
        request, open_under[-1]
    ):
        return render(request, "desk/opening_day.html", {**_question(open_under[-1], today), "draft": draft})
    procedure = _edition(request, kind)
    action, form, parties = _forms(procedure, request)
    unseen = asking.unasked(request, lambda: foreseen(kind, form, parties, request).warnings)
    complete = is_pressed(request) and _is_whole(form, parties)
    request.sealed_before = sealed_before.marks(request, procedure)
    if complete and not unseen and not particulars_held.keep_out(procedure, form.payload(), parties):
        named = [one.name for party in parties for one in party.unregistered()]
        sealed_before.refuse(request, procedure, form.payload(), named)
        case = opened(request, kind, form, parties)
        now = clock.now()
        with asked_once():
            messages.success(request, afterwards.opened(case, officer, now))
            following = afterwards.address(case, officer, now)
        drafts.drop(officer, request.path)
        return redirect(following)
    drafts.keep_refused(request, officer, request.path)
    papers, so_far = papers_of(request, kind, action, form, parties), typed_so_far.so_far(form)
    if resumed or PREVIEW in request.POST:
        for each in (form, *parties, *(row for rows in form.lists.values() for row in rows)):
            unjudged(each)
    context = {
        **drafts.beside(request, draft, resumed=resumed, here=drafts.may_be_kept_here(procedure, action.key)),
        "papers": papers,
        "procedure": procedure,
        "action": action,
        "form": form,
        "parties": parties,
        "faults": faults_in((*parties, form)) if request.method == "POST" else (),
        "departments": people.departments_at(officer.bureau_id, clock.today()),
        "chosen": _department(request, officer),
        "grounds": () if request.method == "POST" else barred(request, kind, so_far),
        "warnings": unseen,
        "pressed": True,
        "request_id": addresses.request_id_again(request),
    }
    return render(request, "desk/open.html", context)


def opened(request: HttpRequest, kind: str, form: ActionForm, parties: list[PartyForm]) -> Case:
    """Open the case. Raises ActRefusedError, NoEditionError, ReplayOnlyError, RequestReusedError."""
    officer = officer_of(request)

    def pressed() -> Case:
        return services.open_case(
            kind=kind,
            bureau=officer.bureau,
            by=OfficerActor(officer=officer),
            payload=form.payload(),
            at=form.moment(),
            request_id=addresses.request_id(request),
            department=_chosen(request, officer),
            parties=[entry for party in parties for entry in party.parties()],
        )

    return as_a_whole(pressed, bureau=officer.bureau, kind=kind)


@for_officers
@require_POST
def warn(request: HttpRequest, kind: str) -> HttpResponse:
    """What would become of the opening, while it is being typed: why it cannot be done, else what it would be asked about."""
    procedure = _edition(request, kind)
    _, form, parties = _forms(procedure, request)
    request.sealed_before = sealed_before.marks(request, procedure)
    said = foreseen(kind, form, parties, request)
    refused = said.grounds
    grounds = refused or (
        () if _is_whole(form, parties) else barred(request, kind, typed_so_far.so_far(form))
    )
    return asking.shown(request, grounds, said.warnings, is_refused=bool(refused))


@for_officers
@require_POST
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    """The papers that opening the case would issue, while it is being typed."""
    _, form, parties = _forms(_edition(request, kind), request)
    return render(request, "desk/papers.html", {"papers": drafted(request, kind, form, parties)})


def papers_of(
    request: HttpRequest, kind: str, action: Action, form: ActionForm, parties: list[PartyForm]
) -> Papers | None:
    """The papers beside the form, where somebody asked to see them; None where opening issues none."""
    if not action.issues:
        return None
    return drafted(request, kind, form, parties) if request.POST else Papers([])


def drafted(request: HttpRequest, kind: str, form: ActionForm, parties: list[PartyForm]) -> Papers:
    """The papers that opening the case would issue, drafted of what is typed so far."""
    payload, officer = typed_so_far.so_far(form), officer_of(request)
    moment = getattr(form, "cleaned_data", {}).get("happened_at")
    return papers_shown.shown(
        lambda: foreseeing.papers_of_opening(
            kind=kind,
            bureau=officer.bureau,
            by=OfficerActor(officer=officer),
            payload=payload,
            at=moment,
            department=_department(request, officer),
            parties=[typed for party in parties if (typed := party.as_typed())],
        )
    )


def is_there(kind: str) -> bool:
    """Whether cases of a kind are opened by a form today."""
    return kind in library().kinds() and openable(kind, clock.today()) is not None


def _is_whole(form: ActionForm, parties: list[PartyForm]) -> bool:
    """Whether all that must be filled in is."""
    return all([form.is_valid(), *(party.is_valid() for party in parties)])


def foreseen(kind: str, form: ActionForm, parties: list[PartyForm], request: HttpRequest) -> Foreseen:
    """What would become of what is typed so far; nobody is registered for it."""
    named = [newcomer for party in parties if party.is_valid() for newcomer in party.unregistered()]
    payload, moment = (form.payload(), form.moment()) if form.is_valid() else ({}, None)
    return foreseeing.of_opening(
        kind=kind,
        bureau=officer_of(request).bureau,
        by=OfficerActor(officer=officer_of(request)),
        payload=payload,
        parties=named,
        at=moment,
        department=_department(request, officer_of(request)),
        named=[typed for party in parties if (typed := party.as_typed())]
        if _is_whole(form, parties)
        else None,
    )


def _said(request: HttpRequest, procedure: Procedure) -> str:
    """The day of the event that the request names: as filled in on the form, else as asked for before it."""
    _event, field = opening_day.event_of(procedure)
    return request.POST.get(field) or request.GET.get(field, "")


def _edition(request: HttpRequest, kind: str) -> Procedure:
    """The edition whose form is shown: that of the day of the event, asked before the form wherever it decides."""
    latest = library().editions(kind)[-1]
    _event, field = opening_day.event_of(latest)
    return opens_under(kind, {field: _said(request, latest)}, clock.today())


def _question(procedure: Procedure, today: date) -> dict[str, object]:
    """What is asked before the form: when what opens the case happened."""
    _event, field = opening_day.event_of(procedure)
    return {"procedure": procedure, "field": procedure.fields[field], "today": today}


def _forms(procedure: Procedure, request: HttpRequest) -> tuple[Action, ActionForm, list[PartyForm]]:
    action = next(a for a in procedure.actions.values() if START in a.sources)
    law, data = law_for(officer_of(request).bureau), typed(request)
    today, (_event, field) = clock.today(), opening_day.event_of(procedure)
    came_on = {field: _said(request, procedure) or today.isoformat()} if field else {}
    form = ActionForm(procedure, action, law=law, on=today, data=data, initial=came_on)
    parties = party_forms(data, procedure)
    for party in parties if MORE_ROWS in request.POST else ():
        unjudged(party)
    return action, form, parties


def _chosen(request: HttpRequest, officer: Officer) -> Department | None:
    """The department that is to handle the case, as it is sent in. Raises BadInputError for one that the bureau does not have."""
    asked, department = request.POST.get("department", ""), _department(request, officer)
    if asked and (department is None or str(department.pk) != asked):
        raise BadInputError(
            expected="本局的内设机构、派出机构", got=asked, where="承办机构", remedy="从列表中选择"
        )
    return department


def _department(request: HttpRequest, officer: Officer) -> Department | None:
    """The department that is to handle the case: the one chosen, else the officer's own."""
    chosen = plain_number(request.POST.get("department"))
    department = (
        people.departments_of(officer.bureau_id).filter(pk=chosen).first() if chosen is not None else None
    )
    return department or officer.department
