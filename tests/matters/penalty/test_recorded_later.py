# SPDX-License-Identifier: MulanPSL-2.0
"""Who records an act later than it is done signs now: the post, the leave to act and the sight of the case are asked of both moments.

What somebody did in a post he holds no more, another enters by the paper that shows it, and says who did it.
"""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Any

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


def filed_by_two() -> Desk:
    """A case filed by its handlers and their head of unit on 9 March; the head of the bureau has not signed yet."""
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


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begin_from: Any) -> Desk:
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    return begin_from(filed_by_two)


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


PAPER = "立案审批表原件"


def follow(desk: Desk) -> None:
    """The head signed on paper on 10 March and lost his post an hour later; whoever follows him is appointed at once."""
    post = Appointment.objects.get(officer=desk.officers["head"])
    people.end_appointment(appointment=post, end=at("2022-03-10T11:00"), document="免职")
    desk.officers["next"] = people.hire(bureau=desk.bureau, name="新任", since=date(2020, 1, 1))
    people.appoint(
        officer=desk.officers["next"], post="bureau_head", start=at("2022-03-10T11:00"), document="任免通知"
    )


def taken_in(desk: Desk, who: str) -> None:
    desk.do(who, "attach", "2022-03-15T08:30", {"title": PAPER, "digest": "sm3:00"})


def enter(
    desk: Desk,
    who: str,
    done_by: str,
    *,
    on: str = "2022-03-10T10:30",
    paper: str = PAPER,
    action: str = "file",
    payload: dict[str, object] | None = None,
) -> Act:
    assert desk.case is not None
    return cases.perform(
        case=desk.case,
        action=action,
        by=OfficerActor(officer=desk.officers[who], done_by=desk.officers[done_by], paper=paper),
        payload=payload,
        at=at(on),
        request_id=uuid.uuid4(),
    )


def against(desk: Desk, who: str, done_by: str, **said: str) -> set[str]:
    with pytest.raises(ActRefusedError) as caught:
        enter(desk, who, done_by, **said)
    assert not Act.objects.filter(case=desk.case, action="file").exists()
    return {ground.code for ground in caught.value.grounds}


def test_what_a_head_signed_before_his_post_ended_whoever_follows_him_enters(desk: Desk) -> None:
    with clock.set_to(at("2022-03-15T09:00")):
        follow(desk)
        taken_in(desk, "one")
        act = enter(desk, "next", "head")

    head, following = desk.officers["head"], desk.officers["next"]
    signed = next(one for one in act.by if one["person"] == f"officer:{head.pk}")
    assert act.action == "file"
    assert act.happened_at == at("2022-03-10T10:30")
    assert (signed["post"], signed["channel"]) == ("bureau_head", f"officer:{following.pk}")
    assert act.actor is not None
    assert (act.actor["person"], act.actor["channel"], act.actor["mandate"]) == (
        f"officer:{head.pk}",
        f"officer:{following.pk}",
        PAPER,
    )
    assert f"officer:{following.pk}" not in [one["person"] for one in act.by]
    assert any("新任凭案卷中的《立案审批表原件》补录" in warning for warning in act.warnings)


@pytest.mark.parametrize(("on", "codes"), [("2022-03-10T10:59", set()), ("2022-03-10T11:01", {"no_post"})])
def test_nobody_is_named_who_held_no_post_when_it_was_done(desk: Desk, on: str, codes: set[str]) -> None:
    with clock.set_to(at("2022-03-15T09:00")):
        follow(desk)
        taken_in(desk, "one")
        if codes:
            assert against(desk, "next", "head", on=on) == codes
        else:
            assert enter(desk, "next", "head", on=on).action == "file"


def test_without_the_paper_in_the_file_nothing_is_entered_for_another(desk: Desk) -> None:
    with clock.set_to(at("2022-03-15T09:00")):
        follow(desk)
        assert against(desk, "next", "head") == {"no_paper_of_it"}
        assert against(desk, "next", "head", paper="") == {"no_paper_of_it"}
        taken_in(desk, "next")
        assert against(desk, "next", "head") == {"own_paper"}


def test_whoever_is_still_in_post_enters_it_himself(desk: Desk) -> None:
    with clock.set_to(at("2022-03-15T09:00")):
        taken_in(desk, "one")
        assert "still_in_post" in against(desk, "unit", "head")


def test_who_enters_it_holds_the_post_now_and_did_not_sign_what_he_enters(desk: Desk) -> None:
    with clock.set_to(at("2022-03-15T09:00")):
        follow(desk)
        taken_in(desk, "two")
        assert "recorder_not_in_post" in against(desk, "two", "head")
        assert {"recorder_not_in_post", "self_approval"} <= against(desk, "one", "head")


def test_what_is_done_today_nobody_enters_for_another(desk: Desk) -> None:
    with clock.set_to(at("2022-03-15T09:00")):
        follow(desk)
        taken_in(desk, "one")
        assert "not_entered_late" in against(desk, "next", "head", on="2022-03-15T09:00")


def test_the_file_is_kept_by_those_in_post_today(desk: Desk) -> None:
    with clock.set_to(at("2022-03-15T09:00")):
        follow(desk)
        taken_in(desk, "one")
        assert "entered_for_nobody" in against(desk, "next", "head", action="note")


@pytest.mark.parametrize(("on", "is_refused"), [("2022-03-12T11:59", False), ("2022-03-12T12:01", True)])
def test_what_a_handler_did_before_he_was_released_whoever_took_his_place_enters(
    desk: Desk, on: str, is_refused: bool
) -> None:
    """He and his colleague of that day are those who did it; whoever took his place did nothing of it."""
    one, three = desk.officers["one"], people.hire(bureau=desk.bureau, name="三某", since=date(2020, 1, 1))
    people.appoint(officer=three, post="case_handler", start=at("2020-01-01"), document="任免通知")
    people.certify(officer=three, number="执三", valid_from=date(2020, 1, 1), valid_to=date(2030, 1, 1))
    desk.officers["three"] = three
    with clock.set_to(at("2022-03-15T09:00")):
        desk.do("head", "file", "2022-03-10T10:30")
        leaving = {"role": "handler", "person": f"officer:{one.pk}", "reason": "调离"}
        desk.do("unit", "release", "2022-03-12T12:00", leaving)
        coming = {"role": "handler", "person": f"officer:{three.pk}", "name": three.name}
        desk.do("unit", "assign", "2022-03-12T12:00", coming)
        taken_in(desk, "two")
        gathered = {
            "evidence": [{"title": "照片", "kind": "object", "taken_on": on[:10]}],
            "rights_told_on": on[:10],
        }
        if is_refused:
            with pytest.raises(ActRefusedError) as caught:
                enter(desk, "three", "one", on=on, action="gather", payload=gathered)
            assert "not_assigned" in {ground.code for ground in caught.value.grounds}
        else:
            act = enter(desk, "three", "one", on=on, action="gather", payload=gathered)
            assert [each["person"] for each in act.by] == [
                f"officer:{one.pk}",
                f"officer:{desk.officers['two'].pk}",
            ]
