# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu procedure``: list, show, check, try, draw, compare, release and put right procedures."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fadu.records as records
from fadu.cli import _releasing as releasing
from fadu.cli import _trying as trying
from fadu.cli.arguments import places
from fadu.kernel.errors import FaduError
from fadu.kernel.kinds import handed_down
from fadu.law import library as law_library
from fadu.people.rules import posts
from fadu.procedure import bpmn, chart, lock, pins
from fadu.procedure.checker import check_library
from fadu.procedure.difference import difference
from fadu.procedure.library import for_checking, library
from fadu.procedure.written import written_out
from fadu.records.forms import load as load_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fadu.procedure.checker import Report
    from fadu.procedure.model import Procedure

NAME = "procedure"
HELP = "列出、写出全文、核对、试行、绘制、比较、发布、更正办案程序"
#: the verbs that look at cases, or at the tables of a kind; the others need no database
DJANGO = frozenset({"check", "erratum", "errata"})


def needs_signing_key(options: argparse.Namespace) -> bool:
    """None of the verbs signs."""
    return False


def needs_home(options: argparse.Namespace) -> bool:
    """Procedures lie in files: the verbs look at cases where there are some, and an erratum is entered where there is a ledger."""
    return False


#: here a released edition that changed is looked at and put right
ABOVE_CHANGED_EDITIONS = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar="list|show|check|try|chart|diff|release|erratum|errata"
    )
    listing = verbs.add_parser("list", help="列出全部程序和版本")
    listing.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    showing = verbs.add_parser("show", help="写出一个版本的全文；修正前一版本的，修正已经并入")
    showing.add_argument("key", metavar="代码", help="程序的代码，如 penalty")
    showing.add_argument("--edition", metavar="版本", help="版本日期，如 2021-07-15；缺省时为最新版本")
    checking = verbs.add_parser("check", help="证明程序的性质；有一项不成立时退出码为 1")
    checking.add_argument("key", nargs="?", default="", metavar="代码", help="案件种类；缺省时为全部")
    checking.add_argument("--failures", action="store_true", help="只列不成立的")
    checking.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    trying.add_arguments(verbs)
    drawing = verbs.add_parser("chart", help="绘制流程图（SVG）或者 BPMN 2.0")
    drawing.add_argument("key", metavar="代码", help="程序的代码，如 penalty")
    drawing.add_argument(
        "--format",
        choices=("svg", "bpmn"),
        default="svg",
        dest="fmt",
        help="流程图 svg 或者 bpmn（默认 svg）",
    )
    drawing.add_argument("--edition", metavar="版本", help="版本日期，如 2021-07-15；缺省时为最新版本")
    drawing.add_argument(
        "-o", "--output", type=places.file_to_write, metavar="文件", help="写入文件；缺省时写到标准输出"
    )
    comparing = verbs.add_parser("diff", help="两个版本之间修改了什么")
    comparing.add_argument("key", metavar="代码", help="程序的代码，如 penalty")
    comparing.add_argument("a", metavar="A", help="前一版本的日期")
    comparing.add_argument("b", metavar="B", help="后一版本的日期")
    comparing.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")
    releasing.add_arguments(verbs)


def run(options: argparse.Namespace) -> int:
    """Run the command; 1 means that a property does not hold, 2 bad input."""
    try:
        return _VERBS[options.verb](options)
    except FaduError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2


def _list(options: argparse.Namespace) -> int:
    rows = [_row(key, edition) for key in library().kinds() for edition in library().editions(key)]
    if options.as_json:
        return _json(rows)
    for row in rows:
        state = "已发布" if row["released"] else "未发布"
        print(
            f"{row['key']}\t{row['edition']}\t{row['title']}\t{row['power']}\t{state}\t{row['fingerprint'][:12]}"
        )
    return 0


def _row(key: str, edition: Procedure) -> Mapping[str, Any]:
    pin = pins.of(edition, library().law, edition.edition)
    return {
        "key": key,
        "title": edition.title,
        "power": edition.power,
        "edition": edition.edition.isoformat(),
        "fingerprint": edition.fingerprint,
        "judges": pin.judges,
        "words": pin.words,
        "replay_only": edition.replay_only,
        "released": edition.edition.isoformat() in lock.read(library().folder(key)),
    }


def _show(options: argparse.Namespace) -> int:
    sys.stdout.write(written_out(Path(_edition(options.key, options.edition).path)))
    return 0


def _edition(kind: str, day: str | None) -> Procedure:
    """The edition asked for; the latest where none is."""
    return library().edition(kind, releasing.day(day)) if day else library().editions(kind)[-1]


def _check(options: argparse.Namespace) -> int:
    reports = list(_reports(options.key))
    if options.as_json:
        _json([report.as_json() for report in reports])
    else:
        for report in reports:
            releasing.print_report(report, only_failures=options.failures)
    return 0 if all(report.ok for report in reports) else 1


def _reports(key: str) -> Iterator[Report]:
    """What is proved of each edition; with the latest one of a kind, what holds of all it brings beside its procedure."""
    from fadu.oversight import furnishing  # needs Django, which the other verbs do without

    reports = list(check_library(for_checking(), kind=key, templates=_titles))
    latest = {report.procedure: report for report in reports}
    for report in reports:
        whole = latest[report.procedure] is report and report.procedure in handed_down()
        more = tuple(furnishing.lines(handed_down()[report.procedure])) if whole else ()
        yield replace(report, lines=(*report.lines, *more))


def _chart(options: argparse.Namespace) -> int:
    edition = _edition(options.key, options.edition)
    content = (
        chart.svg(edition, law=library().law, titles=_titles(options.key)).encode()
        if options.fmt == "svg"
        else bpmn.bpmn(edition)
    )
    if options.output:
        options.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return 0


def _titles(kind: str) -> Mapping[str, str]:
    """The titles of the forms a kind may issue, and of all kinds of case."""
    folders = [library().folder(kind).parent / "documents", Path(records.__file__).parent / "documents"]
    form_titles = {
        key: form.title for folder in folders if folder.is_dir() for key, form in load_forms(folder).items()
    }
    return {**{key: library().title(key) for key in library().kinds()}, **form_titles}


def _names(kind: str) -> Mapping[str, str]:
    """The titles of posts and of the guards a kind offers."""
    guards = {f"guard:{name}": spec.title or name for name, spec in library().guards(kind).items()}
    return {**guards, **{f"post:{key}": title for key, title in posts().items()}}


def _diff(options: argparse.Namespace) -> int:
    books = library()
    one, two = (books.edition(options.key, releasing.day(text)) for text in (options.a, options.b))
    sentences = difference(one, two, law=books.law, titles={**_titles(options.key), **_names(options.key)})
    if options.as_json:
        return _json(sentences)
    print(f"{two.title}：{one.edition}版 → {two.edition}版")
    for sentence in sentences or ["没有区别。"]:
        print(f"  {sentence}")
    return 0


def _json(value: Any) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=2))
    return 0


_VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "show": _show,
    "check": _check,
    "try": lambda options: trying.run(options, for_checking(), law_library()),
    "chart": _chart,
    "diff": _diff,
    "release": lambda options: releasing.release(options, for_checking(), _titles),
    "erratum": lambda options: releasing.erratum(options, for_checking(), _titles),
    "errata": lambda options: releasing.errata(options, for_checking()),
}
