# SPDX-License-Identifier: MulanPSL-2.0
"""The findings as a list people read: in words, as a page that prints well, and as a sheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from html import escape
from typing import TYPE_CHECKING

import xlsxwriter

from fadu.oversight.disposal import OPENS_AS, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from fadu.oversight.finding import Finding

#: how far people have got with a finding, and what was no finding at all, in the order of gravity
STANDINGS = ("待核", "提示", "已核", "未评判", "备查")
#: what no alarm is called
_QUIET_WORDS = {"not_judged": "未评判", "noted": "备查"}
MEANING = {
    "待核": "按记录不符合规定，尚未核定；是否属实、什么性质，由法制机构核定。",
    "提示": "按记录可能不符合规定，或者记录不一致（文号、年份、身份代码、先后）；来源可能没有载明，不是结论。",
    "已核": "法制机构已经核定：属实、不属实或者情有可原。",
    "未评判": "没有评判，以及为什么；不是问题。",
    "备查": "办理以后超过规定的日数才登记的（补录），由他人凭原件补录的，经另一人确认更正的日期；记数，本身不是问题。",
}
#: why a case was not judged, by the rule that says so
WHY = {
    "no_edition": "没有收录当时施行的程序版本",
    "not_stated": "来源没有载明所需的事实或者日期",
    "unknown_action": "来源中有本程序没有的办理动作",
}
#: severities that are counted, and listed one by one only where all are asked for
QUIET = frozenset({"not_judged", "noted"})
COLUMNS = ("案号", "进度", "核对所见", "依据", "规则")
_STYLE = (
    "body{font-family:system-ui,'Noto Sans CJK SC',sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}"
    "td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    "th{background:#f4e9e4}td:first-child{white-space:nowrap}td:last-child{font-size:.85em;color:#555}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
)


def words_of(f: Finding) -> str:
    """How far people have got with a finding, as a list says it."""
    return f.standing or OPENS_AS.get(f.severity) or _QUIET_WORDS[f.severity]


def _group(f: Finding) -> str:
    return words_of(f).partition("（")[0]


def summary(findings: Sequence[Finding]) -> list[tuple[str, int, int]]:
    """(standing in words, findings, cases) of each, those nobody has looked into first."""
    counts = Counter(map(_group, findings))
    cases: dict[str, set[int]] = defaultdict(set)
    for f in findings:
        cases[_group(f)].add(f.case)
    return [(word, counts[word], len(cases[word])) for word in STANDINGS]


def not_judged(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    """(why, cases) of what could not be judged, most frequent first."""
    cases: dict[str, set[int]] = defaultdict(set)
    for f in findings:
        if f.severity == "not_judged":
            cases[WHY.get(f.rule, "条件无法判断")].add(f.case)
    return sorted(
        ((why, len(numbers)) for why, numbers in cases.items()), key=lambda item: (-item[1], item[0])
    )


def row(f: Finding) -> tuple[str, ...]:
    """A finding as a row of words."""
    number = f.number + ("（演练）" if f.exercise else "")
    return (number, words_of(f), f.message, "、".join(f.cites), f.rule)


def as_text(findings: Sequence[Finding], *, silent: bool = False) -> Iterator[str]:
    """The list for a terminal: the findings, how many there are, and what could not be judged, and why."""
    for f in findings:
        if f.severity not in QUIET or silent:
            number, severity, message, cites, _ = row(f)
            yield f"{number}  [{severity}] {message} {cites}".rstrip()
    yield "　".join(f"{word}{count}项（{cases}件）" for word, count, cases in summary(findings))
    for why, count in not_judged(findings):
        yield f"未评判：{count}件，{why}。"


def as_html(findings: Sequence[Finding], *, about: str) -> str:
    """The list as a page that prints well; ``about`` says whose cases, and which."""
    parts = [
        f"<h1>案件核对清单</h1><p>{escape(about)}</p><p>{rules().internal}</p>",
        _summary_table(findings),
    ]
    for word in STANDINGS:
        rows = [row(f) for f in findings if _group(f) == word]
        if rows:
            parts.append(f"<h2>{word}（{len(rows)}项）</h2><p>{MEANING[word]}</p>{_table(COLUMNS, rows)}")
    return (
        f"<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><title>案件核对清单</title><style>{_STYLE}</style></head>"
        f"<body>{''.join(parts)}</body></html>"
    )


def _summary_table(findings: Sequence[Finding]) -> str:
    counted = [(word, str(count), str(cases), MEANING[word]) for word, count, cases in summary(findings)]
    why = [(reason, str(count)) for reason, count in not_judged(findings)]
    table = _table(("进度", "项数", "案件数", "含义"), counted)
    return table + (_table(("未评判的原因", "案件数"), why) if why else "")


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{title}</th>" for title in titles)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>" for cells in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def write_xlsx(findings: Sequence[Finding], path: Path, *, about: str) -> None:
    """The list as a workbook: a summary, then every finding; nothing in it is taken for a formula."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bg_color": "#f4e9e4", "border": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    first, sheet = book.add_worksheet("汇总"), book.add_worksheet("清单")
    first.write_string(0, 0, about)
    first.write_string(1, 0, rules().internal)
    first.write_row(2, 0, ("进度", "项数", "案件数", "含义"), bold)
    for line, (word, count, cases) in enumerate(summary(findings), start=3):
        first.write_row(line, 0, (word, count, cases, MEANING[word]))
    first.write_row(8, 0, ("未评判的原因", "案件数"), bold)
    for line, item in enumerate(not_judged(findings), start=9):
        first.write_row(line, 0, item)
    first.set_column(0, 0, 36)
    first.set_column(3, 3, 90)
    sheet.write_row(0, 0, COLUMNS, bold)
    for line, f in enumerate(findings, start=1):
        for place, cell in enumerate(row(f)):
            sheet.write_string(line, place, cell, wrap)
    for place, width in enumerate((30, 10, 90, 36, 20)):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(findings), 1), len(COLUMNS) - 1)
    book.close()
