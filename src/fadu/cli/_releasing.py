# SPDX-License-Identifier: MulanPSL-2.0
"""Releasing an edition, and putting a released one right: with what it touches shown before anything is written."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import today
from fadu.kernel.errors import BadInputError
from fadu.procedure import lock, released
from fadu.procedure.checker import Report, check_library
from fadu.procedure.questions import of_edition

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Iterator

    from fadu.procedure.library import Library
    from fadu.procedure.lock import Erratum
    from fadu.procedure.model import Procedure

    Titles = Callable[[str], Collection[str]]

#: lines of the checker that say an edition changed since its release: what an erratum is for
_CHANGED = ("released", "released_code")
_NOT_YET = "尚未写入；核对无误后加 --confirm 和 --by 再运行。"
#: how many running cases are named
_NAMED = 20


def add_arguments(verbs: Any) -> None:
    """Declare ``release``, ``erratum`` and ``errata``."""
    releasing = verbs.add_parser("release", help="发布一个版本；此后不得修改")
    releasing.add_argument("key", nargs="?", default="", metavar="代码", help="程序的代码，如 penalty")
    releasing.add_argument("edition", nargs="?", default="", metavar="版本", help="版本的日期，如 2021-07-15")
    releasing.add_argument("--all", action="store_true", help="全部程序的全部版本")
    putting_right = verbs.add_parser(
        "erratum", help="更正已发布的版本：先看改变了什么、涉及哪些案件，加 --confirm 才写入"
    )
    putting_right.add_argument("key", metavar="代码", help="程序的代码，如 penalty")
    putting_right.add_argument("edition", metavar="版本", help="版本的日期，如 2021-07-15")
    putting_right.add_argument("--reason", required=True, metavar="理由", help="更正的理由")
    putting_right.add_argument("--by", default="", metavar="姓名", help="作出更正的人；确认时应写明")
    putting_right.add_argument("--confirm", action="store_true", help="确认并写入发布登记")
    listing = verbs.add_parser("errata", help="列出已作的更正和涉及的案件")
    listing.add_argument("key", nargs="?", default="", metavar="代码", help="程序的代码；缺省时为全部")


def release(options: argparse.Namespace, books: Library, titles: Titles) -> int:
    """Release one edition, or all; 1 where a property does not hold."""
    if bool(options.key and options.edition) == options.all:
        raise BadInputError(
            expected="代码和版本，或者 --all",
            got="两者都有或者都没有",
            where="命令行",
            remedy="如 fadu procedure release penalty 2021-07-15",
        )
    wanted = (
        [e for kind in books.kinds() for e in books.editions(kind)]
        if options.all
        else [books.edition(options.key, day(options.edition))]
    )
    reports = {(r.procedure, r.edition): r for r in _reports(books, options.key, titles)}
    failing = [r for e in wanted if not (r := reports[e.key, e.edition]).ok]
    for report in failing:
        print_report(report, only_failures=True)
    if failing:
        print("错误：性质不成立的版本不能发布。", file=sys.stderr)
        return 1
    for confirmed in (False, True):  # all of them or none: nothing is written before every one can be
        releases = [
            released.write(
                books.folder(edition.key),
                books.editions(edition.key),
                edition.edition,
                books.law,
                on=today(),
                confirmed=confirmed,
            )
            for edition in wanted
        ]
    for edition, done in zip(wanted, releases, strict=True):
        print(
            f"已发布：{edition.title} {edition.edition}版，"
            f"办理规则 {done.marks.judges[edition.edition.isoformat()]}，文字 {done.marks.words}。"
            "此后不得修改；法律有变的，另立新版本。"
        )
        for line in _asked(books, edition):
            print(line)
    return 0


def _asked(books: Library, edition: Procedure) -> Iterator[str]:
    """What the legal office is asked about an edition, by kind of doubt."""
    until = books.reigns_until(edition.key, edition.edition)
    asked = [] if books.law is None else list(of_edition(edition, books.law, until))
    for kind, head in (("question", "规定没有写明，请法制机构核定"), ("unverified", "尚未与文本核对")):
        chosen = [doubt for doubt in asked if doubt.kind == kind]
        if chosen:
            yield f"  {head}：{len(chosen)}项"
        yield from (f"    {doubt.as_text()}" for doubt in chosen)


def erratum(options: argparse.Namespace, books: Library, titles: Titles) -> int:
    """Show what an erratum changes and touches; with ``--confirm`` write it. 1 where a property does not hold."""
    wanted = books.edition(options.key, day(options.edition))
    report = next(r for r in _reports(books, options.key, titles) if r.edition == wanted.edition)
    if not report.ok:
        print_report(report, only_failures=True)
        print("错误：性质不成立的版本不能更正。", file=sys.stderr)
        return 1
    put_right = released.correct(
        books.folder(options.key),
        books.editions(options.key),
        wanted.edition,
        books.law,
        on=today(),
        by=options.by,
        reason=options.reason,
        confirmed=options.confirm,
    )
    for line in (
        *_erratum_lines(wanted.title, wanted.edition, put_right),
        *_touched(books, options.key, wanted.edition),
    ):
        print(line)
    print(_entered(books, options.key, wanted.edition, put_right) if options.confirm else _NOT_YET)
    return 0


def _entered(books: Library, kind: str, edition: date, put_right: Erratum) -> str:
    """Enter an erratum that was written; a sentence where there is no database: then the next start of one does."""
    from django.db import DatabaseError

    from fadu.cases.background import errata

    try:
        errata.enter(books, kind, edition, put_right)
    except DatabaseError:
        return "已写入发布登记；没有可以读取的数据库，由各局的后台记入账本。"
    return "已写入发布登记，并记入账本。"


def errata(options: argparse.Namespace, books: Library) -> int:
    """Every erratum of a kind, or of all, with what it changed and the cases it touches."""
    kinds = [options.key] if options.key else books.kinds()
    count = 0
    for kind in kinds:
        for edition, done in lock.read(books.folder(kind)).items():
            for put_right in done.errata:
                count += 1
                on = date.fromisoformat(edition)
                for line in (*_erratum_lines(books.title(kind), on, put_right), *_touched(books, kind, on)):
                    print(line)
    if not count:
        print("没有更正。")
    return 0


def _reports(books: Library, kind: str, titles: Titles) -> Iterator[Report]:
    """What the checker says, apart from that editions changed since their release."""
    for report in check_library(books, kind=kind, templates=titles, explain=False):
        yield replace(report, lines=tuple(line for line in report.lines if line.code not in _CHANGED))


def _erratum_lines(title: str, edition: date, put_right: Erratum) -> Iterator[str]:
    by = f"由{put_right.by}" if put_right.by else ""
    yield f"{put_right.on}{by}更正：{title} {edition}版。理由：{put_right.reason}"
    before, after = put_right.before, put_right.after
    for first in sorted({*before.judges, *after.judges}):
        one, two = before.judges.get(first, "（无）"), after.judges.get(first, "（无）")
        if one != two:
            yield f"  办理规则（自{first}起）：{one} → {two}"
    if before.words != after.words:
        yield f"  文字：{before.words} → {after.words}"


def _touched(books: Library, kind: str, edition: date) -> Iterator[str]:
    """The cases judged under an edition, from the database of this bureau; a sentence where there is none."""
    from django.db import DatabaseError

    from fadu.cases.reading.touched import touched_by

    try:
        cases = touched_by(kind, edition, until=books.reigns_until(kind, edition))
        running, ended = cases.filter(closed_at=None), cases.exclude(closed_at=None).count()
        yield f"  涉及案件：在办{running.count()}件，已结{ended}件。"
        for number in running.order_by("opened_at", "pk").values_list("number", flat=True)[:_NAMED]:
            yield f"    {number}"
    except DatabaseError:
        yield "  没有可以读取的数据库，未列出涉及的案件。"


def print_report(report: Report, *, only_failures: bool) -> None:
    """One report, one line for each property."""
    print(f"{report.title}（{report.procedure}，{report.edition}版）")
    for line in report.lines:
        if only_failures and line.ok:
            continue
        mark = "－" if line.skipped else "✓" if line.ok else "✗"
        print(f"  {mark} {line.title}：{line.witness}")
        if line.path:
            print(f"      {line.path_text}")
    proved = sum(line.ok and not line.skipped for line in report.lines)
    skipped = sum(line.skipped for line in report.lines)
    print(f"  成立 {proved} 项，不成立 {len(report.failures)} 项，未核对 {skipped} 项。")


def day(text: str) -> date:
    """The day of an edition. Raises BadInputError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInputError(
            expected="版本日期，如 2021-07-15", got=text, remedy="用 fadu procedure list 查看版本"
        ) from None
