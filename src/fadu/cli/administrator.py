# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu administrator`: an administrator given back where nobody can keep the bureau any more, by two persons at the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

NAME = "administrator"
HELP = "没有能登录的管理员时，由两人在服务器上一起恢复"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """ACCOUNT --by ONE OTHER --reason TEXT; the two passwords are typed, or lines of the standard input."""
    parser.add_argument("account", metavar="账号", help="由谁任系统管理员：在任人员已有的账号")
    parser.add_argument(
        "--by",
        nargs=2,
        required=True,
        metavar=("账号", "账号"),
        help="一起办理的两人：主要负责人、分管负责人、纪检人员中的两人，各用自己的密码",
    )
    parser.add_argument("--reason", required=True, metavar="理由", help="经过和理由，记入账本")


def run(options: argparse.Namespace) -> int:
    """0 given back; a KeeperError ends it with what is missing."""
    from fadu.cli.ledgers.keys import password_of
    from fadu.people import giving_back

    by = [(name, password_of(name)) for name in options.by]
    made = giving_back.give_back(options.account, by=by, reason=options.reason)
    print(f"账号 {options.account} 已任系统管理员。一次性密码 {made}（只显示这一次，本人登录后须先修改）。")
    print("此次办理已记入账本和管理记录。")
    return 0
