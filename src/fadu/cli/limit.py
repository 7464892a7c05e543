# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu limit``: the last day of a time limit by the law of its date, with the reason; the list; a stream of questions."""

from __future__ import annotations

import argparse
import io
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from fadu.cli.arguments import places
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError, FaduError
from fadu.kernel.problems import nearest
from fadu.law import library
from fadu.law.catalogue import Subject
from fadu.law.notices import read_notice
from fadu.law.stretch import Pause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fadu.law import Law
    from fadu.law.deadline import Due
    from fadu.law.limit import Limit

NAME = "limit"
HELP = "计算一个期限的末日并说明理由；列出全部期限；逐行计算"
DJANGO = False

#: answers to a stream are written in batches of this many lines
_BATCH = 2000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One rule, the list, or a stream."""
    parser.add_argument(
        "rule", nargs="?", metavar="期限", help="期限的键，如 penalty/defence；用 --list 查看"
    )
    parser.add_argument(
        "--from", dest="start", metavar="日期", help="起算日，如 2022-01-28；以小时计的期限写明时刻"
    )
    parser.add_argument("--on", metavar="日期", help="适用哪一日的法律；缺省时为起算日")
    parser.add_argument(
        "--pause",
        action="append",
        default=[],
        metavar="A..B=事由",
        help="不计入的时间：自 A 日起，B 日恢复计算；可以重复",
    )
    parser.add_argument(
        "--notice",
        action="append",
        default=[],
        type=places.file_to_read,
        metavar="文件",
        help="本局采用的放假通知文件；可以重复",
    )
    parser.add_argument(
        "--item",
        metavar="名称",
        help="事项名称，如 食品经营许可：目录中有特别规定的从其规定，并说明适用的是哪一项",
    )
    parser.add_argument(
        "--about",
        action="append",
        default=[],
        metavar="分类=值",
        help="与 --item 并用：进一步的分类，如 application_kind=renewal；可以重复",
    )
    parser.add_argument("--list", action="store_true", dest="listing", help="列出全部期限，每个施行区间一行")
    parser.add_argument(
        "--stdin", action="store_true", dest="stream", help="从标准输入逐行读取 {rule, from, on}"
    )
    parser.add_argument("--explain", action="store_true", help="与 --stdin 并用：附说明")
    parser.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 answered; 1 a line of the stream is bad; 2 bad input."""
    try:
        law = _with_notices(library(), options.notice)
        if options.listing:
            return _list(law, as_json=options.as_json)
        if options.stream:
            return answer_lines(law, _readable(sys.stdin), sys.stdout.write, explain=options.explain)
        return _one(law, options)
    except FaduError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2


def _with_notices(law: Law, files: Iterable[Path]) -> Law:
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInputError(
                expected="可以读取的放假通知文件",
                got=str(file),
                where="--notice",
                remedy="核对路径和编码（UTF-8）",
            ) from error
        law = law.with_calendar(law.calendar.with_notice(read_notice(text, file.name)))
    return law


# -- one ---------------------------------------------------------------------------------------------


def _one(law: Law, options: argparse.Namespace) -> int:
    if not options.rule or not options.start:
        raise BadInputError(
            expected="期限的键和 --from 起算日",
            got=options.rule or "（空）",
            remedy="照 fadu limit penalty/defence --from 2022-01-28 填写，或者用 --list 查看",
        )
    start = parse_start(options.start, "--from")
    on = parse_day(options.on, "--on") if options.on else None
    subject = parse_subject(law, options.rule, options.item, options.about)
    due = due_on(law, options.rule, start, on, [parse_pause(text) for text in options.pause], subject)
    if options.as_json:
        print(
            json.dumps(
                {**answer(options.rule, due), "explanation": due.explanation.as_json()},
                ensure_ascii=False,
                indent=2,
            )
        )
        return 0
    print(answer(options.rule, due)["due"] + ("（暂定）" if due.provisional else ""))
    for line in due.explanation.lines:
        print(f"  {line}")
    return 0


