# SPDX-License-Identifier: MulanPSL-2.0
"""Real records made elsewhere: every one is accounted for, and the second import adds none."""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from fadu.cases.models import Act, Case
from fadu.intake import mapping, taking_in
from fadu.intake.histories import parse_moment
from fadu.intake.reading.xes import read_xes
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import verification
from fadu.oversight.checking import check

ROOT = Path(__file__).resolve().parents[2]
REAL_DATA = Path(os.environ.get("FADU_REAL_DATA", ROOT.parent / "shared" / "data"))
EXAMPLES = ROOT / "docs" / "examples"

pytestmark = [pytest.mark.django_db, pytest.mark.real_data]


def take(name: str, plan: str, bureau: Any) -> Any:
    loaded = mapping.load(EXAMPLES / plan)
    at = datetime(2026, 6, 1, 9, tzinfo=LEGAL_TIME)
    return taking_in.take_in(REAL_DATA / name, loaded, bureau=bureau, at=at, on_error="sheet")


def test_1434_of_1434_permit_applications_are_accounted_for_and_the_second_import_adds_none(
    bureau: Any,
) -> None:
    first = take("receipt.xes.gz", "receipt-mapping.yaml", bureau)
    acts = Act.objects.count()
    second = take("receipt.xes.gz", "receipt-mapping.yaml", bureau)

    assert (first.read, first.imported, len(first.rejected)) == (1434, 1434, 0)
    assert (second.read, second.imported, second.unchanged) == (1434, 0, 1434)
    assert (Case.objects.count(), Act.objects.count()) == (1434, acts)
    assert Case.objects.filter(exercise=True).count() == 1434
    assert verification.verify() == []


def test_no_moment_is_in_the_cases_that_is_not_in_the_log(bureau: Any) -> None:
    take("receipt.xes.gz", "receipt-mapping.yaml", bureau)

    moments = {
        (r.values["concept:name"], parse_moment(e.at)[0])
        for r in read_xes(REAL_DATA / "receipt.xes.gz")
        for e in r.events
    }
    kept = Act.objects.values_list("case__number", "happened_at")
    assert [(number, at) for number, at in kept if (number, at) not in moments] == []


def test_published_decisions_are_accounted_for_row_by_row(bureau: Any) -> None:
    outcome = take("penalty_decisions.csv", "penalty-decisions-mapping.yaml", bureau)

    assert (outcome.read, outcome.imported, len(outcome.rejected)) == (107, 82, 25)
    assert {item.as_json()["reason"][:8] for item in outcome.rejected} == {"没有一个可以成为"}


def test_a_careful_reader_finds_what_a_check_of_the_published_decisions_finds(bureau: Any) -> None:
    take("penalty_decisions.csv", "penalty-decisions-mapping.yaml", bureau)

    findings = list(check(bureau))

    late = {f.number for f in findings if f.rule == "clock:handling"}
    years = {f.number for f in findings if f.rule == "number_year"}
    assert late == {"穗增市监处罚〔2024〕49号", "渝九市监处罚〔2023〕459号", "益市监(2)处〔2021〕22号"}
    assert years == {"(杭富委银)市管罚处字〔2018〕50号", "渝两江市监处字〔2024〕579号"}
    low = {f.number for f in findings if f.rule == "below_floor"}
    assert low == {"无市监处罚〔2023〕646号", "湘阴市监处〔2021〕224号"}
    assert {f.severity for f in findings if f.rule == "below_floor"} == {"possible"}
    counts = Counter(f.severity for f in findings)
    assert (counts["certain"], counts["possible"], counts["contradiction"]) == (0, 6, 2)


def test_a_late_acceptance_of_the_foreign_log_is_possible_and_never_certain(bureau: Any) -> None:
    take("receipt.xes.gz", "receipt-mapping.yaml", bureau)

    counts = Counter((f.severity, f.rule) for f in check(bureau))
    assert counts == {("possible", "clock:correction"): 148, ("not_judged", "not_stated"): 10}


def test_where_the_day_of_filing_is_not_stated_no_lateness_is_claimed(bureau: Any) -> None:
    take("penalty_decisions.csv", "penalty-decisions-mapping.yaml", bureau)

    unfiled = set(Case.objects.exclude(acts__action="file").values_list("number", flat=True))
    assert [f for f in check(bureau) if f.number in unfiled and f.rule.startswith("clock:")] == []
