# SPDX-License-Identifier: MulanPSL-2.0
"""Who records an act later than it is done signs now: the post, the leave to act and the sight of the case are asked of both moments."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path

import pytest
from life import Desk, at, staffed

from fadu.cases.acts import services as cases
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act
from fadu.kernel import clock
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Appointment

pytestmark = pytest.mark.django_db
FILING = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": True,
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A case filed by its handlers and their head of unit on 9 March; the head of the bureau has not signed yet."""
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    desk = staffed()
    with clock.set_to(at("2022-03-09T18:00")):
        desk.open(
            "2022-03-01",
            {
                "source": "inspection",
                "received_on": "2022-03-01",
                "suspected_violation": "销售超过保质期的食品",
                "lead_content": "检查发现",
            },
        )
        for who in ("one", "two"):
            person, name = f"officer:{desk.officers[who].pk}", desk.officers[who].name
            desk.do("unit", "assign", "2022-03-01", {"role": "handler", "person": person, "name": name})
        desk.signed("file", "2022-03-09", FILING, "one", "unit")
    return desk


def refused(desk: Desk, who: str, action: str, on: str, **payload: str) -> list[tuple[str, str]]:
    with pytest.raises(ActRefusedError) as caught:
        desk.do(who, action, on, payload)
    return [(ground.code, ground.message) for ground in caught.value.grounds]


def test_a_head_whose_post_has_ended_signs_nothing_as_of_a_day_before(desk: Desk) -> None:
    post = Appointment.objects.get(officer=desk.officers["head"])
    people.end_appointment(appointment=post, end=at("2022-03-10T11:00"), document="免职")

    with clock.set_to(at("2022-03-10T14:00")):
        grounds = dict(refused(desk, "head", "file", "2022-03-10T10:30"))

    assert set(grounds) == {"no_post", "unseen"}
    assert grounds["no_post"].startswith("所填办理时间为2022-03-10 10:30，登记之时：“")
    assert not Act.objects.filter(case=desk.case, action="file").exists()


def test_a_head_in_post_signs_and_whoever_follows_him_too(desk: Desk) -> None:
    with clock.set_to(at("2022-03-10T10:59")):  # the minute before, and an act of half an hour ago
        desk.do("head", "file", "2022-03-10T10:30")

    assert Act.objects.filter(case=desk.case, action="file").exists()


def test_whoever_follows_a_head_signs_what_he_left(desk: Desk) -> None:
    post = Appointment.objects.get(officer=desk.officers["head"])
    people.end_appointment(appointment=post, end=at("2022-03-10T11:00"), document="免职")
    next_head = people.hire(bureau=desk.bureau, name="新任", since=date(2020, 1, 1))
    people.appoint(officer=next_head, post="bureau_head", start=at("2022-03-10T11:00"), document="任免通知")
    desk.officers["next"] = next_head

    with clock.set_to(at("2022-03-10T14:00")):
        desk.do("next", "file", "2022-03-10T13:00")

    assert Act.objects.filter(case=desk.case, action="file").exists()


def test_whoever_must_keep_out_by_now_does_nothing_as_of_the_day_before(desk: Desk) -> None:
    with clock.set_to(at("2022-03-10T14:00")):
        people.declare_conflict(
            officer=desk.officers["head"], party=desk.party, reason="配偶", on=date(2022, 3, 10)
        )
        assert [code for code, _ in refused(desk, "head", "file", "2022-03-09T16:00")] == ["conflict"]


def test_whoever_has_left_neither_acts_in_a_case_nor_is_told_what_he_might_have_done(desk: Desk) -> None:
    two = desk.officers["two"]
    with clock.set_to(at("2022-03-20T09:00")):
        people.depart(officer=two, on=date(2022, 3, 15), document="离职")
        grounds = refused(desk, "two", "note", "2022-03-12T10:00", text="当时的情况")
        assert desk.case is not None
        offered = cases.explain(case=desk.case, by=OfficerActor(officer=two), at=at("2022-03-12T10:00"))

    assert "unseen" in [code for code, _ in grounds]
    assert [option.action for option in offered if option.may] == []


def test_an_act_of_a_former_post_is_not_kept_from_whoever_holds_another_by_which_it_may_be_done(
    desk: Desk,
) -> None:
    """The head of the unit became the deputy head: he may keep the file of a day on which he was the other."""
    unit = desk.officers["unit"]
    people.end_appointment(
        appointment=Appointment.objects.get(officer=unit), end=at("2022-03-10T11:00"), document="免职"
    )
    people.appoint(officer=unit, post="deputy_head", start=at("2022-03-10T11:00"), document="任免通知")

    with clock.set_to(at("2022-03-10T14:00")):
        assert desk.case is not None
        cases.perform(
            case=desk.case,
            action="note",
            by=OfficerActor(officer=unit),
            payload={"text": "上午的电话"},
            at=at("2022-03-10T10:00"),
            request_id=uuid.uuid4(),
        )

    assert Act.objects.filter(case=desk.case, action="note").exists()