def due_on(
    law: Law,
    rule: str,
    start: date | datetime,
    on: date | None,
    pauses: list[Pause] | tuple[Pause, ...] = (),
    subject: Subject | None = None,
) -> Due:
    """The last day; a limit in hours wants a moment, not a day."""
    if not isinstance(start, datetime):
        day = on or start
        if law.limit(rule, day, subject=subject).unit == "hour":
            raise BadInputError(
                expected="日期和时刻，如 2022-03-01T09:30（此期限以小时计）",
                got=start.isoformat(),
                where="from",
                remedy="补上时刻",
            )
    elif law.limit(rule, on or start.date(), subject=subject).unit != "hour":
        start = start.date()
    return law.due(rule, start, on=on, pauses=pauses, subject=subject)


def answer(rule: str, due: Due) -> dict[str, Any]:
    """``{rule, due, provisional}``; ``due`` is a day, or a moment for limits in hours."""
    last = due.moment.isoformat() if due.moment else due.last_day.isoformat()
    return {"rule": rule, "due": last, "provisional": due.provisional}


# -- reading -----------------------------------------------------------------------------------------


def parse_day(text: str, where: str) -> date:
    """A day of the calendar; BadInputError for anything else, 30 February among it."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadInputError(
            expected="日历上有的日期，如 2022-03-01", got=text, where=where, remedy="改正日期"
        ) from None


def parse_start(text: str, where: str) -> date | datetime:
    """A day, or a moment of legal time where a time of day is given."""
    if not isinstance(text, str) or len(text) <= len(date.min.isoformat()):
        return parse_day(text, where)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInputError(
            expected="日期或者日期和时刻，如 2022-03-01、2022-03-01T09:30",
            got=text,
            where=where,
            remedy="改正日期",
        ) from None
    return moment.astimezone(LEGAL_TIME) if moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)


def parse_subject(law: Law, rule: str, item: str | None, about: Iterable[str]) -> Subject | None:
    """What a limit is asked for: a name in the catalogue that may have it otherwise, narrowed down by ``facet=value``."""
    if item is None:
        if given := tuple(about):
            raise BadInputError(
                expected="与 --item 并用",
                got=given[0],
                where="--about",
                remedy="写明 --item，或者去掉 --about",
            )
        return None
    if rule not in law.specials:
        raise BadInputError(
            expected=f"因事项而不同的期限（{'、'.join(sorted(law.specials))}）",
            got=rule,
            where="--item",
            remedy="去掉 --item，或者改用其中的期限",
        )
    home = law.catalogues[law.specials[rule]]
    known_names = [name for entry in home.entries for name in entry.names]
    if Subject(catalogue=home.key, name=item).bare_name not in known_names:
        near = nearest(item, known_names)
        raise BadInputError(
            expected=f"“{home.title}”目录收录的事项（{'、'.join(dict.fromkeys(known_names))}）",
            got=item,
            where="--item",
            remedy=f"最接近的是“{near}”" if near else "目录没有收录的，去掉 --item，按一般规定计算",
        )
    narrowed = []
    for text in about:
        facet, _, value = text.partition("=")
        if facet not in home.facets or not value:
            raise BadInputError(
                expected=f"分类=值，分类为{'、'.join(home.facets) or '（无）'}",
                got=text,
                where="--about",
                remedy="改正写法",
            )
        if value not in (known := home.values_of(facet)):
            raise BadInputError(
                expected=f"{facet}={'、'.join(known)}之一", got=text, where="--about", remedy="改正写法"
            )
        narrowed.append((facet, value))
    return Subject(catalogue=home.key, name=item, about=tuple(narrowed))


def parse_pause(text: str) -> Pause:
    """``A..B=reason``: not counted from A, counted again from B."""
    span, _, reason = text.partition("=")
    first, dots, last = span.partition("..")
    if not dots:
        raise BadInputError(
            expected="A..B=事由，如 2022-03-01..2022-03-08=鉴定", got=text, where="--pause", remedy="改正写法"
        )
    start, end = parse_day(first, "--pause"), parse_day(last, "--pause")
    if end < start:
        raise BadInputError(expected="恢复日不早于暂停日", got=text, where="--pause", remedy="改正日期")
    return Pause(start, end, reason or "法定事由")


# -- the list ----------------------------------------------------------------------------------------


def listed(limit: Limit) -> dict[str, Any]:
    """A dated value as the list shows it."""
    return {
        "key": limit.key,
        "title": limit.title,
        "amount": limit.amount,
        "unit": limit.unit,
        "rows": list(limit.rows),
        "cites": list(limit.cites),
        "in_force_from": limit.in_force_from.isoformat(),
        "in_force_to": limit.in_force_to.isoformat() if limit.in_force_to else None,
        "event": limit.event,
        "first_day_counts": limit.first_day_counts,
        "rolls": limit.rolls,
        "backwards": limit.backwards,
        "open_ended": limit.open_ended,
        "local": limit.local_key or None,
        "excludes": list(limit.excludes),
        "extension": [way.as_json() for way in limit.extensions],
        "restarts": limit.restarts,
        "unverified": limit.unverified,
        "question": limit.question,
        "transition": limit.transition,
    }


def _list(law: Law, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps([listed(limit) for limit in law.limits()], ensure_ascii=False, indent=1))
        return 0
    for limit in law.limits():
        span = f"{limit.in_force_from}至{limit.in_force_to or '今'}"
        doubt = "（未核对）" if limit.unverified else ""
        print(f"{limit.key}\t{limit.title}\t{limit.length}\t{span}\t{'、'.join(limit.cites)}{doubt}")
    return 0


# -- the stream --------------------------------------------------------------------------------------


def _readable(stream: TextIO) -> TextIO:
    """A stream in which a broken byte spoils its line and not the run."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream


