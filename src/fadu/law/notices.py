# SPDX-License-Identifier: MulanPSL-2.0
"""The State Council's holiday notice of a year, read strictly: what is wrong with one never passes as a notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fadu.law.errors import NoticeError

if TYPE_CHECKING:
    from fadu.kernel.place import Place
    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map

#: the years a calendar holds; a question outside them is an error
FIRST_YEAR, LAST_YEAR = 1995, 2040
_KEYS = ("year", "title", "number", "unverified", "off", "worked")
_WHAT = "放假通知"
#: weekdays count from Monday, 0
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The State Council's notice for a year: which weekdays are off, and which weekend days are worked."""

    year: int
    title: str
    number: str = ""
    unverified: bool = False
    #: day off -> name of the holiday (weekend days of the holiday included)
    off: Mapping[date, str] = field(default_factory=dict)
    #: make-up working days -> for which holiday
    worked: Mapping[date, str] = field(default_factory=dict)


def read_notice(text: str, where: str, *, year: int | None = None) -> Notice:
    """A notice from the text of its file. ``where`` names it in messages, ``year`` is the year it must be for.

    Raises NoticeError, which says where it stands, with line and column, and what is wrong.

    >>> notice = "{year: 2027, title: 通知, off: {元旦: ['01-01..01-03']}, worked: {元旦: [01-09]}}"
    >>> sorted(day.isoformat() for day in read_notice(notice, "2027.yaml").off)
    ['2027-01-01', '2027-01-02', '2027-01-03']
    """
    from fadu.kernel.place import Place
    from fadu.kernel.yaml_reader import read_text

    top, place = read_text(text, where, NoticeError), Place(path=where, error=NoticeError)
    place.known(top, _KEYS, _WHAT)
    of = _year(place, top, year)
    off = _days(place, top, "off", of)
    if not off:
        place.fail(top.at("off"), f"{_WHAT}缺少“off”：至少应有一个放假日，照通知原文填写。")
    notice = Notice(
        year=of,
        title=place.text(top, "title", _WHAT),
        number=place.text(top, "number", _WHAT, ""),
        unverified=place.flag(top, "unverified", _WHAT),
        off={day: name for day, (name, _) in off.items()},
        worked={day: name for day, (name, _) in _worked(place, top, of, off).items()},
    )
    return notice


def _year(place: Place, top: Map, wanted: int | None) -> int:
    year = place.amount(top, "year", _WHAT)
    if not FIRST_YEAR < year <= LAST_YEAR:
        place.fail(
            top.at("year"), f"{_WHAT}的“year”应为{FIRST_YEAR + 1}年至{LAST_YEAR}年之间的年份；实为“{year}”。"
        )
    if wanted is not None and year != wanted:
        place.fail(top.at("year"), f"应为{wanted}年的{_WHAT}；实为{year}年的。")
    return year


#: day -> (name of the holiday, where it is written)
Days = dict[date, tuple[str, "Source"]]


def _worked(place: Place, top: Map, year: int, off: Days) -> Days:
    """The make-up days: weekend days that are not off."""
    worked = _days(place, top, "worked", year)
    for day, (_, source) in worked.items():
        if day in off:
            place.fail(source, f"{day.isoformat()}不能同时放假（off）和上班（worked）；核对通知原文。")
        if day.weekday() < _SATURDAY:
            place.fail(source, f"调休上班日应是周末；{day.isoformat()}是工作日，核对通知原文。")
    return worked


def _days(place: Place, top: Map, key: str, year: int) -> Days:
    """Day -> name and place, for every day of every span under a key."""
    groups, days = place.part(top, key), Days()
    for name in groups:
        for span, source in place.entries(groups, name, f"{_WHAT}的 {key}"):
            for day in _span(place, span, source, year):
                if day in days:
                    place.fail(source, f"{day.isoformat()}在 {key} 里写了两次。")
                days[day] = name, source
    return days


def _span(place: Place, text: Any, source: Source, year: int) -> Iterator[date]:
    """The days of one entry: a day, or the first and the last with two dots between them."""
    first, dots, last = str(text).partition("..")
    begin = _day(place, first, source, year)
    end = _day(place, last, source, year) if dots else begin
    if end < begin:
        place.fail(source, f"“{text}”的止日早于起日。")
    # New Year's holiday reaches back into December; no notice reaches further than a month into either neighbour
    if begin < date(year - 1, 12, 1) or end > date(year + 1, 1, 31):
        place.fail(source, f"应为{year}年的日期；实为“{text}”，核对通知原文。")
    return (begin + timedelta(days=place_in) for place_in in range((end - begin).days + 1))


def _day(place: Place, text: str, source: Source, year: int) -> date:
    """A day written 10-01, or 2026-12-31 where it lies in another year."""
    try:
        return date.fromisoformat(text if len(text) > len("10-01") else f"{year}-{text}")
    except ValueError:
        place.fail(source, f"应为日历上有的日子，写作 10-01 或者 10-01..10-08；实为“{text}”。")
