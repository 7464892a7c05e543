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

#: columns a passphrase fills at least
SHORTEST = 10


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
    """The passphrase, from the environment or typed; empty where there is none, the two differ, or it is too weak to seal with."""
    if given := os.environ.get("FADU_PASSPHRASE"):
        return given if not twice or _is_strong(given) else ""
    if not sys.stdin.isatty():
        sys.stderr.write("没有口令。请设环境变量 FADU_PASSPHRASE，或在终端中运行。\n")
        return ""
    words = getpass("口令：")
    if twice and getpass("再输一次：") != words:
        sys.stderr.write("两次输入的口令不同。\n")
        return ""
    return words if not twice or _is_strong(words) else ""


def _is_strong(words: str) -> bool:
    """Whether a passphrase may seal a file that holds every key; else it is said what is missing."""
    width = sum(1 if letter.isascii() else 2 for letter in words)
    if width >= SHORTEST and not words.isdecimal() and len(set(words)) > len("123"):
        return True
    sys.stderr.write(
        f"口令太弱：备份中有全部密钥，口令至少{SHORTEST}个字符（一个汉字算两个），不能全是数字，也不能只重复几个字符。\n"
    )
    return False
