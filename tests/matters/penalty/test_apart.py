# SPDX-License-Identifier: MulanPSL-2.0
"""What the law keeps apart stays apart: in the case, in what springs from it, after reassignment, and of two at one moment."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from life import HEAVY, Desk, at, investigated, staffed, words_for

from fadu.cases.acts import services as cases
from fadu.cases.errors import ActRefusedError, StaleRevisionError
from fadu.cases.models import Act, Case, RoleTaken
from fadu.cases.world import worlds
from fadu.law import library as law_library
from fadu.ledger import verification
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.procedure import who
from fadu.procedure.decision import World
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.storage import triggers

ON = "2022-03-15"


def person(desk: Desk, who: str) -> str:
    return f"officer:{desk.officers[who].pk}"


def also(desk: Desk, who: str, post: str) -> None:
    people.appoint(officer=desk.officers[who], post=post, start=at("2020-01-01"), document="任免通知")


def codes(
    desk: Desk, who: str, action: str, on: str, payload: dict[str, Any], case: Case | None = None
) -> list[str]:
    with pytest.raises(ActRefusedError) as error:
        desk.do(who, action, on, payload, case=case)
    return [ground.code for ground in error.value.grounds]


def concluded(desk: Desk, **more: Any) -> None:
    investigated(desk)
    desk.do(
        "one",
        "conclude",
        "2022-04-20",
        {
            **words_for(desk, **{k: v for k, v in more.items() if k == "fine"}),
            "nature": "销售超过保质期食品",
            "disposition": "penalty",
            **more,
        },
    )


@pytest.mark.django_db
def test_who_was_released_from_a_case_still_does_not_examine_it(desk: Desk) -> None:
    also(desk, "two", "case_examiner")
    concluded(desk)
    desk.do(
        "unit",
        "release",
        "2022-04-21",
        {"role": "handler", "person": person(desk, "two"), "reason": "另有任务"},
    )

    assert codes(desk, "two", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"}) == [
        "apart"
    ]


@pytest.mark.django_db
def test_the_handler_of_a_case_does_not_review_it_in_the_case_that_springs_from_it(desk: Desk) -> None:
    also(desk, "one", "legal_counsel")
    people.qualify(officer=desk.officers["one"], number="A2016110000")
    concluded(desk, review_grounds=["complex"])
    desk.do("unit", "ask_legal_review", "2022-04-25")
    words = {
        "facts_opinion": "清楚",
        "law_opinion": "正确",
        "procedure_opinion": "合法",
        "opinion_text": "同意",
    }

    assert codes(desk, "one", "agree", "2022-04-26", words, desk.child("legal_review")) == ["apart"]


@pytest.mark.django_db
def test_who_brings_a_child_about_takes_no_role_in_it(desk: Desk) -> None:
    concluded(desk, review_grounds=["complex"])
    desk.do("unit", "ask_legal_review", "2022-04-25")
    asked = Act.objects.get(case=desk.case, action="ask_legal_review")
    child = desk.child("legal_review")

    assert [signature["role"] for signature in asked.by] == ["unit"]
    opened = Act.objects.get(case=child, seq=1)
    assert [(s["person"], s["role"]) for s in opened.by] == [(person(desk, "unit"), "")]
    assert worlds.state_of(child).taken == frozenset()


@pytest.mark.django_db
def test_who_reviewed_in_one_child_is_not_assigned_to_handle_the_case(desk: Desk) -> None:
    also(desk, "counsel", "case_handler")
    concluded(desk, review_grounds=["complex"])
    desk.do("unit", "ask_legal_review", "2022-04-25")
    words = {
        "facts_opinion": "清楚",
        "law_opinion": "正确",
        "procedure_opinion": "合法",
        "opinion_text": "同意",
    }
    desk.do("counsel", "agree", "2022-04-26", words, case=desk.child("legal_review"))
    payload = {"role": "handler", "person": person(desk, "counsel"), "name": "counsel某"}

    assert codes(desk, "unit", "assign", "2022-04-27", payload) == ["apart"]


def test_what_only_the_childs_own_procedure_keeps_apart_is_kept_apart_in_it() -> None:
    """Sending to review and reviewing: the penalty's procedure knows no sender, the review's does."""
    procedure = library().editions("legal_review")[-1]
    world = World(
        procedure=procedure,
        state=State(taken=frozenset({("officer:1", "sender")})),
        at=at(ON),
        law=law_library(),
        family_apart=(("handler", "reviewer"),),
        role_names={"counsel": "reviewer"},
    )

    assert [ground.code for ground in who.apart(world, "counsel", "officer:1")] == ["apart"]
    assert list(who.apart(world, "counsel", "officer:2")) == []


@pytest.mark.django_db
def test_a_role_struck_from_the_register_by_hand_is_named(desk: Desk) -> None:
    investigated(desk)
    assert verification.verify() == []
    row = RoleTaken.objects.filter(person=person(desk, "one")).first()
    assert row is not None
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_roletaken WHERE id = %s", [row.pk])
    triggers.install()

    assert {problem.code for problem in verification.verify()} == {"role_missing"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_of_two_who_assign_one_person_to_opposite_roles_at_one_moment_one_succeeds(
    round_: int, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case and its hearing have revisions of their own: neither transaction sees what the other writes."""
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    desk = staffed()
    three = desk.officers["counsel"]
    also(desk, "counsel", "case_handler")
    people.appoint(
        officer=desk.officers["host"], post="unit_head", start=at("2020-01-01"), document="任免通知"
    )
    concluded(desk, fine=20_000_000)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words_for(desk, **HEAVY), "one", "head")
    desk.serve("penalty_notice", "2022-04-27")
    desk.do(
        "one", "request_hearing", "2022-05-05", {"hearing_reason": "事实有误", "requested_on": "2022-05-05"}
    )
    root, hearing = Case.objects.get(pk=desk.case.pk if desk.case else 0), desk.child("hearing")
    gate = Barrier(2)
    wanted = [(root, "handler", desk.officers["unit"]), (hearing, "host", desk.officers["head"])]

    def press(one: tuple[Case, str, Any]) -> str:
        case, role, by = one
        payload = {"role": role, "person": f"officer:{three.pk}", "name": three.name}
        try:
            gate.wait(timeout=60)
            cases.perform(
                case=case,
                action="assign",
                by=OfficerActor(officer=by),
                payload=payload,
                at=at("2022-05-06"),
                request_id=uuid.uuid4(),
            )
            return "done"
        except ActRefusedError as error:
            return error.grounds[0].code
        except StaleRevisionError:
            return "stale"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ended = sorted(pool.map(press, wanted))

    assert ended == ["apart", "done"]
    assigned = Act.objects.filter(action="assign", payload__person=f"officer:{three.pk}")
    assert assigned.count() == 1
