# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu check`: every case replayed by the law of its dates; findings with their articles."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from fadu.cli.arguments import numbers, places

if TYPE_CHECKING:
    import argparse

NAME = "check"
HELP = "按各自日期的法律核对全部案件，列出问题和条文"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--kind K] [--year Y] [--bureau NAME] [--json] [--html FILE] [--xlsx FILE] [--all] [--again]."""
    parser.add_argument("--kind", default="", metavar="事项", help="只看一种事项")
    parser.add_argument("--year", type=numbers.year, metavar="年度", help="只看当年开始的案件")
    parser.add_argument("--bureau", default="", metavar="机关", help="机关名称；只有一个机关时可省略")
    parser.add_argument("--all", action="store_true", help="未评判的也逐件列出")
    parser.add_argument(
        "--again",
        action="store_true",
        help="全部重新核对；不加时只核对上次以后可能有变化的案件，其余用上次的结果",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--html", type=places.file_to_write, metavar="文件", help="写出网页清单")
    parser.add_argument("--xlsx", type=places.file_to_write, metavar="文件", help="写出表格清单")


def run(options: argparse.Namespace) -> int:
    """0 nothing found, 1 findings, or cases at which the check itself failed or whose kind is not installed (other cases not judged are no alarm)."""
    from fadu.cases.background import failing
    from fadu.kernel import clock
    from fadu.kernel.errors import UnknownNameError
    from fadu.oversight import disposing, listing
    from fadu.oversight.checking import ALARMS, NOT_CHECKED, NOT_INSTALLED, check
    from fadu.people.selectors import the_bureau
    from fadu.procedure.library import library

    if options.kind and options.kind not in library().kinds():
        raise UnknownNameError("事项", options.kind, library().kinds())
    bureau = the_bureau(options.bureau)
    findings = disposing.with_standing(
        list(check(bureau, kind=options.kind, year=options.year, again=options.again))
    )
    title = library().editions(options.kind)[-1].title if options.kind else "全部事项"
    about = f"{bureau.name}　{title}　{f'{options.year}年开始的案件' if options.year else '全部年份'}　{clock.today()}核对"
    if options.html:
        options.html.write_text(listing.as_html(findings, about=about), encoding="utf-8")
    if options.xlsx:
        listing.write_xlsx(findings, options.xlsx, about=about)
    if options.json:
        print(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False))
    else:
        print("\n".join(listing.as_text(findings, silent=options.all)))
    absent = sum(finding.rule == NOT_INSTALLED for finding in findings)
    if absent:
        sys.stderr.write(f"{absent}件没有评判：它们的事项没有安装。请安装，或者核对 FADU_KINDS。\n")
    broken = sum(finding.rule == NOT_CHECKED for finding in findings)
    if broken:
        sys.stderr.write(f"{broken}件在核对时出错，没有评判（--all 或者 --json 逐件说明），其余照常核对。\n")
    if waiting := failing.count(bureau.pk):
        sys.stderr.write(f"后台有{waiting}项没有办成：fadu work --status 逐项说明。\n")
    return 1 if absent or broken or any(finding.severity in ALARMS for finding in findings) else 0
