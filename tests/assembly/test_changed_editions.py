# SPDX-License-Identifier: MulanPSL-2.0
"""Where a released edition changed, the program does not start; the command that puts it right still does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EDITION = """
procedure: small_matter
title: 小事项
power: 其他
edition: 2022-01-01
cites: [行政处罚法]
roles:
  clerk: {title: 窗口, post: window_clerk}
stages:
  received: {title: 受理, no_limit_because: 当场办结, way: [finish]}
  done: {title: 办结, final: true}
actions:
  receive: {title: 收到, from: start, to: received, by: clerk, cites: 行政处罚法 44}
  finish:  {title: 办结, from: received, to: done, by: clerk, cites: 行政处罚法 44}
assurances:
  - {never: finish, before: [receive], because: 行政处罚法 44}
"""

INIT = [
    "init",
    "--name",
    "某区市场监督管理局",
    "--abbreviation",
    "某",
    "--region",
    "990104",
    "--admin",
    "gly",
    "--admin-name",
    "管理员",
]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A kind of case in a folder of its own, its one edition released; the file of that edition."""
    path = tmp_path / "small_matter" / "procedure" / "2022-01-01.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(EDITION, encoding="utf-8")
    done = fadu(path, "procedure", "release", "small_matter", "2022-01-01")
    assert done.returncode == 0, done.stdout + done.stderr
    return path


def fadu(edition: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the program with the kind, in a home that is new."""
    home = edition.parents[2] / "home"
    kind = str(edition.parents[1])
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "FADU_HOME": str(home),
        "FADU_KINDS": kind,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    return subprocess.run(
        [sys.executable, "-m", "fadu", *words],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_released_edition_that_stays_as_it_was_lets_the_program_start(edition: Path) -> None:
    assert "已发布的版本不得修改" not in fadu(edition, *INIT).stderr


def test_a_released_edition_that_changed_ends_every_command_with_a_sentence(edition: Path) -> None:
    edition.write_text(
        EDITION.replace("to: done, by: clerk", "to: done, by: law, on: receive"), encoding="utf-8"
    )

    done = fadu(edition, *INIT)

    assert done.returncode == 2
    assert "2022-01-01版办理规则已改变。已发布的版本不得修改" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_changed_edition_is_put_right_by_an_erratum_and_the_program_starts_again(edition: Path) -> None:
    edition.write_text(EDITION.replace("title: 收到,", "title: 收件,"), encoding="utf-8")
    assert fadu(edition, *INIT).returncode == 2

    done = fadu(
        edition,
        "procedure",
        "erratum",
        "small_matter",
        "2022-01-01",
        "--reason",
        "用词更正",
        "--by",
        "方正",
        "--confirm",
    )

    assert done.returncode == 0, done.stderr
    assert "没有可以读取的数据库，未列出涉及的案件" in done.stdout
    assert "版文字已改变" not in fadu(edition, *INIT).stderr
