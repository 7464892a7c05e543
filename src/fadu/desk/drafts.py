# SPDX-License-Identifier: MulanPSL-2.0
"""Drafts: what an officer typed into a form and has not done yet, kept sealed for that person and that form alone.

A form is known by its address. What is typed is sealed as a whole by the officer's own data key: a draft may hold what an act would
seal. A draft goes when the act is done, when it is given up, and after a season in which nobody came back to it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from fadu.desk import carrying
from fadu.desk.answers import MORE_ROWS, PREVIEW
from fadu.desk.asking import WARNED
from fadu.desk.models import Draft
from fadu.kernel import clock
from fadu.people import sealing

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.people.models import Officer
    from fadu.procedure.model import Procedure

#: in the address of a form: begin with what was kept
RESUME = "draft"
#: characters kept at most, as they are sent in
MOST = carrying.MOST
#: after so long nobody comes back
KEPT = timedelta(days=90)
#: what belongs to one showing of a form, and is no text of anybody's
_OF_THE_PAGE = frozenset(
    {
        "csrfmiddlewaretoken",
        "request_id",
        "revision",
        WARNED,
        MORE_ROWS,
        PREVIEW,
        carrying.HOLDER,
        carrying.CARRIED,
    }
)


def keep(officer: Officer, form: str, typed: QueryDict, *, beside: bool = False) -> Draft | None:
    """Keep what is typed into a form in place of what was kept of it before; None where it is more than is kept.

    ``beside``: what was kept of fields that are not among what is typed stays.
    """
    own = typed.copy()
    if beside and (before := of(officer, form)):
        for name, values in QueryDict(sealing.unseal(before.content)).lists():
            if name not in own:
                own.setlist(name, values)
    for name in _OF_THE_PAGE & set(own):
        del own[name]
    text = own.urlencode()
    if len(text) > MOST or not any(value for values in own.lists() for value in values[1]):
        return None
    now = clock.now()
    Draft.objects.filter(saved_at__lt=now - KEPT).delete()
    kept, _ = Draft.objects.update_or_create(
        officer=officer,
        form=form,
        defaults={"saved_at": now, "content": sealing.seal(text, owner=carrying.owner_of(officer.pk))},
    )
    return kept


def keep_refused(request: HttpRequest, officer: Officer, form: str) -> None:
    """Keep what a press sent in that did nothing; nothing of a form that had been shown to somebody else."""
    if request.method == "POST" and not carrying.is_anothers(request):
        keep(officer, form, request.POST)


def of(officer: Officer, form: str) -> Draft | None:
    """What is kept of a form for an officer."""
    return Draft.objects.filter(officer=officer, form=form).first()


def drop(officer: Officer, form: str) -> None:
    """Forget what was typed into a form."""
    Draft.objects.filter(officer=officer, form=form).delete()


def may_be_kept_here(procedure: Procedure, action: str = "") -> bool:
    """Whether a browser may keep what is typed into a form of a procedure while there is no connection: plain, on that device.

    Nothing of kinds of case in which somebody is kept secret, nor of an act that asks for what is sealed.
    """
    definition = procedure.actions.get(action)
    asked = (*definition.sets, *definition.may_set) if definition else ()
    return not procedure.sealed_capacities() and not any(procedure.fields[key].sealed for key in asked)


def beside(request: HttpRequest, draft: Draft | None, *, resumed: bool, here: bool = True) -> dict[str, Any]:
    """What a page shows of a draft beside its form, and the mark by which what is typed comes through the end of a session.

    ``here``: its text may be kept in the browser while there is no connection; by whose it is.
    """
    officer = getattr(request.user, "officer", None)
    return {
        "draft": None if resumed or request.method == "POST" else draft,
        "resumed": draft if resumed else None,
        "holder": carrying.mark(request),
        "here": officer.pk if here and officer else "",
    }


def resume(request: HttpRequest, draft: Draft | None) -> bool:
    """Let a page show what was kept as if it had just been typed; whether it does. Nothing is acted on: it is no press."""
    if draft is None or request.method != "GET" or RESUME not in request.GET:
        return False
    typed = QueryDict(sealing.unseal(draft.content), mutable=True)
    typed[MORE_ROWS] = ""  # shown, and not sent in to be acted on: nothing is said of what is wrong yet
    request.POST = typed
    return True
