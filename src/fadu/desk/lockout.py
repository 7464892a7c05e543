# SPDX-License-Identifier: MulanPSL-2.0
"""Who guesses passwords waits longer and longer; whose password is guessed goes on working.

Three counts of failures, each with its own wait: of an account from one address (hard), of an account from everywhere and of an
address for everybody (soft, and not for an address from which that account was signed in to lately). So an attacker shuts nobody out of
their own desk. Accounts stand in the table by a keyed digest: people type passwords into that field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils.crypto import salted_hmac

from fadu.desk import sign_ins
from fadu.kernel import clock

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

#: for so long a failure counts
REMEMBERED = timedelta(hours=24)
USERNAME = "username"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long one waits after a failure: a minute from so many on, twice as long after each further one, up to a longest."""

    after: int
    longest: timedelta

    def __call__(self, failures: int) -> timedelta:
        """The wait after so many failures.

        >>> wait = Wait(after=5, longest=timedelta(minutes=30))
        >>> [wait(failures).seconds // 60 for failures in (4, 5, 6, 7, 99)]
        [0, 1, 2, 4, 30]
        """
        if failures < self.after:
            return timedelta()
        return min(self.longest, timedelta(minutes=2 ** min(failures - self.after, 10)))


PAIR = Wait(after=5, longest=timedelta(minutes=30))
ACCOUNT = Wait(after=20, longest=timedelta(minutes=1))
ADDRESS = Wait(after=50, longest=timedelta(minutes=15))


def name_of(username: str) -> str:
    """By what an account stands in the table, whether there is one of that name or not."""
    return salted_hmac(__name__, username.strip().casefold(), algorithm="sha256").hexdigest()


def waits_until(username: str, address: str | None, now: datetime) -> datetime | None:
    """Until when nobody signs in to an account from an address; None where it is tried at once."""
    attempts = AccessAttempt.objects.filter(attempt_time__gt=now - REMEMBERED)
    counted = [(attempts.filter(username=name_of(username), ip_address=address), PAIR)]
    if not sign_ins.is_known(username, address):
        counted.append((attempts.filter(username=name_of(username)), ACCOUNT))
        if address is not None:
            counted.append((attempts.filter(ip_address=address), ADDRESS))
    ends = []
    for rows, wait in counted:
        said = rows.aggregate(many=Sum("failures_since_start"), last=Max("attempt_time"))
        if said["many"] and (length := wait(said["many"])):
            ends.append(said["last"] + length)
    end = max(ends, default=now)
    return end if end > now else None


def failures_of(username: str) -> int:
    """How many failures of an account are remembered, from everywhere."""
    rows = AccessAttempt.objects.filter(username=name_of(username))
    return rows.aggregate(many=Sum("failures_since_start"))["many"] or 0


def forgive(username: str) -> None:
    """Forget what failed for an account."""
    AccessAttempt.objects.filter(username=name_of(username)).delete()


class Lockout(AxesDatabaseHandler):
    """What django-axes asks at each sign-in, answered by these rules."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether one must wait; until when stands at the request."""
        now = request.axes_attempt_time
        until = waits_until(_username(credentials), request.axes_ip_address, now)
        request.waits_until = until and clock.now() + (until - now)
        return until is not None

    def user_login_failed(
        self, sender: object, credentials: dict[str, Any], request: Any = None, **_: object
    ) -> None:
        """Count a failure; one made while one waits counts for nothing, and makes the wait no longer."""
        if request is None:
            return
        request.axes_credentials = credentials
        if request.axes_locked_out:
            return
        _count(_username(credentials), request.axes_ip_address, request.axes_attempt_time)
        request.axes_locked_out = self.is_locked(request, credentials)

    def user_logged_in(self, sender: object, request: Any, user: Any, **_: object) -> None:
        """Forget what failed for this account at this address, and all that is old."""
        rows = AccessAttempt.objects
        rows.filter(username=name_of(user.username), ip_address=request.axes_ip_address).delete()
        rows.filter(attempt_time__lt=request.axes_attempt_time - REMEMBERED).delete()

    def user_logged_out(self, *_: object, **__: object) -> None:
        """Nothing is counted of that."""


def _username(credentials: dict[str, Any] | None) -> str:
    return str((credentials or {}).get(USERNAME) or "")


def _count(username: str, address: str | None, at: datetime) -> None:
    about = {"username": name_of(username), "ip_address": address, "user_agent": ""}
    with transaction.atomic():
        # one that is old begins anew
        AccessAttempt.objects.filter(**about, attempt_time__lt=at - REMEMBERED).delete()
        attempt, is_first = AccessAttempt.objects.get_or_create(
            **about, defaults={"failures_since_start": 1, "http_accept": "", "path_info": ""}
        )
        more = {} if is_first else {"failures_since_start": F("failures_since_start") + 1}
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=at, **more)
