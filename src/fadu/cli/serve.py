# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu serve`: the site and the work in the background, until it is stopped; one ends with the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

NAME = "serve"
HELP = "运行网站和后台，直到停止"
#: how long a process may take to finish what it is doing
GRACE_SECONDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--host HOST] [--port PORT] [--workers N] [--every SECONDS]."""
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址；前面有反向代理时用默认值")
    parser.add_argument("--port", type=int, default=8000, help="端口")
    parser.add_argument(
        "--workers", type=int, default=1, help="网站进程数；SQLite 用 1，PostgreSQL 可用处理器核数"
    )
    parser.add_argument("--every", type=int, default=60, help="后台每隔多少秒做一遍")


def run(options: argparse.Namespace) -> int:
    """0 stopped, 1 one of the two ended by itself, 2 there is no bureau to serve."""
    from django.core.management import call_command

    from fadu.people import selectors as people

    call_command("migrate", verbosity=0, interactive=False)
    if not people.bureau_count():
        sys.stderr.write("这个 FADU_HOME 还没有机关。先运行 fadu init 设立，或运行 fadu demo 看演示。\n")
        return 2
    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"网址    http://{options.host}:{options.port}/", flush=True)
    return together(_site(options.host, options.port, options.workers), _work(options.every))


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
        "--blocking-threads",
        "4",
        "--no-ws",
        "fadu.assembly.wsgi:application",
    ]


def _work(every: int) -> list[str]:
    return [sys.executable, "-m", "fadu", "work", "--every", str(every)]


def together(*commands: Sequence[str]) -> int:
    """Run commands side by side until a signal comes (0) or one of them ends (1); then stop the others."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    stopped: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, _frame: stopped.append(number))
    running = [subprocess.Popen(command, env=environment) for command in commands]  # noqa: S603 - our own commands
    while not stopped and all(process.poll() is None for process in running):
        time.sleep(0.2)
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if stopped else 1
