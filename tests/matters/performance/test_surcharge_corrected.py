# SPDX-License-Identifier: MulanPSL-2.0
"""A corrected day of payment that lets less be added to a fine is told with both sums."""

from __future__ import annotations

from fadu.law import library as law_library
from fadu.procedure.library import library
from fadu.procedure.replay import replay
from fadu.procedure.scenarios import run
from fadu.procedure.testing import moment


def test_both_sums_are_told_and_a_correction_within_the_term_tells_none() -> None:
    folder = library().folders["performance"] / "scenarios"
    case = run(folder / "payment_day_corrected.yaml", library(), law_library()).case
    entries = case.history
    editions, law = library().editions("performance"), law_library()

    def told(until: int) -> list[str]:
        read = replay(editions, [e for e in entries if e.seq <= until], law, until=moment("2022-02-08"))
        return [
            f.message
            for f in read.findings
            if f.rule == "turned_by_correction" and "加处罚款至多" in f.message
        ]

    within, late_by_a_day, in_time = (e.seq for e in entries if e.action == "confirm_day")
    # 10,000 yuan less one fen, ten days at three per cent; then one day; then none
    assert told(within) == []
    (lowered,) = told(late_by_a_day)
    assert "由“可以加处罚款至多2,999.99元”变为“可以加处罚款至多299.99元”" in lowered
    (gone,) = told(in_time)
    assert "由“可以加处罚款至多2,999.99元”变为“没有”" in gone
