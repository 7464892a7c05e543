# SPDX-License-Identifier: MulanPSL-2.0
"""Bureaus of their own, served: one just founded by the one command there is, and one that is past the year it lived through."""

from __future__ import annotations

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

from tests.processes import environment

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
    named = ["--name", NAME, "--short", "东湖区局", "--abbreviation", "东", "--region", "420106"]
    said = _ran(home, "init", *named, "--admin", "guanli", "--admin-name", "陈建国")
    printed = re.search(r"初始密码 (\S+)（", said)
    assert printed is not None, said
    with _serving(home, "serve", "--workers", "1") as address:
        yield Site(address=address, password=printed[1], home=home)


@contextmanager
def in_the_year_after(home: Path, year: int) -> Iterator[Site]:
    """A practice bureau that has just lived through a year, and is in the January after it."""
    lived = ["demo", "--year", str(year), "--once"]
    _ran(home, *lived, "--scale", "0.02")
    password = (home / "keys" / "demo-password").read_text(encoding="ascii")
    with _serving(home, *lived, "--serve") as address:
        yield Site(address=address, password=password, home=home)


def _environment(home: Path) -> dict[str, str]:
    return {k: v for k, v in environment(home).items() if k != "FADU_ADMIN_PASSWORD"}


def _ran(home: Path, *words: str) -> str:
    """What a command said."""
    return subprocess.run(
        [sys.executable, "-m", "fadu", *words],
        env=_environment(home),
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    ).stdout


@contextmanager
def _serving(home: Path, *words: str) -> Iterator[str]:
    """The address at which a command serves a home, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (home / "served.log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "fadu", *words, "--port", str(port)],
            env=_environment(home),
            stdout=log,
            stderr=log,
        )
        try:
            _wait(f"http://127.0.0.1:{port}", home / "served.log")
            yield f"http://127.0.0.1:{port}"
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
