# SPDX-License-Identifier: MulanPSL-2.0
"""Drafting the report: a statement whose figures and evidence stand is printed; any other is a gap for the author."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fadu.cases.indicators import Period
from fadu.ledger import selectors as ledger
from fadu.reporting import evidence as evidences
from fadu.reporting.figures import figure
from fadu.reporting.outline import PLACE, outline
from fadu.reporting.wording import WHOLE, approximate_words, value_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.cases.indicators import Figure, Row
    from fadu.people.models import Bureau
    from fadu.reporting.outline import Outline, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a sentence: plain, or bound to a figure or to evidence."""

    text: str
    figure: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that is printed, with what bears it out. ``edited`` is the author's own wording of it."""

    key: str
    pieces: tuple[Piece, ...]
    figures: tuple[str, ...]
    evidence: tuple[str, ...]
    edited: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A statement that is not printed, and what it would need."""

    key: str
    text: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParagraph:
    lead: str
    sentences: tuple[Sentence, ...] = ()
    plan: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.sentences and not self.plan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPart:
    title: str
    paragraphs: tuple[DraftParagraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    title: str
    parts: tuple[DraftPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The report of a bureau's head for a year."""

    bureau: str
    year: int
    title: str
    opening: tuple[Sentence, ...]
    sections: tuple[DraftSection, ...]
    figures: Mapping[str, Figure]
    evidence: Mapping[str, tuple[Row, ...]]
    gaps: tuple[Gap, ...]
    root: str = ""

    def sentences(self) -> list[Sentence]:
        """Every printed sentence, in order."""
        inner = [s for sec in self.sections for part in sec.parts for p in part.paragraphs for s in p.sentences]
        return [*self.opening, *inner]


@dataclass(slots=True)
class _Drafting:
    bureau: Bureau
    year: int
    edits: Mapping[str, str]
    figures: dict[str, Figure] = field(default_factory=dict)
    evidence: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)

    @property
    def period(self) -> Period:
        return Period.year(self.year)

    def figure(self, code: str) -> Figure:
        if code not in self.figures:
            self.figures[code] = figure(code, self.bureau, self.period)
        return self.figures[code]

    def rows(self, name: str) -> tuple[Row, ...]:
        if name not in self.evidence:
            self.evidence[name] = tuple(evidences.rows_of(name, self.bureau, self.period))
        return self.evidence[name]

    def sentence(self, statement: Statement) -> Sentence | None:
        """The printed sentence; None where it is a gap, or where its condition does not call for it."""
        missing = [self.figure(c).name for c in statement.figures if not self.figure(c).kept]
        missing += [evidences.missing_words(n) for n in statement.evidence if not self.rows(n)]
        if missing:
            self.gaps.append(Gap(key=statement.key, text=_blank(statement.text), missing=tuple(missing)))
            return None
        if not self._called_for(statement):
            return None
        pieces = self._edited(statement) or self._pieces(statement)
        return Sentence(
            key=statement.key,
            pieces=tuple(pieces),
            figures=statement.figures,
            evidence=statement.evidence,
            edited=statement.key in self.edits,
        )

    def _called_for(self, statement: Statement) -> bool:
        if statement.totality and self.figure(statement.totality).value != WHOLE:
            return False
        if not statement.when:
            return True
        value = self.figure(statement.when["figure"]).value
        if value is None:
            return False
        above, below = statement.when.get("above"), statement.when.get("below")
        return (above is None or value > above) and (below is None or value < below)

    def _edited(self, statement: Statement) -> list[Piece]:
        """The author's wording keeps its placeholders: the figures in it are still computed."""
        text = self.edits.get(statement.key)
        return self._filled(text) if text else []

    def _pieces(self, statement: Statement) -> list[Piece]:
        return self._filled(statement.text)

    def _filled(self, text: str) -> list[Piece]:
        pieces, place = [], 0
        for found in PLACE.finditer(text):
            if found.start() > place:
                pieces.append(Piece(text=text[place : found.start()]))
            pieces.append(self._piece(*found.groups()))
            place = found.end()
        return [*pieces, Piece(text=text[place:])] if place < len(text) else pieces

    def _piece(self, name: str, style: str | None, part: str | None) -> Piece:
        if name == "year":
            return Piece(text=str(self.year))
        if name == "bureau" and not part:
            return Piece(text=self.bureau.name)
        if part:
            rows = self.rows(name)
            text = str(len(rows)) if part == "count" else "、".join(row.record for row in rows)
            return Piece(text=text, evidence=name)
        found = self.figure(name)
        return Piece(text=approximate_words(found) if style == "approx" else value_words(found), figure=name)


def _blank(text: str) -> str:
    """A statement with its figures left blank, as the list of gaps shows it."""
    return PLACE.sub("＿＿", text)


def draft(bureau: Bureau, year: int, *, edits: Mapping[str, str] | None = None, told: Outline | None = None) -> Draft:
    """Draft the report of a year. ``edits`` are the author's wordings by statement."""
    plan = told or outline()
    drafting = _Drafting(bureau=bureau, year=year, edits=edits or {})
    opening = tuple(s for s in map(drafting.sentence, plan.opening) if s)
    sections = tuple(
        DraftSection(title=sec.title, parts=tuple(_part(drafting, part) for part in sec.parts)) for sec in plan.sections
    )
    head = ledger.latest_head()
    return Draft(
        bureau=bureau.name,
        year=year,
        title="".join(piece.text for piece in drafting._filled(plan.title)),
        opening=opening,
        sections=sections,
        figures=dict(sorted(drafting.figures.items())),
        evidence=dict(sorted(drafting.evidence.items())),
        gaps=tuple(drafting.gaps),
        root=head.root if head else "",
    )


def _part(drafting: _Drafting, part: Any) -> DraftPart:
    paragraphs = []
    for paragraph in part.paragraphs:
        said = tuple(s for s in map(drafting.sentence, paragraph.statements) if s)
        paragraphs.append(DraftParagraph(lead=paragraph.lead, sentences=said, plan=paragraph.plan))
    kept = [p for p in paragraphs if not p.is_empty]
    numbered = [replace(p, lead=renumbered(p.lead, place)) for place, p in enumerate(kept)]
    return DraftPart(title=part.title, paragraphs=tuple(numbered))


ORDINALS = "一二三四五六七八九十"


def renumbered(lead: str, place: int) -> str:
    """A leading sentence with the ordinal of its place among those that are printed.

    >>> renumbered("三是强化法律审核把关。", 0)
    '一是强化法律审核把关。'
    """
    return ORDINALS[place] + lead[1:] if lead[1:2] == "是" else lead
