# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu law``: which row of the tables of law is modelled where; what a citation means; a closed list; a basis of punishment; what to ask."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from fadu.cli import _bases, _coverage
from fadu.cli.limit import listed, parse_day
from fadu.kernel import clock
from fadu.kernel.errors import BadInputError, FaduError, UnknownNameError
from fadu.law import doubts
from fadu.law import library as law_library
from fadu.procedure.library import library
from fadu.procedure.questions import of_running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fadu.law import Law

NAME = "law"
HELP = "法律条目的覆盖情况；一条引文指什么；一张选项表、一项处罚依据某日的内容；提请法制机构确认的问题"
DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``coverage``, ``show``, ``options``, ``base`` and ``questions``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="coverage|show|options|base|questions")
    _coverage.add_arguments(verbs)
    showing = verbs.add_parser("show", help="一条引文指哪个文件的哪一条，哪些期限、界限、选项和依据引用它")
    showing.add_argument("cite", metavar="引文", help="文件简称、空格、条号")
    showing.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    choosing = verbs.add_parser("options", help="一张选项表在某日的内容")
    choosing.add_argument(
        "key", nargs="?", default="", metavar="表", help="如 complaint/refusal_grounds；缺省时列出全部表"
    )
    choosing.add_argument("--on", metavar="日期", help="缺省时为今日")
    choosing.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    _bases.add_arguments(verbs)
    asking = verbs.add_parser("questions", help="提请法制机构确认的问题：规定没有写明的，和尚未与文本核对的")
    asking.add_argument("--on", metavar="日期", help="只列在某日有效的；缺省时全部列出")
    asking.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 well; 1 rows of law without an account; 2 bad input."""
    try:
        return _VERBS[options.verb](options)
    except FaduError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2


# -- look-ups ----------------------------------------------------------------------------------------


def _others(law: Law, cite: str) -> Iterator[dict[str, Any]]:
    """What else rests on an article: thresholds, items of closed lists, and the provisions behind guards and indicators."""
    books = {kind: book for kind, book in law.books().items() if kind != "limit"}
    for kind, book in books.items():
        for key, rules in book.items():
            for rule in (rule for rule in rules if cite in rule.cites):
                yield {
                    "kind": kind,
                    "key": key,
                    "title": rule.title,
                    "in_force_from": rule.in_force_from.isoformat(),
                    "in_force_to": rule.in_force_to.isoformat() if rule.in_force_to else None,
                }


def _show(options: argparse.Namespace) -> int:
    law = law_library()
    citation = law.cite(options.cite)
    if citation is None:
        name = options.cite.rsplit(" ", 1)[0]
        if name in law.instruments:
            held = law.instruments[name]
            raise BadInputError(
                expected=f"《{held.title}》的条号，共{held.articles}条", got=options.cite, remedy="核对条号"
            )
        raise UnknownNameError("法律文件", name, law.instruments)
    limits = [listed(limit) for limit in law.limits() if options.cite.strip() in limit.cites]
    others = list(_others(law, options.cite.strip()))
    instrument = citation.instrument
    if options.as_json:
        value = {
            "title": instrument.title,
            "number": instrument.number,
            "in_force_from": instrument.in_force_from,
            "in_force_to": instrument.in_force_to or None,
            "article": citation.article,
            "unverified": instrument.unverified,
            "limits": limits,
            "others": others,
        }
        print(json.dumps(value, ensure_ascii=False, indent=1))
        return 0
    print(
        f"{citation}\n  {instrument.number}　自{instrument.in_force_from}起施行"
        + (f"，至{instrument.in_force_to}" if instrument.in_force_to else "")
        + ("（未核对）" if instrument.unverified else "")
        + ("" if instrument.articles or not citation.article else "；条数没有登记，有无该条请核对文本")
    )
    lengths = {(each.key, each.in_force_from.isoformat()): each.length for each in law.limits()}
    for limit in limits:
        print(
            f"  {limit['key']}　{limit['title']}　{lengths[limit['key'], limit['in_force_from']]}　自{limit['in_force_from']}"
        )
    for rule in others:
        print(f"  {rule['key']}　{rule['title']}　自{rule['in_force_from']}")
    return 0


def _options(options: argparse.Namespace) -> int:
    law = law_library()
    on = parse_day(options.on, "--on") if options.on else clock.today()
    if not options.key:
        for key in law.options_by_list:
            print(key)
        return 0
    items: list[dict[str, Any]] = [
        {
            "key": item.key,
            "title": item.title,
            "cites": list(item.cites),
            "rows": list(item.rows),
            "unverified": item.unverified,
        }
        for item in law.options(options.key, on)
    ]
    if options.as_json:
        print(json.dumps(items, ensure_ascii=False, indent=1))
        return 0
    for item in items:
        print(f"{item['key']}\t{item['title']}\t{'、'.join(item['cites'])}")
    if not items:
        print(f"{on}没有施行的选项。")
    return 0


def _base(options: argparse.Namespace) -> int:
    return _bases.run(options, parse_day(options.on, "--on") if options.on else clock.today())


def _questions(options: argparse.Namespace) -> int:
    on = parse_day(options.on, "--on").isoformat() if options.on else ""
    books = library()
    running = [
        doubt for kind in books.kinds() for edition in books.editions(kind) for doubt in of_running(edition)
    ]
    questions = [d for d in (*doubts.of_law(law_library()), *running) if not on or _governs(d, on)]
    if options.as_json:
        print(json.dumps([doubt.as_json() for doubt in questions], ensure_ascii=False, indent=1))
        return 0
    for kind, head in (("question", "规定没有写明，请核定："), ("unverified", "尚未与文本核对：")):
        chosen = [doubt for doubt in questions if doubt.kind == kind]
        print(f"{head}{len(chosen)}项")
        for doubt in chosen:
            print(f"  {doubt.as_text()}")
    return 0


def _governs(doubt: doubts.Doubt, on: str) -> bool:
    return doubt.in_force_from <= on and (doubt.in_force_to is None or on <= doubt.in_force_to)


_VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "coverage": _coverage.run,
    "show": _show,
    "options": _options,
    "base": _base,
    "questions": _questions,
}
