# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu serve`: the site and the work in the background, until it is stopped; each is restarted by itself."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from fadu.cli.arguments import numbers

if TYPE_CHECKING:
    import argparse

NAME = "serve"
HELP = "运行网站和后台，直到停止"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--host HOST] [--port PORT] [--workers N] [--every SECONDS]."""
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="监听的地址；前面有反向代理时用默认值"
    )
    parser.add_argument("--port", type=numbers.port, default=8000, metavar="端口", help="端口（默认 8000）")
    parser.add_argument(
        "--workers", type=numbers.workers, default=0, metavar="个数", help="网站进程数；默认与处理器核数相同"
    )
    parser.add_argument(
        "--every", type=numbers.seconds, default=60, metavar="秒", help="后台每隔多少秒做一遍（默认 60）"
    )


def run(options: argparse.Namespace) -> int:
    """0 stopped, 1 the site cannot start, 2 there is no bureau to serve, or the port cannot be listened at."""
    from django.core.management import call_command

    from fadu.cli.processes import door, supervision
    from fadu.people import selectors as people
    from fadu.storage import schema

    schema.prepare()
    if not people.bureau_count():
        sys.stderr.write("这个 FADU_HOME 还没有机关。先运行 fadu init 设立，或运行 fadu demo 看演示。\n")
        return 2
    address = door.free_address(options.host, options.port)
    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"网址    {_url(options.host, options.port)}", flush=True)
    site = _site(address, options.port, options.workers or cores())
    return supervision.together(
        supervision.Service(name="网站", command=site, is_needed=True),
        supervision.Service(name="后台", command=_work(options.every)),
    )


def cores() -> int:
    """The processors this process may use: reads are Python's own time, so one process of the site for each."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _site(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--respawn-failed-workers",
        "--blocking-threads",
        "4",
        "--no-ws",
        "--no-access-log",  # an address may be a key (a calendar), and who looked when is nobody's
        "fadu.assembly.wsgi:application",
    ]


def _work(every: int) -> list[str]:
    return [sys.executable, "-m", "fadu", "work", "--every", str(every)]
