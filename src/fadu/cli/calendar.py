# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu calendar``: the holiday notices in use; a new one is adopted after seeing every open clock it moves."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from fadu.cli.arguments import places
from fadu.kernel.errors import BadInputError, FaduError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fadu.law.calendar import Calendar, Notice

NAME = "calendar"
HELP = "列出放假通知；采用新一年的通知，先看移动的期限再确认"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``list`` and ``adopt``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|adopt")
    listing = verbs.add_parser("list", help="列出收录和采用的放假通知")
    listing.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    adopting = verbs.add_parser("adopt", help="显示采用后移动的全部未结期限；加 --confirm 才真正采用")
    adopting.add_argument("file", type=places.file_to_read, metavar="文件", help="放假通知（YAML）")
    adopting.add_argument("--confirm", action="store_true", help="看过移动的期限后，真正采用")
    adopting.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 well; 2 a file that is no notice."""
    try:
        return _VERBS[options.verb](options)
    except FaduError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2


def _list(options: argparse.Namespace) -> int:
    from fadu.law.calendar import shipped
    from fadu.people.adopted import working_calendar

    calendar = working_calendar()
    rows = [_notice(calendar.notices[year], shipped()) for year in sorted(calendar.notices)]
    if options.as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        doubt = "（文号未核对）" if row["unverified"] else ""
        print(
            f"{row['year']}\t{row['number'] or '（无文号）'}{doubt}\t{'本局采用' if row['adopted'] else '随版本收录'}"
        )
    print(f"{calendar.announced_until.isoformat()}以后的日期均为暂定。")
    return 0


def _notice(notice: Notice, shipped: Calendar) -> dict[str, Any]:
    return {
        "year": notice.year,
        "title": notice.title,
        "number": notice.number,
        "unverified": notice.unverified,
        "adopted": shipped.notices.get(notice.year) is not notice,
    }


def _adopt(options: argparse.Namespace) -> int:
    from fadu.cases.background.calendars import adopt
    from fadu.law.notices import read_notice

    try:
        text = options.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(
            expected="可以读取的放假通知文件",
            got=str(options.file),
            where="文件",
            remedy="核对路径和编码（UTF-8）",
        ) from error
    notice = read_notice(text, options.file.name)
    moved = adopt(text, keep=options.confirm)
    if options.as_json:
        summary = {"year": notice.year, "number": notice.number, "adopted": options.confirm, "moved": moved}
        print(json.dumps(summary, ensure_ascii=False, indent=1))
        return 0
    for row in moved:
        print(f"{row['case']}\t{row['clock']}\t{row['before']} → {row['after']}")
    print(f"{notice.title or notice.year}：{len(moved)} 个未结期限移动或者由暂定变为确定。")
    print("已采用。" if options.confirm else "尚未采用；核对后加 --confirm 采用。")
    return 0


_VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {"list": _list, "adopt": _adopt}
