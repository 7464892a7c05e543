# SPDX-License-Identifier: MulanPSL-2.0
"""Cases handed from desk to desk: registered by one account, given to two handlers by their head, acted in by name of account."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from fadu.cases.acts import services
from fadu.cases.models import Act, Case
from fadu.cases.rules import person_of
from fadu.kernel import clock
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party

HANDLERS = ("zhifa", "zhifa2")
FACTS = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": True,
}


def officer(account: str) -> Any:
    return get_user_model().objects.get(username=account).officer  # type: ignore[attr-defined]


def act(case: Case, action: str, account: str, payload: dict[str, Any] | None = None, party: str = "") -> Act:
    """An act of an account in a case, now."""
    return services.perform(
        case=case,
        action=action,
        by=OfficerActor(officer=officer(account)),
        payload=payload or {},
        party=party,
        request_id=uuid.uuid4(),
    )


def penalty(name: str = "清河百货商行", *, received_on: date | None = None) -> Case:
    """A lead against an enterprise, come in today or on another day, given to two handlers by the head of the brigade."""
    party, _ = register_party(kind="enterprise", name=name)
    unit = officer("duizhang")
    case = services.open_case(
        kind="penalty",
        bureau=unit.bureau,
        by=OfficerActor(officer=unit),
        payload={
            "source": "inspection",
            "received_on": (received_on or clock.today()).isoformat(),
            "suspected_violation": "销售超过保质期的食品",
            "lead_content": "检查发现。",
        },
        request_id=uuid.uuid4(),
        department=unit.department,
        parties=[(party, "当事人")],
    )
    for account in HANDLERS:
        given = officer(account)
        named = {"role": "handler", "person": person_of(given.pk), "name": given.name}
        act(case, "assign", "duizhang", named)
    return case
