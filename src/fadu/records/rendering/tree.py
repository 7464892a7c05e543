# SPDX-License-Identifier: MulanPSL-2.0
"""A filled form without layout: the one tree that all renderers print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fadu.records.forms.model import Style

#: the rule to sign on and the blank date, the same characters in every format
SIGNING_RULE = "________________"
BLANK_DATE = "　　　　年　　月　　日"
VOID_MARK = "【作废】"
DRAFT_MARK = "【草稿】"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One paragraph."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell; ``text`` may hold several lines."""

    text: str
    label: bool
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows whose spans add up to the same number of columns; ``widths`` are relative.

    The first ``heads`` rows stand again on every page. A ``dense`` table is set in small type: lists of an annex.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    dense: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to be signed by hand, perhaps with the name printed."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Name of the body and date, to be sealed."""

    body: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """``page``: a new page; ``cut``: a line to cut along."""

    kind: Literal["page", "cut"]


Node = Text | Table | Signature | Seal | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole document: head, body, and whether it is void or only drafted."""

    family: Literal["letter", "form"]
    body_name: str
    title: str
    number: str
    nodes: tuple[Node, ...]
    on: date | None = None
    void: bool = False
    draft: bool = False

    @property
    def mark(self) -> str:
        """What stands above all else on a paper that is not in force; nothing on any other."""
        return VOID_MARK if self.void else DRAFT_MARK if self.draft else ""


def lines(sheet: Sheet) -> Iterator[str]:
    """The text of the document line by line, in reading order: what every format must contain."""
    if sheet.mark:
        yield sheet.mark
    yield sheet.body_name
    head = (sheet.number, sheet.title) if sheet.family == "letter" else (sheet.title, sheet.number)
    yield from (text for text in head if text)
    for node in sheet.nodes:
        yield from _node_lines(node)


def _node_lines(node: Node) -> Iterator[str]:
    if isinstance(node, (Text, Signature)):
        yield node.text
    elif isinstance(node, Table):
        yield from ("\t".join(cell.text for cell in row) for row in node.rows)
    elif isinstance(node, Seal):
        yield node.body
        yield node.on
