# SPDX-License-Identifier: MulanPSL-2.0
"""Prints a sheet as PDF/A with typst and the fonts shipped here; the same sheet gives the same bytes."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

from fadu.kernel.errors import FaduError
from fadu.records.rendering import fonts
from fadu.records.rendering.tree import (
    VOID_MARK,
    Break,
    Cell,
    Node,
    Seal,
    Sheet,
    Signature,
    Table,
    Text,
    lines,
)

#: 版心 156 × 225 mm of GB/T 9704: 22 lines of 28 characters in 16 pt; forms are set smaller and wider
PAGES = {
    "letter": {
        "top": 37,
        "bottom": 35,
        "left": 28,
        "right": 26,
        "size": 16.0,
        "pitch": 28.99,
        "tracking": -0.21,
    },
    "form": {"top": 24, "bottom": 22, "left": 25, "right": 20, "size": 12.0, "pitch": 20.0, "tracking": 0.0},
}
WIDTH_POINTS = 442.0
FOOTERS = {
    "letter": "align(if calc.odd(n) { right } else { left }, pad(x: 1em, [— #n —]))",
    "form": "align(center, [第#n;页 共#total;页])",
}
#: codes and addresses without spaces may be broken anywhere if longer than this: in a line, in a cell
LONG_WORD = re.compile(r"[!-~]{30,}")
LONG_IN_CELL = re.compile(r"[!-~]{10,}")
#: a tick box with a short text, never broken
TICKED = re.compile(r"([☑□][^☑□\s]{1,16}(?=[☑□\s]|$))")
#: rows with less text than this stay on one page
SHORT_ROW = 160
#: type size of a dense table
DENSE = 10.5
RED = 'rgb("#e60000")'
HEADINGS = {"heading", "subheading", "title"}


class UnprintableCharacterError(FaduError):
    """Characters no shipped font draws."""

    code = "unprintable_character"

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(
            f"PDF 字库中没有这些字：{'、'.join(characters)}。请改用 DOCX 或网页打印，电脑上有这些字的字体即可。"
        )


@cache
def drawn() -> frozenset[int]:
    """Code points the shipped fonts draw (written by fonts/cut.py)."""
    code_points: set[int] = {0x200B, 0x0A, 0x09, 0x3000, 0xA0}
    for line in (fonts.FOLDER / "coverage.txt").read_text("ascii").split():
        first, _, last = line.partition("-")
        code_points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(code_points)


def render_pdf(sheet: Sheet) -> bytes:
    """The document as PDF/A-2b. Raises UnprintableCharacterError."""
    import typst

    text = "".join(lines(sheet))
    lacking = "".join(dict.fromkeys(sign for sign in text if ord(sign) not in drawn()))
    if lacking:
        raise UnprintableCharacterError(lacking)
    archival: dict[str, Any] = {"pdf_standards": "a-2b"} if sheet.on else {}  # PDF/A asks for a date
    made: bytes = typst.compile(
        source(sheet).encode(), format="pdf", font_paths=[fonts.FOLDER], ignore_system_fonts=True, **archival
    )
    return made


def source(sheet: Sheet) -> str:
    """The document in typst's language; all text stands in string literals, nothing in it is code."""
    page = PAGES[sheet.family]
    leading = page["pitch"] - page["size"]
    date = (
        f"datetime(year: {sheet.on.year}, month: {sheet.on.month}, day: {sheet.on.day})"
        if sheet.on
        else "none"
    )
    return "\n".join(
        [
            f'#set document(title: "{_escaped(sheet.title)}", date: {date})',
            f"#set text(font: {_families(fonts.PDF_BODY)}, size: {page['size']}pt, tracking: {page['tracking']}pt,"
            ' lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em, cjk-latin-spacing: none)',
            f"#let pace = {leading:.2f}pt",
            "#set par(leading: pace, spacing: pace, justify: true)",
            f'#set page(paper: "a4", margin: (top: {page["top"]}mm, bottom: {page["bottom"]}mm,'
            f" left: {page['left']}mm, right: {page['right']}mm), footer-descent: 7mm,"
            f" footer: context {{ let n = counter(page).get().first(); let total = counter(page).final().first();"
            f" set text(size: {'14' if sheet.family == 'letter' else '10.5'}pt); {FOOTERS[sheet.family]} }}{_background(sheet)})",
            f"#let kept(body) = block(sticky: true, above: {leading:.2f}pt, below: {leading:.2f}pt, body)",
            *_head(sheet),
            *(_kept(node, after) for node, after in pairwise((*sheet.nodes, None)) if node),
        ]
    )


def _background(sheet: Sheet) -> str:
    """Void papers are struck through on every page."""
    stroke = '2pt + rgb("#d88")'
    return f", background: line(start: (15%, 88%), end: (85%, 12%), stroke: {stroke})" if sheet.void else ""


