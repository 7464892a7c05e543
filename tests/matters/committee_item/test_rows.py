# SPDX-License-Identifier: MulanPSL-2.0
"""The record of a discussion: who sat, who stood aside, how each voted."""

from __future__ import annotations

from fadu.law import library as law_library
from fadu.matters.committee_item import rows
from fadu.procedure.library import library
from fadu.procedure.scenarios import run


def test_a_recused_member_is_on_record_and_does_not_count() -> None:
    path = library().folders["committee_item"] / "scenarios" / "adopted.yaml"
    state = run(path, library(), law_library()).case.state
    columns, members = rows.columns(state), rows.members(state)
    assert (columns["present"], columns["votes_for"]) == (3, 2)
    assert members["乙"]["status"] == "recused"
    assert members["乙"]["vote"] == ""
    assert columns["body"] == "bureau_heads"
