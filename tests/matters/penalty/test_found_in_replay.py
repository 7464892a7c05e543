# SPDX-License-Identifier: MulanPSL-2.0
"""What a history is found to have done, and what its silence leaves open: limitation of a row, gains, kinds, grounds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.penalty import contradicted, gains, kinds, limitation
from fadu.procedure.decision import Ground, World
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.procedure.testing import moment, party

ROW = {"base": "consumers/56", "party": "party:1", "ended_on": "2022-03-01", "illegal_gains": 5000}
FINED = {"penalty_kinds": ["fine", "confiscate_gains"], "fine": 5000}


def replayed(**said: Any) -> World:
    """The world of an act of a history, judged afterwards."""
    return World(
        procedure=library().procedure("penalty", date.fromisoformat("2022-05-10")),
        state=State(parties=(party(1),)),
        at=moment("2022-05-10"),
        law=law_library(),
        proposed=said,
        replay=True,
    )


def tense(verdict: object) -> str:
    """``found``, ``unknown`` or nothing."""
    return ("unknown" if verdict.unknown else "found") if isinstance(verdict, Ground) else ""


@pytest.mark.parametrize(
    ("ended", "expected"), [("2020-02-29", "found"), ("2020-03-01", ""), ("2020-03-02", "")]
)
def test_a_row_out_of_time_is_found(ended: str, expected: str) -> None:
    judged = replayed(received_on="2022-03-01", bases=[{**ROW, "ended_on": ended}])

    assert tense(limitation.rows_within_limitation(judged)) == expected


@pytest.mark.parametrize(("gained", "expected"), [(5000, ""), (4999, "found"), (None, "unknown")])
def test_more_gains_than_found_are_found_and_gains_nobody_stated_are_unknown(
    gained: int | None, expected: str
) -> None:
    judged = replayed(**FINED, confiscated_gains=5000, bases=[{**ROW, "illegal_gains": gained}])

    assert tense(gains.gains_within_found(judged)) == expected


@pytest.mark.parametrize(
    ("allowed", "expected"), [(["revoke_licence"], ""), (["warning"], "found"), (None, "unknown")]
)
def test_kinds_that_a_basis_of_its_own_never_stated_are_unknown(
    allowed: list[str] | None, expected: str
) -> None:
    own = {"party": "party:1", "article": "某地方性法规第十条", "fine_from": 1000, "fine_to": 9000}
    judged = replayed(
        penalty_kinds=["fine", "revoke_licence"],
        fine=5000,
        bases=[{**ROW, "base": "own"}],
        own_ranges=[{**own, "kinds": allowed}],
    )

    assert tense(kinds.kinds_of_basis(judged)) == expected


@pytest.mark.parametrize(
    ("ground", "said", "expected"),
    [
        ("out_of_time", {"violation_ended_on": "2020-03-01"}, "found"),
        ("out_of_time", {"violation_ended_on": "2020-02-29"}, ""),
        ("out_of_time", {"violation_continues": True}, "found"),
        ("out_of_time", {}, ""),
        ("under_fourteen", {}, "found"),
        ("minor_corrected", {}, ""),
    ],
)
def test_a_ground_that_the_file_rules_out_is_found_and_one_it_is_silent_of_is_not(
    ground: str, said: dict[str, Any], expected: str
) -> None:
    judged = replayed(received_on="2022-03-01", no_penalty_ground=ground, **said)

    assert tense(contradicted.ground_not_contradicted(judged, field="no_penalty_ground")) == expected
