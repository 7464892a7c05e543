# SPDX-License-Identifier: MulanPSL-2.0
"""What the tests of penalty cases share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import Desk, staffed


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begin_from: Any) -> Desk:
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    return begin_from(staffed)
