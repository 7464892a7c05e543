# SPDX-License-Identifier: MulanPSL-2.0
"""What two officers do together is recorded by one and confirmed by the other, by a press of his own: through the services."""

from __future__ import annotations

from datetime import date

import pytest
from bureau_of import Desk, at

from fadu.cases.acts.services import explain
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case, Turn
from fadu.cases.reading import nobody, turns
from fadu.kernel import clock
from fadu.ledger import sequencing, verification
from fadu.oversight import checking
from fadu.people.actors import OfficerActor
from fadu.procedure import who as procedure_who
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
DAY, NEXT = "2022-03-03", "2022-03-04"
VISIT = {"visited_on": DAY, "findings": "货架上有三袋超过保质期的食品"}


@pytest.fixture
def case(office: Desk) -> Case:
    """A tip-off that one officer has verified on the spot, naming the other beside himself."""
    with clock.set_to(at("2022-03-01")):
        made = office.open("tip_off", "clerk", "2022-03-01", RECEIVED)
        office.assign(made, "handler", "2022-03-01", "one", "two")
    with clock.set_to(at(DAY)):
        office.do(made, "one", "verify", DAY, **VISIT)
    return made


def stored() -> str:
    return files.store(name="信封.txt", content="邮戳".encode(), owner="").digest


def seq_of(case: Case) -> str:
    return str(Act.objects.get(case=case, action="verify").seq)


def confirmed(case: Case, office: Desk, who: str = "two", on: str = DAY) -> None:
    with clock.set_to(at(f"{on}T18:00")):
        office.do(case, who, "confirm_joint", f"{on}T18:00", of=seq_of(case))


def found(office: Desk, on: str) -> list[str]:
    with clock.set_to(at(on)):
        return [f.message for f in checking.check(office.bureau) if f.rule == "joint_unconfirmed"]


def kinds(case: Case, on: str) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    return [(turn.kind, turn.what, turn.whom) for turn in turns.turn_of(case, date.fromisoformat(on))]


def test_what_one_recorded_waits_for_the_other_beside_the_ordinary_turn(case: Case, office: Desk) -> None:
    two = office.officers["two"]

    waiting = kinds(case, DAY)

    assert ("confirm", "confirm_joint", (("officer", f"officer:{two.pk}"),)) in waiting
    assert len(waiting) == 2
    assert [turn.kind for turn in turns.turns_of(two, at(DAY)) if turn.what == "confirm_joint"] == ["confirm"]
    assert not [t for t in turns.turns_of(office.officers["one"], at(DAY)) if t.what == "confirm_joint"]
    with clock.set_to(at(DAY)):
        assert nobody.turns_without_anybody(office.bureau, at(DAY)) == []


def test_only_whoever_is_named_and_has_not_confirmed_is_offered_it(case: Case, office: Desk) -> None:
    def offered(who: str) -> bool:
        by = OfficerActor(officer=office.officers[who])
        with clock.set_to(at(DAY)):
            return any(option.action == "confirm_joint" for option in explain(case=case, by=by))

    assert [offered(who) for who in ("one", "two", "stranger")] == [False, True, False]
    confirmed(case, office)
    assert not offered("two")


def test_on_the_day_nothing_is_found_and_on_the_next_the_act_is_until_it_is_confirmed(
    case: Case, office: Desk
) -> None:
    assert found(office, f"{DAY}T20:00") == []
    (message,) = found(office, NEXT)
    assert "one某一人登记，two某没有确认" in message

    confirmed(case, office, on=NEXT)

    assert found(office, f"{NEXT}T20:00") == []
    assert found(office, "2022-03-07") == []


@pytest.mark.parametrize(
    ("who", "code"), [("one", "not_joint"), ("stranger", "unseen"), ("unit", "not_joint")]
)
def test_nobody_confirms_in_the_name_of_another(case: Case, office: Desk, who: str, code: str) -> None:
    with pytest.raises(ActRefusedError) as refused:
        confirmed(case, office, who)

    assert code in [ground.code for ground in refused.value.grounds]


