# SPDX-License-Identifier: MulanPSL-2.0
"""What is looked up for an answer: what a request needs, each from both sides, and nothing for a blank one but sight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fadu.procedure.decision import Request
from fadu.procedure.model import Procedure
from fadu.procedure.outside import has_sealed, needs


def without_sealed_fields(procedure: Procedure) -> Procedure:
    fields = {key: replace(field, sealed=False) for key, field in procedure.fields.items()}
    return replace(procedure, fields=fields)


def joining(procedure: Procedure) -> Procedure:
    """The sample, with an act that puts the case into the one named in a field."""
    action = replace(procedure.actions["extend"], merges_into="name", issues=())
    return replace(procedure, actions={**procedure.actions, "extend": action})


def test_a_blank_request_needs_nothing_but_sight(permit: Procedure) -> None:
    assert needs(permit, Request(action="notify", blank=True)) == {"sight"}
    assert needs(permit, Request(action="serve", blank=True)) == {"sight"}


def test_a_declared_act_with_papers_needs_their_content(permit: Procedure) -> None:
    assert needs(permit, Request(action="notify")) == {"sight", "bounds", "sealed", "papers"}


def test_a_declared_act_without_papers_needs_none(permit: Procedure) -> None:
    assert needs(permit, Request(action="approve")) == {"sight", "bounds", "sealed"}


def test_a_service_needs_its_day(permit: Procedure) -> None:
    assert needs(permit, Request(action="serve")) == {"sight", "bounds", "service", "sealed"}


@pytest.mark.parametrize(
    "action", ["note", "attach", "return_proposal", "release", "remove_party", "publish"]
)
def test_what_is_written_freely_is_compared_with_what_is_sealed(permit: Procedure, action: str) -> None:
    assert needs(permit, Request(action=action)) == {"sight", "bounds", "sealed"}


@pytest.mark.parametrize("action", ["add_party", "succeed"])
def test_who_comes_into_a_case_is_looked_up_in_the_register(permit: Procedure, action: str) -> None:
    assert needs(permit, Request(action=action)) - {"proof"} == {"sight", "bounds", "sealed", "register"}


def test_a_succession_needs_its_proof_in_the_file(permit: Procedure) -> None:
    assert "proof" in needs(permit, Request(action="succeed"))
    assert "proof" not in needs(permit, Request(action="add_party"))


@pytest.mark.parametrize("action", ["assign", "confirm_day", "confirm_joint", "link"])
def test_what_is_chosen_from_lists_is_not_compared_with_what_is_sealed(
    permit: Procedure, action: str
) -> None:
    assert needs(permit, Request(action=action)) == {"sight", "bounds"}


def test_what_is_written_where_nothing_is_sealed_is_compared_with_the_family_too(permit: Procedure) -> None:
    plain = without_sealed_fields(permit)

    assert has_sealed(permit)
    assert not has_sealed(plain)
    assert needs(plain, Request(action="approve")) == {"sight", "bounds", "sealed"}
    assert needs(plain, Request(action="note")) == {"sight", "bounds", "sealed"}


def test_a_case_is_looked_up_where_one_is_named_to_be_joined(permit: Procedure) -> None:
    procedure = joining(permit)

    named = needs(procedure, Request(action="extend", payload={"name": "甲1号"}))
    elsewhere = needs(procedure, Request(action="approve", payload={"name": "甲1号"}))
    plain_act = needs(permit, Request(action="extend", payload={"": "甲1号"}))

    assert "join" in named
    assert "join" not in needs(procedure, Request(action="extend"))
    assert "join" not in needs(procedure, Request(action="extend", payload={"name": ""}))
    assert "join" not in elsewhere
    assert "join" not in plain_act
