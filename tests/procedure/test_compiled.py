# SPDX-License-Identifier: MulanPSL-2.0
"""A procedure is resolved once, and what is resolved says the same as the definition."""

from __future__ import annotations

from dataclasses import replace

from fadu.procedure.compiled import rules_of
from fadu.procedure.model import Procedure


def test_the_rules_of_a_procedure_are_resolved_once(permit: Procedure) -> None:
    assert rules_of(permit) is rules_of(permit)


def test_another_procedure_of_the_same_key_has_its_own_rules(permit: Procedure) -> None:
    without = replace(permit, actions={"receive": permit.actions["receive"]})

    assert list(rules_of(without)) == ["receive"]
    assert len(rules_of(permit)) == len(permit.actions)


def test_open_and_ended_are_written_out_as_stages(permit: Procedure) -> None:
    assert rules_of(permit)["extend"].stages == {"received", "review", "notice"}
    assert rules_of(permit)["correct_text"].stages == {"granted", "refused"}
    assert rules_of(permit)["receive"].stages == {"start"}


def test_a_rule_knows_the_clocks_its_action_stops_and_the_interruptions_it_ends(permit: Procedure) -> None:
    assert rules_of(permit)["grant"].stops == ("decision",)
    assert [i.key for i in rules_of(permit)["get_back"].ends] == ["appraisal"]
