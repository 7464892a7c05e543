# SPDX-License-Identifier: MulanPSL-2.0
"""The record of a hearing follows from its acts."""

from __future__ import annotations

from datetime import date

from fadu.law import library as law_library
from fadu.matters.hearing import rows
from fadu.procedure.library import library
from fadu.procedure.scenarios import run

FOLDER = library().folders["hearing"] / "scenarios"


def test_a_hearing_states_when_it_was_held_and_reported() -> None:
    columns = rows.columns(run(FOLDER / "held.yaml", library(), law_library()).case.state)
    assert columns["held_on"] == date(2022, 5, 30)
    assert columns["reported_on"] == date(2022, 6, 2)
    assert columns["is_public"] is True


def test_an_absent_party_leaves_no_hearing_and_one_postponement() -> None:
    state = run(FOLDER / "notified_too_late_postponed.yaml", library(), law_library()).case.state
    columns = rows.columns(state)
    assert columns["held_on"] is None
    assert columns["postponed"] == 1
