# SPDX-License-Identifier: MulanPSL-2.0
"""Puts data into a form: form + data → sheet, all formats print the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fadu.records.forms.model import (
    Block,
    Columns,
    CutLine,
    Field,
    Fixed,
    Form,
    OptionalBlocks,
    PageBreak,
    Paragraph,
    Part,
    Perhaps,
    Remedy,
    RepeatedBlocks,
    Row,
    SealBlock,
    SignatureLine,
    Style,
    Value,
)
from fadu.records.forms.problems import MissingDataError
from fadu.records.remedies import paragraph as remedy_paragraph
from fadu.records.rendering.data import GAP, Scope, as_date, is_answered, is_gap, is_given, show
from fadu.records.rendering.late import marked
from fadu.records.rendering.parts import STOPS, holds, is_gone, text_of
from fadu.records.rendering.tables import table
from fadu.records.rendering.tree import (
    BLANK_DATE,
    SIGNING_RULE,
    Break,
    Cell,
    Node,
    Seal,
    Sheet,
    Signature,
    Text,
)

HEAD = {"bureau_name": "机关名称", "number": "文号", "remedy": "救济途径"}
#: fixed text longer than this is no label but a notice
LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True)
class _Widths:
    """Passed on from ``@columns`` to the table that follows."""

    widths: tuple[int, ...]


def missing(form: Form, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What ``data`` does not answer, as (key, title): the mandatory fields in the order of the form, and every yes or no it prints.

    What nobody chose is no 否: a paper that states one waits until somebody did.
    """
    scope = Scope(data)
    needed = {"bureau_name": HEAD["bureau_name"]}
    if form.number:
        needed["number"] = HEAD["number"]
    needed |= {item.key: item.title for item in form.mandatory if _asked(item, scope)}
    titles = {item.key: item.title for item in (*form.optional, *form.mandatory)}
    needed |= {name: titles.get(name, name) for name in _yes_or_no(form.blocks, scope)}
    if form.remedy:
        needed["remedy"] = HEAD["remedy"]
    return [(key, title) for key, title in needed.items() if not is_answered(scope.find(key))]


def _yes_or_no(blocks: Sequence[Block], scope: Scope) -> Iterator[str]:
    """The names whose yes or no is printed with this data, rows apart."""
    for block in blocks:
        if isinstance(block, OptionalBlocks):
            chosen = block.then if holds(block.condition, scope) else block.otherwise
            yield from _yes_or_no(chosen, scope)
        elif isinstance(block, Row):
            for parts in block.cells:
                yield from _stated(parts, scope)
        elif isinstance(block, Paragraph | SignatureLine):
            yield from _stated(block.parts, scope)


def _stated(parts: Sequence[Part], scope: Scope) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Perhaps):
            chosen = part.then if holds(part.condition, scope) else part.otherwise
            yield from _stated(chosen, scope)
        elif isinstance(part, Value) and "yesno" in part.filters:
            yield part.name


def _asked(item: Field, scope: Scope) -> bool:
    """Whether a mandatory field is asked for with this data."""
    return not item.when or any(holds(condition, scope) for condition in item.when)


def fill(form: Form, data: Mapping[str, Any], *, draft: bool = False, void: bool = False) -> Sheet:
    """The filled form. Raises MissingDataError, unless ``draft``: then gaps are named in the text."""
    absent = missing(form, data)
    if absent and not draft:
        raise MissingDataError(form.title, absent)
    gaps = {key: f"{GAP}{title}】" for key, title in absent}
    filler = _Filler({**data, **_gaps_within(data, gaps), **gaps})
    scope = Scope(filler.data)
    borne = as_date(scope.find("issued_on"))
    nodes = _join_tables(filler.nodes(form.blocks, scope))
    nodes = marked(nodes, borne=borne, made=as_date(scope.find("made_on")))
    title = next(
        (node.text for node in nodes if isinstance(node, Text) and node.style == "title"), form.title
    )
    return Sheet(
        family=form.family,
        body_name=show(scope.find("bureau_name")),
        title=title,
        number=show(scope.find("number")),
        nodes=tuple(node for node in nodes if not (isinstance(node, Text) and node.style == "title")),
        on=borne,
        void=void,
        draft=draft,
    )


