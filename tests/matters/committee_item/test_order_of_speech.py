# SPDX-License-Identifier: MulanPSL-2.0
"""What happened at a meeting is recorded as it was; what it breaks is warned of and becomes a finding, never a refusal."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.law import library as law_library
from fadu.procedure.library import library
from fadu.procedure.replay import replay
from fadu.procedure.scenarios import run

if TYPE_CHECKING:
    from fadu.procedure.decision import ReplayFinding
    from fadu.procedure.model import Procedure
    from fadu.procedure.testing import Outcome


@cache
def meeting(name: str) -> Outcome:
    """The story of a meeting."""
    return run(Path(library().folders["committee_item"]) / "scenarios" / name, library(), law_library())


def findings(name: str, procedure: Procedure) -> list[ReplayFinding]:
    entries = meeting(name).case.state.entries
    return [f for f in replay([procedure], entries, law_library()).findings if f.rule == "chair_not_last"]


def test_a_chair_who_spoke_before_others_is_a_certain_finding_with_its_article() -> None:
    (finding,) = findings("party_group.yaml", meeting("party_group.yaml").case.procedure)

    assert finding.severity == "certain"
    assert "主持人甲没有末位表态" in finding.message
    assert finding.cites == ("党组工作条例 27",)


def test_a_chair_who_spoke_last_is_none() -> None:
    procedure = meeting("no_rule_of_procedure.yaml").case.procedure
    assert findings("no_rule_of_procedure.yaml", procedure) == []


def test_the_finding_goes_with_its_guard() -> None:
    procedure = meeting("party_group.yaml").case.procedure
    adopt = replace(procedure.actions["adopt"], finds=())
    bare = replace(procedure, actions={**procedure.actions, "adopt": adopt})

    assert findings("party_group.yaml", bare) == []
