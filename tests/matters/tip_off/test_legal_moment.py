# SPDX-License-Identifier: MulanPSL-2.0
"""On which day an act lies is asked of China's one clock, in whichever zone its moment was given."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from bureau_of import Desk, at

from fadu.cases.acts import foreseeing, services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.procedure.decision import Refused

RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
}
WEST = timezone(timedelta(hours=-12))
#: 22 March 2022 is the last day of verification
MOMENTS = [
    (datetime(2022, 3, 22, 15, 59, tzinfo=UTC), []),
    (datetime(2022, 3, 22, 16, 0, tzinfo=UTC), ["term_over"]),
    (datetime(2022, 3, 22, 3, 59, tzinfo=WEST), []),
    (datetime(2022, 3, 22, 15, 0, tzinfo=WEST), ["term_over"]),
]


@pytest.fixture
def case(office: Desk) -> Case:
    with clock.set_to(at("2022-03-10")):
        case = office.open("tip_off", "clerk", "2022-03-10", RECEIVED)
        office.assign(case, "handler", "2022-03-10", "one", "two")
    return case


@pytest.mark.parametrize(("moment", "codes"), MOMENTS)
def test_an_extension_is_judged_by_the_day_in_china(
    office: Desk, case: Case, moment: datetime, codes: list[str]
) -> None:
    asked = {
        "case": case,
        "action": "extend",
        "by": OfficerActor(officer=office.officers["head"]),
        "payload": {"extension_reason": "案情复杂"},
        "at": moment,
    }
    with clock.set_to(at("2022-03-23T12:00")):
        foreseen = foreseeing.dry_run(**asked)
        try:
            services.perform(request_id=uuid.uuid4(), **asked)
            refused = []
        except ActRefusedError as error:
            refused = [ground.code for ground in error.grounds]

    assert refused == codes
    assert ([g.code for g in foreseen.grounds] if isinstance(foreseen, Refused) else []) == codes
    assert Act.objects.filter(case=case, action="extend").count() == 1 - len(codes)


def test_a_case_opens_on_the_day_in_china(office: Desk) -> None:
    moment = datetime(2021, 12, 31, 20, 0, tzinfo=UTC)
    with clock.set_to(at("2022-03-10")):
        case = services.open_case(
            kind="tip_off",
            bureau=office.bureau,
            by=OfficerActor(officer=office.officers["clerk"]),
            payload={**RECEIVED, "received_on": "2022-01-01"},
            at=moment,
            request_id=uuid.uuid4(),
        )

    assert "2022" in case.number
    assert case.opened_at.astimezone(LEGAL_TIME).date().isoformat() == "2022-01-01"
