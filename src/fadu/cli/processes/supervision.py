# SPDX-License-Identifier: MulanPSL-2.0
"""Keeping processes running side by side: each that ends by itself is started again, none because of another.

Each service leads a session of its own. A signal from the terminal reaches the supervisor alone, which asks the services to
end in good order and then sees that nothing of their groups is left. Where the supervisor itself is killed, they end, too.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: how long a process may take to finish what it is doing
GRACE_SECONDS = 10
#: how long the first rest before a restart is, and the longest; each is twice the one before
FIRST_REST, LONGEST_REST = 1.0, 60.0
#: a process that lived so long has started well: its next rest is the first again
SETTLED_SECONDS = 60.0
#: what is needed and ends within so many seconds of its first start cannot start at all
START_SECONDS = 10.0
TICK = 0.2
#: Ctrl-C, a service manager, a closed terminal
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: Linux: which signal a process gets when its parent is gone
PR_SET_PDEATHSIG = 1
_SYSTEM = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(slots=True, kw_only=True)
class Service:
    """A command to keep running. ``is_needed``: where it cannot start at all, there is nothing to keep."""

    name: str
    command: Sequence[str]
    is_needed: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    starts: int = 0
    rest: float = FIRST_REST / 2
    again_at: float = field(default=0.0)

    def start(self, environment: dict[str, str]) -> None:
        """Start it, now."""
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        self.started, self.starts = time.monotonic(), self.starts + 1

    def cannot_start(self) -> bool:
        """Whether it is needed and ended right after its first start."""
        lived = time.monotonic() - self.started
        return self.is_needed and self.starts == 1 and self.has_ended() and lived < START_SECONDS

    def has_ended(self) -> bool:
        """Whether it is not running."""
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> float:
        """Set when it starts again, later each time unless it had settled; return after how many seconds."""
        now = time.monotonic()
        self.rest = FIRST_REST if now - self.started > SETTLED_SECONDS else min(self.rest * 2, LONGEST_REST)
        self.again_at, self.process = now + self.rest, None
        return self.rest


def together(*services: Service) -> int:
    """Keep the services running until a signal comes (0), or one that is needed cannot start (1); then stop all."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    stopped: list[int] = []
    for name in STOPPING:
        if name != signal.SIGHUP or signal.getsignal(name) != signal.SIG_IGN:  # nohup
            signal.signal(name, lambda number, _frame: stopped.append(number))
    try:
        for service in services:
            service.start(environment)
        while not stopped:
            for service in services:
                if service.cannot_start():
                    sys.stderr.write(f"{service.name}没有能够启动，见上面的说明。\n")
                    return 1
                _tend(service, environment)
            time.sleep(TICK)
    finally:
        _stop([service.process for service in services if service.process is not None])
    return 0


def _tend(service: Service, environment: dict[str, str]) -> None:
    if service.process is None:
        if time.monotonic() >= service.again_at:
            service.start(environment)
    elif service.has_ended():
        _end_group(service.process)
        code, rest = service.process.returncode, service.plan_restart()
        sys.stderr.write(f"{service.name}意外停止（退出码{code}），{rest:.0f}秒后重新启动；其余照常运行。\n")


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each to end; whatever of their groups is still there after the time of grace is ended."""
    for process in running:
        process.terminate()
    until = time.monotonic() + GRACE_SECONDS
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, until - time.monotonic()))
    for process in running:
        _end_group(process)


def _end_group(leader: subprocess.Popen[bytes]) -> None:
    """End what a service started and did not end itself: workers outlive a leader that was killed."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says so of a group of zombies
        os.killpg(leader.pid, signal.SIGKILL)
    leader.wait()


def _end_with_parent() -> None:
    """Between fork and exec: let Linux end this process when the supervisor is gone; elsewhere nothing."""
    if _SYSTEM is not None:
        _SYSTEM.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
