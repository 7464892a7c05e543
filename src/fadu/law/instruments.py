# SPDX-License-Identifier: MulanPSL-2.0
"""The register of legal instruments: short names, full names, editions; and citations resolved against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: the name of a law in marks, and what the register adds to the title of an edition
_NAMED = re.compile(r"《([^》]+)》")
#: the name of a law without marks, and an article of it
_UNMARKED = re.compile(
    r"(?<![》\w])(\w+?(?:法|条例|规定|办法|细则|规则|决定))(第[一二三四五六七八九十百千零〇]+条)"
)
_EDITION = re.compile(r"（\d{4}[^）]*）$")
_CITE = re.compile(r"(?P<name>.+?) ?(?P<article>\d+(-\d+)?)?(?P<rest>\(\d+\))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, regulation or rule: its short name is what citations use."""

    short: str
    title: str
    number: str = ""
    in_force_from: str = ""
    in_force_to: str = ""
    articles: int = 0  # 0: not counted in articles
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An article of an instrument."""

    instrument: Instrument
    article: str

    def __str__(self) -> str:
        return f"《{self.instrument.title}》" + (f"第{self.article}条" if self.article else "")


def marked(text: str) -> str:
    """A text in which the laws whose articles it cites stand in marks; those that do are left.

    >>> marked("食品安全法第一百二十四条第一款第五项、广告法第九条")
    '《食品安全法》第一百二十四条第一款第五项、《广告法》第九条'
    """
    return _UNMARKED.sub(lambda article: f"《{article[1]}》{article[2]}", text)


def full_titles(register: Iterable[Instrument]) -> dict[str, str]:
    """The full titles of laws by the short ones, neither with an edition."""
    return {held.short.partition("(")[0]: _EDITION.sub("", held.title) for held in register}


def in_full(text: str, titles: Mapping[str, str]) -> str:
    """A text in which every law that has a full title is named by it, as papers cite it.

    >>> food = Instrument(short="食品安全法", title="中华人民共和国食品安全法")
    >>> in_full("《食品安全法》第三十四条、《消防法》第二条", full_titles([food]))
    '《中华人民共和国食品安全法》第三十四条、《消防法》第二条'
    """
    return _NAMED.sub(lambda named: f"《{titles.get(named[1], named[1])}》", text)


def cite(text: str, register: Mapping[str, Instrument]) -> Citation | None:
    """The citation a text makes, if the register holds the instrument and it has such an article."""
    match = _CITE.match(text.strip())
    if match is None:
        return None
    instrument = register.get(match["name"].strip())
    if instrument is None:
        return None
    article = match["article"] or ""
    if article and instrument.articles and int(article.split("-")[0]) > instrument.articles:
        return None
    return Citation(instrument=instrument, article=article)
