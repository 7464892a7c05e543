# SPDX-License-Identifier: MulanPSL-2.0
"""The report as values, written and read back: a locked report is shown from what was locked, not from today's records."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.figures.figure import Figure
from fadu.figures.indicators import Row
from fadu.reporting.drafted import Draft, DraftParagraph, DraftPart, DraftSection, Gap, Piece, Sentence
from fadu.reporting.wording import value_words

if TYPE_CHECKING:
    from collections.abc import Mapping


def write(draft: Draft) -> bytes:
    """The report as JSON."""
    return json.dumps(as_json(draft), ensure_ascii=False, indent=1).encode()


def read(data: bytes) -> Draft:
    """The report that was written as JSON."""
    return _draft(json.loads(data))


def as_json(draft: Draft) -> dict[str, Any]:
    """Sections, sentences with what bears them out, piece by piece; figures with their records; evidence; gaps."""
    return {
        "title": draft.title,
        "bureau": draft.bureau,
        "year": draft.year,
        "as_of": draft.as_of.isoformat(),
        "root": draft.root,
        "ledger_size": draft.ledger_size,
        "ledger_key": draft.ledger_key,
        "opening": [_sentence(s) for s in draft.opening],
        "sections": [
            {
                "title": section.title,
                "parts": [
                    {
                        "title": part.title,
                        "paragraphs": [
                            {"lead": p.lead, "sentences": [_sentence(s) for s in p.sentences]}
                            for p in part.paragraphs
                        ],
                    }
                    for part in section.parts
                ],
            }
            for section in draft.sections
        ],
        "figures": {code: _figure(figure) for code, figure in draft.figures.items()},
        "evidence": {name: [_row(row) for row in rows] for name, rows in draft.evidence.items()},
        "gaps": [
            {
                "key": g.key,
                "place": g.place,
                "text": g.text,
                "missing": list(g.missing),
                "covers": list(g.covers),
            }
            for g in draft.gaps
        ],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    pieces = [
        {
            "text": p.text,
            **({"figure": p.figure} if p.figure else {}),
            **({"evidence": p.evidence} if p.evidence else {}),
        }
        for p in sentence.pieces
    ]
    return {
        "key": sentence.key,
        "text": sentence.text,
        "pieces": pieces,
        "figures": list(sentence.figures),
        "evidence": list(sentence.evidence),
        "edited": sentence.edited,
        "plan": sentence.plan,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "record": row.record,
        "on": row.on and row.on.isoformat(),
        "value": row.value,
        "detail": row.detail,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "code": figure.code,
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "words": value_words(figure),
        "measure": figure.measure,
        "kept": figure.kept,
        "definition": figure.definition,
        "cites": list(figure.cites),
        "records": figure.records,
        "rows": [_row(row) for row in figure.rows],
    }
    if figure.numerator and figure.denominator:
        entry |= {"numerator": _figure(figure.numerator), "denominator": _figure(figure.denominator)}
    return entry


# -- and back -------------------------------------------------------------------------------------


def _draft(data: Mapping[str, Any]) -> Draft:
    return Draft(
        bureau=data["bureau"],
        year=data["year"],
        as_of=date.fromisoformat(data["as_of"]),
        title=data["title"],
        root=data["root"],
        ledger_size=data["ledger_size"],
        ledger_key=data["ledger_key"],
        opening=tuple(map(_read_sentence, data["opening"])),
        sections=tuple(
            DraftSection(title=section["title"], parts=tuple(map(_read_part, section["parts"])))
            for section in data["sections"]
        ),
        figures={code: _read_figure(figure) for code, figure in data["figures"].items()},
        evidence={name: tuple(map(_read_row, rows)) for name, rows in data["evidence"].items()},
        gaps=tuple(
            Gap(**{**gap, "missing": tuple(gap["missing"]), "covers": tuple(gap["covers"])})
            for gap in data["gaps"]
        ),
    )


def _read_part(data: Mapping[str, Any]) -> DraftPart:
    paragraphs = [
        DraftParagraph(lead=p["lead"], sentences=tuple(map(_read_sentence, p["sentences"])))
        for p in data["paragraphs"]
    ]
    return DraftPart(title=data["title"], paragraphs=tuple(paragraphs))


def _read_sentence(data: Mapping[str, Any]) -> Sentence:
    return Sentence(
        key=data["key"],
        pieces=tuple(Piece(**piece) for piece in data["pieces"]),
        figures=tuple(data["figures"]),
        evidence=tuple(data["evidence"]),
        edited=data["edited"],
        plan=data["plan"],
    )


def _read_row(data: Mapping[str, Any]) -> Row:
    return Row(**{**data, "on": date.fromisoformat(data["on"]) if data["on"] else None})


def _read_figure(data: Mapping[str, Any]) -> Figure:
    plain = {name: data[name] for name in ("code", "name", "value", "unit", "measure", "kept", "definition")}
    sides = {side: _read_figure(data[side]) for side in ("numerator", "denominator") if side in data}
    return Figure(**plain, cites=tuple(data["cites"]), listing=lambda: map(_read_row, data["rows"]), **sides)
