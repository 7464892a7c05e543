# SPDX-License-Identifier: MulanPSL-2.0
"""What stands beside the form of an act: the papers it would issue, drafted of what is typed so far, or those that are signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts import foreseeing
from fadu.cases.world.worlds import procedure_of
from fadu.desk import papers_shown, typed_so_far
from fadu.desk.action_form import unjudged
from fadu.desk.officer import officer_of
from fadu.desk.papers_shown import Papers
from fadu.people.actors import OfficerActor

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.cases.models import Case
    from fadu.desk.action_form import ActionForm


def papers_of(
    request: HttpRequest, case: Case, action: str, form: ActionForm, *, signs: bool
) -> Papers | None:
    """The papers beside a form: those that are signed, or that somebody asked to see; None where the act issues none.

    While a form is being filled in a script asks for them (``Papers`` without any, until it does).
    """
    definition = procedure_of(case).actions.get(action)
    if definition is None or not definition.issues:
        return None
    return drafted(request, case, action, form) if signs or request.POST else Papers([])


def drafted(request: HttpRequest, case: Case, action: str, form: ActionForm) -> Papers:
    """The papers of an act, drafted of what is typed so far."""
    payload = typed_so_far.so_far(form)
    moment = getattr(form, "cleaned_data", {}).get("happened_at")
    return papers_shown.shown(
        lambda: foreseeing.papers_of(
            case=case,
            action=action,
            by=OfficerActor(officer=officer_of(request)),
            payload=payload,
            at=moment,
            party=request.POST.get("party", ""),
        )
    )


def unjudged_yet(form: ActionForm) -> None:
    """Say nothing yet of what is wrong: the form is only shown."""
    unjudged(form)
    for rows in getattr(form, "lists", {}).values():
        for row in rows:
            unjudged(row)