def _gaps_within(data: Mapping[str, Any], gaps: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What is not there at all and has gaps of its own (``own.scene``): there in the draft, with these and nothing else in it."""
    within: dict[str, dict[str, str]] = {}
    for key, mark in gaps.items():
        root, _, part = key.partition(".")
        if part and not is_given(data.get(root)):
            within.setdefault(root, {})[part] = mark
    return within


def _join_tables(flat: Iterator[Node | _Widths | tuple[Cell, ...]]) -> list[Node]:
    """Neighbouring rows become one table."""
    nodes: list[Node] = []
    rows: list[tuple[Cell, ...]] = []
    widths: tuple[int, ...] = ()
    for item in flat:
        if isinstance(item, tuple):
            rows.append(item)
            continue
        if rows:
            nodes.append(table(rows, widths))
            rows, widths = [], ()
        if isinstance(item, _Widths):
            widths = item.widths
        else:
            nodes.append(item)
    return [*nodes, table(rows, widths)] if rows else nodes


class _Filler:
    """Walks the blocks of a form over the data."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def nodes(self, blocks: Sequence[Block], scope: Scope) -> Iterator[Node | _Widths | tuple[Cell, ...]]:
        for block in blocks:
            if isinstance(block, OptionalBlocks):
                chosen = block.then if holds(block.condition, scope) else block.otherwise
                yield from self.nodes(chosen, scope)
            elif isinstance(block, RepeatedBlocks):
                yield from self._repeated(block, scope)
            elif not (isinstance(block, Paragraph) and is_gone(block.parts, scope)):
                yield from self._simple(block, scope)

    def _repeated(self, block: RepeatedBlocks, scope: Scope) -> Iterator[Node | _Widths | tuple[Cell, ...]]:
        value = scope.find(block.name)
        if not is_given(value):
            yield from self.nodes(block.otherwise, scope)
            return
        if is_gap(value) and all(isinstance(each, Row) for each in block.then):
            yield (Cell(text=value, label=False),)  # one line for all its columns
            return
        rows = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        for number, row in enumerate(rows, 1):
            yield from self.nodes(block.then, scope.within(block.name, row, number))

    def _simple(self, block: Block, scope: Scope) -> Iterator[Node | _Widths | tuple[Cell, ...]]:
        if isinstance(block, Paragraph):
            yield from _paragraphs(text_of(block.parts, scope), block.style)
        elif isinstance(block, Row):
            if cells := _standing(block.cells, scope):
                yield tuple(_cell(parts, scope) for parts in cells)
        elif isinstance(block, Columns):
            yield _Widths(block.widths)
        elif isinstance(block, SignatureLine):
            yield _signature(text_of(block.parts, scope))
        elif isinstance(block, SealBlock):
            yield Seal(body=text_of(block.body, scope), on=text_of(block.on, scope) or BLANK_DATE)
        elif isinstance(block, Remedy):
            yield from _paragraphs(remedy_paragraph(self.data.get("remedy")), "body")
        elif isinstance(block, PageBreak):
            yield Break(kind="page")
        elif isinstance(block, CutLine):
            yield Break(kind="cut")


def _standing(cells: Sequence[tuple[Part, ...]], scope: Scope) -> list[tuple[Part, ...]]:
    """The cells of a row that are printed: a value that is gone takes the label before it along."""
    kept: list[tuple[Part, ...]] = []
    for parts in cells:
        if not is_gone(parts, scope):
            kept.append(parts)
        elif kept and all(isinstance(part, Fixed) for part in kept[-1]):
            kept.pop()
    return kept


def _signature(text: str) -> Signature:
    label, mark, name = text.partition("：")
    printed = name.strip() if mark else ""
    return Signature(text=f"{label}：{printed or SIGNING_RULE}{BLANK_DATE}")


def _paragraphs(text: str, style: Style) -> Iterator[Text]:
    for line in text.splitlines():
        if line.strip().strip(STOPS):
            shown = f"（{line.strip()}）" if style == "note" and not line.startswith("（") else line.strip()
            yield Text(style=style, text=shown)


def _cell(parts: tuple[Part, ...], scope: Scope) -> Cell:
    fixed = all(isinstance(part, Fixed) for part in parts)
    text = text_of(parts, scope).strip()
    return Cell(text=text, label=fixed and bool(parts) and len(text) <= LONGEST_LABEL)
