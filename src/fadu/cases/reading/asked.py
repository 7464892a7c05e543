# SPDX-License-Identifier: MulanPSL-2.0
"""What somebody asks for who types into the search: a number, a code, a telephone, a day or month, or words; read, nothing looked up."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

#: the ways in which the year of a number is set in brackets; the first is the lawful one
BRACKETS = ("〔〕", "[]", "()", "【】", "（）", "［］", "{}", "<>", "《》")
_OPENING = str.maketrans({pair[0]: "〔" for pair in BRACKETS} | {pair[1]: "〕" for pair in BRACKETS})
_PART = re.compile(r"〔\d{4}〕\d*")
_IDENTITY = re.compile(r"(?=.*\d{5})[0-9A-Z+-]{7,20}")
_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.]|$)(?:(\d{1,2})日?)?")
_FIRST, _LAST = 1949, 2199


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a text asks for; each part is empty where it does not ask for that.

    ``numbers`` are the spellings of what may be a whole number of a case or a paper, ``part`` what may be part of one;
    ``identity`` may be a code, an identity number or a telephone; ``since`` and ``until`` are the days of a day or a month.
    """

    text: str
    numbers: tuple[str, ...] = ()
    part: str = ""
    identity: str = ""
    since: date | None = None
    until: date | None = None


def read(text: str) -> Asked:
    """What a text asks for.

    >>> read("清市监处 [２０２２]１５号").numbers[0], read("（2022）15").part
    ('清市监处〔2022〕15号', '〔2022〕15')
    >>> read("139 0000-1234").identity, read("91330102MA27XYZ123").identity, read("某食品店").identity
    ('13900001234', '91330102MA27XYZ123', '')
    >>> read("2022-03").until, read("2022年3月5日").since, read("2022-13").since
    (datetime.date(2022, 3, 31), datetime.date(2022, 3, 5), None)
    """
    whole = "".join(unicodedata.normalize("NFKC", text).split())
    bracketed = whole.translate(_OPENING)
    span = _span(whole)
    part = bracketed if _PART.search(bracketed) else ""
    upper = whole.upper()
    identity = upper if span is None and not part and _IDENTITY.fullmatch(upper) else ""
    return Asked(
        text=text.strip(),
        numbers=_spellings(bracketed) if span is None and re.search(r"\d", whole) else (),
        part=part,
        identity=identity.replace("-", "") if identity else "",
        since=span[0] if span else None,
        until=span[1] if span else None,
    )


def _spellings(bracketed: str) -> tuple[str, ...]:
    """A number in all its brackets, as registers brought in from elsewhere may have kept it; capitals as they came and as capitals."""
    ways = [bracketed.replace("〔", pair[0]).replace("〕", pair[1]) for pair in BRACKETS]
    return tuple(dict.fromkeys([*ways, *(way.upper() for way in ways)]))


def _span(text: str) -> tuple[date, date] | None:
    """The first and last day of a day or a month; None where the text is neither."""
    said = _DAY.fullmatch(text)
    if said is None:
        return None
    year, month, day = int(said[1]), int(said[2]), int(said[3] or 0)
    if not _FIRST <= year <= _LAST or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return None
    return (
        (date(year, month, day), date(year, month, day))
        if day
        else (date(year, month, 1), date(year, month, last))
    )
