# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu work`: acts by operation of law, what waits in the outbox, and the ledger's sequencer; once or for ever."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

NAME = "work"
HELP = "后台：依法自动发生的行为、待发事项、账本编号"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--once] [--every SECONDS] [--json]."""
    parser.add_argument("--once", action="store_true", help="只做一遍")
    parser.add_argument("--every", type=int, default=60, help="每隔多少秒做一遍")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Work until it is stopped; 1 if something in the outbox failed (with --once)."""
    from django.db import close_old_connections

    try:
        while True:
            failed = _round(as_json=options.json)
            if options.once:
                return 1 if failed else 0
            close_old_connections()
            time.sleep(options.every)
    except KeyboardInterrupt:
        return 0


def _round(*, as_json: bool) -> int:
    """One round; how much of it failed. A database that does not answer now is asked again in the next."""
    from django.db import DatabaseError

    from fadu.cases.background import outbox, scheduler
    from fadu.kernel import clock
    from fadu.ledger import sequencing

    try:
        acts = scheduler.run(clock.now())
        done, failed = outbox.work()
        head = sequencing.sequence()
    except DatabaseError as error:
        sys.stderr.write(f"数据库此刻没有应答，下一遍再做：{error}\n")
        return 1
    told = {"acts": len(acts), "sent": done, "failed": failed, "ledger": head.size if head else 0}
    if as_json:
        print(json.dumps(told), flush=True)
    elif any((acts, done, failed)):
        print(f"依法发生{len(acts)}项，办出{done}项，失败{failed}项；账本{told['ledger']}项。", flush=True)
    return failed
