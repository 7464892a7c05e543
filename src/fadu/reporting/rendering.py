# SPDX-License-Identifier: MulanPSL-2.0
"""The duty report as DOCX, PDF, HTML and JSON: one draft, the same sentences, every figure with its records."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import UnknownNameError
from fadu.records.rendering import render_sheet
from fadu.records.rendering.tree import Break, Cell, Node, Sheet, Table, Text
from fadu.reporting.wording import value_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fadu.cases.indicators import Figure
    from fadu.reporting.draft import Draft, Piece, Sentence

def render(told: Draft, fmt: str) -> bytes:
    """The report in one format. Raises UnknownNameError."""
    if fmt not in FORMATS:
        raise UnknownNameError("格式", fmt, FORMATS)
    return FORMATS[fmt](told)


def _sheet(told: Draft) -> Sheet:
    nodes: list[Node] = [Text(style="body", text=s.text) for s in told.opening]
    for section in told.sections:
        nodes.append(Text(style="heading", text=section.title))
        for part in section.parts:
            if part.title and part.paragraphs:
                nodes.append(Text(style="subheading", text=part.title))
            for paragraph in part.paragraphs:
                text = paragraph.lead + "".join(s.text for s in paragraph.sentences) + paragraph.plan
                nodes.append(Text(style="body", text=text))
    nodes += [*_annex(told), *_gaps(told)]
    if told.root:
        nodes.append(Text(style="note", text=f"账本根：{told.root}"))
    return Sheet(family="letter", body_name=told.bureau, title=told.title, number="", nodes=tuple(nodes))


def _annex(told: Draft) -> Iterator[Node]:
    yield Break(kind="page")
    yield Text(style="heading", text="附件一　数据及其记录")
    rows = [tuple(Cell(text=word, label=True) for word in ("指标和定义", "数据", "记录"))]
    for figure in told.figures.values():
        if figure.kept:
            rows.append(
                (
                    Cell(text=f"{figure.code} {figure.name}\n{figure.definition}", label=False),
                    Cell(text=value_lines(figure), label=False),
                    Cell(text=records_words(figure), label=False),
                )
            )
    yield Table(widths=(7, 5, 8), rows=tuple(rows))


def value_lines(figure: Figure) -> str:
    """A figure's value for a narrow cell: a rate has its fraction on a line of its own."""
    return value_words(figure).replace("（", "\n").removesuffix("）") if figure.measure == "rate" else value_words(figure)


def records_words(figure: Figure) -> str:
    """The records behind a figure, in a line."""
    if figure.numerator and figure.denominator:
        return f"分子：{runs(figure.numerator.records)}\n分母：{runs(figure.denominator.records)}"
    return runs(figure.records)


def runs(names: Sequence[str]) -> str:
    """Case numbers in a line, those that follow each other as a run; nothing is left out.

    >>> runs(["清市监许准〔2022〕1号", "清市监许准〔2022〕2号", "清市监许准〔2022〕3号", "清市监许准〔2022〕7号", "法规科"])
    '清市监许准〔2022〕1—3、7号、法规科'
    >>> runs([])
    '（无）'
    """
    series: dict[tuple[str, str], list[int]] = {}
    others: list[str] = []
    for name in names:
        found = _NUMBER.fullmatch(name)
        if found:
            series.setdefault((found[1], found[3]), []).append(int(found[2]))
        else:
            others.append(name)
    told = [f"{head}{_joined(sorted(serials))}{tail}" for (head, tail), serials in series.items()]
    return "、".join([*told, *others]) or "（无）"


_NUMBER = re.compile(r"(.*〕)(\d+)(号.*)")


def _joined(serials: list[int]) -> str:
    spans: list[list[int]] = []
    for serial in serials:
        if spans and serial == spans[-1][1] + 1:
            spans[-1][1] = serial
        else:
            spans.append([serial, serial])
    return "、".join(f"{a}" if a == b else f"{a}、{b}" if b == a + 1 else f"{a}—{b}" for a, b in spans)


def _gaps(told: Draft) -> Iterator[Node]:
    if not told.gaps:
        return
    yield Break(kind="page")
    yield Text(style="heading", text="附件二　缺少依据、未写入正文的表述（供作者补充）")
    rows = [tuple(Cell(text=word, label=True) for word in ("表述", "缺少的依据"))]
    rows += [(Cell(text=g.text, label=False), Cell(text="、".join(g.missing), label=False)) for g in told.gaps]
    yield Table(widths=(3, 2), rows=tuple(rows))


def _docx(told: Draft) -> bytes:
    found = render_sheet(_sheet(told), fmt="docx")
    return found if isinstance(found, bytes) else found.encode()


def _pdf(told: Draft) -> bytes:
    found = render_sheet(_sheet(told), fmt="pdf")
    return found if isinstance(found, bytes) else found.encode()


# -- HTML: each figure a link to its records ------------------------------------------------------

