# SPDX-License-Identifier: MulanPSL-2.0
"""The report as a sheet of the records room: the text, its figures with their records, its evidence, and the gaps."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from fadu.figures.indicators import Row
from fadu.records.rendering.tree import Break, Cell, Node, Sheet, Table, Text
from fadu.reporting.drafted import BARE
from fadu.reporting.evidence import title_of
from fadu.reporting.wording import value_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.figures.figure import Figure
    from fadu.reporting.drafted import Draft, DraftPart

NUMBER = re.compile(r"(.*〕)(\d+)(号.*)")


def sheet(draft: Draft) -> Sheet:
    """The whole document. DOCX and PDF are printed from it, so their text is the same."""
    nodes: list[Node] = [Text(style="body", text="".join(s.text for s in draft.opening) + draft.as_of_words)]
    for section in draft.sections:
        nodes.append(Text(style="heading", text=section.title))
        for part in section.parts:
            nodes.extend(_part(part))
    nodes += [*_figures(draft), *_evidence(draft), *_gaps(draft)]
    if draft.ledger_words:
        nodes.append(Text(style="note", text=draft.ledger_words))
    return Sheet(family="letter", body_name=draft.bureau, title=draft.title, number="", nodes=tuple(nodes))


def _part(part: DraftPart) -> Iterator[Node]:
    if part.title:
        yield Text(style="subheading", text=part.title)
    if part.is_bare:
        yield Text(style="body", text=BARE)
    for paragraph in part.paragraphs:
        yield Text(style="body", text=paragraph.lead + "".join(s.text for s in paragraph.sentences))


def _figures(draft: Draft) -> Iterator[Node]:
    yield Break(kind="page")
    yield Text(style="heading", text="附件一　报告所用的数据及其记录")
    rows = [_labels("指标和定义", "数据", "记录")]
    for figure in draft.figures.values():
        if figure.kept:
            definition = f"{figure.code} {figure.name}\n{figure.definition}"
            rows.append(_cells(definition, value_lines(figure), records_words(figure, draft.figures)))
    yield Table(widths=(7, 4, 12), rows=tuple(rows), heads=1, dense=True)


def _evidence(draft: Draft) -> Iterator[Node]:
    printed = [(name, rows) for name, rows in draft.evidence.items() if rows]
    if not printed:
        return
    yield Break(kind="page")
    yield Text(style="heading", text="附件二　报告所依据的其他记录")
    rows = [_labels("记录名称", "数量", "记录")]
    for name, listed in printed:
        rows.append(_cells(title_of(name), f"{len(listed)}项", runs([row.record for row in listed])))
    yield Table(widths=(7, 4, 12), rows=tuple(rows), heads=1, dense=True)


def _gaps(draft: Draft) -> Iterator[Node]:
    if not draft.gaps:
        return
    yield Break(kind="page")
    yield Text(style="heading", text="附件三　缺少依据、未写入正文的表述（供作者补充）")
    rows = [_labels("位置", "拟写的表述", "缺少的记录", "内容编号")]
    rows += [
        _cells(gap.place, gap.text, "、".join(gap.missing), "、".join(gap.covers))
        for gap in draft.gap_lines()
    ]
    yield Table(widths=(4, 11, 8, 4), rows=tuple(rows), heads=1, dense=True)


def _labels(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=word, label=True) for word in words)


def _cells(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=word, label=False) for word in words)


def value_lines(figure: Figure) -> str:
    """A figure's value for a narrow cell: a rate has its fraction on a line of its own."""
    words = value_words(figure)
    return words.replace("（", "\n").removesuffix("）") if figure.measure == "rate" else words


def records_words(figure: Figure, listed: Mapping[str, Figure]) -> str:
    """The records behind a figure: of a sum each with its amount, of a rate both sides, without saying the same twice.

    A denominator that stands in the annex by itself is named by its code; a numerator is told by what it leaves out, if
    that is less.
    """
    if figure.measure == "sum":
        return amounts(figure.rows)
    if not figure.numerator or not figure.denominator:
        return runs(figure.records)
    whole = figure.denominator
    own = listed.get(whole.code)
    opened = f"同 {whole.code} 所列" if own and own.records == whole.records else runs(whole.records)
    return f"分母（{whole.name}）：{opened}\n分子（{figure.numerator.name}）：{_part_words(figure.numerator.records, whole.records)}"


def _part_words(inside: Sequence[str], all_of: Sequence[str]) -> str:
    part, whole = Counter(inside), Counter(all_of)
    if part == whole:
        return "与分母相同"
    rest = whole - part
    if part <= whole and rest.total() < part.total():
        return f"分母中除去 {runs(list(rest.elements()))}"
    return runs(inside)


def amounts(rows: Sequence[Row]) -> str:
    """Case numbers with their amounts in yuan, which add up to the figure.

    >>> amounts([Row(record="清案〔2022〕1号", value=50_000), Row(record="清案〔2022〕4号", value=123_456)])
    '清案〔2022〕1号500.00元、4号1,234.56元'
    """
    sums, head = [], ""
    for row in sorted(rows, key=lambda row: _order(row.record)):
        match = NUMBER.fullmatch(row.record)
        short = f"{match[2]}{match[3]}" if match and match[1] == head else row.record
        head = match[1] if match else ""
        sums.append(f"{short}{row.value // 100:,}.{row.value % 100:02d}元")
    return "、".join(sums) or "（无）"


def _order(record: str) -> tuple[str, int]:
    match = NUMBER.fullmatch(record)
    return (match[1], int(match[2])) if match else (record, 0)


def runs(names: Sequence[str]) -> str:
    """Case numbers in a line, those that follow each other as a run, what stands several times with how often; nothing is left out.

    >>> runs(["清市监许准〔2022〕1号", "清市监许准〔2022〕2号", "清市监许准〔2022〕3号", "清市监许准〔2022〕7号", "法规科"])
    '清市监许准〔2022〕1至3、7号、法规科'
    >>> runs(["清议〔2022〕4号", "清议〔2022〕4号", "清议〔2022〕5号"])
    '清议〔2022〕5号、清议〔2022〕4号（各2次）'
    >>> runs([])
    '（无）'
    """
    series: dict[tuple[str, str, int], list[int]] = {}
    others: list[str] = []
    for name, often in Counter(names).items():
        match = NUMBER.fullmatch(name)
        if match:
            series.setdefault((match[1], match[3], often), []).append(int(match[2]))
        else:
            others.append(name if often == 1 else f"{name}（{often}次）")
    ranges = [
        f"{head}{_joined(sorted(serials))}{tail}{f'（各{often}次）' if often > 1 else ''}"
        for (head, tail, often), serials in sorted(series.items(), key=lambda item: (item[0][0], item[0][2]))
    ]
    return "、".join([*ranges, *others]) or "（无）"


def _joined(serials: list[int]) -> str:
    spans: list[list[int]] = []
    for serial in serials:
        if spans and serial == spans[-1][1] + 1:
            spans[-1][1] = serial
        else:
            spans.append([serial, serial])
    return "、".join(str(a) if a == b else f"{a}、{b}" if b == a + 1 else f"{a}至{b}" for a, b in spans)
