# SPDX-License-Identifier: MulanPSL-2.0
"""Which penalty decisions had to be legally reviewed, as the record of the case keeps it for the figures."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from fadu.matters.penalty.rows import needs_review


def state(*, outcome: str = "", **fields: Any) -> Any:
    """What the record is read from: fields, and the hearings of the case."""
    hearings = [SimpleNamespace(outcome=outcome)] if outcome else []
    return SimpleNamespace(fields=fields, children_of=lambda matter: hearings if matter == "hearing" else [])


@pytest.mark.parametrize(
    ("case", "required"),
    [
        (state(), False),
        (state(review_grounds=["public_interest"]), True),
        (state(outcome="held"), True),
        (state(outcome="held", major_interest=False), False),
        (state(outcome="waived"), False),
    ],
    ids=["none of the cases", "a ground on record", "heard", "heard, no major interest", "hearing not held"],
)
def test_a_decision_had_to_be_reviewed_where_the_law_says_so(case: Any, required: bool) -> None:
    assert needs_review(case) is required
