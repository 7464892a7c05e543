# SPDX-License-Identifier: MulanPSL-2.0
"""The proofs of the penalty file can fail: without the notice a decision is reached, and a path says how."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fadu.procedure.checker import check, check_library, mutations
from fadu.procedure.library import library
from fadu.procedure.model import Procedure

FAMILY = ("penalty", "hearing", "legal_review", "committee_item", "performance")


@pytest.mark.parametrize("kind", FAMILY)
def test_every_property_of_every_edition_is_proved(kind: str) -> None:
    failures = [
        line for report in check_library(library(), kind=kind) for line in report.lines if not line.ok
    ]
    assert failures == []


@pytest.mark.parametrize("kind", FAMILY)
def test_every_template_named_has_its_form(kind: str) -> None:
    assert library().missing_forms(kind) == ()


def test_a_decision_without_its_guards_can_be_reached_without_legal_review() -> None:
    procedure = library().editions("penalty")[-1]
    broken = without_guards(procedure, "decide")
    failed = [line for line in check(broken, law=library().law).lines if not line.ok]
    assert any(line.path for line in failed)


def without_guards(procedure: Procedure, action: str) -> Procedure:
    bare = replace(procedure.actions[action], guards=())
    return replace(procedure, actions={**procedure.actions, action: bare}, path=str(Path(procedure.path)))


@pytest.mark.parametrize("kind", FAMILY)
def test_every_assurance_fails_once_a_support_is_taken_away(kind: str) -> None:
    procedure = library().editions(kind)[-1]
    unmoved = [
        mutation.removed
        for mutation in mutations(procedure)
        if all(
            line.ok
            for line in check(mutation.procedure, explain=False).lines
            if line.code.startswith("never")
        )
    ]
    assert unmoved == []
