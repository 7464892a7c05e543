# SPDX-License-Identifier: MulanPSL-2.0
"""An alarm about a witness stands where the administrator looks, and in the answer of `fadu work`, for as long as it lasts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fadu.assembly.entry import main
from fadu.cases.background import failing, rounds
from fadu.kernel import clock
from fadu.ledger import alarms, services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def path(tmp_path: Path, settings: Any) -> Path:
    settings.FADU_KEYS = tmp_path / "keys"
    settings.FADU_KEYS.mkdir()
    settings.FADU_WITNESS, settings.FADU_WITNESS_2 = str(tmp_path / "witness"), ""
    return tmp_path / "witness"


def minute(stream: str) -> None:
    services.append(stream=stream, kind="act", body={}, at=clock.now())
    rounds.run()


def waiting() -> list[tuple[str, str]]:
    return [(item.task, item.about) for item in failing.failing() if item.task == "witness"]


def test_a_witness_that_does_not_answer_is_told_until_it_does(path: Path) -> None:
    path.mkdir()
    minute("case:甲")
    assert waiting() == [("witness", f"{path}（读写不了）")]

    path.rmdir()
    minute("case:乙")
    assert waiting() == []


def test_a_history_that_does_not_go_on_is_told_with_what_to_do(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    minute("case:甲")
    alarms.raise_(path, alarms.Cause.FORKED, size=2, root="00", kept=None)
    rounds.run()

    (item,) = [item for item in failing.failing() if item.task == "witness"]
    assert "恢复了旧备份，或者历史被改写" in item.error
    assert "fadu ledger verify" in item.error
    capsys.readouterr()
    assert main(["work", "--status"]) == 1
    assert "账本的见证文件" in capsys.readouterr().out


def test_a_round_counts_the_alarms_among_what_failed(path: Path) -> None:
    path.mkdir()
    minute("case:甲")

    assert rounds.run().failed >= 1
