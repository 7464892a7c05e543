# SPDX-License-Identifier: MulanPSL-2.0
"""The record of a legal review follows from its acts."""

from __future__ import annotations

from datetime import date

from fadu.law import library as law_library
from fadu.matters.legal_review import rows
from fadu.procedure.library import library
from fadu.procedure.scenarios import run

FOLDER = library().folders["legal_review"] / "scenarios"


def test_the_opinion_and_its_day_are_those_of_the_act() -> None:
    columns = rows.columns(run(FOLDER / "opinions.yaml", library(), law_library()).case.state)
    assert columns["opinion"] == "amended"
    assert columns["received_on"] == date(2022, 3, 1)
    assert columns["answered_on"] == date(2022, 3, 24)
