# SPDX-License-Identifier: MulanPSL-2.0
"""Prints a sheet as an HTML page with print styles (GB/T 9704: A4, 版心 156 × 225 mm, 22 lines of 28 characters)."""

from __future__ import annotations

import re
from html import escape

from fadu.records.rendering import fonts
from fadu.records.rendering.tree import Break, Cell, Node, Seal, Sheet, Signature, Table, Text

#: a tick box with a short text, never broken
TICKED = re.compile(r"([☑□][^☑□\s<>&]{1,16}(?=[☑□\s]|$))")
TAGS = {"heading": "h2", "subheading": "h3"}

STYLE = f"""
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm;
  @bottom-center {{ content: "— " counter(page) " —"; font: 14pt SimSun, serif; }} }}
@page form {{ margin: 24mm 20mm 22mm 25mm;
  @bottom-center {{ content: "第" counter(page) "页 共" counter(pages) "页"; font: 10.5pt SimSun, serif; }} }}
body {{ margin: 0; background: #f3f3f3; color: #000; }}
main {{ box-sizing: border-box; width: 210mm; max-width: 100%; min-height: 297mm; margin: 0 auto;
  padding: 37mm 26mm 35mm 28mm; background: #fff;
  font: 16pt/29pt {fonts.css(fonts.BODY)}; overflow-wrap: anywhere; }}
main.form {{ page: form; padding: 24mm 20mm 22mm 25mm; font-size: 12pt; line-height: 20pt; }}
main.void {{ background: repeating-linear-gradient(-35deg, #fff 0 90px, #fbeaea 90px 180px); }}
p, h1, h2, h3 {{ margin: 0; font-size: inherit; font-weight: normal; white-space: pre-wrap; }}
.void-mark {{ color: #c00; font-weight: bold; text-align: right; }}
.letterhead {{ color: #e60000; text-align: center; font: bold 30pt/1.4 {fonts.css(fonts.TITLE)}; }}
.letter .number {{ text-align: center; padding: 29pt 0 4mm; border-bottom: 0.7mm solid #e60000; margin-bottom: 29pt; }}
.form .body-name {{ text-align: center; font: bold 16pt/26pt {fonts.css(fonts.TITLE)}; }}
.form .number {{ text-align: center; padding-bottom: 8pt; }}
h1 {{ text-align: center; font: bold 22pt/32pt {fonts.css(fonts.TITLE)}; padding-bottom: 12pt; }}
.form h1 {{ font-size: 20pt; padding-bottom: 4pt; }}
h2 {{ font-family: {fonts.css(fonts.HEI)}; text-indent: 2em; }}
h3 {{ font-family: {fonts.css(fonts.KAI)}; text-indent: 2em; }}
.body, .note {{ text-indent: 2em; text-align: justify; }}
.centre {{ text-align: center; }} .right, .seal p {{ text-align: right; }}
.seal {{ margin-top: 29pt; padding-right: 4em; break-inside: avoid; }}
.sign {{ margin-top: 10pt; break-inside: avoid; }}
.copies {{ border: solid #000; border-width: 1px 0; font-size: 14pt; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; margin: 4pt 0; }}
table.dense {{ font: 10.5pt/15pt {fonts.css(fonts.BODY)}; }}
td, th {{ border: 1px solid #000; padding: 3pt 5pt; font-weight: normal; white-space: pre-wrap; overflow-wrap: anywhere; }}
tr {{ break-inside: avoid; }} .tick {{ display: inline-block; }} th {{ text-align: center; }}
hr {{ border: 0; border-top: 1px dashed #000; margin: 12pt 0; }} .page {{ break-before: page; }}
@media screen and (max-width: 40rem) {{ main, main.form {{ padding: 1.2rem 1rem; min-height: 0; font-size: 12pt; line-height: 1.7; }}
  .letterhead {{ font-size: 20pt; }} h1, .form h1 {{ font-size: 16pt; line-height: 1.5; }} td, th {{ padding: 2pt; }} table.dense {{ font-size: 8pt; line-height: 11pt; }} }}
@media print {{ body {{ background: none; }} main, main.form {{ width: auto; padding: 0; min-height: 0; }} }}
"""


def render_html(sheet: Sheet) -> str:
    """A whole page in Chinese; all text is escaped, nothing in it runs."""
    mark = f'<p class="void-mark">{sheet.mark}</p>' if sheet.mark else ""
    title = f"<h1>{escape(sheet.title)}</h1>"
    number = (
        f'<p class="number">{escape(sheet.number)}</p>' if sheet.number or sheet.family == "letter" else ""
    )
    name = "letterhead" if sheet.family == "letter" else "body-name"
    head = f'<p class="{name}">{escape(sheet.body_name)}</p>'
    head += number + title if sheet.family == "letter" else title + number
    body = "\n".join(_node(node) for node in sheet.nodes)
    classes = f"{sheet.family}{' void' if sheet.void else ''}"
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(sheet.title)}</title>'
        f'<style>{STYLE}</style></head>\n<body><main class="{classes}">{mark}{head}\n{body}\n</main></body></html>\n'
    )


def _text(text: str) -> str:
    """Escaped text; a short option stays together with its box."""
    return TICKED.sub(r'<span class="tick">\1</span>', escape(text, quote=False))


def _node(node: Node) -> str:
    if isinstance(node, Text):
        tag = TAGS.get(node.style, "p")
        return f'<{tag} class="{node.style}">{_text(node.text)}</{tag}>'
    if isinstance(node, Table):
        return _table(node)
    if isinstance(node, Signature):
        return f'<p class="sign">{escape(node.text)}</p>'
    if isinstance(node, Seal):
        return f'<div class="seal"><p>{escape(node.body)}</p><p>{escape(node.on)}</p></div>'
    return _break(node)


def _break(node: Break) -> str:
    return '<div class="page"></div>' if node.kind == "page" else "<hr>"


def _table(table: Table) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in table.widths)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    dense = ' class="dense"' if table.dense else ""
    return f"<table{dense}><colgroup>{columns}</colgroup>{rows}</table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.label else "td"
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    return f"<{tag}{span}>{_text(cell.text)}</{tag}>"
