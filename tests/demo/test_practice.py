# SPDX-License-Identifier: MulanPSL-2.0
"""A demo home goes on living from the morning after its year; a real home lives in the true time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.processes import environment

ASK = "import django; django.setup(); from fadu.kernel import clock; print(clock.now().isoformat())"


def printed(home: Path, *words: str) -> str:
    env = environment(home)
    ended = subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_demo_home_goes_on_from_the_january_after_its_year(tmp_path: Path) -> None:
    printed(tmp_path, "-m", "fadu", "demo", "--scale", "0.01")

    assert printed(tmp_path, "-c", ASK).startswith("2023-01-12T09:3")


def test_a_demo_may_keep_the_true_time(tmp_path: Path) -> None:
    printed(tmp_path, "-m", "fadu", "demo", "--scale", "0.01", "--clock", "true")

    assert not (tmp_path / "practice-clock").exists()


def test_a_real_home_has_no_clock_of_its_own(tmp_path: Path) -> None:
    printed(tmp_path, "-m", "fadu", "init", "--name", "测试局", "--abbreviation", "测", "--region", "990102")

    assert not (tmp_path / "practice-clock").exists()
    assert not printed(tmp_path, "-c", ASK).startswith("2023-01-12")
