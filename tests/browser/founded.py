# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau founded by the one command there is, and served: nobody in it but the administrator, with the password that was printed."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import fadu

NAME = "东湖区市场监督管理局"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A served bureau: its address, the first password of its administrator, and its home folder."""

    address: str
    password: str
    home: Path


@contextmanager
def served(home: Path) -> Iterator[Site]:
    """Found a bureau in a home that is empty, and serve it until the block ends."""
    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "FADU_ADMIN_PASSWORD"}}
    env |= {"FADU_HOME": str(home), "PYTHONPATH": str(Path(fadu.__file__).parents[1])}
    command = [sys.executable, "-m", "fadu"]
    named = ["--name", NAME, "--short", "东湖区局", "--abbreviation", "东", "--region", "420106"]
    said = subprocess.run(
        [*command, "init", *named, "--admin", "guanli", "--admin-name", "陈建国"],
        env=env,
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    ).stdout
    printed = re.search(r"初始密码 (\S+)（", said)
    assert printed is not None, said
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (home / "served.log").open("wb") as log:
        running = subprocess.Popen(
            [*command, "serve", "--port", str(port), "--workers", "1"], env=env, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, home / "served.log")
            yield Site(address=address, password=printed[1], home=home)
        finally:
            running.terminate()
            running.wait(timeout=30)


def _wait(address: str, log: Path) -> None:
    for _ in range(480):
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=2).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8")[-2000:])
