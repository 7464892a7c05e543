# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu law``: which row of the tables of law is modelled where; what a citation means; the items of a closed list; what to ask."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fadu.records as records
from fadu.cli.arguments import places
from fadu.cli.limit import listed, parse_day
from fadu.kernel import clock
from fadu.kernel.errors import BadInputError, FaduError, UnknownNameError
from fadu.law import coverage, doubts
from fadu.law import library as law_library
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fadu.law import Law
    from fadu.law.coverage import Accounted

NAME = "law"
HELP = "法律条目的覆盖情况；一条引文指什么；一张选项表某日的内容；提请法制机构确认的问题"
DJANGO = False

_STATES = {
    "modelled": "已建模",
    "elsewhere": "由他处实现",
    "not_modelled": "未建模（有理由）",
    "unaccounted": "未交代",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``coverage``, ``show``, ``options`` and ``questions``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="coverage|show|options|questions")
    covering = verbs.add_parser(
        "coverage", help="条目表的每一行由哪条规则实现，或者为什么没有；有未交代的退出码为 1"
    )
    covering.add_argument(
        "--tables",
        type=places.folder,
        required=True,
        metavar="文件夹",
        help="法律条目表（*.tsv）所在的文件夹",
    )
    covering.add_argument(
        "--all", action="store_true", dest="every", help="逐行列出；缺省时只列未建模和未交代的"
    )
    covering.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    showing = verbs.add_parser("show", help="一条引文指哪个文件的哪一条，哪些期限、界限、选项和依据引用它")
    showing.add_argument("cite", metavar="引文", help="文件简称、空格、条号")
    showing.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    choosing = verbs.add_parser("options", help="一张选项表在某日的内容")
    choosing.add_argument(
        "key", nargs="?", default="", metavar="表", help="如 complaint/refusal_grounds；缺省时列出全部表"
    )
    choosing.add_argument("--on", metavar="日期", help="缺省时为今日")
    choosing.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    asking = verbs.add_parser("questions", help="提请法制机构确认的问题：规定没有写明的，和尚未与文本核对的")
    asking.add_argument("--on", metavar="日期", help="只列在某日有效的；缺省时全部列出")
    asking.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 well; 1 rows that nothing accounts for; 2 bad input."""
    try:
        return _VERBS[options.verb](options)
    except FaduError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2


# -- coverage ----------------------------------------------------------------------------------------


def _coverage(options: argparse.Namespace) -> int:
    why = coverage.reasons()
    rows = coverage.read_tables(options.tables)
    accounts = coverage.account(rows, (*coverage.of_law(law_library()), *of_procedures()), why, in_use())
    idle, subjects = coverage.unused(accounts), coverage.subjects()
    missing = coverage.unaccounted(accounts)
    dangling = [f"{row}：{name}" for row, reason in why.items() for name in reason.by if not exists(name)]
    needless = sorted(
        set(why) - {accounted.row.id for accounted in accounts if not accounted.models or not accounted.used}
    )
    if options.as_json:
        report = {
            "counts": _counts(accounts),
            "rows": [a.as_json() for a in accounts if a.row.subject in subjects or a.models],
        }
        print(
            json.dumps(
                {
                    **report,
                    "unaccounted": [a.row.id for a in missing],
                    "unused": [a.row.id for a in idle],
                    "dangling": dangling,
                    "needless": needless,
                },
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        _print_coverage(accounts, every=options.every)
        for title, names in (
            ("未交代", [a.row.id for a in missing]),
            ("已收录而没有程序使用，也没有说明", [a.row.id for a in idle]),
            ("所指不存在", dangling),
            ("已经建模或者不在表中，理由多余", needless),
        ):
            if names:
                print(f"{title}：{'、'.join(names)}")
    return 1 if missing or idle or dangling else 0


def _counts(accounts: Sequence[Accounted]) -> dict[str, dict[str, int]]:
    counters: dict[str, Counter[str]] = {subject: Counter() for subject in coverage.subjects()}
    for accounted in accounts:
        if accounted.row.subject in counters:
            counters[accounted.row.subject][accounted.state] += 1
    return {subject: {state: counter[state] for state in _STATES} for subject, counter in counters.items()}


def _print_coverage(accounts: Sequence[Accounted], *, every: bool) -> None:
    subjects = coverage.subjects()
    for accounted in accounts:
        if accounted.row.subject not in subjects or (
            accounted.state == "modelled" and accounted.used and not every
        ):
            continue
        by = "、".join(accounted.models or (accounted.reason.by if accounted.reason else ()))
        reason = (
            accounted.reason.text if accounted.reason and not (accounted.models and accounted.used) else ""
        )
        state = _STATES[accounted.state] if accounted.used or not accounted.models else "只收录备查"
        print(f"{accounted.row.id}\t{state}\t{by}\t{reason or accounted.row.summary}")
    for subject, counts in _counts(accounts).items():
        print(f"{subject}：" + "，".join(f"{_STATES[state]} {number}" for state, number in counts.items()))
    kept = sum(
        1
        for accounted in accounts
        if accounted.row.subject in subjects and accounted.models and not accounted.used
    )
    print(f"已建模的条目中，{kept} 行只收录备查（可以查询、计算，没有程序使用），逐行说明了原因。")
    extra = sum(1 for accounted in accounts if accounted.models and accounted.row.subject not in subjects)
    print(f"此外，其他主题的条目中已建模 {extra} 行。")


def of_procedures() -> Iterator[tuple[str, str]]:
    """Row id and act, fact or guard, for all kinds of case."""
    books = library()
    for kind in books.kinds():
        for procedure in books.editions(kind):
            for action in procedure.actions.values():
                yield from ((row, f"行为 {kind}/{action.key}（{procedure.edition}）") for row in action.rows)
        for word, offered, mark in (
            ("事实", books.facts(kind), "fact_rows"),
            ("条件", books.guards(kind), "guard_rows"),
        ):
            for name, function in offered.items():
                yield from ((row, f"{word} {kind}/{name}") for row in getattr(function, mark, ()))


def in_use() -> Callable[[str], bool]:
    """Whether a limit, threshold or list is used by a procedure, a guard, a remedy or another limit; acts and facts are."""
    law, books = law_library(), library()
    used = {limit.together for limit in law.limits()} | {limit.within for limit in law.limits()}
    used |= {rule.limit for rules in law.remedy_rules.values() for rule in rules}
    for kind in books.kinds():
        for procedure in books.editions(kind):
            used |= {clock.limit for clock in procedure.clocks.values()} | {
                field.options for field in procedure.fields.values()
            }
            used |= {key for action in procedure.actions.values() for key in action.extends.values()}
        used |= _named_in(books.folder(kind).parent)
    used |= _named_in(Path(records.__file__).parent)
    return lambda model: model.split(" ")[0] not in _LOOKED_UP or model.partition(" ")[2] in used


#: the kinds of models that do nothing of themselves
_LOOKED_UP = ("期限", "界限", "选项")


def _named_in(room: Path) -> set[str]:
    """The keys of law that the guards, facts and services of a room look up."""
    return {
        key
        for file in room.rglob("*.py")
        for key in re.findall(r'"([a-z_]+/[a-z_]+)"', file.read_text(encoding="utf-8"))
    }


def exists(name: str) -> bool:
    """Whether what a reason points to is really there: ``guard:``, ``action:``, ``fact:``, ``role:`` kind/name or ``module:``."""
    what, _, rest = name.partition(":")
    return what in _FINDERS and _FINDERS[what](rest)


def _in_kind(rest: str, part: str) -> bool:
    kind, _, name = rest.partition("/")
    books = library()
    if kind not in books.kinds():
        return False
    if part in {"facts", "guards"}:
        return name in getattr(books, part)(kind)
    return any(name in getattr(edition, part) for edition in books.editions(kind))


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


_FINDERS: Mapping[str, Callable[[str], bool]] = {
    "guard": lambda rest: _in_kind(rest, "guards"),
    "fact": lambda rest: _in_kind(rest, "facts"),
    "action": lambda rest: _in_kind(rest, "actions"),
    "role": lambda rest: _in_kind(rest, "roles"),
    "field": lambda rest: _in_kind(rest, "fields"),
    "limit": lambda rest: rest in law_library().limits_by_key,
    "module": _is_module,
}


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
    )
    for limit in limits:
        print(
            f"  {limit['key']}　{limit['title']}　{limit['amount']} {limit['unit']}　自{limit['in_force_from']}"
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


def _questions(options: argparse.Namespace) -> int:
    on = parse_day(options.on, "--on").isoformat() if options.on else ""
    questions = [d for d in (*doubts.of_law(law_library()), *of_running_cases()) if not on or _governs(d, on)]
    if options.as_json:
        print(json.dumps([doubt.as_json() for doubt in questions], ensure_ascii=False, indent=1))
        return 0
    for kind, head in (("question", "规定没有写明，请核定："), ("unverified", "尚未与文本核对：")):
        chosen = [doubt for doubt in questions if doubt.kind == kind]
        print(f"{head}{len(chosen)}项")
        for doubt in chosen:
            span = f"{doubt.in_force_from}至{doubt.in_force_to or '今'}"
            print(
                f"  {doubt.title}（{doubt.where}，{span}）：{doubt.text}"
                + (f"（{'、'.join(doubt.cites)}）" if doubt.cites else "")
            )
    return 0


def _governs(doubt: doubts.Doubt, on: str) -> bool:
    return doubt.in_force_from <= on and (doubt.in_force_to is None or on <= doubt.in_force_to)


def of_running_cases() -> Iterator[doubts.Doubt]:
    """What the editions of procedures leave open about the cases that run when they come."""
    books = library()
    for kind in books.kinds():
        for procedure in books.editions(kind):
            if procedure.running.question:
                yield doubts.Doubt(
                    kind="question",
                    where=f"procedure:{kind}/{procedure.edition}",
                    title=f"{procedure.title}在办案件的过渡",
                    text=procedure.running.question,
                    in_force_from=procedure.edition.isoformat(),
                    cites=procedure.running.because,
                )


_VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "coverage": _coverage,
    "show": _show,
    "options": _options,
    "questions": _questions,
}
