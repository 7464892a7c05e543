# SPDX-License-Identifier: MulanPSL-2.0
"""The acts every procedure knows: assigning, serving, filing, noting, returning a proposal, publishing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fadu.procedure import built_in, engine
from fadu.procedure.decision import Actor, Holding, Permitted, Refused, Request, Service
from fadu.procedure.testing import NOTHING_AGAINST, CaseInMemory, moment


def ask(
    case: CaseInMemory, action: str, who: str, day: str = "2022-03-05", /, **payload: Any
) -> Permitted | Refused:
    served = replace(NOTHING_AGAINST, service=Service(payload=payload))
    world = case.world(moment(day), case.people[who][0]).with_(outside=served)
    return engine.decide(world, Request(action=action, payload=payload))


def codes(decision: Permitted | Refused) -> list[str]:
    assert isinstance(decision, Refused), decision
    return [ground.code for ground in decision.grounds]


def candidate(case: CaseInMemory, **holding: Any) -> str:
    held = Holding(post="case_handler", certified=True)
    case.people["candidate"] = (
        Actor(person="officer:77", name="新人", holdings=(replace(held, **holding),)),
    )
    return "officer:77"


def test_who_assigns_a_role_may_assign_it(received_case: CaseInMemory) -> None:
    person = candidate(received_case)

    assert isinstance(
        ask(received_case, "assign", "head", role="handler", person=person, name="新人"), Permitted
    )


def test_nobody_else_may_assign(received_case: CaseInMemory) -> None:
    person = candidate(received_case)

    assert "not_assigner" in codes(ask(received_case, "assign", "clerk", role="handler", person=person))


def test_a_role_that_needs_no_assignment_is_not_assigned(received_case: CaseInMemory) -> None:
    assert "not_assignable" in codes(ask(received_case, "assign", "head", role="clerk", person="officer:1"))


def test_a_candidate_without_a_certificate_is_not_assigned(received_case: CaseInMemory) -> None:
    person = candidate(received_case, certified=False)

    assert codes(ask(received_case, "assign", "head", role="handler", person=person)) == [
        "candidate_certificate"
    ]


def test_a_candidate_without_the_post_is_not_assigned(received_case: CaseInMemory) -> None:
    person = candidate(received_case, post="registrar")

    assert codes(ask(received_case, "assign", "head", role="handler", person=person)) == ["candidate_post"]


def test_a_candidate_who_examined_the_case_is_not_assigned_to_handle_it(reviewed_case: CaseInMemory) -> None:
    examiner = reviewed_case.people["examiner"][0]
    both = replace(examiner, holdings=(*examiner.holdings, Holding(post="case_handler", certified=True)))
    reviewed_case.people["examiner"] = (both,)

    assert codes(ask(reviewed_case, "assign", "head", role="handler", person=both.person)) == ["apart"]


def test_a_person_is_not_assigned_twice(received_case: CaseInMemory) -> None:
    person = received_case.people["handler"][0].person

    assert "assigned_already" in codes(ask(received_case, "assign", "head", role="handler", person=person))


def test_a_document_is_served_on_a_party_of_the_case(notified_case: CaseInMemory) -> None:
    ref = notified_case.state.documents[-1].ref

    served = ask(
        notified_case, "serve", "clerk", document=ref, party="party:1", manner="post", sent_on="2022-03-05"
    )

    assert isinstance(served, Permitted)


def test_a_document_is_not_served_before_it_was_issued(notified_case: CaseInMemory) -> None:
    ref = notified_case.state.documents[-1].ref

    served = ask(
        notified_case, "serve", "clerk", document=ref, party="party:1", manner="post", sent_on="2022-03-01"
    )

    assert codes(served) == ["served_before_issue"]


def test_a_void_document_is_not_served(notified_case: CaseInMemory) -> None:
    ref = notified_case.state.documents[-1].ref
    notified_case.act("tell_again", moment("2022-03-05"))

    served = ask(
        notified_case, "serve", "clerk", document=ref, party="party:1", manner="post", sent_on="2022-03-05"
    )

    assert codes(served) == ["no_document"]


def test_a_document_is_not_served_on_a_stranger(notified_case: CaseInMemory) -> None:
    ref = notified_case.state.documents[-1].ref

    served = ask(
        notified_case, "serve", "clerk", document=ref, party="party:9", manner="post", sent_on="2022-03-05"
    )

    assert codes(served) == ["not_a_party"]


def test_what_is_missing_in_a_built_in_act_is_named(received_case: CaseInMemory) -> None:
    assert codes(ask(received_case, "attach", "clerk", title="照片")) == ["missing"]


def test_what_is_missing_is_called_by_its_title(received_case: CaseInMemory) -> None:
    refused = ask(received_case, "serve", "clerk", document="x", party="party:1", manner="post")

    assert "“送达”缺少内容：送出日期。" in [ground.message for ground in refused.grounds]


@pytest.mark.parametrize("action", built_in.NEEDED)
def test_everything_a_built_in_act_needs_has_a_title(action: str) -> None:
    assert [key for key in built_in.NEEDED[action] if key not in built_in.TITLES] == []


def test_an_officer_without_any_role_keeps_no_notes(received_case: CaseInMemory) -> None:
    stranger = Actor(person="officer:99", holdings=(Holding(post="registrar"),))
    world = received_case.world(moment("2022-03-05"), stranger)

    assert codes(engine.decide(world, Request(action="note", payload={"text": "记"}))) == ["no_role"]


def test_a_proposal_is_returned_and_signing_begins_anew(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"), by="handler")

    returned = ask(notified_case, "return_proposal", "head", "2022-03-08", of="grant", reason="金额有误")
    notified_case.record("return_proposal", moment("2022-03-08"), {"of": "grant", "reason": "金额有误"})

    assert isinstance(returned, Permitted)
    assert notified_case.state.pending == ()


def test_what_is_not_being_signed_cannot_be_returned(notified_case: CaseInMemory) -> None:
    assert codes(ask(notified_case, "return_proposal", "head", of="grant", reason="无")) == [
        "nothing_pending"
    ]


def test_what_follows_from_other_acts_is_never_asked_for(received_case: CaseInMemory) -> None:
    assert "follows" in codes(ask(received_case, "child_ended", "head", child="x"))


def test_a_note_in_the_future_is_refused(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-09"), received_case.people["head"][0])

    decision = engine.decide(
        world, Request(action="note", payload={"text": "记"}), latest=moment("2022-03-08")
    )

    assert codes(decision) == ["in_future"]


def test_a_note_later_today_than_now_is_refused(received_case: CaseInMemory) -> None:
    now, soon = moment("2022-03-08T10:00"), moment("2022-03-08T10:01")
    world = received_case.world(soon, received_case.people["head"][0])

    decision = engine.decide(world, Request(action="note", payload={"text": "记"}), latest=now)

    assert codes(decision) == ["in_future"]


def test_a_note_before_the_opening_is_refused(received_case: CaseInMemory) -> None:
    assert "before_opening" in codes(ask(received_case, "note", "head", "2022-02-01", text="记"))
