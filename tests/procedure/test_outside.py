# SPDX-License-Identifier: MulanPSL-2.0
"""What an answer rests on beyond the acts: what nobody fetched is unknown, and unknown refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.procedure import engine, outside
from fadu.procedure.decision import (
    Actor,
    Answer,
    Ground,
    Join,
    Outside,
    Permitted,
    Refused,
    Request,
    Service,
    Unfilled,
)
from fadu.procedure.library import library
from fadu.procedure.model import Issue, Procedure, Role
from fadu.procedure.outside import needs
from fadu.procedure.testing import NOTHING_AGAINST, THE_LAW, CaseInMemory, moment, party

DAY = moment("2022-03-05")


def asked(case: CaseInMemory, who: str, outside: Outside | None, request: Request) -> list[str]:
    world = case.world(DAY, case.people[who][0]).with_(outside=outside)
    decision = engine.decide(world, request)
    return [ground.code for ground in decision.grounds] if isinstance(decision, Refused) else []


NOTE = Request(action="note", payload={"text": "记事"})


def test_who_sees_the_case_may_note_in_it(received_case: CaseInMemory) -> None:
    assert asked(received_case, "clerk", NOTHING_AGAINST, NOTE) == []


def test_who_does_not_see_the_case_is_told_that_and_nothing_of_the_case(received_case: CaseInMemory) -> None:
    blind = replace(NOTHING_AGAINST, sees="no")

    assert asked(received_case, "clerk", blind, NOTE) == ["unseen"]
    assert asked(received_case, "clerk", blind, Request(action="notify")) == ["no_post", "unseen"]


def test_where_nobody_asked_whether_the_case_is_seen_nothing_may_be_done(received_case: CaseInMemory) -> None:
    assert asked(received_case, "clerk", None, NOTE) == ["not_fetched"]
    assert asked(received_case, "clerk", Outside(), NOTE) == ["not_fetched"]


def test_an_act_without_an_actor_is_refused(received_case: CaseInMemory) -> None:
    decision = engine.decide(received_case.world(DAY), NOTE)

    assert isinstance(decision, Refused)
    assert "nobody" in [ground.code for ground in decision.grounds]


def test_a_service_needs_the_day_that_the_law_derives(notified_case: CaseInMemory) -> None:
    paper = notified_case.state.documents[-1].ref
    serve = Request(
        action="serve",
        payload={
            "document": paper,
            "party": "party:1",
            "manner": "personal",
            "sent_on": "2022-03-05",
            "repeated_because": "原件遗失",
        },
    )

    assert "service" in needs(notified_case.procedure, serve)
    assert asked(notified_case, "clerk", NOTHING_AGAINST, serve) == ["not_fetched"]
    objected = replace(NOTHING_AGAINST, service=Service(payload=serve.payload, objections=("不适用",)))
    assert asked(notified_case, "clerk", objected, serve) == ["service"]


def test_the_day_of_service_recorded_is_the_derived_one_whatever_was_typed(
    notified_case: CaseInMemory,
) -> None:
    typed = {
        "document": notified_case.state.documents[-1].ref,
        "party": "party:1",
        "manner": "personal",
        "sent_on": "2022-03-05",
        "effective_on": "2022-01-01",
        "repeated_because": "原件遗失",
    }
    derived = Service(payload={**typed, "effective_on": "2022-03-05"})
    world = notified_case.world(DAY, notified_case.people["clerk"][0])

    decision = engine.decide(
        world.with_(outside=replace(NOTHING_AGAINST, service=derived)),
        Request(action="serve", payload=typed),
    )

    assert isinstance(decision, Permitted)
    assert decision.payload["effective_on"] == "2022-03-05"


@pytest.mark.parametrize(
    ("join", "codes"),
    [
        (Join(number="甲1号"), []),
        (Join(number="甲1号", exists=False), ["no_such_case"]),
        (Join(number="甲1号", is_same=True), ["same_case"]),
        (Join(number="甲1号", is_other_kind=True), ["other_kind"]),
        (Join(number="甲1号", has_ended=True), ["case_ended"]),
        (Join(number="甲1号", clashes=("同一人已任甲岗。",)), ["apart"]),
        (Join(number="甲1号", is_other_kind=True, has_ended=True), ["other_kind", "case_ended"]),
    ],
)
def test_a_case_is_joined_only_to_a_running_one_of_its_kind_in_which_nobody_meets_himself(
    join: Join, codes: list[str]
) -> None:
    procedure = library().procedure("penalty", date(2022, 3, 1))
    merging = next(a for a in procedure.actions.values() if a.merges_into)
    request = Request(action=merging.key, payload={merging.merges_into: "甲1号"})
    world = CaseInMemory(procedure=procedure, law=law_library()).world(DAY)
    actor = Actor(person="officer:1")

    given = [
        ground.code
        for ground in outside_grounds(
            world.with_(actor=actor, outside=replace(NOTHING_AGAINST, join=join)), request
        )
    ]

    assert given == codes


def outside_grounds(world: object, request: Request) -> list[object]:
    return list(outside.grounds(world, request))  # type: ignore[arg-type]


def lacking(*fields: tuple[str, str]) -> Outside:
    """Everything fetched, and a paper that would lack these fields."""
    papers = (Unfilled(title="告知书", fields=fields),)
    return replace(NOTHING_AGAINST, unfilled=lambda world, permitted: papers)


def beyond(*sentences: str) -> Outside:
    """Everything fetched, and registers that could not hold what follows."""
    return replace(NOTHING_AGAINST, beyond=lambda world, permitted: sentences)


RECEIVE = Request(action="receive", payload={"size": "small"})
NOTIFY = Request(action="notify")


def to_notify(case: CaseInMemory, outside: Outside | None, **more: bool) -> list[Ground]:
    """The grounds against telling, by whoever may, on a day on which it may be done."""
    world = case.world(moment("2022-03-04"), case.actor_for("notify"))
    return list(getattr(engine.decide(world.with_(outside=outside), replace(NOTIFY, **more)), "grounds", ()))


def test_what_a_paper_lacks_is_named_with_article_and_remedy(reviewed_case: CaseInMemory) -> None:
    (ground,) = to_notify(reviewed_case, lacking(("account", "缴款账户"), ("bank", "银行")))

    assert ground.code == "document_incomplete"
    assert ground.message == "《告知书》缺少必填内容：缴款账户、银行。"
    assert ground.cites == ("测试法 38",)


def test_a_paper_that_lacks_nothing_is_no_ground(reviewed_case: CaseInMemory) -> None:
    assert to_notify(reviewed_case, lacking()) == []


def test_before_anything_is_filled_in_a_paper_may_lack_what_it_needs(reviewed_case: CaseInMemory) -> None:
    assert to_notify(reviewed_case, lacking(("account", "缴款账户")), blank=True) == []


def test_where_nobody_looked_into_the_papers_the_act_is_refused(reviewed_case: CaseInMemory) -> None:
    (ground,) = to_notify(reviewed_case, replace(NOTHING_AGAINST, unfilled=None))

    assert (ground.code, ground.unknown) == ("not_fetched", True)
    assert "文书的内容" in ground.message


def test_an_act_without_papers_needs_no_look_into_them(received_case: CaseInMemory) -> None:
    unread = replace(NOTHING_AGAINST, unfilled=None)

    assert asked(received_case, "head", unread, Request(action="send_out")) == []


def test_what_its_papers_lack_refuses_a_proposal_at_the_first_signature_as_at_the_last(
    notified_case: CaseInMemory,
) -> None:
    grant = Request(action="grant", payload={"amount": 100})
    short = lacking(("account", "缴款账户"))

    first = asked_on(notified_case, "2022-03-08", "handler", short, grant)
    fine = asked_on(notified_case, "2022-03-08", "handler", lacking(), grant)
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")
    last = asked_on(notified_case, "2022-03-08", "head", short, Request(action="grant"))

    assert (first, fine, last) == (["document_incomplete"], [], ["document_incomplete"])


def asked_on(case: CaseInMemory, day: str, who: str, outside: Outside, request: Request) -> list[str]:
    world = case.world(moment(day), case.people[who][0]).with_(outside=outside)
    decision = engine.decide(world, request)
    return [ground.code for ground in decision.grounds] if isinstance(decision, Refused) else []


def test_a_field_whose_own_value_is_at_fault_is_not_named_twice(fresh_case: CaseInMemory) -> None:
    issuing = replace(fresh_case.procedure.actions["receive"], issues=(Issue(template="report"),))
    fresh_case.procedure = replace(
        fresh_case.procedure, actions={**fresh_case.procedure.actions, "receive": issuing}
    )
    paper = lacking(("size", "规模"), ("account", "缴款账户"))
    world = fresh_case.world(DAY, fresh_case.people["clerk"][0]).with_(outside=paper)

    decision = engine.decide(world, Request(action="receive", payload={"size": "huge"}))

    messages = [ground.message for ground in decision.grounds] if isinstance(decision, Refused) else []
    assert any("规模" in message and "缺少必填内容" not in message for message in messages)
    assert "《告知书》缺少必填内容：缴款账户。" in messages
    assert "《告知书》缺少必填内容：规模、缴款账户。" not in messages


def test_a_paper_that_lacks_only_what_is_at_fault_itself_is_no_second_ground(
    fresh_case: CaseInMemory,
) -> None:
    issuing = replace(fresh_case.procedure.actions["receive"], issues=(Issue(template="report"),))
    fresh_case.procedure = replace(
        fresh_case.procedure, actions={**fresh_case.procedure.actions, "receive": issuing}
    )

    assert asked(
        fresh_case,
        "clerk",
        lacking(("size", "规模")),
        Request(action="receive", payload={"size": "huge"}),
    ) == ["invalid"]


def test_what_the_registers_cannot_hold_refuses_a_declared_act_and_a_built_in_one(
    received_case: CaseInMemory,
) -> None:
    too_long = beyond("“名称”最多100字。")

    assert asked(received_case, "head", too_long, Request(action="send_out")) == ["bound"]
    assert asked(received_case, "clerk", too_long, NOTE) == ["bound"]


def test_what_the_registers_cannot_hold_is_asked_of_what_was_filled_in_alone(
    received_case: CaseInMemory,
) -> None:
    too_long = beyond("“名称”最多100字。")

    assert asked(received_case, "head", too_long, Request(action="send_out", blank=True)) == []
    assert asked(received_case, "clerk", too_long, Request(action="note", blank=True)) == []


def test_where_nobody_asked_the_registers_the_act_is_refused(received_case: CaseInMemory) -> None:
    unread = replace(NOTHING_AGAINST, beyond=None)
    world = received_case.world(DAY, received_case.people["head"][0]).with_(outside=unread)

    decision = engine.decide(world, Request(action="send_out"))

    assert isinstance(decision, Refused)
    assert [(g.code, g.unknown, "能否登记" in g.message) for g in decision.grounds] == [
        ("not_fetched", True, True)
    ]


def test_a_history_is_not_asked_what_nobody_can_look_up_any_more(reviewed_case: CaseInMemory) -> None:
    against = replace(
        NOTHING_AGAINST,
        sees="no",
        repeats_sealed="yes",
        unfilled=lambda world, permitted: (Unfilled(title="告知书", fields=(("account", "账户"),)),),
        beyond=lambda world, permitted: ("“名称”最多100字。",),
    )
    world = reviewed_case.world(moment("2022-03-04"), reviewed_case.actor_for("notify"))
    live, past = world.with_(outside=against), world.with_(outside=against, replay=True)

    assert engine.grounds_of(live, NOTIFY) != ()
    assert engine.grounds_of(past, NOTIFY) == ()
    assert isinstance(engine.decide(past, NOTE), Permitted)


def test_of_the_law_itself_nobody_asks_what_it_sees_or_repeats(received_case: CaseInMemory) -> None:
    received_case.act("ask_correction", moment("2022-03-02"))
    world = received_case.world(moment("2022-03-08"), THE_LAW)
    blind = Outside(unfilled=NOTHING_AGAINST.unfilled, beyond=NOTHING_AGAINST.beyond)

    assert isinstance(engine.decide(world.with_(outside=blind), Request(action="lapse_by_law")), Permitted)


@pytest.mark.parametrize(
    ("repeats", "codes"), [("no", []), ("yes", ["sealed_repeated"]), ("unknown", ["not_fetched"])]
)
def test_what_is_sealed_is_repeated_nowhere(
    received_case: CaseInMemory, repeats: Answer, codes: list[str]
) -> None:
    outside = replace(NOTHING_AGAINST, repeats_sealed=repeats)

    assert asked(received_case, "clerk", outside, NOTE) == codes
    assert asked(received_case, "head", outside, Request(action="send_out")) == codes


def test_the_refusal_of_what_is_sealed_names_the_fields_that_repeat_it(received_case: CaseInMemory) -> None:
    outside = replace(NOTHING_AGAINST, repeats_sealed="yes", repeats_in=("案源内容", "备注"))
    world = received_case.world(DAY, received_case.people["clerk"][0]).with_(outside=outside)

    decision = engine.decide(world, NOTE)

    assert isinstance(decision, Refused)
    (ground,) = decision.grounds
    assert ground.message.startswith("“案源内容”、“备注”写有")


def test_a_reason_repeats_nothing_sealed_and_what_is_chosen_is_not_asked(
    received_case: CaseInMemory,
) -> None:
    outside = replace(NOTHING_AGAINST, repeats_sealed="yes")
    person = received_case.people["handler"][0].person
    release = Request(action="release", payload={"role": "handler", "person": person, "reason": "应其要求"})

    assert asked(received_case, "head", outside, release) == ["sealed_repeated"]
    assign = Request(action="assign", payload={"role": "handler", "person": person})
    assert "sealed_repeated" not in asked(received_case, "head", outside, assign)


def test_a_case_to_be_joined_that_nobody_looked_up_refuses(received_case: CaseInMemory) -> None:
    action = replace(received_case.procedure.actions["extend"], merges_into="name", may_set=("name",))
    received_case.procedure = replace(
        received_case.procedure, actions={**received_case.procedure.actions, "extend": action}
    )
    join = Request(action="extend", payload={"name": "甲1号"})

    assert asked(received_case, "head", NOTHING_AGAINST, join) == []
    assert asked(received_case, "head", replace(NOTHING_AGAINST, join=None), join) == ["not_fetched"]


def sealing(procedure: Procedure) -> Procedure:
    """The sample, in which an informant is known to the sealed fields alone."""
    informant = Role(key="informant", title="举报人", capacity="举报人", sealed=True)
    return replace(procedure, roles={**procedure.roles, "informant": informant})


@pytest.mark.parametrize(("capacity", "codes"), [("举报人", ["sealed_capacity"]), ("申请人", [])])
def test_nobody_is_entered_openly_in_a_sealed_capacity(
    received_case: CaseInMemory, capacity: str, codes: list[str]
) -> None:
    received_case.procedure = sealing(received_case.procedure)
    enter = {"party": "party:2", "name": "某人", "capacity": capacity, "kind": "person", "reason": "补"}

    assert asked(received_case, "clerk", NOTHING_AGAINST, Request(action="add_party", payload=enter)) == codes


@pytest.mark.parametrize(
    ("register", "codes"),
    [(None, ["not_fetched"]), (("登记簿中该主体是“甲”。",), ["not_as_registered"]), ((), [])],
)
def test_who_comes_into_a_case_is_somebody_of_the_register(
    received_case: CaseInMemory, register: tuple[str, ...] | None, codes: list[str]
) -> None:
    enter = {"party": "party:2", "name": "某人", "capacity": "申请人", "kind": "person", "reason": "补"}
    known = replace(NOTHING_AGAINST, register=register)

    assert asked(received_case, "clerk", known, Request(action="add_party", payload=enter)) == codes


@pytest.mark.parametrize(("capacity", "codes"), [("举报人", ["sealed_capacity"]), ("申请人", [])])
def test_no_case_begins_with_somebody_in_a_sealed_capacity(
    fresh_case: CaseInMemory, capacity: str, codes: list[str]
) -> None:
    fresh_case.procedure = sealing(fresh_case.procedure)
    fresh_case.parties = (party(1, "某人", capacity=capacity),)

    assert asked(fresh_case, "clerk", NOTHING_AGAINST, RECEIVE) == codes


def test_a_history_that_began_with_somebody_in_a_sealed_capacity_is_not_refused_for_it(
    fresh_case: CaseInMemory,
) -> None:
    fresh_case.procedure = sealing(fresh_case.procedure)
    fresh_case.parties = (party(1, "某人", capacity="举报人"),)
    world = fresh_case.world(DAY).with_(replay=True)

    assert engine.grounds_of(world, RECEIVE) == ()