_STYLE = (
    "body{font-family:FangSong,FangSong_GB2312,'Noto Serif CJK SC',serif;max-width:46rem;margin:2rem auto;padding:0 1rem;line-height:1.9;font-size:1.1rem}"
    "h1{text-align:center;font-size:1.5rem}h2{font-size:1.2rem;font-weight:700}h3{font-size:1.1rem}p{text-indent:2em;margin:.3rem 0}"
    "a{color:#8f1f25}table{border-collapse:collapse;width:100%;font-size:.85rem;line-height:1.5}td,th{border:1px solid #999;padding:.3rem .5rem;"
    "vertical-align:top;text-align:left;word-break:break-all}.gap{background:#fff6e0}"
)


def _html(told: Draft) -> bytes:
    lines = [
        f"<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><title>{escape(told.title)}</title>",
        f"<style>{_STYLE}</style></head><body><h1>{escape(told.title)}</h1>",
        "".join(f"<p>{_linked(s)}</p>" for s in told.opening),
    ]
    for section in told.sections:
        lines.append(f"<h2>{escape(section.title)}</h2>")
        for part in section.parts:
            if part.title and part.paragraphs:
                lines.append(f"<h3>{escape(part.title)}</h3>")
            for p in part.paragraphs:
                said = "".join(map(_linked, p.sentences))
                lines.append(f"<p>{escape(p.lead)}{said}{escape(p.plan)}</p>")
    lines.append("<h2>数据及其记录</h2>")
    for figure in told.figures.values():
        if figure.kept:
            lines.append(_html_figure(figure))
    lines += [_html_evidence(told), _html_gaps(told)]
    if told.root:
        lines.append(f"<p>账本根：<code>{told.root}</code></p>")
    lines.append("</body></html>")
    return "\n".join(lines).encode()


def _linked(sentence: Sentence) -> str:
    return "".join(map(_piece, sentence.pieces))


def _piece(piece: Piece) -> str:
    if piece.figure or piece.evidence:
        return f"<a href='#{escape(piece.figure or piece.evidence)}'>{escape(piece.text)}</a>"
    return escape(piece.text)


def _html_figure(figure: Figure) -> str:
    parts = [part for part in (figure.numerator, figure.denominator) if part] or [figure]
    return (
        f"<h3 id='{escape(figure.code)}'>{escape(figure.code)} {escape(figure.name)}：{escape(value_words(figure))}</h3>"
        f"<p>{escape(figure.definition)}</p>{''.join(map(_html_records, parts))}"
    )


def _html_records(figure: Figure) -> str:
    rows = "".join(f"<tr><td>{row.on or ''}</td><td>{escape(row.record)}</td><td>{escape(row.detail)}</td></tr>" for row in figure.rows)
    return f"<details><summary>{escape(figure.name)}：{len(figure.rows)}项记录</summary><table>{rows}</table></details>"


def _html_evidence(told: Draft) -> str:
    parts = [
        f"<h3 id='{escape(name)}'>依据：{escape(name)}（{len(rows)}项）</h3><details><summary>查看</summary><table>"
        + "".join(f"<tr><td>{escape(row.record)}</td></tr>" for row in rows)
        + "</table></details>"
        for name, rows in told.evidence.items()
        if rows
    ]
    return "".join(parts)


def _html_gaps(told: Draft) -> str:
    if not told.gaps:
        return ""
    rows = "".join(f"<tr class='gap'><td>{escape(g.text)}</td><td>{escape('、'.join(g.missing))}</td></tr>" for g in told.gaps)
    return f"<h2>缺少依据、未写入正文的表述</h2><table><tr><th>表述</th><th>缺少的依据</th></tr>{rows}</table>"


# -- JSON -----------------------------------------------------------------------------------------


def _json(told: Draft) -> bytes:
    return json.dumps(as_json(told), ensure_ascii=False, indent=1).encode()


def as_json(told: Draft) -> dict[str, Any]:
    """The report as values: sections, sentences with what bears them out, figures with their records, gaps."""
    return {
        "title": told.title,
        "bureau": told.bureau,
        "year": told.year,
        "root": told.root,
        "opening": [_sentence(s) for s in told.opening],
        "sections": [
            {
                "title": section.title,
                "parts": [
                    {
                        "title": part.title,
                        "paragraphs": [
                            {"lead": p.lead, "sentences": [_sentence(s) for s in p.sentences], "plan": p.plan}
                            for p in part.paragraphs
                        ],
                    }
                    for part in section.parts
                ],
            }
            for section in told.sections
        ],
        "figures": {code: _figure(found) for code, found in told.figures.items()},
        "evidence": {name: [row.record for row in rows] for name, rows in told.evidence.items()},
        "gaps": [{"key": g.key, "text": g.text, "missing": list(g.missing)} for g in told.gaps],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "key": sentence.key,
        "text": sentence.text,
        "figures": list(sentence.figures),
        "evidence": list(sentence.evidence),
        "edited": sentence.edited,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "words": value_words(figure),
        "definition": figure.definition,
        "records": figure.records,
    }
    if figure.numerator and figure.denominator:
        told |= {"numerator": _figure(figure.numerator), "denominator": _figure(figure.denominator)}
    return told


FORMATS: dict[str, Callable[[Draft], bytes]] = {"docx": _docx, "pdf": _pdf, "html": _html, "json": _json}
