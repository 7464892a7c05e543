# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a paper goes to: all, the one the act is done for, others, or the parties of one capacity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fadu.kernel.problems import DefinitionError
from fadu.procedure.library import library
from fadu.procedure.loader import load
from fadu.procedure.model import Issue
from fadu.procedure.recipients import addressed, recipients
from fadu.procedure.testing import party
from fadu.procedure.written import written_out

COMPLAINT = library().editions("complaint")[-1]
SIDES = (party(1, capacity="投诉人"), party(2, capacity="被投诉人"), party(3, capacity="投诉人"))
PAPER = Issue(template="notice")


@pytest.mark.parametrize(
    ("served_to", "party_of_act", "keys"),
    [
        ("each_party", "", ["party:1", "party:2", "party:3"]),
        ("party", "party:2", ["party:2"]),
        ("party", "", []),
        ("others", "", []),
        ("", "", []),
        ("complainant", "", ["party:1", "party:3"]),
        ("respondent", "", ["party:2"]),
    ],
)
def test_a_paper_goes_to_whom_the_procedure_names(served_to: str, party_of_act: str, keys: list[str]) -> None:
    assert list(recipients(replace(PAPER, served_to=served_to), COMPLAINT, SIDES, party_of_act)) == keys


def test_a_paper_for_those_left_goes_to_nobody_who_is_gone_and_still_names_whom_it_is_for() -> None:
    gone = replace(SIDES[0], ended_on=date(2026, 5, 1))
    paper = replace(PAPER, served_to="complainant", to_those_left=True)

    reached = recipients(paper, COMPLAINT, (gone, *SIDES[1:]), "")
    named = addressed(paper, COMPLAINT, (gone, *SIDES[1:]), "")

    assert (reached, named) == (("party:3",), ("party:1", "party:3"))


def test_an_officer_is_no_party_and_a_wrong_name_is_an_error_with_its_place(tmp_path: Path) -> None:
    text = written_out(Path(COMPLAINT.path))
    broken = tmp_path / "2026-04-15.yaml"
    broken.write_text(text.replace("served_to: complainant", "served_to: handler", 1), encoding="utf-8")

    with pytest.raises(DefinitionError, match="没有名为“handler”的送达对象"):
        load(broken)
