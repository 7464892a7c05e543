# SPDX-License-Identifier: MulanPSL-2.0
"""Who sits in a meeting are the members of that day; as many must be there as the register of the body asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from life import Desk, investigated

from fadu.cases.errors import ActRefusedError
from fadu.people import committees
from fadu.people import services as people

pytestmark = pytest.mark.django_db
ON = "2022-03-20"


def convened(desk: Desk, body: str) -> Any:
    """A meeting of a body about the recusal of the chief."""
    investigated(desk)
    desk.do("unit", "ask_recusal_discussion", ON, RECUSAL)
    item = desk.child("committee_item")
    meeting = {"body": body, "meeting_on": ON, "place": "局会议室", "entitled": 4, "quorum": 2}
    desk.do("secretary", "convene", ON, meeting, case=item)
    return item


RECUSAL = {"recused_person": "head某"}


def seated(desk: Desk, *names: str) -> None:
    committee = committees.found_committee(
        bureau=desk.bureau,
        kind="committee",
        title="行政处罚案件审理委员会",
        since=date(2021, 1, 1),
        quorum=(3, 4),
        document="1号",
    )
    for name in names:
        committees.seat(
            committee=committee, officer=desk.officers[name], since=date(2021, 1, 1), document="1号"
        )


def attend(desk: Desk, item: Any, *names: str, status: str = "present") -> None:
    rows = [{"member": f"{name}某", "status": status} for name in names]
    desk.do("secretary", "take_attendance", ON, {"attendance": rows}, case=item)


def codes(error: pytest.ExceptionInfo[ActRefusedError]) -> list[str]:
    return [ground.code for ground in error.value.grounds]


def test_whoever_is_no_member_on_the_day_may_observe_and_not_sit(desk: Desk) -> None:
    seated(desk, "head", "host", "counsel", "examiner")
    committees.unseat(
        membership=desk.officers["examiner"].memberships.get(), until=date(2022, 3, 19), document="2号"
    )
    item = convened(desk, "penalty_committee")

    with pytest.raises(ActRefusedError) as error:
        attend(desk, item, "examiner")
    assert codes(error) == ["not_a_member"]
    attend(desk, item, "examiner", status="observer")


def test_the_quorum_is_the_bodys_share_of_its_members_that_day_whatever_the_meeting_states(
    desk: Desk,
) -> None:
    seated(desk, "head", "host", "counsel", "examiner")
    item = convened(desk, "penalty_committee")
    attend(desk, item, "host", "counsel")
    desk.do("one", "present_case", ON, {"report_text": "案情"}, case=item)
    votes = [{"member": f"{name}某", "vote": "for", "opinion": "同意"} for name in ("host", "counsel")]
    desk.do("secretary", "speak", ON, {"votes": votes}, case=item)

    with pytest.raises(ActRefusedError, match="法定到会人数为3人"):
        desk.do("host", "adopt", ON, {"resolution": "同意回避"}, case=item)
    attend(desk, item, "examiner")
    desk.do("host", "adopt", ON, {"resolution": "同意回避"}, case=item)


def test_among_the_heads_of_the_bureau_sit_those_in_office_that_day(desk: Desk) -> None:
    people.depart(officer=desk.officers["host"], on=date(2022, 3, 19), document="免1号")
    item = convened(desk, "bureau_heads")

    with pytest.raises(ActRefusedError) as error:
        attend(desk, item, "host")
    assert codes(error) == ["not_a_member"]
    attend(desk, item, "head")
