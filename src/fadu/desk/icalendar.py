# SPDX-License-Identifier: MulanPSL-2.0
"""A calendar as programs read it (RFC 5545): lines of at most 75 octets, ended by CR LF, with a time zone of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: octets of a line without its end (RFC 5545, 3.1)
LONGEST = 75
#: an appointment whose end nobody set takes so long (practice)
AN_HOUR = timedelta(hours=1)
#: China has had one legal time without summer time since 1991
ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day, or an hour of it. ``uid`` is the same for ever, whatever else of the event changes."""

    uid: str
    title: str
    on: date
    at: datetime | None = None


def calendar(name: str, events: Iterable[Event], *, made_at: datetime) -> str:
    """A whole calendar as text, made at a moment.

    >>> from datetime import date, datetime
    >>> from fadu.kernel.clock import LEGAL_TIME
    >>> event = Event(uid="1@x", title="办案期限届满", on=date(2022, 3, 1))
    >>> print(calendar("期限", [event], made_at=datetime(2022, 2, 1, 9, tzinfo=LEGAL_TIME)).split("BEGIN:VEVENT")[1])
    <BLANKLINE>
    UID:1@x
    DTSTAMP:20220201T010000Z
    DTSTART;VALUE=DATE:20220301
    DTEND;VALUE=DATE:20220302
    SUMMARY:办案期限届满
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    <BLANKLINE>
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fadu//Desk//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "X-WR-TIMEZONE:Asia/Shanghai",
        *ZONE,
    ]
    for event in events:
        lines += _event(event, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(event: Event, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if event.at is None:
        yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    else:
        begins = event.at.astimezone(LEGAL_TIME)
        yield f"DTSTART;TZID=Asia/Shanghai:{begins:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID=Asia/Shanghai:{begins + AN_HOUR:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{escaped(event.title)}"
    yield "TRANSP:TRANSPARENT" if event.at is None else "TRANSP:OPAQUE"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""A text as a value (RFC 5545, 3.3.11); what ends a line is none, nor is any other control character.

    >>> print(escaped("一,二;三\\四\n五"))
    一\,二\;三\\四\n五
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in text if letter.isprintable())


def folded(line: str) -> str:
    r"""A line cut after at most 75 octets, never within a letter; what follows begins with a space.

    >>> [len(part.encode()) for part in folded("SUMMARY:" + "案" * 40).split("\r\n")]
    [74, 55]
    >>> folded("SUMMARY:a") == "SUMMARY:a"
    True
    """
    parts, part, room = [], "", LONGEST
    for letter in line:
        if len(part.encode()) + len(letter.encode()) > room:
            parts.append(part)
            part, room = "", LONGEST - 1
        part += letter
    return "\r\n ".join([*parts, part])
