# SPDX-License-Identifier: MulanPSL-2.0
"""What two officers did on paper before their assignment was entered is entered with its true time, by that paper, and is found."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from bureau_of import Desk, at

from fadu.cases.acts import foreseeing, services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.kernel import clock
from fadu.oversight import checking
from fadu.people.actors import OfficerActor
from fadu.procedure.assignment import admits_a_paper
from fadu.procedure.library import library
from fadu.records import services as files

pytestmark = pytest.mark.django_db
RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
}
DAY = "2022-03-03"
VISIT = {"visited_on": DAY, "findings": "货架上有三袋超过保质期的食品"}
SCAN = "核查（签字原件）"


@pytest.fixture
def case(office: Desk) -> Case:
    """A tip-off that came two days ago; both officers were assigned at half past nine, back from the shop, and their paper is in the file."""
    with clock.set_to(at("2022-03-01")):
        made = office.open("tip_off", "clerk", "2022-03-01", RECEIVED)
    with clock.set_to(at(f"{DAY}T18:00")):
        office.assign(made, "handler", f"{DAY}T09:32", "one", "two")
        digest = files.store(name="核查.txt", content="核查记录".encode(), owner="").digest
        office.do(made, "one", "attach", f"{DAY}T18:00", title=SCAN, digest=digest, access="main")
    return made


def entered(office: Desk, case: Case, who: str, *, paper: str = SCAN, moment: str = f"{DAY}T09:20") -> Act:
    with clock.set_to(at(f"{DAY}T18:00")):
        return services.perform(
            case=case,
            action="verify",
            by=OfficerActor(officer=office.officers[who]),
            payload=VISIT,
            at=at(moment),
            request_id=uuid.uuid4(),
            paper=paper,
        )


def codes(refused: Any) -> list[str]:
    return [ground.code for ground in refused.value.grounds]


def test_a_visit_made_before_both_were_assigned_is_entered_by_its_paper_with_its_true_time(
    case: Case, office: Desk
) -> None:
    act = entered(office, case, "one")

    assert act.happened_at == at(f"{DAY}T09:20")
    assert [one["person"] for one in act.by] == [
        f"officer:{office.officers[who].pk}" for who in ("one", "two")
    ]
    assert any("早于登记的指派" in warning and SCAN in warning for warning in act.warnings)


def test_it_is_found_to_be_looked_into_with_the_article_and_what_to_look_at(case: Case, office: Desk) -> None:
    entered(office, case, "one")

    with clock.set_to(at("2022-03-07")):
        (finding,) = [f for f in checking.check(office.bureau) if f.rule == "joint_assigned_later"]

    assert finding.severity == "possible"
    assert finding.cites
    assert "请核对当时派出的依据" in finding.message


@pytest.mark.parametrize("paper", ["", "另一份材料"])
def test_without_a_paper_in_the_file_it_is_refused_as_ever(case: Case, office: Desk, paper: str) -> None:
    with pytest.raises(ActRefusedError) as refused:
        entered(office, case, "one", paper=paper)

    assert "not_assigned" in codes(refused)
    (ground,) = [one for one in refused.value.grounds if one.code == "not_assigned"]
    assert "09:32" in ground.message
    assert "签字原件" in ground.remedy


def test_nobody_who_never_was_assigned_enters_anything_by_a_paper(case: Case, office: Desk) -> None:
    with pytest.raises(ActRefusedError) as refused:
        entered(office, case, "three" if "three" in office.officers else "unit")

    assert {"not_assigned", "no_post"} & set(codes(refused))


def test_whoever_was_released_enters_nothing_by_a_paper(case: Case, office: Desk) -> None:
    with clock.set_to(at(f"{DAY}T18:00")):
        gone = {"role": "handler", "person": f"officer:{office.officers['one'].pk}", "reason": "调离"}
        office.do(case, "unit", "release", f"{DAY}T18:00", **gone)

    with pytest.raises(ActRefusedError) as refused:
        entered(office, case, "one")

    assert "not_assigned" in codes(refused)


def test_one_who_was_there_alone_stays_refused(office: Desk) -> None:
    with clock.set_to(at("2022-03-01")):
        made = office.open("tip_off", "clerk", "2022-03-01", RECEIVED)
    with clock.set_to(at(f"{DAY}T18:00")):
        office.assign(made, "handler", f"{DAY}T09:32", "one")
        digest = files.store(name="核查.txt", content="核查记录".encode(), owner="").digest
        office.do(made, "one", "attach", f"{DAY}T18:00", title=SCAN, digest=digest, access="main")

    with pytest.raises(ActRefusedError) as refused:
        entered(office, made, "one")

    assert "together" in codes(refused)


def test_what_is_asked_before_the_press_says_that_it_will_be_looked_into(case: Case, office: Desk) -> None:
    with clock.set_to(at(f"{DAY}T18:00")):
        said = foreseeing.of_act(
            case=case,
            action="verify",
            by=OfficerActor(officer=office.officers["one"]),
            payload=VISIT,
            at=at(f"{DAY}T09:20"),
            paper=SCAN,
        )

    assert any("列为待核实" in words for words in said.warnings)


def test_no_act_that_moves_a_case_or_that_several_sign_has_this_door() -> None:
    doors = 0
    for kind in library().kinds():
        for procedure in library().editions(kind):
            for action in procedure.actions.values():
                if admits_a_paper(procedure, action.key):
                    assert not action.to
                    assert not action.signs
                    assert procedure.roles[action.by].assigned_by
                    doors += 1

    assert doors > 10


# -- before the case itself was registered ---------------------------------------------------------


@pytest.fixture
def later(office: Desk) -> Case:
    """A tip-off that came on 1 March and was registered on the 3rd; on the 2nd both officers were in the shop."""
    with clock.set_to(at(f"{DAY}T09:00")):
        made = office.open("tip_off", "clerk", f"{DAY}T09:00", RECEIVED)
    with clock.set_to(at(f"{DAY}T18:00")):
        office.assign(made, "handler", f"{DAY}T09:32", "one", "two")
        digest = files.store(name="核查.txt", content="核查记录".encode(), owner="").digest
        office.do(made, "one", "attach", f"{DAY}T18:00", title=SCAN, digest=digest, access="main")
    return made


def before(office: Desk, case: Case, day: str, *, paper: str = SCAN) -> Act:
    with clock.set_to(at(f"{DAY}T18:00")):
        return services.perform(
            case=case,
            action="verify",
            by=OfficerActor(officer=office.officers["one"]),
            payload={**VISIT, "visited_on": day},
            at=at(f"{day}T16:00"),
            request_id=uuid.uuid4(),
            paper=paper,
        )


def test_what_was_done_on_paper_after_the_case_became_known_and_before_it_was_registered_is_entered_and_found(
    later: Case, office: Desk
) -> None:
    act = before(office, later, "2022-03-02")

    assert act.happened_at == at("2022-03-02T16:00")
    assert any("列为待核实" in warning for warning in act.warnings)
    with clock.set_to(at("2022-03-07")):
        rules = {finding.rule for finding in checking.check(office.bureau) if finding.seq == act.seq}
    assert {"before_opening", "joint_assigned_later"} <= rules


@pytest.mark.parametrize(
    ("day", "paper", "words", "remedy"),
    [
        ("2022-02-28", SCAN, "本案所由来的事项2022-03-01才发生或者发现", "作为证据收入材料"),
        ("2022-03-02", "", "早于本案开始时间2022-03-03 09:00", "签字原件"),
    ],
)
def test_what_lies_before_all_the_case_springs_from_or_has_no_paper_is_no_act_of_it(
    later: Case, office: Desk, day: str, paper: str, words: str, remedy: str
) -> None:
    with pytest.raises(ActRefusedError) as refused:
        before(office, later, day, paper=paper)

    (ground,) = [one for one in refused.value.grounds if one.code == "before_opening"]
    assert words in ground.message
    assert remedy in ground.remedy
