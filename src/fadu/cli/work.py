# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu work`: acts by operation of law, what waits in the outbox, and the ledger's sequencer; once or for ever."""

from __future__ import annotations

import json
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
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Work until it is stopped; 1 if something in the outbox failed (with --once)."""
    from fadu.cases import outbox, scheduler
    from fadu.kernel import clock
    from fadu.ledger import services as ledger

    while True:
        acts = scheduler.run(clock.now())
        done, failed = outbox.work()
        head = ledger.sequence()
        told = {"acts": len(acts), "sent": done, "failed": failed, "ledger": head.size if head else 0}
        if options.json:
            print(json.dumps(told), flush=True)
        elif any((acts, done, failed)):
            print(f"依法发生{len(acts)}项，办出{done}项，失败{failed}项；账本{told['ledger']}项。", flush=True)
        if options.once:
            return 1 if failed else 0
        time.sleep(options.every)
