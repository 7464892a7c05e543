# SPDX-License-Identifier: MulanPSL-2.0
"""What was typed before a session was lost comes through the sign-in page: the browser carries it, the server keeps nothing.

Each form bears a mark of whom it was shown to, which nobody else can make. A form sent in after the session has ended is answered by
the page to sign in, with all that was typed in it: signed, and sealed by the data key of the officer of the mark, since whoever sits
down at the device next may read the page. A form without a mark of ours is carried nowhere. Once somebody has signed in, it is opened
for the person of the mark alone.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core import signing
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from fadu.people import sealing

if TYPE_CHECKING:
    from django.http import HttpRequest

#: hidden inputs: whom a form was shown to; what is carried through the sign-in page
HOLDER, CARRIED = "holder", "carried"
#: a form is carried as long as this, in seconds, after it was shown
AGE = 7 * 24 * 60 * 60
#: characters that are carried at most, as they are sent in
MOST = 300_000
_MARK, _SHEET = f"{__name__} mark", f"{__name__} sheet"


def mark(request: HttpRequest) -> str:
    """The mark of a form: which officer it is shown to, and at which address."""
    officer = getattr(request.user, "officer", None)
    return signing.dumps([officer.pk, request.path], salt=_MARK) if officer else ""


def held_by(request: HttpRequest) -> int | None:
    """The officer to whom a form that was sent in had been shown; None where it bears no mark of this address."""
    marked = _opened(request.POST.get(HOLDER, ""), _MARK)
    if not isinstance(marked, list) or len(marked) != 2 or marked[1] != request.path:
        return None
    return int(marked[0])


def is_anothers(request: HttpRequest) -> bool:
    """Whether a form that was sent in had been shown to somebody else than whoever is signed in."""
    holder, officer = held_by(request), getattr(request.user, "officer", None)
    return holder is not None and officer is not None and officer.pk != holder


def sign_in_first(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form sent in by nobody: the page to sign in, with what was typed; None where there is nothing to carry.

    A script that only looks on is told by a status alone.
    """
    if request.method != "POST" or request.user.is_authenticated:
        return None
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    holder, sheet = held_by(request), request.POST.urlencode()
    if holder is None or len(sheet) > MOST:
        return None
    sealed = sealing.seal(sheet, owner=owner_of(holder))
    carried = signing.dumps([holder, request.path, sealed], salt=_SHEET)
    return _to_sign_in(request, carried, request.path)


def _to_sign_in(request: HttpRequest, carried: str, path: str) -> HttpResponse:
    context = {"carried": carried, "path": path}
    answer = render(request, "desk/lost_session.html", context, status=HTTPStatus.UNAUTHORIZED)
    answer["Cache-Control"] = "no-store"
    return answer


def still_carried(request: HttpRequest) -> HttpResponse | None:
    """The page to sign in once more with what it carries already; None where it carries nothing."""
    sheet = brought(request)
    if sheet is None:
        return None
    return _to_sign_in(request, request.POST[CARRIED], sheet[1])


def brought(request: HttpRequest) -> tuple[int, str, QueryDict] | None:
    """What came through the sign-in page: whose it is, at which address it was typed, and all of it; None where nothing did."""
    sheet = _opened(request.POST.get(CARRIED, ""), _SHEET)
    if not isinstance(sheet, list):
        return None
    holder, path, typed = sheet
    return int(holder), str(path), QueryDict(sealing.unseal(typed))


def owner_of(officer_id: int) -> str:
    """Whose key seals what an officer typed and has not done yet.

    >>> owner_of(12)
    'drafts:12'
    """
    return f"drafts:{officer_id}"


def _opened(token: str, salt: str) -> object:
    try:
        opened: object = signing.loads(token, salt=salt, max_age=AGE)
    except signing.BadSignature:
        return None
    return opened
