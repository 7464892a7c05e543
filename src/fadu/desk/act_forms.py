# SPDX-License-Identifier: MulanPSL-2.0
"""The form of an act in a case, declared or built in: whom and what it offers to choose from, and what it is filled in with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse

from fadu.cases.reading.sight import Sight
from fadu.cases.rules import person_of
from fadu.cases.world.worlds import law_for, procedure_of
from fadu.desk import blank_form, set_aside
from fadu.desk.action_form import ActionForm, typed
from fadu.desk.built_in_forms import FORMS
from fadu.desk.day_forms import DAY_FORMS
from fadu.desk.forms import in_capacity
from fadu.desk.joint_form import ConfirmJoint
from fadu.desk.known import known_already
from fadu.desk.officer import officer_of
from fadu.desk.shown import binding, returned
from fadu.desk.shown.about_act import is_signed_or_lapsed
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.procedure import jointly, replies
from fadu.procedure.entry import BUILT_IN
from fadu.records.proof_names import ORIGINAL

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.state import State

#: built-in acts offered on the case page
OFFERED = (
    "assign",
    "release",
    "add_party",
    "remove_party",
    "succeed",
    "correct_party",
    "serve",
    "note",
    "return_proposal",
    "publish",
    "correct_day",
    "confirm_day",
    "refuse_day",
    "confirm_joint",
)


def form_for(
    case: Case, state: State, action: str, request: HttpRequest, *, seen: Sight, typing: bool = False
) -> ActionForm:
    """The form of a declared or built-in action; what an earlier signature fixed is not asked for again.

    What the case knows already is filled in, as far as the officer sees it. ``typing``: it is looked at while it is typed, and its
    files have not come; it has those that a press would bring.
    """
    procedure, now = procedure_of(case), clock.now()
    people_choices = {"officer": colleagues(case), **parties_offered(state)}
    if action in BUILT_IN:
        if action not in OFFERED:
            raise Http404("没有这个办理动作。")
        if action == jointly.CONFIRM_JOINT:
            person = person_of(officer_of(request).pk)
            return ConfirmJoint(case, state, people_choices, person=person, data=request.POST or None)
        built_in: Any = {**FORMS, **DAY_FORMS}[action]
        return built_in(case, state, people_choices, data=request.POST or None, initial=request.GET.dict())
    definition = procedure.actions.get(action)
    if definition is None:
        raise Http404("没有这个办理动作。")
    address = reverse("desk:act", args=[case.pk, action])
    stands = known_already(procedure, definition, state, seen=seen)
    files = set_aside.to_come if typing else set_aside.with_kept
    return ActionForm(
        procedure,
        definition,
        law=law_for(case.bureau),
        on=now.date(),
        people=people_choices,
        signing=is_signed_or_lapsed(state, action),
        papers=state.titles_filed() if seen > Sight.HEADER else (),
        scans=f"{definition.title}{ORIGINAL}" if seen > Sight.HEADER else "",
        formerly=others(case, officer_of(request)),
        blanks=blank_form.choices_for(case, definition, officer_of(request), now)
        if seen > Sight.HEADER
        else {},
        stands=stands,
        data=typed(request),
        files=files(request, officer_of(request), address, "scan") or None,
        initial={
            **stands,
            **binding.offered(case, action),
            **replies.offered(procedure, state, action),
            **returned.values_of(procedure, returned.last_of(case, state, action), whole=seen >= Sight.WHOLE),
        }
        if seen > Sight.HEADER
        else {},
    )


def colleagues(case: Case) -> list[tuple[str, str]]:
    """The officers of the bureau with their units, for fields that name one."""
    listed = people.units_of(case.bureau_id, clock.today())
    return [(person_of(number), f"{name}（{unit}）" if unit else name) for number, name, _, unit in listed]


def others(case: Case, officer: Officer) -> list[tuple[str, str]]:
    """The other officers of the bureau, those who have left included: one of them may have done what is entered now."""
    names = people.names_in(case.bureau_id)
    return [(str(number), name) for number, name in names.items() if number != officer.pk]


def parties_offered(state: State) -> dict[str, list[tuple[str, str]]]:
    """The parties of the case, all and by capacity."""
    offered = {"party": (listed := parties(state))}
    for view, choice in zip(state.parties, listed, strict=True):
        offered.setdefault(in_capacity(view.capacity), []).append(choice)
    return offered


def parties(state: State) -> list[tuple[str, str]]:
    """The parties of the case."""
    return [(party.key, f"{party.name}（{party.capacity}）") for party in state.parties]
