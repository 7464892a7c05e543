# SPDX-License-Identifier: MulanPSL-2.0
"""A record of what two officers did together names both, and does not let who has not confirmed it pass for having done so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import Desk, investigated
from printed import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


def test_the_record_names_both_and_marks_whoever_has_not_confirmed_it(desk: Desk) -> None:
    investigated(desk)

    text = text_of("evidence_sheet")

    assert "one某、two某（待本人确认）" in text
    assert "one某（待本人确认）" not in text
