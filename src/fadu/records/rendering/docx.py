# SPDX-License-Identifier: MulanPSL-2.0
"""Prints a sheet as DOCX; the fonts of the offices are named first, so an office computer shows the real ones."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from fadu.records.rendering import fonts
from fadu.records.rendering.tree import Break, Cell, Node, Seal, Sheet, Signature, Table, Text

MARGINS = {"letter": (37, 35, 28, 26), "form": (24, 22, 25, 20)}
SIZE = {"letter": (16, 29), "form": (12, 20)}
ALIGN = {
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "flush": WD_ALIGN_PARAGRAPH.LEFT,
}
FONTS = {"heading": fonts.HEI[0], "subheading": fonts.KAI[0]}
INDENTED = {"body", "note", "heading", "subheading"}
RED = RGBColor(0xE6, 0x00, 0x00)
#: what must follow the borders of a paragraph in its properties
AFTER_BORDERS = tuple(
    f"w:{name}"
    for name in [
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
        "pPrChange",
    ]
)
#: type size of a dense table
DENSE = 10.5
LATIN = "Times New Roman"


def render_docx(sheet: Sheet) -> bytes:
    """The document as a Word file."""
    document = docx.Document()
    _set_page(document, sheet)
    _head(document, sheet)
    for node, after in pairwise((*sheet.nodes, None)):
        if node:
            _node(document, node)
            _keep_with_next(document, node, after)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_page(document: Any, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, left, right = MARGINS[sheet.family]
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(bottom - 14)
    size, pitch = SIZE[sheet.family]
    style = document.styles["Normal"]
    style.font.size = Pt(size)
    _set_font(style, fonts.BODY[0])
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(pitch)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # else lines break by the rules of another script
    document.core_properties.title = sheet.title[:255]  # no property holds more
    document.core_properties.author = sheet.body_name
    document.core_properties.language = "zh-CN"
    _footer(section, sheet)


def _set_font(holder: Any, name: str) -> None:
    holder.font.name = LATIN
    properties = holder.element if hasattr(holder, "element") else holder._element
    properties.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _footer(section: Any, sheet: Sheet) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    pieces = ["— ", "PAGE", " —"] if sheet.family == "letter" else ["第", "PAGE", "页 共", "NUMPAGES", "页"]
    for piece in pieces:
        run = paragraph.add_run()
        run.font.size = Pt(14 if sheet.family == "letter" else 10.5)
        _set_font(run, "宋体")
        if piece.isupper():
            _add_field(run, piece)
        else:
            run.text = piece


def _add_field(run: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def _head(document: Any, sheet: Sheet) -> None:
    if sheet.mark:
        _line(document, sheet.mark, align="right", colour=RGBColor(0xCC, 0, 0))
    if sheet.family == "letter":
        size = min(34, 442 // max(len(sheet.body_name), 1))
        _line(document, sheet.body_name, align="centre", size=size, font=fonts.TITLE[0], colour=RED, after=24)
        ruled = _line(document, sheet.number, align="centre", after=24)
        _add_rule(ruled, "bottom", "E60000", 18)
        _line(document, sheet.title, align="centre", size=22, font=fonts.TITLE[0], after=16)
        return
    _line(document, sheet.body_name, align="centre", size=16, font=fonts.TITLE[0])
    _line(document, sheet.title, align="centre", size=20, font=fonts.TITLE[0])
    if sheet.number:
        _line(document, sheet.number, align="centre", after=6)


def _line(
    document: Any,
    text: str,
    *,
    align: str,
    size: float = 0,
    font: str = "",
    colour: RGBColor | None = None,
    after: float = 0,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN[align]
    run = paragraph.add_run(text)
    if size:
        run.font.size = Pt(size)
        paragraph.paragraph_format.line_spacing = Pt(size * 1.4)
    if font:
        _set_font(run, font)
        run.font.bold = True
    if colour is not None:
        run.font.color.rgb = colour
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _add_rule(paragraph: Any, side: str, colour: str, eighths: int) -> None:
    borders = OxmlElement("w:pBdr")
    for name in side.split():
        rule = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "6"), ("color", colour)):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    paragraph._element.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def _keep_with_next(document: Any, node: Node, after: Node | None) -> None:
    """The last words, or the last row, stay on one page with the signatures and the seal that follow."""
    if not isinstance(after, (Seal, Signature)):
        return
    if isinstance(node, Table):
        paragraphs = [
            paragraph for cell in document.tables[-1].rows[-1].cells for paragraph in cell.paragraphs
        ]
    else:
        paragraphs = document.paragraphs[-1:]
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _node(document: Any, node: Node) -> None:
    if isinstance(node, Text):
        _text(document, node)
    elif isinstance(node, Table):
        _table(document, node)
    elif isinstance(node, Signature):
        paragraph = document.add_paragraph(node.text)
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.keep_together = True
    elif isinstance(node, Seal):
        _seal(document, node)
    else:
        _break(document, node)


def _text(document: Any, node: Text) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.get(node.style, WD_ALIGN_PARAGRAPH.JUSTIFY)
    run = paragraph.add_run(node.text)
    if node.style in FONTS:
        _set_font(run, FONTS[node.style])
        paragraph.paragraph_format.keep_with_next = True
    if node.style in INDENTED:
        paragraph.paragraph_format.first_line_indent = Pt(24)
        paragraph._element.pPr.ind.set(qn("w:firstLineChars"), "200")  # two characters, whatever the size
    if node.style == "copies":
        run.font.size = Pt(14)
        _add_rule(paragraph, "top bottom", "000000", 6)


def _seal(document: Any, node: Seal) -> None:
    for index, text in enumerate((node.body, node.on)):
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(48)
        paragraph.paragraph_format.space_before = Pt(0 if index else 24)
        paragraph.paragraph_format.keep_with_next = not index


def _break(document: Any, node: Break) -> None:
    paragraph = document.add_paragraph()
    if node.kind == "page":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
    else:
        _add_rule(paragraph, "bottom", "000000", 6)


def _table(document: Any, table: Table) -> None:
    columns = len(table.widths)
    made = document.add_table(rows=0, cols=columns)
    made.style = "Table Grid"
    made.autofit = False
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [int(room * width / sum(table.widths)) for width in table.widths]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for place, row in enumerate(table.rows):
        added = made.add_row()
        _row(added, row, widths, size=DENSE if table.dense else None)
        if place < table.heads:
            _repeat(added)


def _repeat(row: Any) -> None:
    """The row stands again on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _row(made: Any, row: tuple[Cell, ...], widths: list[int], *, size: float | None) -> None:
    start, cells = 0, made.cells
    for cell in row:
        stop = start + cell.span
        target = cells[start].merge(cells[stop - 1]) if cell.span > 1 else cells[start]
        target.width = sum(widths[start:stop])
        paragraph = target.paragraphs[0]
        paragraph.text = cell.text
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if size:
            for run in paragraph.runs:
                run.font.size = Pt(size)
        if cell.label:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        start = stop
