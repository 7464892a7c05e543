# SPDX-License-Identifier: MulanPSL-2.0
"""The worlds that benchmarks are measured in are bureaus like any other: nothing in them contradicts the ledger."""

from __future__ import annotations

import pytest

from fadu.kernel.clock import LEGAL_TIME, set_to

pytestmark = pytest.mark.django_db


def test_a_world_of_copies_verifies_and_its_figures_are_those_of_its_cases(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from datetime import date, datetime

    from benchmarks import world_process, worlds

    from fadu.assembly.entry import main
    from fadu.cases.models import Act, Case
    from fadu.figures.period import Period
    from fadu.figures.reading import Reading

    bureau = world_process.build(110, seeds=9)
    assert Case.objects.count() == 110
    assert Act.objects.filter(case__number="清旧〔2022〕000022号").exists()
    with set_to(datetime(2023, 1, 12, 9, tzinfo=LEGAL_TIME)):
        assert main(["ledger", "verify"]) == 0, capsys.readouterr()
    received = [
        Reading(bureau, Period.year(year, as_of=worlds.TODAY)).figure(code).value
        for year in worlds.YEARS
        for code in ("LIC-02", "CMP-01", "CMP-08")
    ]
    assert sum(value or 0 for value in received) > 90
    assert date(2023, 1, 12) == worlds.TODAY