def test_the_confirmation_is_an_act_of_its_own_that_says_what_it_confirms(case: Case, office: Desk) -> None:
    confirmed(case, office)

    act = Act.objects.get(case=case, action="confirm_joint")
    assert act.payload == {"of": seq_of(case), "acts": "核查"}
    assert [one["person"] for one in act.by] == [f"officer:{office.officers['two'].pk}"]
    assert not Turn.objects.filter(case=case, kind="confirm").exists()
    sequencing.sequence()
    assert verification.verify() == []


def test_a_day_to_be_mended_waits_for_another_than_asked(case: Case, office: Desk) -> None:
    with clock.set_to(at(DAY)):
        from_file = {"of": "1", "field": "received_on", "day": "2022-02-28", "reason": "邮戳"}
        office.do(case, "one", "attach", DAY, title="信封", digest=stored(), access="main")
        office.do(case, "one", "correct_day", DAY, paper="信封", **from_file)

    whom = next(whom for kind, what, whom in kinds(case, DAY) if what == "confirm_day")
    assert whom == (("officer", f"officer:{office.officers['two'].pk}"),)


def test_what_was_not_confirmed_waits_after_the_case_has_ended(case: Case, office: Desk) -> None:
    two = office.officers["two"]
    with clock.set_to(at(NEXT)):
        sent = {
            "receiving_body": "临江市市场监督管理局",
            "transfer_reason": "被举报人在该市",
            "attachments": "一份",
        }
        office.do(case, "unit", "transfer", NEXT, **sent)
    case.refresh_from_db()

    assert case.closed_at is not None
    assert [turn.what for turn in turns.turns_of(two, at(NEXT))] == ["confirm_joint"]

    confirmed(case, office, on=NEXT)

    assert turns.turns_of(two, at(NEXT)) == []


def alone(office: Desk) -> Case:
    """A tip-off with one officer assigned; the other is assigned on the day after DAY at nine."""
    with clock.set_to(at("2022-03-01")):
        made = office.open("tip_off", "clerk", "2022-03-01", RECEIVED)
        office.assign(made, "handler", "2022-03-01", "one")
    with clock.set_to(at(f"{NEXT}T18:00")):
        office.assign(made, "handler", f"{NEXT}T09:00", "two")
    return made


@pytest.mark.parametrize(
    ("who", "moment", "code"),
    [("one", f"{DAY}T10:00", "together"), ("one", f"{NEXT}T08:59", "together"), ("two", DAY, "not_assigned")],
)
def test_who_is_assigned_afterwards_was_not_there_before(
    office: Desk, who: str, moment: str, code: str
) -> None:
    made = alone(office)

    with clock.set_to(at(f"{NEXT}T18:00")), pytest.raises(ActRefusedError) as refused:
        office.do(made, who, "verify", moment, **VISIT)

    assert code in [ground.code for ground in refused.value.grounds]


def test_from_the_moment_of_the_assignment_two_act_together(office: Desk) -> None:
    made = alone(office)

    with clock.set_to(at(f"{NEXT}T18:00")):
        office.do(made, "one", "verify", f"{NEXT}T09:00", **VISIT)

    assert Act.objects.filter(case=made, action="verify").exists()


def test_an_act_recorded_once_with_whom_was_assigned_after_it_is_found(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = alone(office)
    with monkeypatch.context() as once:  # as it was recorded before that was asked
        once.setattr(
            procedure_who, "assigned_by_then", lambda world, role: world.state.assigned.get(role, ())
        )
        with clock.set_to(at(f"{NEXT}T18:00")):
            office.do(made, "one", "verify", DAY, **VISIT)
    confirmed(made, office, on=NEXT)

    with clock.set_to(at("2022-03-05")):
        later = [f for f in checking.check(office.bureau) if f.rule == "joint_assigned_later"]

    assert [each.severity for each in later] == ["possible"]
    assert "two某在此以后才被指派" in later[0].message


def test_a_number_longer_than_any_act_bears_is_no_number_of_an_act(case: Case, office: Desk) -> None:
    with clock.set_to(at(f"{DAY}T18:00")), pytest.raises(ActRefusedError) as refused:
        office.do(case, "two", "confirm_joint", f"{DAY}T18:00", of="9" * 5000)

    assert [ground.code for ground in refused.value.grounds] == ["invalid"]
