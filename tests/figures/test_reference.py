# SPDX-License-Identifier: MulanPSL-2.0
"""The reference page says what the definitions say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fadu.figures.catalogue import indicator, indicators
from fadu.figures.reading import cites_on
from fadu.law import library
from fadu.reporting.reference import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "indicators.md"


def test_the_reference_page_is_the_one_written_from_the_definitions() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_key_of_law_an_indicator_names_is_in_the_register() -> None:
    keys = {defined.law for defined in indicators().values() if defined.law}

    assert [key for key in sorted(keys) if not library().rules(key)] == []


def test_a_figure_carries_the_articles_of_the_end_of_its_period() -> None:
    assert cites_on(indicator("PEN-01"), date(2020, 12, 31)) == ("行政处罚法(1996) 36",)
    assert cites_on(indicator("PEN-01"), date(2022, 12, 31)) == ("行政处罚法 54",)
