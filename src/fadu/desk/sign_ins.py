# SPDX-License-Identifier: MulanPSL-2.0
"""Who is signed in where: each sign-in is listed for its holder, ends after a while without a press, after a day, or when told to.

That a session is idle shows by the time of its signature, which is renewed every few minutes of use; a page in between
writes nothing.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.shortcuts import resolve_url

from fadu.desk.client_address import address_of
from fadu.desk.devices import device_of
from fadu.desk.models import SignIn
from fadu.desk.sessions import row_of
from fadu.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from fadu.people.models import Account

#: in the session: which sign-in it is, when it began and was last renewed (true seconds)
ENTRY, BEGAN, RENEWED = "sign_in", "began", "renewed"
#: seconds of use after which a session is renewed
RENEWED_EVERY = 300
#: for so long it is known from where an account was signed in to
KNOWN_FOR = timedelta(days=30)
KEPT_FOR = timedelta(days=90)


class SignInsWatched:
    """Middleware that ends what has lasted too long, renews what is in use, and says why the sign-in page is there again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        session: Any = request.session
        if _has_lasted(session):
            logout(request)
        elif BEGAN in session and time.time() - session[RENEWED] > RENEWED_EVERY:
            _renew(session)
        has_ended = not list(session.keys())
        response = self.get_response(request)
        if has_ended and response.get("Location", "").startswith(resolve_url(settings.LOGIN_URL)):
            messages.info(request, ended_words())
        return response


def ended_words() -> str:
    """Why one is asked to sign in again."""
    minutes, hours = settings.SESSION_COOKIE_AGE // 60, settings.FADU_SESSION_HOURS
    return f"您的登录已经结束：{minutes}分钟没有操作，登录满{hours}小时，密码已修改，或者在别处结束了它。请重新登录。"


def _has_lasted(session: Any) -> bool:
    return BEGAN in session and time.time() - session[BEGAN] > settings.FADU_SESSION_HOURS * 3600


def _renew(session: Any) -> None:
    session[RENEWED] = time.time()
    SignIn.objects.filter(pk=session.get(ENTRY)).update(seen=clock.now())


def begun(sender: object, request: HttpRequest, user: Account, **_: object) -> None:
    """Somebody signed in (a signal of Django)."""
    session: Any = request.session
    if session.session_key is None:
        session.create()
    now = clock.now()
    SignIn.objects.filter(account=user, at__lt=now - KEPT_FOR).delete()
    entry = SignIn.objects.create(
        account=user,
        at=now,
        seen=now,
        address=address_of(request),
        device=device_of(request.META.get("HTTP_USER_AGENT", "")),
        row=row_of(session.session_key),
    )
    user.last_login = now  # by the time all pages show, which in a practice bureau is not the machine's
    user.save(update_fields=["last_login"])
    session[ENTRY] = entry.pk
    session[BEGAN] = session[RENEWED] = time.time()


def left(sender: object, request: HttpRequest, **_: object) -> None:
    """Somebody signed out (a signal of Django)."""
    entry = getattr(request, "session", {}).get(ENTRY)
    SignIn.objects.filter(pk=entry).update(ended=clock.now(), row="")


def moved(request: HttpRequest) -> None:
    """The session of a request got another key."""
    SignIn.objects.filter(pk=request.session.get(ENTRY)).update(row=row_of(request.session.session_key))


def open_ones(account: Account) -> list[SignIn]:
    """The sign-ins of an account that still hold, the newest first."""
    entries = list(account.sign_ins.exclude(row="").order_by("-at", "-pk"))
    there = Session.objects.filter(
        session_key__in=[entry.row for entry in entries], expire_date__gt=clock.now() - clock.shifted()
    )
    rows = set(there.values_list("session_key", flat=True))
    return [entry for entry in entries if entry.row in rows]


def end(account: Account, *, only: int | None = None, beside: int | None = None) -> int:
    """End the sign-ins of an account, or one of them, or all beside one; how many there were."""
    entries = account.sign_ins.exclude(row="").exclude(pk=beside)
    if only is not None:
        entries = entries.filter(pk=only)
    rows = list(entries.values_list("row", flat=True))
    Session.objects.filter(session_key__in=rows).delete()
    entries.filter(row__in=rows).update(ended=clock.now(), row="")
    return len(rows)


def one_before(account: Account, entry: int | None) -> SignIn | None:
    """The sign-in before this one; None for the first."""
    before: SignIn | None = account.sign_ins.exclude(pk=entry).order_by("-at", "-pk").first()
    return before


def is_known(username: str, address: str | None) -> bool:
    """Whether an account was signed in to from an address lately."""
    since = clock.now() - KNOWN_FOR
    return SignIn.objects.filter(account__username=username, address=address, at__gte=since).exists()
