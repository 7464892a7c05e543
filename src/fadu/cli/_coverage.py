# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu law coverage``: of every row of the tables of law, what models it, or why nothing does."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fadu.records as records
from fadu.cli.arguments import places
from fadu.law import coverage
from fadu.law import library as law_library
from fadu.law.reasons import reasons
from fadu.law.tables import read_tables
from fadu.procedure.library import library

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fadu.law.coverage import Accounted
    from fadu.law.reasons import Reasons

_STATES = {
    "modelled": "已建模",
    "kept": "收录备查",
    "awaiting": "待建种类",
    "not_ours": "不属本系统",
    "unexplained": "未交代",
}
_TITLES = {"by_table": "按表", "by_kind": "按条目种类", "by_subject": "按主题"}


def add_arguments(verbs: Any) -> None:
    """Declare ``coverage``."""
    covering = verbs.add_parser(
        "coverage", help="条目表的每一行由什么实现，或者为什么没有；有未交代的退出码为 1"
    )
    covering.add_argument(
        "--tables",
        type=places.folder,
        required=True,
        metavar="文件夹",
        help="法律条目表（*.tsv，含下级文件夹）所在的文件夹",
    )
    covering.add_argument("--all", action="store_true", dest="every", help="逐行列出；缺省时只列未交代的")
    covering.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 where every row has its account and every reason holds; 1 otherwise."""
    why = reasons()
    models = (*coverage.of_law(law_library()), *of_procedures())
    accounts = coverage.account(read_tables(options.tables), models, why, in_use())
    missing, stale = coverage.unexplained(accounts), dangling(why)
    needless = coverage.needless(accounts, why)
    if options.as_json:
        report = {
            "total": coverage.counted(accounts),
            **coverage.totals(accounts),
            "by_awaited": _by_awaited(accounts),
            "rows": [accounted.as_json() for accounted in accounts],
            "unexplained": [accounted.row.id for accounted in missing],
            "dangling": stale,
            "needless": needless,
        }
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        for accounted in accounts if options.every else missing:
            print(_line(accounted))
        _print_totals(accounts, why)
        for title, names in (("理由所指不成立", stale), ("已经建模或者不在表中，理由多余", needless)):
            if names:
                print(f"{title}：{'、'.join(names)}")
    return 1 if missing or stale else 0


def _line(accounted: Accounted) -> str:
    row, reason = accounted.row, accounted.reason
    return "\t".join(
        (
            row.id,
            _STATES[accounted.state],
            f"{row.table}:{row.line}",
            row.subject,
            f"{row.instrument} {row.article}".strip(),
            row.summary + ("（未核对）" if row.unverified else ""),
            "、".join(accounted.leaning),
            reason.text if reason else "",
        )
    ).rstrip("\t")


def _print_totals(accounts: Sequence[Accounted], why: Reasons) -> None:
    for name, counts in coverage.totals(accounts).items():
        print(f"{_TITLES[name]}：")
        for key, states in counts.items():
            print(f"  {key}：{_said(states)}")
    if awaited := _by_awaited(accounts):
        print("待建种类：")
        for kind, number in awaited.items():
            print(f"  {kind}（{why.awaited[kind]}）：{number}")
    unread = sum(accounted.row.unverified for accounted in accounts)
    print(f"全部 {len(accounts)} 行：{_said(coverage.counted(accounts))}；其中未与文本核对的 {unread} 行。")


def _said(states: Mapping[str, int]) -> str:
    return "，".join(f"{_STATES[state]} {number}" for state, number in states.items())


def _by_awaited(accounts: Sequence[Accounted]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for accounted in accounts:
        if accounted.state == "awaiting" and accounted.reason:
            counts[accounted.reason.awaiting] = counts.get(accounted.reason.awaiting, 0) + 1
    return counts


def dangling(why: Reasons) -> list[str]:
    """What reasons lean on and that is not so: a thing that is not there, a kind said to stand or to be awaited."""
    kinds = library().kinds()
    return [
        *(f"{row}：{name}" for row, reason in why.by_row.items() for name in reason.by if not exists(name)),
        *(f"{subject}：{kind} 尚未建成" for subject, kind in why.built.items() if kind not in kinds),
        *(f"{kind} 已经建成，不再是待建种类" for kind in why.awaited if kind in kinds),
    ]


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
