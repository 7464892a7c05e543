# SPDX-License-Identifier: MulanPSL-2.0
"""Drafting the report: a statement whose figures and evidence stand is printed; any other is a gap for the author."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fadu.figures.period import Period
from fadu.figures.reading import Reading, read
from fadu.ledger import selectors as ledger
from fadu.reporting import evidence as evidences
from fadu.reporting.claims import PLACE
from fadu.reporting.drafted import Draft, DraftParagraph, DraftPart, DraftSection, Gap, Piece, Sentence
from fadu.reporting.outline import HEAD
from fadu.reporting.outline_file import outline
from fadu.reporting.wording import WHOLE, approximate_words, value_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from fadu.figures.figure import Figure
    from fadu.figures.indicators import Row
    from fadu.people.models import Bureau
    from fadu.reporting.outline import Outline, Paragraph, Part, Section, Statement


@dataclass(slots=True)
class _Drafting:
    bureau: Bureau
    year: int
    edits: Mapping[str, str]
    reading: Reading
    figures: dict[str, Figure] = field(default_factory=dict)
    evidence: dict[str, Sequence[Row]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)

    def figure(self, code: str) -> Figure:
        """A figure the report rests on; it goes into the annex."""
        self.figures[code] = self.reading.figure(code)
        return self.figures[code]

    def rows(self, name: str) -> Sequence[Row]:
        if name not in self.evidence:
            self.evidence[name] = evidences.rows_of(name, self.bureau, self.reading.period)
        return self.evidence[name]

    def sentences(self, statements: Iterable[Statement], place: str) -> Iterator[Sentence]:
        """The sentences that are printed; what lacks its records becomes a gap of that place."""
        for statement in statements:
            missing = self._missing(statement)
            if missing:
                gap = Gap(
                    key=statement.key,
                    place=place,
                    text=_blank(statement.text),
                    missing=missing,
                    covers=statement.covers,
                )
                self.gaps.append(gap)
            elif self._called_for(statement):
                yield self._sentence(statement)

    def _missing(self, statement: Statement) -> tuple[str, ...]:
        figures = [self.figure(code).name for code in statement.figures if not self.figure(code).kept]
        names = [evidences.title_of(name) for name in statement.evidence if not self.rows(name)]
        return tuple(dict.fromkeys([*figures, *names]))

    def _called_for(self, statement: Statement) -> bool:
        if statement.totality and self.figure(statement.totality).value != WHOLE:
            return False
        if not statement.when:
            return True
        value = self.reading.figure(statement.when["figure"]).value
        if value is None:
            return False
        above, below = statement.when.get("above"), statement.when.get("below")
        return (above is None or value > above) and (below is None or value < below)

    def _sentence(self, statement: Statement) -> Sentence:
        """The author's wording keeps its placeholders: the figures in it are still computed."""
        return Sentence(
            key=statement.key,
            pieces=tuple(self.filled(self.edits.get(statement.key) or statement.text)),
            figures=statement.figures,
            evidence=statement.evidence,
            edited=bool(self.edits.get(statement.key)),
            plan=statement.plan,
        )

    def filled(self, text: str) -> Iterator[Piece]:
        """A text with its placeholders filled in."""
        place = 0
        for match in PLACE.finditer(text):
            if match.start() > place:
                yield Piece(text=text[place : match.start()])
            yield self._piece(*match.groups())
            place = match.end()
        if place < len(text):
            yield Piece(text=text[place:])

    def _piece(self, name: str, style: str | None, part: str | None) -> Piece:
        if name == "year":
            return Piece(text=str(self.year))
        if name == "bureau" and not part:
            return Piece(text=self.bureau.name)
        if part:
            rows = self.rows(name)
            text = str(len(rows)) if part == "count" else "、".join(row.record for row in rows)
            return Piece(text=text, evidence=name)
        figure = self.figure(name)
        return Piece(
            text=approximate_words(figure) if style == "approx" else value_words(figure), figure=name
        )


def _blank(text: str) -> str:
    """A statement with its figures left blank, as the list of gaps shows it."""
    return PLACE.sub("＿＿", text)


def draft(
    bureau: Bureau,
    year: int,
    *,
    as_of: date,
    edits: Mapping[str, str] | None = None,
    plan: Outline | None = None,
    post: str = HEAD,
    recounted: bool = False,
) -> Draft:
    """Draft the report of a post for a year as of a day. ``edits`` are the author's wordings by statement.

    ``recounted``: every figure is counted from the records, none taken from stored cells.
    Raises UnknownNameError.
    """
    plan = plan or outline()
    mine = plan.of(post)
    period = Period.year(year, as_of=as_of)
    reading = Reading(bureau, period) if recounted else read(bureau, period)
    drafting = _Drafting(bureau, year, edits or {}, reading)
    opening = tuple(drafting.sentences(mine.opening, "开头"))
    sections = tuple(_section(drafting, section) for section in plan.sections)
    head = ledger.latest_head()
    return Draft(
        bureau=bureau.name,
        year=year,
        as_of=as_of,
        title="".join(piece.text for piece in drafting.filled(mine.title)),
        opening=opening,
        sections=sections,
        figures=dict(sorted(drafting.figures.items())),
        evidence=dict(sorted(drafting.evidence.items())),
        gaps=tuple(drafting.gaps),
        root=head.root if head else "",
        ledger_size=head.size if head else 0,
        ledger_key=head.fingerprint if head else "",
    )


def _section(drafting: _Drafting, section: Section) -> DraftSection:
    return DraftSection(
        title=section.title, parts=tuple(_part(drafting, section, part) for part in section.parts)
    )


def _part(drafting: _Drafting, section: Section, part: Part) -> DraftPart:
    place = section.title[:1] + part.title.partition("）")[0] + "）" * bool(part.title)
    paragraphs = [_paragraph(drafting, paragraph, place) for paragraph in part.paragraphs]
    kept = [paragraph for paragraph in paragraphs if paragraph.sentences]
    ordered = [p for p in kept if is_numbered(p.lead)]
    numbered = [
        replace(p, lead=renumbered(p.lead, ordered.index(p), len(ordered))) if p in ordered else p
        for p in kept
    ]
    return DraftPart(title=part.title, paragraphs=tuple(numbered))


def _paragraph(drafting: _Drafting, paragraph: Paragraph, place: str) -> DraftParagraph:
    said = list(drafting.sentences(paragraph.statements, f"{place}{paragraph.lead[:1]}"))
    if said:
        said[-1] = _closed(said[-1])
    return DraftParagraph(lead=paragraph.lead, sentences=tuple(said))


def _closed(sentence: Sentence) -> Sentence:
    """The last sentence of a paragraph ends it, whatever follows it in the outline."""
    last = sentence.pieces[-1]
    if not last.text.endswith("；"):
        return sentence
    return replace(
        sentence, pieces=(*sentence.pieces[:-1], replace(last, text=last.text.removesuffix("；") + "。"))
    )


ORDINALS = "一二三四五六七八九十"


def is_numbered(lead: str) -> bool:
    """Whether a leading phrase begins with 一是, 二是 …"""
    return lead[1:2] == "是" and lead[:1] in ORDINALS


def renumbered(lead: str, place: int, of: int) -> str:
    """A leading phrase with the ordinal of its place among those that are printed; one alone needs none.

    >>> renumbered("三是强化法律审核把关。", 0, 2), renumbered("三是强化法律审核把关。", 0, 1)
    ('一是强化法律审核把关。', '强化法律审核把关。')
    """
    return ORDINALS[place] + lead[1:] if of > 1 else lead[2:]
