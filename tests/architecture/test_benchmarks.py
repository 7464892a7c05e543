# SPDX-License-Identifier: MulanPSL-2.0
"""The page of benchmarks says what was measured, and nothing that was not."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from benchmarks import page, results
from benchmarks.measure import Result


def test_the_page_follows_from_the_results_that_are_kept() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page()


@pytest.mark.parametrize("section", page.HEADINGS)
def test_each_section_says_how_it_is_measured(section: str) -> None:
    assert page.said(section)


def test_what_is_kept_names_its_day_and_commit() -> None:
    for measured in results.kept().values():
        assert measured["results"]
        assert measured["day"]
        assert measured["commit"]


def test_every_result_that_is_kept_stands_on_the_page() -> None:
    assert set(results.kept()) <= set(page.HEADINGS)


def test_a_missed_goal_is_named_at_the_top() -> None:
    missed = Result(section="x", name="a page, ms", goal=20, ratio=31, better="less")
    kept = {"pages": {"results": [asdict(missed)]}}

    summary = page.summary(kept)

    assert summary.startswith("0 of 1 goals are reached")
    assert "- a page, ms: 31, goal ≤ 20" in summary


def test_what_has_no_goal_is_neither_reached_nor_missed() -> None:
    assert Result(section="x", name="a page, ms", ratio=31).is_reached is None
    assert page.summary({"pages": {"results": [asdict(Result(section="x", name="y", ratio=1))]}}).startswith(
        "0 of 0 goals are reached; 1 figures are information"
    )