def _families(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(f'"{name}"' for name in names) + ")"


def _escaped(text: str, long_word: re.Pattern[str] = LONG_WORD) -> str:
    text = long_word.sub(lambda match: "\u200b".join(match[0]), text)
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _literal(text: str, long_word: re.Pattern[str] = LONG_WORD) -> str:
    """Text as typst content; line breaks inside become line breaks."""
    parts = [_line(line, long_word) for line in text.splitlines()] or ['""']
    return " + linebreak() + ".join(parts)


def _line(text: str, long_word: re.Pattern[str]) -> str:
    """One line; a short option stays together with its box."""
    pieces = [piece for piece in TICKED.split(text) if piece] or [""]
    return " + ".join(
        f'box("{_escaped(piece)}")' if TICKED.fullmatch(piece) else f'"{_escaped(piece, long_word)}"'
        for piece in pieces
    )


def _head(sheet: Sheet) -> list[str]:
    void = [f"#align(right, text(fill: red, {_literal(VOID_MARK)}))"] if sheet.void else []
    title_font = f"font: {_families(fonts.PDF_TITLE)}"
    if sheet.family == "letter":
        size = min(34.0, WIDTH_POINTS / max(len(sheet.body_name), 1))
        number = f"#align(center, block({_literal(sheet.number)}))" if sheet.number else ""
        return [
            *void,
            "#v(8mm)",
            f'#align(center, block(text({title_font}, size: {size:.1f}pt, weight: "bold", fill: {RED}, {_literal(sheet.body_name)})))',
            "#v(20pt)",
            number,
            f"#v(4mm - 12pt) #line(length: 100%, stroke: 2pt + {RED}) #v(26pt)",
            f'#align(center, block({{ set par(justify: false); text({title_font}, size: 22pt, weight: "bold", {_literal(sheet.title)}) }}))',
            "#v(14pt)",
        ]
    number = f"#align(center, block({_literal(sheet.number)}))" if sheet.number else ""
    return [
        *void,
        f'#align(center, block(text({title_font}, size: 16pt, weight: "bold", {_literal(sheet.body_name)})))',
        f'#align(center, block(text({title_font}, size: 20pt, weight: "bold", {_literal(sheet.title)})))',
        number,
        "#v(6pt)",
    ]


_INDENTED = "#par(first-line-indent: (amount: 2em, all: true), {})"
_STYLES = {
    "body": _INDENTED,
    "note": _INDENTED,
    "flush": "#par({})",
    "centre": "#align(center, block({}))",
    "right": "#align(right, block({}))",
    "heading": f'#kept(par(first-line-indent: (amount: 2em, all: true), text(font: {_families(fonts.PDF_TITLE)}, weight: "bold", {{}})))',
    "subheading": "#kept(par(first-line-indent: (amount: 2em, all: true), {}))",
    "copies": "#block(width: 100%, inset: (y: 6pt), stroke: (top: 0.7pt, bottom: 0.7pt), text(size: 14pt, {}))",
}


def _kept(node: Node, after: Node | None) -> str:
    """A node, kept on one page with what follows: a heading with its text, the last words with signature and seal."""
    if isinstance(node, Text) and (node.style in HEADINGS or isinstance(after, (Seal, Signature))):
        return f"#block(width: 100%, sticky: true, spacing: pace, [{_node(node)}])"
    return _node(node)


def _node(node: Node) -> str:
    if isinstance(node, Text):
        return _STYLES[node.style].replace("{}", _literal(node.text))
    if isinstance(node, Table):
        return _table(node)
    if isinstance(node, Signature):
        return f"#block(above: 16pt, breakable: false, {_literal(node.text)})"
    if isinstance(node, Seal):
        inner = f"{_literal(node.body)} + linebreak() + {_literal(node.on)}"
        return f"#v(20pt) #align(right, pad(right: 2em, block(breakable: false, align(center, {inner}))))"
    return _break(node)


def _break(node: Break) -> str:
    if node.kind == "page":
        return "#pagebreak(weak: true)"
    return '#v(8pt) #line(length: 100%, stroke: (thickness: 0.7pt, dash: "dashed")) #v(8pt)'


def _table(table: Table) -> str:
    columns = ", ".join(f"{width}fr" for width in table.widths)
    heads = ", ".join(_row(row) for row in table.rows[: table.heads])
    body = [_row(row) for row in table.rows[table.heads :]]
    cells = ",\n  ".join([*([f"table.header({heads})"] if heads else []), *body])
    small = f"set text(size: {DENSE}pt, tracking: 0pt); " if table.dense else ""
    leading = 4 if table.dense else 7
    return (
        f"#{{ {small}set par(justify: false, leading: {leading}pt); table(columns: ({columns},), stroke: 0.6pt, inset: 5pt,"
        f" align: left + horizon,\n  {cells}) }}"
    )


def _row(row: tuple[Cell, ...]) -> str:
    is_short = sum(len(cell.text) for cell in row) < SHORT_ROW
    return ",\n  ".join(_cell(cell, is_short=is_short) for cell in row)


def _cell(cell: Cell, *, is_short: bool) -> str:
    align = ", align: center + horizon" if cell.label else ""
    breakable = ", breakable: false" if is_short else ""
    return f"table.cell(colspan: {cell.span}{align}{breakable}, {_literal(cell.text, LONG_IN_CELL)})"
