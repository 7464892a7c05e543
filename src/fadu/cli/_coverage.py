# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu law coverage``: of every row of the tables of law, what models it, or why nothing does."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fadu.records as records
from fadu.cli import _proving
from fadu.cli.arguments import places
from fadu.kernel.errors import UnknownNameError
from fadu.law import coverage
from fadu.law import library as law_library
from fadu.law.reasons import reasons
from fadu.law.tables import read_tables
from fadu.procedure.library import library

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from fadu.cli._proving import Proof
    from fadu.law.coverage import Accounted
    from fadu.law.reasons import Reasons
    from fadu.law.tables import Row

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
    covering.add_argument(
        "--prove",
        nargs="*",
        metavar="条目",
        help="把已建模的每一行改动一处，所列情景应即不再如所写；可以只试几行；有未被察觉的退出码为 1",
    )
    covering.add_argument("--all", action="store_true", dest="every", help="逐行列出；缺省时只列未交代的")
    covering.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 where every row has its account, every reason holds and every change asked for is noticed; 1 otherwise."""
    why = reasons()
    accounts = accounts_of(read_tables(options.tables))
    missing, stale = coverage.unexplained(accounts), dangling(why)
    proof = None if options.prove is None else _proof(accounts, options.prove)
    if options.as_json:
        names = _proving.leaning()
        report = {
            "total": coverage.counted(accounts),
            **coverage.totals(accounts),
            "by_awaited": _by_awaited(accounts),
            "rows": [{**accounted.as_json(), "leans": _leans(accounted, names)} for accounted in accounts],
            "unexplained": [accounted.row.id for accounted in missing],
            "dangling": stale,
            "needless": coverage.needless(accounts, why),
            **({"proof": proof.as_json()} if proof else {}),
        }
        print(json.dumps(report, ensure_ascii=False, indent=1))
    elif options.prove:
        _print_proof(proof, every=True)
        return 1 if proof and proof.survivors else 0
    else:
        _print_account(accounts, missing, why, every=options.every)
        _print_proof(proof, every=options.every)
    return 1 if missing or stale or (proof and proof.survivors) else 0


def _print_account(
    accounts: Sequence[Accounted], missing: Sequence[Accounted], why: Reasons, *, every: bool
) -> None:
    for accounted in accounts if every else missing:
        print(_line(accounted))
    _print_totals(accounts, why)
    for title, names in (
        ("理由所指不成立", dangling(why)),
        ("已经建模或者不在表中，理由多余", coverage.needless(accounts, why)),
    ):
        if names:
            print(f"{title}：{'、'.join(names)}")


def _proof(accounts: Sequence[Accounted], asked: Sequence[str]) -> Proof:
    """The proof of the rows asked for, or of all that are modelled. Raises UnknownNameError."""
    modelled = {accounted.row.id: accounted for accounted in accounts if accounted.state == "modelled"}
    for row in asked:
        if row not in modelled:
            raise UnknownNameError("已建模的条目", row, modelled)
    chosen = [modelled[row] for row in asked] if asked else list(modelled.values())
    return _proving.prove(chosen, _proving.leaning(), _proving.Trial(), _proving.progress)


def _print_proof(proof: Proof | None, *, every: bool) -> None:
    if proof is None:
        return
    for attempt in proof.attempts if every else proof.survivors:
        said = f"由 {attempt.noticed} 察觉" if attempt.noticed else "未被察觉"
        print(f"{attempt.row}\t{attempt.change}\t{said}\t{'、'.join(attempt.stories)}".rstrip("\t"))
    print(f"改动 {proof.changes} 处，未被察觉 {len({a.change for a in proof.survivors})} 处。")
    for change, reason in proof.explained.items():
        print(f"无从察觉：{change}（{reason}）")
    if proof.untried:
        print(f"由程序实现、没有数据可以改动的：{'、'.join(proof.untried)}。")


def _leans(accounted: Accounted, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The stories that lean on a modelled row, and the golden answers where it is a rule of law."""
    if accounted.state != "modelled":
        return []
    stories = dict.fromkeys(story for model in accounted.leaning for story in names.get(model, ()))
    return [*stories, *(["golden"] if any(map(_proving.is_golden, accounted.leaning)) else [])]


def accounts_of(rows: Iterable[Row]) -> tuple[Accounted, ...]:
    """Each row with all that models it, by the law, the procedures and the reasons as shipped."""
    models = (*coverage.of_law(law_library()), *of_procedures())
    return coverage.account(rows, models, reasons(), in_use())


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
            used |= {clock.limit for clock in procedure.clocks.values()}
            used |= {part.options for field in procedure.fields.values() for part in (field, *field.columns)}
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
    """Whether what a reason points to is really there: ``guard:``, ``action:`` … kind/name, ``limit:``, ``entry:`` … key, or ``module:``."""
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
    "entry": lambda rest: rest in law_library().entries_by_key(),
    "basis": lambda rest: rest in law_library().bases_by_key,
    "options": lambda rest: rest in law_library().options_by_list,
    "module": _is_module,
}
