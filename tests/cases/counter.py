# SPDX-License-Identifier: MulanPSL-2.0
"""A counter at which complaints are registered: for tests, and for the processes they start."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fadu.cases.acts import services
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party

NOON = datetime(2022, 3, 1, 12, 0, tzinfo=LEGAL_TIME)


def registrar() -> Any:
    """A clerk who may register complaints, in a bureau of her own."""
    bureau = people.found_bureau(
        name="清河市市场监督管理局", short="清河局", abbreviation="清", region_code="370000"
    )
    department = people.found_department(bureau=bureau, name="消费者权益保护科")
    clerk = people.hire(
        bureau=bureau, name="周敏", since=NOON.date() - timedelta(days=400), department=department
    )
    people.appoint(
        officer=clerk,
        post="registrar",
        start=NOON - timedelta(days=400),
        document="清市监人〔2021〕1号",
        department=department,
    )
    return clerk


def complain(clerk: Any, request_id: UUID) -> Any:
    """Register one complaint."""
    parties = [
        (register_party(kind=kind, name=name)[0], capacity)
        for kind, name, capacity in (
            ("enterprise", "清河区某超市", "被投诉人"),
            ("enterprise", "某消费者协会", "投诉人"),
        )
    ]
    payload = {
        "channel": "hotline",
        "received_on": "2022-03-01",
        "goods": "酸奶",
        "dispute": "所购酸奶超过保质期",
        "request": "退款",
        "claim_amount": 2_000,
    }
    return services.open_case(
        kind="complaint",
        bureau=clerk.bureau,
        by=OfficerActor(officer=clerk),
        payload=payload,
        at=NOON,
        request_id=request_id,
        department=clerk.department,
        parties=parties,
    )
