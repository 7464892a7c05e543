# SPDX-License-Identifier: MulanPSL-2.0
"""Calendars by a secret address: whoever has it reads an officer's days, by number and kind of case, without signing in.

The address is shown once, when it is made; kept is its digest alone. It ends when its holder revokes it or makes another, when their
account is closed, and when they leave or hold no post any more.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from fadu.cases.reading import days, news
from fadu.desk import icalendar
from fadu.desk.models import CalendarFeed
from fadu.desk.present import is_present
from fadu.desk.words import kind_title
from fadu.kernel import digests

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.people.models import Officer

#: letters of an address that nobody guesses: 256 bits
BYTES = 32
#: a calendar program asks a few times an hour; more often, it is not answered
PER_HOUR = 30
HOUR = timedelta(hours=1)


def make(officer: Officer, at: datetime) -> str:
    """A new address in place of any before it; returned once, and kept nowhere."""
    token = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.update_or_create(
        officer=officer,
        defaults={
            "digest": digest_of(token),
            "made_at": at,
            "read_at": None,
            "counted_from": None,
            "readings": 0,
        },
    )
    return token


def revoke(officer: Officer) -> None:
    """The address opens nothing from now on."""
    CalendarFeed.objects.filter(officer=officer).delete()


def of(officer: Officer) -> CalendarFeed | None:
    """The calendar an officer has opened; None where there is none."""
    return CalendarFeed.objects.filter(officer=officer).first()


def opened_by(token: str, at: datetime) -> CalendarFeed | None:
    """The calendar of an address, of somebody in service whose account is open; None for every other address."""
    feed: CalendarFeed | None = (
        CalendarFeed.objects.filter(digest=digest_of(token))
        .select_related("officer__bureau", "officer__account")
        .first()
    )
    if feed is None:
        return None
    return feed if is_present(feed.officer, at) else None


def count(feed: CalendarFeed, at: datetime) -> bool:
    """Count a reading; False where there were too many within the hour."""
    this = CalendarFeed.objects.filter(pk=feed.pk)
    if feed.counted_from is None or at - feed.counted_from >= HOUR:
        return bool(this.update(counted_from=at, readings=1, read_at=at))
    return bool(this.filter(readings__lt=PER_HOUR).update(readings=F("readings") + 1, read_at=at))


def text_of(officer: Officer, at: datetime) -> str:
    """An officer's days as a calendar: what they are called, number and kind of the case, and nothing else of it."""
    events = [
        icalendar.Event(
            uid=f"{digests.of(f'{officer.bureau_id}:{day.key}'.encode())[:32]}@fadu",
            title=f"{day.title}{'（暂定）' if day.provisional else ''} {day.case.number} {kind_title(day.case)}",
            on=day.on,
            at=day.at,
        )
        for day in days.ahead(news.cases_of(officer, at), at.date())
    ]
    return icalendar.calendar("法度：期限和日程", events, made_at=at)


def digest_of(token: str) -> str:
    """What is kept of an address."""
    return digests.of(token.encode())
