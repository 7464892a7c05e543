# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu work`: acts by operation of law, what waits in the outbox, and the ledger's sequencer; once or until stopped."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from fadu.cli.arguments import numbers

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

NAME = "work"
HELP = "后台：依法自动发生的行为、待发事项、账本编号"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--once] [--every SECONDS] [--status] [--retry] [--json]."""
    parser.add_argument("--once", action="store_true", help="只做一遍")
    parser.add_argument(
        "--every", type=numbers.seconds, default=60, metavar="秒", help="每隔多少秒做一遍（默认 60）"
    )
    parser.add_argument("--status", action="store_true", help="不办理，只说后台是否在运行、什么没有办成")
    parser.add_argument("--retry", action="store_true", help="没有办成的不再等待，这一遍全部再办一次")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Work until it is stopped; with --once or --status 1 where something did not go through."""
    from django.db import close_old_connections

    if options.status:
        return _status(as_json=options.json)
    if options.retry:
        _retry()
    try:
        while True:
            if options.once:
                return 1 if _round(as_json=options.json) else 0
            _one_of_many(as_json=options.json)
            close_old_connections()
            time.sleep(options.every)
    except KeyboardInterrupt:
        return 0


def _one_of_many(*, as_json: bool) -> None:
    """A round after which others come: a database that does not answer is asked again in the next."""
    from django.db import DatabaseError

    from fadu.storage.faults import explained

    try:
        _round(as_json=as_json)
    except DatabaseError as error:
        sys.stderr.write(f"这一遍没有做成，下一遍再做：{explained(error) or error}\n")


def _round(*, as_json: bool) -> int:
    """One round; how much fails now."""
    from fadu.cases.background import rounds

    done = rounds.run()
    if as_json:
        summary = {"acts": done.acts, "sent": done.sent, "failed": done.failed, "ledger": done.ledger}
        print(json.dumps(summary), flush=True)
    elif any((done.acts, done.sent, done.failed)):
        hint = "（fadu work --status 逐项说明）" if done.failed else ""
        print(
            f"依法发生{done.acts}项，办出{done.sent}项，未办成{done.failed}项{hint}；账本{done.ledger}项。",
            flush=True,
        )
    return done.failed


def _status(*, as_json: bool) -> int:
    """Tell the last round and everything that fails, with what to do; 1 where there is something to be done."""
    from fadu.cases.background import failing, rounds
    from fadu.kernel import clock

    last, failures = rounds.pulse(), failing.failing()
    silent = rounds.is_silent(last, clock.now())
    ended = last.ended_at.astimezone(clock.LEGAL_TIME) if last and last.ended_at else None
    if as_json:
        summary = {
            "running": not silent,
            "last_round": ended.isoformat() if ended else None,
            "failing": [item.as_json() for item in failures],
            "nobody": [turn for _, turn in _nobody()],
        }
        print(json.dumps(summary, ensure_ascii=False))
        return 1 if silent or failures else 0
    when = f"最近做完一遍：{ended:%Y-%m-%d %H:%M}" if ended else "还没有做完过一遍"
    print(f"后台{when}。{'现在没有在运行：请运行 fadu serve 或 fadu work。' if silent else ''}")
    for item in failures:
        next_ = (
            f"{item.next_try_at.astimezone(clock.LEGAL_TIME):%m-%d %H:%M}再试"
            if item.next_try_at
            else "不再自行重试"
        )
        print(
            f"{item.title}　{item.about}　已试{item.attempts}次，{next_}\n  错误：{item.error}\n  办法：{item.remedy}"
        )
    for words, _ in _nobody():
        print(words)
    print(f"未办成{len(failures)}项。" + ("排除原因后运行 fadu work --once --retry。" if failures else ""))
    return 1 if silent or failures else 0


def _nobody() -> Iterator[tuple[str, dict[str, str]]]:
    """Every turn that nobody could take now, as a sentence and as JSON; since when one is the head's, is not told to everybody."""
    from fadu.cases.reading import nobody, turn_words, veil
    from fadu.kernel import clock
    from fadu.people import selectors as people

    for bureau in people.bureaus():
        for turn in nobody.turns_without_anybody(bureau, clock.now()):
            what, whom = turn_words.what(turn), turn_words.whom(turn, {})
            since = "" if veil.is_of_the_head(turn) else turn.since.isoformat()
            as_json = {"case": turn.case.number, "what": what, "whom": whom, "since": since}
            waited = f"自{since}起轮到{whom}" if since else f"轮到{whom}"
            words = f"{turn.case.number}　{what}　{waited}，此刻无人可以办理"
            yield f"{words}\n  办法：任命或者指派能办理的人员，或者依法授权、代理。", as_json


def _retry() -> None:
    from fadu.cases.background import failing

    for item in failing.failing():
        failing.retry(item.key)
