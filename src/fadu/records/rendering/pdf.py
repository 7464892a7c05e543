# SPDX-License-Identifier: MulanPSL-2.0
"""Prints a sheet as PDF/A with typst and the fonts shipped here; the same sheet gives the same bytes."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson

from fadu.kernel.errors import FaduError
from fadu.records.rendering import fonts
from fadu.records.rendering.pdf_blocks import CUTS, ENDS, blocks, escaped, families, literal
from fadu.records.rendering.tree import Sheet, lines

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
#: line spacings tried, the ordinary one first
PACES = (1.0, 1.04, 1.08, 1.12, 0.96, 0.93)
RED = 'rgb("#e60000")'


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


def lacking(text: str) -> None:
    """Refuse a text with characters that would not be drawn. Raises UnprintableCharacterError."""
    if signs := "".join(dict.fromkeys(sign for sign in text if ord(sign) not in drawn())):
        raise UnprintableCharacterError(signs)


def render_pdf(sheet: Sheet) -> bytes:
    """The document as PDF/A-2b. Raises UnprintableCharacterError."""
    import typst

    lacking("".join(lines(sheet)))
    archival: dict[str, Any] = {"pdf_standards": "a-2b"} if sheet.on else {}  # PDF/A asks for a date
    made: bytes = typst.compile(
        _settled(sheet).encode(),
        format="pdf",
        font_paths=[fonts.FOLDER],
        ignore_system_fonts=True,
        **archival,
    )
    return made


def _settled(sheet: Sheet) -> str:
    """The document at the line spacing at which the last words share a page with the signatures or the seal.

    GB/T 9704 asks for that: where the rest of a page cannot hold seal and date, the spacing of lines is adjusted. A long last
    paragraph goes on over the page; only where its end would leave the signatures alone at every spacing is it moved whole. A slip
    to be cut off stands on a page of its own only where no spacing has room for it.
    """
    drafts = (source(sheet, pace) for pace in PACES)
    kept = (text for text in drafts if not _parted(text, ENDS))
    first = next(kept, None)
    if first is None:
        return source(sheet, moved=True)
    if not _parted(first, CUTS):
        return first
    return next((text for text in kept if not _parted(text, CUTS)), first)


def _parted(text: str, marks: str) -> bool:
    """Whether what belongs together is on different pages: words and the signatures that follow them, a paper and its slip."""
    import typst

    if marks not in text:
        return False
    fonts_alone: dict[str, Any] = {"font_paths": [fonts.FOLDER], "ignore_system_fonts": True}
    asked = typst.query(text.encode(), marks, field="value", **fonts_alone)
    pages = orjson.loads(asked)
    return any(before != after for before, after in zip(pages[::2], pages[1::2], strict=False))


def source(sheet: Sheet, pace: float = 1.0, *, moved: bool = False) -> str:
    """The document in typst's language; all text stands in string literals, nothing in it is code."""
    page = PAGES[sheet.family]
    leading = page["pitch"] * pace - page["size"]
    date = (
        f"datetime(year: {sheet.on.year}, month: {sheet.on.month}, day: {sheet.on.day})"
        if sheet.on
        else "none"
    )
    return "\n".join(
        [
            f'#set document(title: "{escaped(sheet.title)}", date: {date})',
            f"#set text(font: {families(fonts.PDF_BODY)}, size: {page['size']}pt, tracking: {page['tracking']}pt,"
            ' lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em, cjk-latin-spacing: none)',
            f"#let pace = {leading:.2f}pt",
            "#set par(leading: pace, spacing: pace, justify: true)",
            f'#set page(paper: "a4", margin: (top: {page["top"]}mm, bottom: {page["bottom"]}mm,'
            f" left: {page['left']}mm, right: {page['right']}mm), footer-descent: 7mm,"
            f" footer: context {{ let n = counter(page).get().first(); let total = counter(page).final().first();"
            f" set text(size: {'14' if sheet.family == 'letter' else '10.5'}pt); {FOOTERS[sheet.family]} }}{_background(sheet)})",
            f"#let kept(body) = block(sticky: true, above: {leading:.2f}pt, below: {leading:.2f}pt, body)",
            *_head(sheet),
            *blocks(sheet.nodes, moved=moved),
        ]
    )


def _background(sheet: Sheet) -> str:
    """Void papers are struck through on every page."""
    stroke = '2pt + rgb("#d88")'
    return f", background: line(start: (15%, 88%), end: (85%, 12%), stroke: {stroke})" if sheet.void else ""


def _head(sheet: Sheet) -> list[str]:
    mark = [f"#align(right, text(fill: red, {literal(sheet.mark)}))"] if sheet.mark else []
    title_font = f"font: {families(fonts.PDF_TITLE)}"
    if sheet.family == "letter":
        size = min(34.0, WIDTH_POINTS / max(len(sheet.body_name), 1))
        number = f"#align(center, block({literal(sheet.number)}))" if sheet.number else ""
        return [
            *mark,
            "#v(8mm)",
            f'#align(center, block(text({title_font}, size: {size:.1f}pt, weight: "bold", fill: {RED}, {literal(sheet.body_name)})))',
            "#v(20pt)",
            number,
            f"#v(4mm - 12pt) #line(length: 100%, stroke: 2pt + {RED}) #v(26pt)",
            f'#align(center, block({{ set par(justify: false); text({title_font}, size: 22pt, weight: "bold", {literal(sheet.title)}) }}))',
            "#v(14pt)",
        ]
    number = f"#align(center, block({literal(sheet.number)}))" if sheet.number else ""
    return [
        *mark,
        f'#align(center, block(text({title_font}, size: 16pt, weight: "bold", {literal(sheet.body_name)})))',
        f'#align(center, block(text({title_font}, size: 20pt, weight: "bold", {literal(sheet.title)})))',
        number,
        "#v(6pt)",
    ]
