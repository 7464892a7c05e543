# SPDX-License-Identifier: MulanPSL-2.0
"""A small procedure, a small law and a case in memory for the tests of the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.loader import load
from fadu.procedure.model import Procedure
from fadu.procedure.names import Names
from fadu.procedure.plain_law import PlainLaw
from fadu.procedure.testing import CaseInMemory, moment, party

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def plain_law() -> PlainLaw:
    return PlainLaw(
        {
            "permit/decision": (20, "calendar_day"),
            "permit/extension": (10, "calendar_day"),
            "permit/defence": (3, "calendar_day"),
            "permit/correction": (5, "calendar_day"),
        },
        thresholds={"record/late_entry": {"": 3}},
    )


@pytest.fixture
def sample_names(plain_law: PlainLaw) -> Names:
    return Names(
        facts=frozenset(),
        guards=BUILT_IN_GUARDS,
        templates=frozenset({"report", "notice_letter", "permit_letter"}),
        matters={"hearing": frozenset({"host"})},
        law=plain_law,  # type: ignore[arg-type]
    )


@pytest.fixture
def permit(sample_names: Names) -> Procedure:
    return load(SAMPLES / "permit.yaml", sample_names)


@pytest.fixture
def fresh_case(permit: Procedure, plain_law: PlainLaw) -> CaseInMemory:
    """A case that has not begun; one applicant is known."""
    applicant = party(1, "某商店", capacity="申请人")
    return CaseInMemory(procedure=permit, law=plain_law, parties=(applicant,))  # type: ignore[arg-type]


@pytest.fixture
def received_case(fresh_case: CaseInMemory) -> CaseInMemory:
    """A small permit received on 1 March 2022, handlers assigned."""
    fresh_case.open("receive", moment("2022-03-01"), {"size": "small"})
    return fresh_case


@pytest.fixture
def reviewed_case(received_case: CaseInMemory) -> CaseInMemory:
    """Evidence gathered and examined on 2 March, approved on 3 March 2022."""
    received_case.act("gather", moment("2022-03-02", 9))
    received_case.act("examine", moment("2022-03-02"))
    received_case.act("approve", moment("2022-03-03"))
    return received_case


@pytest.fixture
def issued_case(reviewed_case: CaseInMemory) -> CaseInMemory:
    """Notified on 4 March, the notice not served yet."""
    reviewed_case.act("notify", moment("2022-03-04"))
    return reviewed_case


@pytest.fixture
def notified_case(issued_case: CaseInMemory) -> CaseInMemory:
    """Served with the notice on 4 March: the applicant's term ends on 7 March 2022."""
    issued_case.serve("notice_letter", moment("2022-03-04", 15))
    return issued_case
