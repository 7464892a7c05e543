# SPDX-License-Identifier: MulanPSL-2.0
"""The parts of a sheet in typst's language: text, tables, signatures and seal; all text stands in string literals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from fadu.records.rendering import fonts
from fadu.records.rendering.tree import Break, Cell, Node, Seal, Signature, Table, Text

#: codes and addresses without spaces may be broken anywhere if longer than this: in a line, in a cell
LONG_WORD = re.compile(r"[!-~]{30,}")
LONG_IN_CELL = re.compile(r"[!-~]{10,}")
#: a tick box with a short text, never broken
TICKED = re.compile(r"([☑□][^☑□\s]{1,16}(?=[☑□\s]|$))")
#: rows with less text than this stay on one page
SHORT_ROW = 160
#: a paragraph with less text than this is not divided from the signatures behind it
LONG_PARAGRAPH = 110
#: type size of a dense table
DENSE = 10.5
HEADINGS = {"heading", "subheading", "title"}
#: what ends a paper
SIGNING = (Seal, Signature)
#: the page on which words end, and that on which the signatures behind them end
ENDS = "<ends>"
MARK = f" + context [#metadata(here().page()) {ENDS}]"
#: the page on which a paper ends before the line where its slip is cut off, and that of the line
CUTS = "<cuts>"
CUT_MARK = f" + context [#metadata(here().page()) {CUTS}]"


def families(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(f'"{name}"' for name in names) + ")"


#: where a long word may be broken: nothing that stands in the text of the paper, for a code is copied out of it
BREAKABLE = '" + h(0pt) + "'


def escaped(text: str) -> str:
    """Text as it stands in a string of typst."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _breakable(text: str, long_word: re.Pattern[str]) -> str:
    """The same where it is joined to content: long words may be broken between any two signs."""
    done, parts = 0, []
    for match in long_word.finditer(text):
        parts += [escaped(text[done : match.start()]), BREAKABLE.join(map(escaped, match[0]))]
        done = match.end()
    return "".join((*parts, escaped(text[done:])))


def literal(text: str, long_word: re.Pattern[str] = LONG_WORD) -> str:
    """Text as typst content; line breaks inside become line breaks."""
    parts = [_line(line, long_word) for line in text.splitlines()] or ['""']
    return " + linebreak() + ".join(parts)


def _line(text: str, long_word: re.Pattern[str]) -> str:
    """One line; a short option stays together with its box."""
    pieces = [piece for piece in TICKED.split(text) if piece] or [""]
    return " + ".join(
        f'box("{escaped(piece)}")' if TICKED.fullmatch(piece) else f'"{_breakable(piece, long_word)}"'
        for piece in pieces
    )


_INDENTED = "#par(first-line-indent: (amount: 2em, all: true), {})"
_STYLES = {
    "body": _INDENTED,
    "note": _INDENTED,
    "flush": "#par({})",
    "centre": "#align(center, block({}))",
    "right": "#align(right, block({}))",
    "heading": f'#kept(par(first-line-indent: (amount: 2em, all: true), text(font: {families(fonts.PDF_TITLE)}, weight: "bold", {{}})))',
    "subheading": "#kept(par(first-line-indent: (amount: 2em, all: true), {}))",
    "copies": "#block(width: 100%, inset: (y: 6pt), stroke: (top: 0.7pt, bottom: 0.7pt), text(size: 14pt, {}))",
}


def blocks(nodes: Sequence[Node], *, moved: bool = False) -> Iterator[str]:
    """The nodes in order; what belongs together stays on one page: a heading with its text, the last words with signatures and seal.

    A last paragraph longer than some lines may be divided, and is ``moved`` whole only where that is asked for.
    """
    after_words = False
    for node, after in pairwise((*nodes, None)):
        ends = isinstance(after, SIGNING)
        cut = CUT_MARK if isinstance(after, Break) and after.kind == "cut" else ""
        if isinstance(node, Text):
            after_words = True
            yield _text(node, cut, ends=ends, whole=moved or len(node.text) < LONG_PARAGRAPH)
        elif isinstance(node, Table):
            after_words = False
            yield _table_before_signing(node) if ends else _table(node)
        elif isinstance(node, Break):
            yield _break(node)
        elif node:
            yield _signing(node, sticks=ends, mark=(MARK if after_words and not ends else "") + cut)


def _text(node: Text, cut: str = "", *, ends: bool, whole: bool) -> str:
    made = _STYLES[node.style].replace("{}", literal(node.text) + (MARK if ends else "") + cut)
    if node.style in HEADINGS or (ends and whole):
        return f"#block(width: 100%, sticky: true, spacing: pace, [{made}])"
    return made


def _signing(node: Signature | Seal, *, sticks: bool, mark: str) -> str:
    sticky = f"sticky: {str(sticks).lower()}"
    if isinstance(node, Signature):
        return f"#block(width: 100%, above: 16pt, breakable: false, {sticky}, {literal(node.text)}{mark})"
    return f"#block(width: 100%, above: 20pt + pace, breakable: false, {sticky}, [{_seal(node)}#{{ [] {mark} }}])"


def _table_before_signing(table: Table) -> str:
    """Signatures do not stand on a page alone: the last row goes with them."""
    if len(table.rows) - table.heads < 2:
        return f"#block(width: 100%, sticky: true, [{_table(table)}])"
    first = replace(table, rows=table.rows[:-1])
    last = replace(table, rows=table.rows[-1:], heads=0)
    return f"#block(width: 100%, below: 0pt, [{_table(first)}])\n#block(width: 100%, above: 0pt, sticky: true, [{_table(last)}])"


def _seal(node: Seal) -> str:
    inner = f"{literal(node.body)} + linebreak() + {literal(node.on)}"
    return f"#align(right, pad(right: 2em, block(breakable: false, align(center, {inner}))))"


def _break(node: Break) -> str:
    if node.kind == "page":
        return "#pagebreak(weak: true)"
    line = '#line(length: 100%, stroke: (thickness: 0.7pt, dash: "dashed"))'
    return f"#block(width: 100%, sticky: true, above: 12pt + pace, below: 12pt + pace, [{line}#{{ [] {CUT_MARK} }}])"


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
    return f"table.cell(colspan: {cell.span}{align}{breakable}, {literal(cell.text, LONG_IN_CELL)})"
