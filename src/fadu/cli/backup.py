# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu backup FILE`: database, files and keys in one file, encrypted with a passphrase, while the bureau works."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from typing import TYPE_CHECKING

from fadu.cli.arguments import places

if TYPE_CHECKING:
    import argparse

NAME = "backup"
HELP = "备份：数据库、文件和密钥，用口令加密"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE; the passphrase is asked for or taken from FADU_PASSPHRASE."""
    parser.add_argument("file", type=places.file_to_write, metavar="文件", help="写到哪个文件；已有的不覆盖")


def run(options: argparse.Namespace) -> int:
    """0 written and read back, 2 no passphrase or the file exists."""
    from fadu.people import backup

    if options.file.exists():
        sys.stderr.write(f"{options.file} 已经存在；备份不覆盖旧文件。请另写一个文件名。\n")
        return 2
    words = passphrase(twice=True)
    if not words:
        return 2
    rows = backup.write(options.file, words)
    print(
        f"已备份到 {options.file}：{len(rows)}张表，{sum(rows.values())}行。口令请另处保管，丢失后无法恢复。"
    )
    return 0


def passphrase(*, twice: bool) -> str:
    """The passphrase, from the environment or typed; empty where there is none or the two differ."""
    if given := os.environ.get("FADU_PASSPHRASE"):
        return given
    if not sys.stdin.isatty():
        sys.stderr.write("没有口令。请设环境变量 FADU_PASSPHRASE，或在终端中运行。\n")
        return ""
    words = getpass("口令：")
    if twice and getpass("再输一次：") != words:
        sys.stderr.write("两次输入的口令不同。\n")
        return ""
    return words
