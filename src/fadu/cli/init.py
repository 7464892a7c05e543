# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu init`: an empty real bureau with its first administrator; everything after that goes by forms and imports."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from typing import TYPE_CHECKING

from fadu.cli.arguments import identifiers
from fadu.people.passwords import one_time

if TYPE_CHECKING:
    import argparse

NAME = "init"
HELP = "设立一个空的机关和第一位管理员"

FOUNDS = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--name, --short, --abbreviation, --region, --admin; the password is asked for or taken from FADU_ADMIN_PASSWORD."""
    parser.add_argument("--name", required=True, metavar="名称", help="机关全称")
    parser.add_argument("--short", default="", metavar="简称", help="简称（默认同全称）")
    parser.add_argument("--abbreviation", required=True, metavar="简称", help="文号中的简称，如“清”")
    parser.add_argument("--region", required=True, metavar="代码", help="行政区划代码，6、9或12位")
    parser.add_argument(
        "--code", type=identifiers.uscc, default="", metavar="代码", help="机关的统一社会信用代码"
    )
    parser.add_argument("--admin", default="admin", metavar="账号", help="管理员账号（默认 admin）")
    parser.add_argument("--admin-name", default="系统管理员", metavar="姓名", help="管理员姓名")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 set up, 1 a bureau is there already."""
    import json

    from fadu.ledger import kept_head, key_acts, witness
    from fadu.people import accounts, founding
    from fadu.people import selectors as people
    from fadu.storage import schema

    schema.prepare()
    if people.bureau_count():
        sys.stderr.write("这个 FADU_HOME 已经设立了机关。设立下级机关请由管理员在页面上办理。\n")
        return 1
    password, was_made = _password()
    kept_head.begin_anew()
    bureau = founding.found(
        name=options.name,
        short=options.short or options.name,
        abbreviation=options.abbreviation,
        region_code=options.region,
        code=options.code,
        admin=options.admin,
        admin_name=options.admin_name,
        password=password,
    )
    if not was_made:
        accounts.settle(people.account_of(options.admin))
    fingerprint = key_acts.begin().current.fingerprint
    if options.json:
        summary = {"bureau": bureau.name, "admin": options.admin, "fingerprint": fingerprint}
        print(json.dumps(summary, ensure_ascii=False))
    else:
        print(f"已设立{bureau.name}，管理员账号 {options.admin}。")
        print(f"账本签名公钥的指纹 {fingerprint}，请公布。")
        if not witness.paths():
            print("没有设见证文件（FADU_WITNESS），不能发现整个 FADU_HOME 的旧备份。")
        if was_made:
            print(f"初始密码 {password}（只显示这一次，首次登录后须修改）")
    return 0


def _password() -> tuple[str, bool]:
    """The password: from the environment, typed, or made and shown once."""
    if given := os.environ.get("FADU_ADMIN_PASSWORD"):
        return given, False
    if sys.stdin.isatty():
        return getpass("管理员密码（至少10位）："), False
    return one_time(16), True
