# SPDX-License-Identifier: MulanPSL-2.0
"""What the tests of several kinds of case share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bureau_of
import pytest


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begin_from: Any) -> bureau_of.Desk:
    """A bureau with people, on the database of the run."""
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    return begin_from(bureau_of.staffed)
