# SPDX-License-Identifier: MulanPSL-2.0
"""The reference page says what the definitions say."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "indicators.md"


def test_the_reference_page_is_the_one_written_from_the_definitions() -> None:
    from fadu.reporting.reference import page

    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_law_an_indicator_cites_is_in_the_register() -> None:
    from fadu.law import library
    from fadu.reporting.figures import indicators

    cites = {cite for found in indicators().values() for cite in found.cites}
    assert [cite for cite in sorted(cites) if not library().cites_known(cite)] == []
