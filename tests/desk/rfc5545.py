# SPDX-License-Identifier: MulanPSL-2.0
"""A reader of calendars that takes nothing the standard does not: content lines, parameters, components and values of RFC 5545."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

NAME = r"[A-Za-z0-9-]+"
LINE = re.compile(
    rf'({NAME})((?:;{NAME}=(?:"[^"\x00-\x08\x0a-\x1f]*"|[^";:,\x00-\x08\x0a-\x1f]*))*):([^\x00-\x08\x0a-\x1f\x7f]*)'
)
#: what each component must have once, and may have at most once (3.6)
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETTO", "TZOFFSETFROM"},
}
AT_MOST = {"CALSCALE", "METHOD", "SUMMARY", "TRANSP", "DTEND", "CLASS", "STATUS", "DESCRIPTION"}
WITHIN = {"VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VTIMEZONE": {"STANDARD"}, "VEVENT": set(), "STANDARD": set()}


@dataclass(slots=True)
class Component:
    """A component: its properties as (parameters, value) by name, and what lies in it."""

    name: str
    has: dict[str, list[tuple[dict[str, str], str]]] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)

    def one(self, name: str) -> tuple[dict[str, str], str]:
        (only,) = self.has[name]
        return only


def read(data: bytes) -> Component:
    """The calendar in some bytes. Raises ValueError, saying what the standard forbids."""
    text = data.decode("utf-8")
    if not text.endswith("\r\n") or re.search(r"(?<!\r)\n|\r(?!\n)", text):
        raise ValueError("a line ends with CR LF")
    _are_short(data.split(b"\r\n"))
    root = Component("")
    open_now = [root]
    for line in re.sub("\r\n[ \t]", "", text).split("\r\n")[:-1]:
        matched = LINE.fullmatch(line)
        if not matched:
            raise ValueError(f"no content line: {line!r}")
        name, value = matched[1].upper(), matched[3]
        parameters = dict(part.split("=", 1) for part in matched[2].split(";")[1:])
        if name == "BEGIN":
            if open_now[-1] is not root and value not in WITHIN[open_now[-1].name]:
                raise ValueError(f"{value} in {open_now[-1].name}")
            open_now[-1].parts.append(Component(value))
            open_now.append(open_now[-1].parts[-1])
        elif name == "END":
            if open_now[-1].name != value:
                raise ValueError(f"END:{value} in {open_now[-1].name}")
            open_now.pop()
        else:
            open_now[-1].has.setdefault(name, []).append((parameters, value))
    _is_one(root, len(open_now))
    _complete(root.parts[0])
    return root.parts[0]


def _are_short(lines: list[bytes]) -> None:
    for line in lines:
        line.decode("utf-8")  # folded between letters, for readers that unfold late
        if len(line) > 75:
            raise ValueError(f"a line of more than 75 octets: {line!r}")


def _is_one(root: Component, still_open: int) -> None:
    if still_open != 1 or root.has or [part.name for part in root.parts] != ["VCALENDAR"]:
        raise ValueError("not one whole VCALENDAR")


def _complete(component: Component) -> None:
    for name in ONCE[component.name]:
        if len(component.has.get(name, ())) != 1:
            raise ValueError(f"{component.name} has not one {name}")
    for name in AT_MOST & set(component.has):
        if len(component.has[name]) > 1:
            raise ValueError(f"{component.name} has {name} more than once")
    for part in component.parts:
        _complete(part)


def text(value: str) -> str:
    """A text value as it was meant (3.3.11). Raises ValueError for a sign that had to be escaped."""
    if re.search(r"[;,\\]", re.sub(r"\\[\\;,nN]", "", value)):
        raise ValueError(f"not escaped: {value!r}")
    return re.sub(r"\\([\\;,nN])", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def events(calendar: Component) -> list[dict[str, Any]]:
    """The events: uid, title, and begin and end as days or moments. Raises ValueError for a zone that is not told, or an end before."""
    zones = {
        text(zone.one("TZID")[1]): _offset(zone.parts[0].one("TZOFFSETTO")[1])
        for zone in calendar.parts
        if zone.name == "VTIMEZONE"
    }
    read = []
    for event in (part for part in calendar.parts if part.name == "VEVENT"):
        begin, end = (_moment(*event.one(name), zones) for name in ("DTSTART", "DTEND"))
        if type(begin) is not type(end) or end <= begin:
            raise ValueError(f"{begin} to {end}")
        if not re.fullmatch(r"\d{8}T\d{6}Z", event.one("DTSTAMP")[1]):
            raise ValueError("DTSTAMP is in UTC")
        read.append(
            {
                "uid": text(event.one("UID")[1]),
                "title": text(event.one("SUMMARY")[1]),
                "begin": begin,
                "end": end,
            }
        )
    if len({event["uid"] for event in read}) != len(read):
        raise ValueError("a UID twice")
    return read


def _offset(value: str) -> timezone:
    sign = 1 if value[0] == "+" else -1
    return timezone(sign * timedelta(hours=int(value[1:3]), minutes=int(value[3:5])))


def _moment(parameters: dict[str, str], value: str, zones: dict[str, timezone]) -> date | datetime:
    if parameters.get("VALUE") == "DATE":
        return datetime.strptime(value, "%Y%m%d").date()
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if parameters.get("TZID") not in zones:
        raise ValueError(f"a zone that is not told: {parameters}")
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zones[parameters["TZID"]])
