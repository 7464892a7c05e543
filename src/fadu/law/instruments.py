# SPDX-License-Identifier: MulanPSL-2.0
"""The register of legal instruments: short names, full names, editions; and citations resolved against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
