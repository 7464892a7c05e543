# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau served on this machine whose days can pass: what a story waits for comes when its day has come, and is not dated back."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.processes import environment

from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME


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
        """Serve it, and wait until the background has done what had come."""
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.browser.one_process", str(self.port)],
                env=environment(self.home),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._is_ready()
        return self

    def close(self) -> None:
        """Stop serving it."""
        self.process.communicate(timeout=20)

    def is_now(self) -> datetime:
        """The moment at which the bureau lives."""
        return clock.now() + timedelta(seconds=int(self._clock.read_text(encoding="ascii")))

    def until(self, month: int, day: int, hour: int = 9, minute: int = 30) -> None:
        """Go on at a later day of the year at that hour: what a bureau for practice does by itself, only sooner."""
        then = datetime(self.is_now().year, month, day, hour, minute, tzinfo=LEGAL_TIME)
        assert then > self.is_now()
        seconds = round((then - clock.now()).total_seconds())
        self._clock.write_text(str(seconds), encoding="ascii")
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        self._is_ready()

    def _is_ready(self) -> None:
        """Wait for the word of the process that it lives at the time it was told."""
        if self.process.stdout.readline() != "ready\n":
            pytest.fail((self.home / "log").read_text(encoding="utf-8")[-2000:])

    @property
    def _clock(self) -> Path:
        return self.home / "practice-clock"
