# SPDX-License-Identifier: MulanPSL-2.0
"""Who is at the desk: every page asks here, and so nobody passes without an officer's account."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from fadu.cases.acts import judging
from fadu.cases.models import Case
from fadu.cases.reading import sight
from fadu.cases.reading.sight import Sight
from fadu.desk import carrying
from fadu.kernel import clock
from fadu.people import administration
from fadu.people import selectors as people
from fadu.people.actors import OfficerActor
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from fadu.people.models import Officer

#: what a page shows of a case beside its own row
WITH = ("bureau", "department", "parent", "root")
_CASE = Prepared(lambda bureau, pk: Case.objects.filter(bureau=bureau, pk=pk).select_related(*WITH), int, int)
#: in the session of whoever still has a password chosen by somebody else
MUST_CHANGE = "must_change_password"
#: in the session of whoever holds a post of which the bureau asks a second factor, and has put on none
MUST_ENROL = "must_put_on_second_factor"


def officer_of(request: HttpRequest) -> Officer:
    """The officer signed in; an account without an officer sees nothing."""
    officer = getattr(request.user, "officer", None)
    if officer is None:
        raise PermissionDenied("此账号没有对应的工作人员。请由管理员将账号与人员关联。")
    return officer


def for_officers(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for signed-in officers only."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.session.get(MUST_CHANGE):
            return redirect("desk:password")
        if request.session.get(MUST_ENROL):
            return redirect("desk:second_factor")
        officer_of(request)
        return page(request, *args, **kwargs)

    signed_in = login_required(guarded)

    @wraps(page)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return carrying.sign_in_first(request) or signed_in(request, *args, **kwargs)

    return entered


def is_administrator(officer: Officer) -> bool:
    """Whether an officer keeps the bureau today."""
    return "administrator" in people.whole_posts(officer, clock.now())


def for_administrators(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of whoever keeps the bureau today; what is done on it is entered under their name."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        officer = officer_of(request)
        if not is_administrator(officer):
            raise PermissionDenied("本页由系统管理员维护。请联系本局的系统管理员。")
        with administration.kept_by(officer):
            return page(request, *args, **kwargs)

    return for_officers(guarded)


def seen_by(request: HttpRequest, case_id: int) -> tuple[Case, Sight]:
    """A case the officer may know of or is waited for in, and how much of it they see; any other does not exist for them."""
    officer, now = officer_of(request), clock.now()
    case = _CASE.first(officer.bureau_id, case_id)
    seen = sight.sight_of(officer, case, now) if case else None
    if case and seen is None and judging.is_known(case, OfficerActor(officer=officer), now):
        seen = Sight.HEADER
    if case is None or seen is None:
        raise Http404("没有这个案件，或者您无权查看。")
    return case, seen


def case_for(request: HttpRequest, case_id: int) -> Case:
    """A case the officer may read; any other does not exist for them."""
    case = sight.visible_to(officer_of(request), clock.now()).select_related(*WITH).filter(pk=case_id).first()
    if case is None:
        raise Http404("没有这个案件，或者您无权查看。")
    return case
