# SPDX-License-Identifier: MulanPSL-2.0
"""Every home that a release kept is upgraded by this one, and agrees with its ledger afterwards."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import ROOT, Fadu

#: Pythons before 3.11.4 know no filter
SAFELY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
HOMES = sorted((ROOT / "tests" / "saved_homes").glob("*.tar.gz"))


@pytest.mark.parametrize("kept", HOMES, ids=lambda path: path.name)
def test_a_saved_home_is_upgraded_and_agrees_with_its_ledger(kept: Path, tmp_path: Path, fadu: Fadu) -> None:
    with tarfile.open(kept) as archive:
        archive.extractall(tmp_path / "home", **SAFELY)

    # its background ran when it was kept, which may be a moment ago
    upgraded = fadu(tmp_path / "home", "upgrade", "--running")
    verified = fadu(tmp_path / "home", "ledger", "verify")

    assert upgraded.code == 0, upgraded
    assert verified.code == 0, verified
    assert fadu(tmp_path / "home", "work", "--once").code == 0
