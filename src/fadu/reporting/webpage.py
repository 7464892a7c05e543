# SPDX-License-Identifier: MulanPSL-2.0
"""The report as one web page: each figure a link to its records, which stand below it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from fadu.reporting.drafted import BARE
from fadu.reporting.evidence import title_of
from fadu.reporting.wording import value_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.figures.figure import Figure
    from fadu.figures.indicators import Row
    from fadu.reporting.drafted import Draft, DraftPart, Piece, Sentence

_STYLE = (
    "body{font-family:FangSong,FangSong_GB2312,'Noto Serif CJK SC',serif;max-width:46rem;margin:2rem auto;padding:0 1rem;line-height:1.9;font-size:1.1rem}"
    "h1{text-align:center;font-size:1.5rem}h2{font-size:1.2rem;font-weight:700}h3{font-size:1.1rem}p{text-indent:2em;margin:.3rem 0}"
    "a{color:#8f1f25}table{border-collapse:collapse;width:100%;font-size:.85rem;line-height:1.5}td,th{border:1px solid #999;padding:.3rem .5rem;"
    "vertical-align:top;text-align:left}.gap{background:#fff6e0}summary{cursor:pointer}:target{background:#fff6e0}"
    "@media print{details>*{display:block}a{color:inherit;text-decoration:none}}"
)


def page(draft: Draft) -> bytes:
    """The whole page; it needs nothing from elsewhere."""
    return "\n".join(_lines(draft)).encode()


def _lines(draft: Draft) -> Iterator[str]:
    title = escape(draft.title)
    yield f"<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><title>{title}</title>"
    yield f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
    yield f"<p>{''.join(map(_linked, draft.opening))}{draft.as_of_words}</p>"
    for section in draft.sections:
        yield f"<h2>{escape(section.title)}</h2>"
        for part in section.parts:
            yield from _part(part)
    yield "<h2>附件一　报告所用的数据及其记录</h2>"
    yield from (_figure(figure) for figure in draft.figures.values() if figure.kept)
    yield "<h2>附件二　报告所依据的其他记录</h2>"
    yield from (_evidence(name, rows) for name, rows in draft.evidence.items() if rows)
    yield from _gaps(draft)
    if draft.ledger_words:
        yield f"<p>{escape(draft.ledger_words)}</p>"
    yield "</body></html>"


def _part(part: DraftPart) -> Iterator[str]:
    if part.title:
        yield f"<h3>{escape(part.title)}</h3>"
    if part.is_bare:
        yield f"<p>{BARE}</p>"
    for paragraph in part.paragraphs:
        yield f"<p>{escape(paragraph.lead)}{''.join(map(_linked, paragraph.sentences))}</p>"


def _linked(sentence: Sentence) -> str:
    return "".join(map(_piece, sentence.pieces))


def _piece(piece: Piece) -> str:
    if piece.figure or piece.evidence:
        return f"<a href='#{escape(piece.figure or piece.evidence)}'>{escape(piece.text)}</a>"
    return escape(piece.text)


def _figure(figure: Figure) -> str:
    return (
        f"<h3 id='{escape(figure.code)}'>{escape(figure.code)} {escape(figure.name)}：{escape(value_words(figure))}</h3>"
        f"<p>{escape(figure.definition)}</p>{''.join(map(_records, figure.sides))}"
    )


def _records(figure: Figure) -> str:
    title = f"{figure.name}：{len(figure.rows)}项记录"
    if figure.measure != "sum":
        return _list(title, figure.rows)
    amounts = [f"{row.value / 100:,.2f}元" for row in figure.rows]
    return _list(f"{title}，合计{sum(row.value for row in figure.rows) / 100:,.2f}元", figure.rows, amounts)


def _evidence(name: str, rows: Sequence[Row]) -> str:
    return f"<h3 id='{escape(name)}'>{escape(title_of(name))}</h3>{_list(f'{len(rows)}项记录', rows)}"


def _list(title: str, rows: Sequence[Row], amounts: Sequence[str] = ()) -> str:
    shown = [
        [str(row.on or ""), row.record, *amounts[place : place + 1], row.detail]
        for place, row in enumerate(rows)
    ]
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>" for cells in shown)
    return f"<details><summary>{escape(title)}</summary><table>{lines}</table></details>"


def _gaps(draft: Draft) -> Iterator[str]:
    if not draft.gaps:
        return
    yield "<h2>附件三　缺少依据、未写入正文的表述（供作者补充）</h2>"
    yield "<table><tr><th>位置</th><th>拟写的表述</th><th>缺少的记录</th><th>内容编号</th></tr>"
    for gap in draft.gap_lines():
        cells = (gap.place, gap.text, "、".join(gap.missing), "、".join(gap.covers))
        yield f"<tr class='gap'>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</table>"
