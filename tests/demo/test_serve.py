# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu serve` runs the site and the background together, and a bureau that is not there is not served."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from fadu.cli.serve import together

ROOT = Path(__file__).resolve().parents[2]


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "FADU_WITNESS"}}
    return {
        **kept,
        "FADU_HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings",
    }


def fadu(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fadu", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answer(address: str, seconds: float = 40) -> int:
    """The status of a page, waited for until the site is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address) as page:
                return int(page.status)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    return 0


def test_a_bureau_that_is_not_there_is_not_served(tmp_path: Path) -> None:
    told = fadu("serve", home=tmp_path)

    assert told.returncode == 2
    assert "先运行 fadu init" in told.stderr


def test_site_and_background_run_until_they_are_stopped(tmp_path: Path) -> None:
    fadu("init", "--name", "测试局", "--abbreviation", "测", "--region", "990102", home=tmp_path)
    port = free_port()
    command = [sys.executable, "-m", "fadu", "serve", "--port", str(port), "--every", "1"]
    running = subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        status = answer(f"http://127.0.0.1:{port}/")
    finally:
        running.send_signal(signal.SIGTERM)
        out, _ = running.communicate(timeout=30)

    assert status == 200
    assert running.returncode == 0, out
    assert f"网址    http://127.0.0.1:{port}/" in out


@pytest.fixture
def _signals() -> object:
    kept = [(name, signal.getsignal(name)) for name in (signal.SIGINT, signal.SIGTERM)]
    yield
    for name, handler in kept:
        signal.signal(name, handler)


@pytest.mark.usefixtures("_signals")
def test_when_one_ends_by_itself_the_other_is_stopped() -> None:
    began = time.monotonic()

    assert (
        together([sys.executable, "-c", "pass"], [sys.executable, "-c", "import time; time.sleep(60)"]) == 1
    )
    assert time.monotonic() - began < 30
