# SPDX-License-Identifier: MulanPSL-2.0
"""The site as `fadu serve` starts it, and people who ask again as soon as they are answered, by the clock."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks import worlds
from benchmarks.measure import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

#: people at once, and seconds they ask before and during the measurement
PEOPLE, WARMING, SECONDS = 16, 4, 12
GOALS = {"inbox": 400, "case": 700}


def run() -> Iterator[Result]:
    """On a copy of the demo's home; the people share the processors with the site."""
    home = worlds.copied(worlds.demo()[0])
    signed_in = json.loads(worlds.run("benchmarks.serving_process", "sessions", home=home).splitlines()[-1])
    with served(home) as (port, site):
        for page, goal in GOALS.items():
            people = [
                {"cookie": one["cookie"], "address": "/" if page == "inbox" else one["case"]}
                for one in islice(cycle(signed_in), PEOPLE)
            ]
            answers(port, WARMING, people)
            load, before = os.getloadavg()[0], spent(site)
            measured = answers(port, SECONDS, people)
            times, worked = measured["ms"], spent(site) - before
            yield Result(
                section="serving",
                name=f"{page}, {PEOPLE} people at once, p95 by the clock, ms",
                goal=goal,
                ratio=times[int(0.95 * len(times))],
                better="less",
                note=f"{len(times) / SECONDS:.0f} answers a second, median {times[len(times) // 2]:.0f} ms, at most "
                f"{measured['bytes'] / 1000:.1f} kB compressed; load of the machine before {load:.1f}",
            )
            yield Result(
                section="serving",
                name=f"{page}, ms of processor time of the whole site an answer",
                ratio=1000 * worked / len(times),
                note="what other work on the machine does not change",
            )


def answers(port: int, seconds: float, people: list[dict[str, str]]) -> dict[str, Any]:
    """What people got who asked in a process of their own."""
    command = [sys.executable, "-m", "benchmarks.serving_process", "ask", str(port), str(seconds)]
    done = subprocess.run(
        command, cwd=worlds.ROOT, input=json.dumps(people), check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(done.stdout))


@contextmanager
def served(home: Path) -> Iterator[tuple[int, int]]:
    """The port on which `fadu serve` answers, with its defaults, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = subprocess.Popen(
        [sys.executable, "-m", "fadu", "serve", "--port", str(port)],
        cwd=worlds.ROOT,
        env=worlds.environment(home),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port)
        yield port, site.pid
    finally:
        site.send_signal(signal.SIGTERM)
        try:
            site.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(site.pid, signal.SIGKILL)
            site.wait()


def spent(process: int) -> float:
    """Seconds the processor has worked for a process and all that it started, their threads included."""
    nanoseconds, parents = 0, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            words = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(words[1])
    for one in [one for one in parents if process in _line(one, parents)]:
        for thread in Path(f"/proc/{one}").glob("task/*/schedstat"):
            with suppress(FileNotFoundError, ProcessLookupError):
                nanoseconds += int(thread.read_text(encoding="ascii").split()[0])
    return nanoseconds / 1e9


def _line(process: int, parents: dict[int, int]) -> set[int]:
    """A process and those from which it springs."""
    line = set()
    while process and process not in line:
        line.add(process)
        process = parents.get(process, 0)
    return line


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).close()
        except (URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return
