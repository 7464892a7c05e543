# SPDX-License-Identifier: MulanPSL-2.0
"""The floor of a fine, read from the articles that a decision names as its basis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fadu.law.errors import NotInForceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.law import Law
    from fadu.law.limit import Threshold

_INSTRUMENT = re.compile(r"[\u4e00-\u9fff]+?(?:法|条例|办法|规定|细则)(?=第|》)")
_ARTICLE = re.compile(r"第([一二三四五六七八九十百零]+)条(?:第([一二三四五六七八九十]+)款)?")
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100}


def articles_in(basis: str) -> Iterator[tuple[str, str]]:
    """(article, article with its paragraph) of everything a basis cites.

    >>> list(articles_in("《食品安全法》第六十七条第一款、第一百二十五条第一款第(二)项;广告法第五十五条"))
    [('食品安全法 67', '食品安全法 67(1)'), ('食品安全法 125', '食品安全法 125(1)'), ('广告法 55', '广告法 55')]
    """
    starts = [(match.start(), match.end(), match[0]) for match in _INSTRUMENT.finditer(basis)]
    for place, (_, end, name) in enumerate(starts):
        until = starts[place + 1][0] if place + 1 < len(starts) else len(basis)
        short = name.removeprefix("中华人民共和国")
        for match in _ARTICLE.finditer(basis, end, until):
            article = f"{short} {number(match[1])}"
            yield article, f"{article}({number(match[2])})" if match[2] else article


def number(words: str) -> int:
    """A Chinese number below a thousand.

    >>> number("一百二十四"), number("十"), number("六十"), number("一百零五")
    (124, 10, 60, 105)
    """
    total = digit = 0
    for word in words:
        if word in _PLACES:
            total += (digit or 1) * _PLACES[word]
            digit = 0
        else:
            digit = _DIGITS[word]
    return total + digit


def floor_of(law: Law, basis: str, on: date) -> Threshold | None:
    """The lowest floor of the articles cited; None unless the floor of each of them is on record."""
    floors = []
    for article, paragraph in articles_in(basis):
        known = [threshold for asked in (paragraph, article) if (threshold := _known(law, asked, on))]
        if not known:
            return None
        floors.append(known[0])
    return min(floors, key=lambda floor: floor.value, default=None)


def _known(law: Law, basis: str, on: date) -> Threshold | None:
    try:
        return law.threshold("penalty/fine_floor", on, basis=basis)
    except NotInForceError:
        return None
