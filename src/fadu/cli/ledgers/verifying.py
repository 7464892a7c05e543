# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu ledger verify` without a file: the whole database, complete; what is wrong is said as it comes to light.

It reads only; where all agrees, the day is noted, and in the ledger that what a night found before is over.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from fadu.ledger.passes import Mark
    from fadu.ledger.problems import Problem

#: seconds between two lines of progress where nobody looks on
SECONDS = 5


def database(options: argparse.Namespace) -> int:
    """0 all agrees, 1 something does not, 2 it could not be looked at."""
    from django.db import DatabaseError

    from fadu.cli.ledgers import heads
    from fadu.ledger import passes, verification
    from fadu.storage.faults import explained

    given = heads.kept(options.head) if options.head else ()
    progress = Progress()
    try:
        before, reached = passes.read(), passes.reached()
        count = _print(verification.findings(given, progress=progress), progress, as_json=options.json)
    except DatabaseError as error:
        progress.clear()
        sys.stderr.write(f"没有核对完：{explained(error) or error}\n")
        return 2
    progress.clear()
    if not count:  # what does not agree is looked at again in the night, and stands before the administrator
        _mark(reached)
    if not options.json:
        _epilogue(count, before, has_head=bool(options.head))
    return 1 if count else 0


def _print(problems: Iterable[Problem], progress: Progress, *, as_json: bool) -> int:
    """Print every problem; how many there are."""
    if as_json:
        items = [problem.as_json() for problem in problems]
        print(json.dumps(items, ensure_ascii=False))
        return len(items)
    count = 0
    for problem in problems:
        progress.clear()
        print(f"{problem.where}：{problem.message}（{problem.code}）", flush=True)
        count += 1
    return count


def _mark(reached: Mark) -> None:
    """Note that everything was looked at today and agreed, so that what a night found is over; where that cannot be noted, what was said stands all the same."""
    from django.db import DatabaseError

    from fadu.kernel import clock
    from fadu.kernel.errors import FaduError
    from fadu.ledger import passes, unresolved
    from fadu.storage.faults import explained

    try:
        passes.write(passes.after_full(reached, clock.today()))
        unresolved.all_agreed()
    except (OSError, FaduError, DatabaseError) as error:
        sentence = explained(error) or (error.message if isinstance(error, FaduError) else str(error))
        sys.stderr.write(f"核对的日期没有记下：{sentence}\n")


def _epilogue(count: int, before: Mark | None, *, has_head: bool) -> None:
    from fadu.ledger import witness

    print(f"共{count}处不符。" if count else "全部记录与账本相符。")
    print(f"上一次全部核对：{(before and before.last_full) or '没有记载'}。")
    if not has_head and not witness.paths():
        print("没有另处保存的账本根（FADU_WITNESS 或 --head）：不能发现整个 FADU_HOME 的旧备份。")


class Progress:
    """How far it has come, on stderr: one line written over where a person looks on, else a line now and then."""

    def __init__(self) -> None:
        self._is_seen = sys.stderr.isatty()
        self._said_at = time.monotonic()

    def __call__(self, title: str, done: int, of: int) -> None:
        words = f"{title} {done}/{of}" if of else title
        if self._is_seen:
            sys.stderr.write(f"\r\x1b[K正在核对：{words}")
        elif time.monotonic() - self._said_at >= SECONDS:
            self._said_at = time.monotonic()
            sys.stderr.write(f"正在核对：{words}\n")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take away the line that is written over."""
        if self._is_seen:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
