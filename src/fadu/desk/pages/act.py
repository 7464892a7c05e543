# SPDX-License-Identifier: MulanPSL-2.0
"""Doing one act: the form generated from the procedure, every ground when it is refused, nothing lost."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fadu.cases.acts import foreseeing, repeated, said_openly, services
from fadu.cases.acts.foreseeing import Foreseen
from fadu.cases.acts.whole import as_a_whole
from fadu.cases.reading.sight import Sight
from fadu.cases.world import worlds
from fadu.cases.world.worlds import procedure_of
from fadu.desk import (
    addresses,
    asking,
    drafts,
    open_forms,
    particulars_held,
    set_aside,
    several,
    taking_in,
    typed_so_far,
    words,
)
from fadu.desk.act_forms import form_for, parties
from fadu.desk.action_form import ActionForm
from fadu.desk.answers import PREVIEW, has_drafts, is_pressed, keeps_what_was_typed, refused_as_sealed
from fadu.desk.built_in_forms import BuiltIn
from fadu.desk.moment import opened_at_one_moment
from fadu.desk.officer import for_officers, officer_of, seen_by
from fadu.desk.options import open_to
from fadu.desk.pages import beside
from fadu.desk.party_form import PartyForm
from fadu.desk.shown import afterwards, binding, examined, instead, money, opinions, returned
from fadu.desk.shown.about_act import follows, pending_of, resting, rests_on, signing, unconfirmed
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.people.actors import OfficerActor
from fadu.storage.once import asked_once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Act, Case
    from fadu.people.models import Officer
    from fadu.procedure.decision import Ground


#: said by a form that asks what it lacks before anything was typed in it
FRESH = "fresh"


@for_officers
@has_drafts
@keeps_what_was_typed
@opened_at_one_moment
def show(request: HttpRequest, case_id: int, action: str) -> HttpResponse:
    """One action of one case."""
    case, seen = acted_in(request, case_id, action)
    state, officer, tab = worlds.state_of(case), officer_of(request), open_forms.tab_of("")
    draft = drafts.of(officer, request.path)
    resumed = drafts.resume(request, draft)
    form = form_for(case, state, action, request, seen=seen)
    if is_pressed(request) and isinstance(form, ActionForm):
        form.is_valid()  # what is wrong elsewhere in it loses no file that was chosen
        set_aside.keep(officer, request.path, form.chosen_scans())
    unseen = asking.unasked(request, lambda: foreseen(case, action, form, request).warnings)
    if is_pressed(request) and form.is_valid() and not unseen and not _says_sealed(case, action, form):
        return done(request, case, action, form)
    drafts.keep_refused(request, officer, request.path)
    if refused_as_sealed(request):
        names = {one.name for one in set_aside.of(officer, request.path)}
        set_aside.untick(officer, request.path, said_openly.names_repeating(case, names))
    aside = set_aside.of(officer, request.path)
    signs = pending_of(state, action) is not None
    # who signs sees what is signed; else what a paper tells of a case is for those alone who see the case
    papers = (
        beside.papers_of(request, case, action, form, signs=signs) if signs or seen > Sight.HEADER else None
    )
    so_far, entered_by = typed_so_far.so_far(form), typed_so_far.entered_by(form)
    standing: Sequence[Ground] = ()
    if request.method != "POST":
        standing = barred(case, officer, action, so_far, entered_by)
        if standing and not resumed:
            standing, _ = parted(form, standing, barred(case, officer, action))
    if resumed or PREVIEW in request.POST:
        beside.unjudged_yet(form)
    context = {
        **drafts.beside(
            request, draft, resumed=resumed, here=drafts.may_be_kept_here(procedure_of(case), action)
        ),
        "tab": tab,
        "others": [one for one in open_forms.others(officer, request.path) if not one.is_self],
        "papers": papers,
        "opinions": opinions.beside(case, state, action, officer, seen, clock.now()),
        "examined": examined.beside(case, state, action, officer, seen, clock.now()),
        "case": case,
        "action": action,
        "title": words.action_title(case, action),
        "definition": (definition := procedure_of(case).actions.get(action)),
        "cites": rests_on(case, definition.cites) if definition else (),
        "risk_level": definition.risk.level if definition and definition.risk else "",
        "instead": instead.of_turn(case, action, officer, clock.now()) if seen > Sight.HEADER else (),
        "follows": follows(case, state, definition) if definition else [],
        "signing": signing(case, state, action),
        "sent_back": returned.last_of(case, state, action) if seen > Sight.HEADER else None,
        "moved": foreseeing.moved_since_signed(case=case, action=action, by=OfficerActor(officer=officer))
        if signs
        else (),
        "return_id": uuid.uuid4(),
        "unconfirmed": unconfirmed(case, state, definition) if definition and seen > Sight.HEADER else "",
        "resting": resting(case, state, action) if seen > Sight.HEADER else [],
        "form": form,
        "sums": money.beside(case, state, procedure_of(case), action, clock.now())
        if seen > Sight.HEADER
        else [],
        "aside": aside if isinstance(form, ActionForm) and form.scans() else (),
        "party_choices": parties(state),
        "chosen_party": request.POST.get("party") or request.GET.get("party", ""),
        "grounds": standing,
        "warnings": unseen,
        "pressed": True,
        "fresh": request.method == "GET" and not resumed,
        "request_id": addresses.request_id_again(request),
        "revision": addresses.revision_again(request, case.revision),
    }
    return render(request, "desk/act.html", context)


def _says_sealed(case: Case, action: str, form: ActionForm) -> bool:
    """Whether a form that enters somebody says by how he is reached whom the case keeps unnamed."""
    return isinstance(form, PartyForm) and particulars_held.keep_out_of(case, action, form)


def done(request: HttpRequest, case: Case, action: str, form: ActionForm) -> HttpResponse:
    """Do the act, and go on to what is next there. Raises ActRefusedError, StaleRevisionError, RequestReusedError."""
    if payloads := getattr(form, "payloads", None):
        several.done_ahead(
            case,
            action,
            payloads(),
            by=acting(request, form),
            at=form.moment(),
            press=addresses.request_id(request),
        )

    taken: list[str] = []

    def pressed() -> Act:
        revision = addresses.revision(request)
        paper, taken[:], scans = take_scans(request, case, form)
        return services.perform(
            case=case,
            action=action,
            by=acting(request, form),
            payload=form.payload(),  # which registers whom it names
            at=form.moment(),
            request_id=addresses.request_id(request),
            revision=revision + scans,
            party=request.POST.get("party", ""),
            drawn=form.drawn() if isinstance(form, ActionForm) else None,
            paper=paper,
        )

    scanned = isinstance(form, ActionForm) and bool(typed_so_far.scan_of(form))
    if form.registers() or scanned:
        # what the law has brought about is done before, and stays whatever becomes of the act
        barred(case, officer_of(request), action)
        if scanned and not repeated.is_recorded(str(addresses.request_id(request))):
            foreseeing.refuse_before(**asked_of(case, action, form, request))
        act = as_a_whole(pressed, bureau=case.bureau, kind=case.kind, case=case)
    else:
        act = pressed()
    for said in taken:
        messages.info(request, said)
    for warning in act.warnings:
        messages.warning(request, warning)
    officer, now = officer_of(request), clock.now()
    with asked_once():
        messages.success(request, afterwards.done(case, act, action, officer, now))
        following = afterwards.address(case, officer, now)
    drafts.drop(officer, request.path)
    set_aside.forget(officer, request.path)
    open_forms.closed(officer, request.path)
    if action == "return_proposal":  # pressed beside the form of what came back
        open_forms.closed(officer, reverse("desk:act", args=[case.pk, form.payload()["of"]]))
    return redirect(following)


def take_scans(request: HttpRequest, case: Case, form: ActionForm) -> tuple[str, list[str], int]:
    """The scan of a paper on which it was done goes into the file just before its act, in one transaction with it.

    The title of that paper as it lies there, what is to be said of it, and how many acts the case has more for it.
    """
    pieces = form.scanned() if isinstance(form, ActionForm) else []
    if not pieces:
        return "", [], 0
    said, press = {"access": "main"}, addresses.request_id(request)
    if when := form.cleaned_data.get("happened_at"):
        said["taken_on"] = when.date().isoformat()  # signed when it was done, whenever it is entered
    attached = case.acts.filter(action="attach")
    before = attached.count()
    taken, known = taking_in.take_in(case, officer_of(request), pieces, said, press=press)
    done, there = taking_in.words_of(taken, known)
    same = known[0][1] if known else None
    title = taken[0] if taken else same.title if same else pieces[0].title
    return title, [*filter(None, (done, *there))], attached.count() - before


def acting(request: HttpRequest, form: ActionForm) -> OfficerActor:
    """Who acts: whoever is signed in, or the officer whose act is entered by a paper in the file."""
    officer = officer_of(request)
    number, paper = form.doer() if isinstance(form, ActionForm) else (None, "")
    done_by = people.officer_in(officer.bureau_id, number) if number else None
    return OfficerActor(officer=officer, done_by=done_by, paper=paper if done_by else "")


@for_officers
@require_POST
def warn(request: HttpRequest, case_id: int, action: str) -> HttpResponse:
    """What would become of the act, while it is being typed: why it cannot be done, else what it would be asked about. The answer is
    that of the press, with the files it would bring.
    """
    case, seen = acted_in(request, case_id, action)
    form = form_for(case, worlds.state_of(case), action, request, seen=seen, typing=True)
    definition = procedure_of(case).actions.get(action)
    if unread := typed_so_far.unread(form):
        return asking.shown(request, unread, (), is_refused=False)
    is_for_whom = not (definition and definition.per_party) or request.POST.get("party")
    said = foreseen(case, action, form, request) if is_for_whom else Foreseen()
    refused, officer = said.grounds, officer_of(request)
    so_far, entered_by = typed_so_far.so_far(form), typed_so_far.entered_by(form)
    grounds = refused or (
        () if is_for_whom and form.is_valid() else barred(case, officer, action, so_far, entered_by)
    )
    if grounds and FRESH in request.GET:
        standing, needs = parted(form, grounds, barred(case, officer, action))
        return asking.shown(request, standing, said.warnings, is_refused=False, needs=needs)
    return asking.shown(request, grounds, said.warnings, is_refused=bool(refused))


@for_officers
@require_POST
def paper(request: HttpRequest, case_id: int, action: str) -> HttpResponse:
    """The papers the act would issue, while it is being typed."""
    case, seen = acted_in(request, case_id, action)
    if seen <= Sight.HEADER:
        raise Http404("没有这个案件，或者您无权查看。")
    state = worlds.state_of(case)
    form = form_for(case, state, action, request, seen=seen, typing=True)
    return render(request, "desk/papers.html", {"papers": beside.drafted(request, case, action, form)})


def acted_in(request: HttpRequest, case_id: int, action: str) -> tuple[Case, Sight]:
    """A case for the form of an act, and how much of it the officer sees: who sees its header alone opens what they may do."""
    case, seen = seen_by(request, case_id)
    if seen > Sight.HEADER:
        return case, seen
    option = next(
        (
            o
            for o in services.explain(case=case, by=OfficerActor(officer=officer_of(request)))
            if o.action == action
        ),
        None,
    )
    if option is None or not open_to(option):
        raise Http404("没有这个案件，或者您无权查看。")
    return case, seen


def foreseen(case: Case, action: str, form: ActionForm, request: HttpRequest) -> Foreseen:
    """What would become of what is typed; nothing is said of what cannot be read yet."""
    if not form.is_valid():
        return Foreseen()
    said = foreseeing.of_act(**asked_of(case, action, form, request), parties=form.newcomers())
    own = (
        form.doubts()
        if isinstance(form, BuiltIn)
        else binding.doubts(case, action, form.foreseen())
        if isinstance(form, ActionForm)
        else ()
    )
    return replace(said, warnings=(*own, *said.warnings)) if own else said


def asked_of(case: Case, action: str, form: ActionForm, request: HttpRequest) -> dict[str, Any]:
    """What the judge is asked about an act before it is done."""
    return {
        "case": case,
        "action": action,
        "by": acting(request, form),
        "payload": form.foreseen(),
        "at": form.moment(),
        "party": request.POST.get("party", ""),
        "paper": typed_so_far.paper_of(form) if isinstance(form, ActionForm) else "",
    }


def parted(
    form: ActionForm, grounds: Iterable[Ground], of_the_case: Collection[Ground]
) -> tuple[list[Ground], list[Ground]]:
    """Of what speaks against an act whose form nobody has touched yet: what the case itself says against it, and what its form still
    lacks.
    """
    said = list(grounds)
    standing = [one for one in said if one in of_the_case and one.about not in form.fields]
    return standing, [one for one in said if one not in standing]


def barred(
    case: Case,
    officer: Officer,
    action: str,
    so_far: Mapping[str, Any] | None = None,
    entered_by: Mapping[str, Any] | None = None,
) -> tuple[Ground, ...]:
    """Every ground for which the action cannot be done yet, with what stands in its form; what is typed may mend some."""
    by = OfficerActor(officer=officer)
    return foreseeing.against(case=case, action=action, by=by, payload=so_far, **(entered_by or {}))
