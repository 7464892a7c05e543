# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau served on this machine whose days can pass: what a story waits for comes when its day has come, and is not dated back."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import fadu
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME


def environment(home: Path) -> dict[str, str]:
    """The environment of a process of the home."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return env | {"FADU_HOME": str(home), "PYTHONPATH": str(Path(fadu.__file__).parents[1])}


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(slots=True, kw_only=True)
class Bureau:
    """A practice bureau that is served: its address, the password of its accounts, and its home folder."""

    home: Path
    port: int = field(default_factory=free_port)
    process: Any = None

    @property
    def address(self) -> str:
        """Where its desk is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        """The password all its accounts share."""
        return (self.home / "keys" / "demo-password").read_text(encoding="ascii")

    def open(self) -> Bureau:
        """Serve it, and wait until somebody answers."""
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "fadu", "serve", "--port", str(self.port), "--workers", "1"],
                env=environment(self.home),
                stdout=log,
                stderr=log,
            )
        answered(self.address, self.home / "log")
        return self

    def close(self) -> None:
        """Stop serving it."""
        self.process.terminate()
        self.process.wait(timeout=20)

    def is_now(self) -> datetime:
        """The moment at which the bureau lives."""
        return clock.now() + timedelta(seconds=int(self._clock.read_text(encoding="ascii")))

    def until(self, month: int, day: int, hour: int = 9, minute: int = 30) -> None:
        """Close, and open again on a later day of the year at that hour: what a bureau for practice does by itself, only sooner."""
        then = datetime(self.is_now().year, month, day, hour, minute, tzinfo=LEGAL_TIME)
        assert then > self.is_now()
        self.close()
        seconds = round((then - clock.now()).total_seconds())
        self._clock.write_text(str(seconds), encoding="ascii")
        self.open()

    @property
    def _clock(self) -> Path:
        return self.home / "practice-clock"


def answered(address: str, log: Path) -> None:
    """Wait until the site answers at its address."""
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=2).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail(log.read_text(encoding="utf-8")[-2000:])
