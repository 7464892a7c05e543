# SPDX-License-Identifier: MulanPSL-2.0
"""The report as drafted: sentences made of pieces, each bound to a figure or to evidence, and the gaps beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from fadu.figures.figure import Figure
    from fadu.figures.indicators import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a sentence: plain, or bound to a figure or to evidence."""

    text: str
    figure: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that is printed, with what bears it out. ``edited`` is the author's own wording of it.

    A ``plan`` is an intention for the year to come: it claims nothing and rests on nothing.
    """

    key: str
    pieces: tuple[Piece, ...]
    figures: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    edited: bool = False
    plan: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A statement that is not printed: where it would stand, and what it would need."""

    key: str
    place: str
    text: str
    missing: tuple[str, ...]
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParagraph:
    """`一是……`: its leading phrase and its sentences."""

    lead: str
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPart:
    """`（一）……`. One without paragraphs says that nothing on record bears it out."""

    title: str
    paragraphs: tuple[DraftParagraph, ...]

    @property
    def is_bare(self) -> bool:
        return bool(self.title) and not self.paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """`一、……`."""

    title: str
    parts: tuple[DraftPart, ...]


#: what stands under a heading for which nothing is on record
BARE = "（本部分尚无登记的记录可以作为依据，未写入正文，需补充的事项见附件。）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The report of a post for a year."""

    bureau: str
    year: int
    #: the day it was drafted on: the records of that day, and what was late by then
    as_of: date
    title: str
    opening: tuple[Sentence, ...]
    sections: tuple[DraftSection, ...]
    figures: Mapping[str, Figure]
    evidence: Mapping[str, Sequence[Row]]
    gaps: tuple[Gap, ...]
    #: the ledger's newest head: its root, over how many entries, and the fingerprint of the key that signed it
    root: str = ""
    ledger_size: int = 0
    ledger_key: str = ""

    @property
    def ledger_words(self) -> str:
        """By what a reader can hold the ledger to this report: the head of that day and its key; nothing without a head."""
        if not self.root:
            return ""
        return f"账本根（前{self.ledger_size}项）：{self.root}；签名公钥指纹：{self.ledger_key}"

    @property
    def as_of_words(self) -> str:
        """What a report of a year that is not over says of its figures; nothing once it is over."""
        return f"报告所用数据截至{chinese_date(self.as_of)}。" if self.as_of.year <= self.year else ""

    def sentences(self) -> list[Sentence]:
        """Every statement that is printed, in order."""
        return [s for s in [*self.opening, *self._inner()] if not s.plan]

    def plans(self) -> list[Sentence]:
        """Every intention that is printed, in order."""
        return [s for s in self._inner() if s.plan]

    def gap_lines(self) -> list[Gap]:
        """The gaps as the author reads them: what lacks the same records at the same place is one line."""
        lines: dict[tuple[str, tuple[str, ...]], Gap] = {}
        for gap in self.gaps:
            first = lines.setdefault((gap.place, gap.missing), gap)
            if first is not gap:
                covers = tuple(dict.fromkeys([*first.covers, *gap.covers]))
                lines[gap.place, gap.missing] = replace(
                    first, text=f"{first.text}／{gap.text}", covers=covers
                )
        return list(lines.values())

    def _inner(self) -> Iterator[Sentence]:
        for section in self.sections:
            for part in section.parts:
                for paragraph in part.paragraphs:
                    yield from paragraph.sentences
