# SPDX-License-Identifier: MulanPSL-2.0
"""Who is at the desk: every page asks here, and so nobody passes without an officer's account."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from fadu.cases.reading import selectors
from fadu.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Case
    from fadu.people.models import Officer

#: in the session of whoever still has a password chosen by somebody else
MUST_CHANGE = "must_change_password"


def officer_of(request: HttpRequest) -> Officer:
    """The officer signed in; an account without an officer sees nothing."""
    officer = getattr(request.user, "officer", None)
    if officer is None:
        raise PermissionDenied("此账号没有对应的工作人员。请由管理员将账号与人员关联。")
    return officer  # type: ignore[no-any-return]


def for_officers(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for signed-in officers only."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.session.get(MUST_CHANGE):
            return redirect("desk:password")
        officer_of(request)
        return page(request, *args, **kwargs)

    return login_required(guarded)


def case_for(request: HttpRequest, case_id: int) -> Case:
    """A case the officer may see; any other does not exist for them."""
    visible = selectors.visible_to(officer_of(request), clock.now())
    case = visible.select_related("bureau", "department", "parent", "root").filter(pk=case_id).first()
    if case is None:
        raise Http404("没有这个案件，或者您无权查看。")
    return case