def answer_lines(law: Law, lines: Iterable[str], write: Callable[[str], object], *, explain: bool) -> int:
    """Answer each line of JSON; a bad one gives ``{rule, error}`` and the run continues; 1 if there was any."""
    bad, batch = 0, []
    for text in lines:
        if not text.strip():
            continue
        try:
            batch.append(_answer_line(law, text, explain=explain))
        except FaduError as error:
            bad += 1
            batch.append(json.dumps({"rule": _rule_of(text), "error": str(error)}, ensure_ascii=False))
        if len(batch) >= _BATCH:
            write("\n".join(batch) + "\n")
            batch.clear()
    if batch:
        write("\n".join(batch) + "\n")
    return 1 if bad else 0


def _answer_line(law: Law, text: str, *, explain: bool) -> str:
    try:
        asked = json.loads(text)
        rule, start = asked["rule"], parse_start(asked["from"], "from")
    except (json.JSONDecodeError, RecursionError, KeyError, TypeError, AttributeError):
        raise BadInputError(
            expected='一行 JSON，如 {"rule": "penalty/defence", "from": "2022-01-28"}',
            got=text.strip()[:80],
            remedy="改正这一行",
        ) from None
    if not isinstance(rule, str):
        raise BadInputError(
            expected="期限的键，如 penalty/defence", got=rule, where="rule", remedy="改正这一行"
        )
    on = parse_day(asked["on"], "on") if asked.get("on") else None
    due = due_on(law, rule, start, on)
    reply = answer(rule, due)
    if explain:
        reply["explanation"] = due.explanation.as_json()
    return json.dumps(reply, ensure_ascii=False)


def _rule_of(text: str) -> str | None:
    try:
        rule = json.loads(text).get("rule")
    except (json.JSONDecodeError, RecursionError, AttributeError):
        return None
    return rule if isinstance(rule, str) else None
