# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu restore FILE`: a backup into an empty home; verified by counting and by the ledger."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from fadu.cli.arguments import places

if TYPE_CHECKING:
    import argparse

NAME = "restore"
HELP = "恢复：把备份恢复到空的 FADU_HOME，并核对账本"

FOUNDS = RESTORES = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE; the passphrase is asked for or taken from FADU_PASSPHRASE."""
    parser.add_argument("file", type=places.file_to_read, metavar="文件", help="fadu backup 写出的文件")


def run(options: argparse.Namespace) -> int:
    """0 restored and the ledger agrees, 1 it does not, 2 bad use."""
    from fadu.cases.background import rounds
    from fadu.cli.backup import passphrase
    from fadu.ledger import verification
    from fadu.people import restoring
    from fadu.people import selectors as people
    from fadu.storage import schema

    schema.prepare()
    if people.bureau_count():
        sys.stderr.write("这个 FADU_HOME 不是空的，恢复不会覆盖已有的资料。请换一个空的 FADU_HOME。\n")
        return 2
    words = passphrase(twice=False)
    if not words:
        return 2
    rows = restoring.restore(options.file, words)
    rounds.survey_tables()
    problems = verification.verify()
    print(f"已恢复{len(rows)}张表，{sum(rows.values())}行；账本核对发现{len(problems)}个问题。")
    for problem in problems:
        print(f"{problem.where}：{problem.message}")
    return 1 if problems else 0
