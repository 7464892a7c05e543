# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu demo`: a fictional bureau living a year; with ``--serve`` also its report, the site, and the accounts."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.cli.arguments import numbers

if TYPE_CHECKING:
    from datetime import date

NAME = "demo"
HELP = "演示分局：通过真实的服务办理一年的业务"
FOUNDS = True
HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--year, --seed, --scale, --once, --serve, --port."""
    parser.add_argument(
        "--year", type=numbers.year, default=2022, metavar="年度", help="演示哪一年（默认 2022）"
    )
    parser.add_argument(
        "--seed", type=numbers.seed, default=1, metavar="种子", help="随机种子；相同的种子得到相同的一年"
    )
    parser.add_argument("--scale", type=numbers.scale, default=1.0, metavar="倍数", help="业务量的倍数")
    parser.add_argument("--once", action="store_true", help="已有演示数据时不再生成")
    parser.add_argument("--serve", action="store_true", help="写出年度报告并启动网站")
    parser.add_argument(
        "--port", type=numbers.port, default=8000, metavar="端口", help="网站的端口（默认 8000）"
    )
    parser.add_argument(
        "--clock",
        choices=("year", "true"),
        default="year",
        help="演示机关的时间接着所演示的年份走（year），或者用真实时间（true）",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 well, 1 refused because the home is not empty, 2 the year, the port or what an earlier run left cannot be used."""
    from fadu.cli.processes import door
    from fadu.people import selectors as people
    from fadu.storage import schema

    if options.serve:  # before a year is lived in vain
        door.free_address(HOST, options.port)
    if unfinished().exists():
        sys.stderr.write(
            f"上一次演示没有建完就被强行结束了，其中的数字不全。请删除 {_home()} 后重新运行（使用 PostgreSQL 的，另用一个空的数据库）。\n"
        )
        return 2
    schema.prepare()
    if people.bureau_count() and not options.once:
        sys.stderr.write(
            "这个 FADU_HOME 已有机关的资料，演示不写入其中。换一个空的 FADU_HOME，或用 --once 直接使用。\n"
        )
        return 1
    if not people.bureau_count():
        _live(options)
    if options.serve:
        _report(options)
        return _serve(options)
    return 0


def unfinished() -> Path:
    """The file that is there while a year is being lived: what is in the home then is a fragment."""
    from django.conf import settings

    return Path(settings.FADU_UNFINISHED)


def _home() -> Path:
    return unfinished().parent


def _live(options: argparse.Namespace) -> None:
    from fadu.demo import year
    from fadu.ledger import kept_head

    year.refuse_year(options.year)
    kept_head.begin_anew()
    began = time.monotonic()
    unfinished().touch()
    progress = _Progress(options.year)
    lived = year.live(
        year=options.year,
        seed=options.seed,
        scale=options.scale,
        password=_password(),
        at_morning=progress.at_morning,
    )
    seconds = time.monotonic() - began
    _let_time_go_on(options)
    unfinished().unlink()
    if options.json:
        import json

        print(
            json.dumps(
                {
                    "bureau": lived.bureau,
                    "acts": lived.acts,
                    "refusals": lived.refusals,
                    "at_desk": lived.at_desk,
                },
                ensure_ascii=False,
            )
        )
    else:
        print(
            f"{lived.bureau}：{options.year}年，办理行为{lived.acts}项（其中{lived.at_desk}项在办公页面上填表办理），依法拒绝{lived.refusals}次，用时{seconds:.0f}秒。"
        )


class _Progress:
    """How far the year is, a line a month: who sees nothing takes it for stuck, and stops it."""

    def __init__(self, year: int) -> None:
        self._month, self._began = (0, 0), time.monotonic()
        self._say(
            f"建立演示机关，通过真实的服务办理{year}年全年的业务，约需一两分钟；可以随时按 Ctrl-C 停止。"
        )

    def at_morning(self, day: date) -> None:
        """Say the month, once."""
        if (day.year, day.month) > self._month:
            self._month = (day.year, day.month)
            self._say(f"  办到{day.year}年{day.month}月（已用{time.monotonic() - self._began:.0f}秒）")

    @staticmethod
    def _say(line: str) -> None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _let_time_go_on(options: argparse.Namespace) -> None:
    """From the morning after the year on, this home's time goes forward with the true one; it can be kept out."""
    from django.conf import settings

    from fadu.demo import year
    from fadu.kernel import clock

    if options.clock == "true":
        return
    by = year.opens_at(options.year) - clock.now()
    with settings.FADU_PRACTICE_CLOCK.open("x", encoding="ascii") as file:
        file.write(str(round(by.total_seconds())))
    clock.shift(by)


def _password() -> str:
    """The password of the demo accounts, made at first run and kept in the home."""
    path = _home() / "keys" / "demo-password"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text(encoding="ascii")


def _report(options: argparse.Namespace) -> None:
    from fadu.cli import report

    folder = _home() / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    for fmt in ("docx", "pdf", "html", "json"):
        path = folder / f"述法报告-{options.year}.{fmt}"
        if not path.exists():
            sys.stderr.write(f"写出述法报告（{fmt}）\n")
            report.write(year=options.year, fmt=fmt, path=path)
        print(f"报告    {path}")


def _serve(options: argparse.Namespace) -> int:
    from fadu.cli import serve
    from fadu.demo import desks
    from fadu.kernel import clock
    from fadu.kernel.chinese_dates import chinese_moment

    if clock.shifted():
        print(f"时间    演示机关现在是{chinese_moment(clock.now())}，与真实时间同步前行")
    for line in desks.printed(desks.desks()):
        print(line)
    print(f"密码    {_password()}（各账号相同，保存在 keys/demo-password）", flush=True)
    return serve.run(argparse.Namespace(host=HOST, port=options.port, workers=0, every=60))
