# SPDX-License-Identifier: MulanPSL-2.0
"""What the tests of several kinds of case share."""

from __future__ import annotations

from pathlib import Path

import bureau_of
import pytest


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> bureau_of.Desk:
    """A bureau with people, on the database of the run."""
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    return bureau_of.staffed()
