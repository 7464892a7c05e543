# SPDX-License-Identifier: MulanPSL-2.0
"""What no register could hold is a ground against the act, with all others; nothing is written, on either database."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from lives import LEAD, Life, begun

from fadu.cases.acts import services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.kernel import clock
from fadu.people.actors import OfficerActor

pytestmark = pytest.mark.django_db
LONG = "案" * 301


def grounds(life: Life, action: str, payload: dict[str, Any], who: str = "one") -> list[tuple[str, str]]:
    """Code and sentence of each ground against an act; none is recorded."""
    before = Act.objects.count()
    with pytest.raises(ActRefusedError) as refused, clock.set_to(life.now):
        services.perform(
            case=life.case,
            action=action,
            by=OfficerActor(officer=life.officers[who]),
            payload=payload,
            request_id=uuid.uuid4(),
        )
    assert Act.objects.count() == before
    return [(ground.code, ground.message) for ground in refused.value.grounds]


def test_a_text_longer_than_its_column_is_a_ground_beside_the_others() -> None:
    broken = grounds(begun(), "file", {"suspected_violation": LONG, "verification_result": "属实"})

    assert ("bound", "“案由”应不超过300个字；实为301个字。") in broken
    assert len(broken) > 1


def test_a_title_of_evidence_longer_than_its_column_is_a_ground() -> None:
    broken = grounds(
        begun(), "attach", {"title": "照" * 201, "digest": "0" * 64, "kind": "", "access": "main"}
    )

    assert broken == [("bound", "“名称”应不超过200个字；实为201个字。")]


def test_a_case_whose_first_row_no_register_could_hold_is_not_opened() -> None:
    life = begun()
    with pytest.raises(ActRefusedError, match="应不超过300个字"), clock.set_to(life.now):
        services.open_case(
            kind="penalty",
            bureau=life.case.bureau,
            by=OfficerActor(officer=life.officers["clerk"]),
            payload={**LEAD, "suspected_violation": LONG},
            request_id=uuid.uuid4(),
        )
    assert Case.objects.count() == 1
