# SPDX-License-Identifier: MulanPSL-2.0
"""A sole trader has an operator (经营者), a company a legal representative: every paper that names one calls him what he is."""

from __future__ import annotations

from typing import Any

import pytest
from tests.records.specimens import forms, specimen

from fadu.procedure.model import Procedure
from fadu.records.forms import Form
from fadu.records.forms.checks import uses
from fadu.records.rendering import render

NAMING = [
    case
    for case in forms()
    if any(use.name == "parties.legal_representative" for use in uses(case[1].blocks))
]


def headed(form: Form, procedure: Procedure, kind: str) -> dict[str, Any]:
    data = specimen(form, procedure)
    data["parties"] = [{**party, "kind": kind, "legal_representative": "孙万家"} for party in data["parties"]]
    return data


@pytest.mark.parametrize("case", NAMING, ids=lambda case: f"{case[0]}-{case[1].key}@{case[1].in_force_from}")
def test_who_heads_a_party_is_called_what_he_is(case: tuple[str, Form, Procedure]) -> None:
    _kind, form, procedure = case

    traded = str(render(form, headed(form, procedure, "sole_trader"), fmt="text"))
    company = str(render(form, headed(form, procedure, "enterprise"), fmt="text"))

    assert "经营者" in traded
    assert "法定代表人" not in traded
    assert "法定代表人（负责人）" in company


def test_more_than_ten_papers_name_who_heads_a_party() -> None:
    assert len(NAMING) > 10
