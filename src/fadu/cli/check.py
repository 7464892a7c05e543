# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu check`: every case replayed by the law of its dates; findings with their articles."""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from fadu.oversight.checking import Finding

NAME = "check"
HELP = "按各自日期的法律核对全部案件，列出问题和条文"
SEVERITY = {"certain": "确定", "possible": "可能", "contradiction": "记录矛盾", "not_judged": "未评判"}
COLUMNS = ("案号", "性质", "规则", "问题", "依据")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--kind K] [--year Y] [--bureau NAME] [--json] [--html FILE] [--xlsx FILE]."""
    parser.add_argument("--kind", default="", help="只看一种事项")
    parser.add_argument("--year", type=int, help="只看当年开始的案件")
    parser.add_argument("--bureau", default="")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--html", type=Path, help="写出网页清单")
    parser.add_argument("--xlsx", type=Path, help="写出表格清单")


def run(options: argparse.Namespace) -> int:
    """0 nothing found, 1 findings (cases not judged are no alarm)."""
    from fadu.kernel.errors import UnknownNameError
    from fadu.oversight.checking import ALARMS, check
    from fadu.people.selectors import the_bureau
    from fadu.procedure.library import library

    if options.kind and options.kind not in library().kinds():
        raise UnknownNameError("事项", options.kind, library().kinds())
    found = list(check(the_bureau(options.bureau), kind=options.kind, year=options.year))
    if options.html:
        options.html.write_text(as_html(found), encoding="utf-8")
    if options.xlsx:
        write_xlsx(found, options.xlsx)
    if options.json:
        print(json.dumps([finding.as_json() for finding in found], ensure_ascii=False))
    else:
        for finding in found:
            if finding.severity in ALARMS:
                print(f"{finding.number}  [{SEVERITY[finding.severity]}] {finding.message} {'、'.join(finding.cites)}")
        counts = Counter(finding.severity for finding in found)
        print("　".join(f"{word}{counts.get(key, 0)}项" for key, word in SEVERITY.items()))
    return 1 if any(finding.severity in ALARMS for finding in found) else 0


def rows(found: list[Finding]) -> list[tuple[str, ...]]:
    """The list as rows of words."""
    return [
        (f.number + ("（演练）" if f.exercise else ""), SEVERITY[f.severity], f.rule, f.message, "、".join(f.cites)) for f in found
    ]


def as_html(found: list[Finding]) -> str:
    """The list as a page that prints well."""
    head = "".join(f"<th>{title}</th>" for title in COLUMNS)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows(found))
    style = "body{font-family:system-ui,'Noto Sans CJK SC',sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left}"
    return (
        f"<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><title>核对清单</title><style>{style}</style></head>"
        f"<body><h1>核对清单（{len(found)}项）</h1><table><tr>{head}</tr>{body}</table></body></html>"
    )


def write_xlsx(found: list[Finding], path: Path) -> None:
    """The list as a sheet; nothing in it is taken for a formula."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("核对清单")
    for line, row in enumerate([COLUMNS, *rows(found)]):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell)
    sheet.set_column(0, 0, 28)
    sheet.set_column(3, 3, 80)
    sheet.autofilter(0, 0, len(found), len(COLUMNS) - 1)
    book.close()
