# SPDX-License-Identifier: MulanPSL-2.0
"""The acts every procedure knows: assigning, serving, filing, noting, returning a proposal, publishing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fadu.procedure import built_in, engine
from fadu.procedure.decision import Actor, Holding, Outside, Permitted, Refused, Request, Service
from fadu.procedure.entry import BUILT_IN, Signature
from fadu.procedure.testing import NOTHING_AGAINST, THE_LAW, CaseInMemory, moment


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


def test_a_document_is_served_on_a_party_of_the_case(issued_case: CaseInMemory) -> None:
    ref = issued_case.state.documents[-1].ref

    served = ask(
        issued_case, "serve", "clerk", document=ref, party="party:1", manner="post", sent_on="2022-03-05"
    )

    assert isinstance(served, Permitted)


def test_a_paper_that_was_served_is_served_once_more_only_with_a_reason(notified_case: CaseInMemory) -> None:
    """The applicant has had it since 4 March: the term runs from there, however often it is handed over."""
    again = {
        "document": notified_case.state.documents[-1].ref,
        "party": "party:1",
        "manner": "post",
        "sent_on": "2022-03-05",
    }

    refused = ask(notified_case, "serve", "clerk", **again)

    assert codes(refused) == ["served_already"]
    assert "已于2022-03-04送达" in refused.grounds[0].message
    assert codes(ask(notified_case, "serve", "clerk", **again, repeated_because=" ")) == ["served_already"]
    assert isinstance(
        ask(notified_case, "serve", "clerk", **again, repeated_because="应其要求补给"), Permitted
    )
    assert isinstance(ask(notified_case, "serve", "clerk", **again, failure="无人应门"), Permitted)


def test_what_failed_or_is_still_announced_is_served_in_another_manner(issued_case: CaseInMemory) -> None:
    issued_case.serve("notice_letter", moment("2022-03-04", 11), failure="无人应门")
    issued_case.serve(
        "notice_letter", moment("2022-03-04", 12), manner="announcement", effective=date(2022, 4, 3)
    )
    handed = {"document": issued_case.state.documents[-1].ref, "party": "party:1", "manner": "personal"}

    before = ask(issued_case, "serve", "clerk", "2022-04-02", **handed, sent_on="2022-04-02")
    since = ask(issued_case, "serve", "clerk", "2022-04-03", **handed, sent_on="2022-04-03")

    assert isinstance(before, Permitted)
    assert codes(since) == ["served_already"]


def test_a_document_is_not_served_before_it_was_issued(issued_case: CaseInMemory) -> None:
    ref = issued_case.state.documents[-1].ref

    served = ask(
        issued_case, "serve", "clerk", document=ref, party="party:1", manner="post", sent_on="2022-03-01"
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


def test_a_document_is_not_served_on_a_party_it_is_not_addressed_to(notified_case: CaseInMemory) -> None:
    """Whoever came into the case after the notice is told nothing by it, and it starts no term for them."""
    ref = notified_case.state.documents[-1].ref
    later = {"party": "party:2", "name": "乙", "capacity": "申请人", "kind": "unit"}
    notified_case.record("add_party", moment("2022-03-04"), later)

    served = ask(
        notified_case, "serve", "clerk", document=ref, party="party:2", manner="post", sent_on="2022-03-05"
    )

    assert codes(served) == ["not_addressed"]
    notified_case.serve("notice_letter", moment("2022-03-05"), party="party:2")
    assert [one.about for one in notified_case.clocks(moment("2022-03-06")) if one.clock == "defence"] == [
        "party:1"
    ]


def issuing(case: CaseInMemory, action: str, **change: Any) -> CaseInMemory:
    """The case under a procedure in which an act issues its paper otherwise."""
    acts = case.procedure.actions
    issues = tuple(replace(issue, **change) for issue in acts[action].issues)
    case.procedure = replace(case.procedure, actions={**acts, action: replace(acts[action], issues=issues)})
    return case


def serving(case: CaseInMemory, template: str) -> Permitted | Refused:
    paper = next(d for d in case.state.documents if d.template == template)
    said = {"document": paper.ref, "party": "party:1", "manner": "post", "sent_on": "2022-03-05"}
    return ask(case, "serve", "clerk", **said)


def test_a_paper_for_the_file_alone_is_served_on_nobody(reviewed_case: CaseInMemory) -> None:
    """The report of whoever examined the case tells the other side what is none of its business, and starts no term."""
    refused = serving(reviewed_case, "report")

    assert codes(refused) == ["for_the_file"]
    assert refused.grounds[0].message == "文书第6号只存入案卷，不是送达当事人的文书。"
    assert refused.grounds[0].cites == ("测试法 34",)
    assert "serve" not in offered(reviewed_case, "clerk")


def test_a_paper_of_which_a_party_may_be_handed_one_is_served(reviewed_case: CaseInMemory) -> None:
    copied = issuing(reviewed_case, "examine", copy=True)

    assert isinstance(serving(copied, "report"), Permitted)
    assert "serve" in offered(copied, "clerk")


def test_a_paper_for_others_is_served_on_none_of_those_the_case_is_about(reviewed_case: CaseInMemory) -> None:
    for_others = issuing(reviewed_case, "examine", served_to="others")

    assert codes(serving(for_others, "report")) == ["not_addressed"]
    assert "serve" not in offered(for_others, "clerk")


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


# -- what must be given ------------------------------------------------------------------------------

GIVEN = {
    "assign": {"role": "handler", "person": "officer:77"},
    "release": {"role": "handler", "person": "officer:2", "reason": "调离"},
    "add_party": {
        "party": "party:2",
        "name": "某人",
        "capacity": "申请人",
        "kind": "person",
        "reason": "共同申请",
    },
    "remove_party": {"party": "party:1", "reason": "误登"},
    "succeed": {"party": "party:1", "ground": "merger", "happened_on": "2022-03-04", "paper": "公告"},
    "correct_party": {"party": "party:1", "reason": "笔误"},
    "serve": {"document": "x/1", "party": "party:1", "manner": "post", "sent_on": "2022-03-05"},
    "attach": {"title": "照片", "digest": "00"},
    "note": {"text": "记"},
    "return_proposal": {"of": "grant", "reason": "有误"},
    "link": {"kind": "related", "case": "乙1号"},
    "publish": {"rule": "permits", "channel": "网站", "published_on": "2022-03-05"},
    "correct_day": {
        "of": "1",
        "field": "received_on",
        "day": "2022-03-01",
        "paper": "信封",
        "reason": "邮戳为三月一日",
    },
    "confirm_day": {"of": "2"},
    "confirm_joint": {"of": "2"},
    "refuse_day": {"of": "2", "reason": "信封上是三月一日"},
}


def missing_of(case: CaseInMemory, action: str, payload: dict[str, Any]) -> list[str]:
    decision = ask(case, action, "head", **payload)
    grounds = decision.grounds if isinstance(decision, Refused) else ()
    return [ground.message for ground in grounds if ground.code == "missing"]


@pytest.mark.parametrize(("action", "key"), [(action, key) for action in GIVEN for key in GIVEN[action]])
@pytest.mark.parametrize("empty", [None, ""])
def test_each_thing_that_is_not_given_is_named(
    received_case: CaseInMemory, action: str, key: str, empty: str | None
) -> None:
    title = built_in.TITLES[key]

    assert missing_of(received_case, action, GIVEN[action]) == []
    assert missing_of(received_case, action, {**GIVEN[action], key: empty}) == [
        f"“{BUILT_IN[action]}”缺少内容：{title}。"
    ]


def test_before_anything_is_filled_in_nothing_is_missing(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-05"), received_case.people["head"][0])

    assert isinstance(engine.decide(world, Request(action="attach", blank=True)), Permitted)
    assert isinstance(engine.decide(world, Request(action="assign", blank=True)), Permitted)


@pytest.mark.parametrize(
    "action",
    ["sign", "child_opened", "child_ended", "child_returned", "served_elsewhere", "link", "move_edition"],
)
def test_each_act_that_follows_from_others_is_refused_when_asked_for(
    received_case: CaseInMemory, action: str
) -> None:
    assert "follows" in codes(ask(received_case, action, "head"))


@pytest.mark.parametrize("action", ["note", "attach"])
def test_an_act_that_stands_by_itself_is_not_said_to_follow(received_case: CaseInMemory, action: str) -> None:
    assert isinstance(ask(received_case, action, "head", **GIVEN[action]), Permitted)


# -- who and when ------------------------------------------------------------------------------------


def test_who_holds_a_post_without_being_assigned_may_keep_the_file(received_case: CaseInMemory) -> None:
    spare = Actor(person="officer:90", holdings=(Holding(post="case_handler"),))
    world = received_case.world(moment("2022-03-05"), spare)

    assert built_in.officer_roles(world, "note") == ()
    assert isinstance(engine.decide(world, Request(action="note", payload={"text": "记"})), Permitted)


def test_a_power_limited_to_other_acts_keeps_no_file(received_case: CaseInMemory) -> None:
    limited = Actor(person="officer:90", holdings=(Holding(post="window_clerk", actions=("receive",)),))
    world = received_case.world(moment("2022-03-05"), limited)

    assert "no_role" in codes(engine.decide(world, Request(action="note", payload={"text": "记"})))


def test_the_law_is_not_asked_for_a_post(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-05"), THE_LAW)

    assert built_in.officer_roles(world, "note") == ()
    assert isinstance(engine.decide(world, Request(action="note", payload={"text": "记"})), Permitted)


def test_a_party_keeps_no_file(received_case: CaseInMemory) -> None:
    party = Actor(person="party:1", capacity="申请人")
    world = received_case.world(moment("2022-03-05"), party)

    assert built_in.officer_roles(world, "note") == ()
    assert "no_role" in codes(engine.decide(world, Request(action="note", payload={"text": "记"})))


def test_a_note_on_the_day_of_the_opening_may_be_of_an_earlier_hour(received_case: CaseInMemory) -> None:
    assert isinstance(ask(received_case, "note", "head", "2022-03-01T08:00", text="记"), Permitted)
    assert "before_opening" in codes(ask(received_case, "note", "head", "2022-02-28T18:00", text="记"))


def test_a_note_of_this_very_moment_is_not_in_the_future(received_case: CaseInMemory) -> None:
    now = moment("2022-03-08T10:00")
    world = received_case.world(now, received_case.people["head"][0])

    assert isinstance(
        engine.decide(world, Request(action="note", payload={"text": "记"}), latest=now), Permitted
    )


def test_nothing_of_a_case_that_is_not_seen_is_said(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-02-05"), received_case.people["head"][0])

    decision = engine.decide(world.with_(outside=Outside(sees="no")), Request(action="attach"))

    stranger = world.with_(actor=Actor(person="officer:99"), outside=Outside(sees="no"))

    assert codes(decision) == ["unseen"]
    assert codes(engine.decide(stranger, Request(action="attach"))) == ["no_role", "unseen"]


# -- assigning ---------------------------------------------------------------------------------------


def test_what_is_recorded_is_signed_with_the_post_held(received_case: CaseInMemory) -> None:
    held = (
        Holding(post="bureau_head", actions=("send_out",)),
        Holding(post="deputy_head", by="standin", kinds=("permit",)),
    )
    actor = Actor(person="system:甲", name="某系统", holdings=held, mandate="乙")
    decision = engine.decide(
        received_case.world(moment("2022-03-05"), actor), Request(action="note", payload={"text": "记"})
    )

    assert isinstance(decision, Permitted)
    assert (decision.complete, decision.stage, decision.payload) == (True, "received", {"text": "记"})
    assert decision.by == (
        Signature(
            person="system:甲",
            role="",
            name="某系统",
            post="deputy_head",
            holding="standin",
            mandate="乙",
        ),
    )


def test_who_releases_somebody_assigns_that_role(received_case: CaseInMemory) -> None:
    given = GIVEN["release"] | {"person": received_case.people["handler"][0].person}

    assert isinstance(ask(received_case, "release", "head", **given), Permitted)
    assert codes(ask(received_case, "release", "clerk", **given)) == ["not_assigner"]


def test_who_may_note_need_not_assign(received_case: CaseInMemory) -> None:
    assert isinstance(ask(received_case, "note", "clerk", text="记"), Permitted)


def test_a_role_that_is_not_of_the_procedure_is_not_assigned(received_case: CaseInMemory) -> None:
    assert codes(ask(received_case, "assign", "head", role="nobody", person="officer:1")) == [
        "not_assignable"
    ]


def test_a_candidate_without_the_qualification_that_the_role_asks_for_is_not_assigned(
    received_case: CaseInMemory,
) -> None:
    procedure = received_case.procedure
    role = replace(procedure.roles["handler"], qualified=True)
    received_case.procedure = replace(procedure, roles={**procedure.roles, "handler": role})
    person = candidate(received_case)
    refused = codes(ask(received_case, "assign", "head", role="handler", person=person))
    candidate(received_case, qualified=True)

    assert refused == ["candidate_qualification"]
    assert isinstance(ask(received_case, "assign", "head", role="handler", person=person), Permitted)


def test_a_candidate_without_a_certificate_is_assigned_where_none_is_asked_for(
    received_case: CaseInMemory,
) -> None:
    procedure = received_case.procedure
    role = replace(procedure.roles["handler"], certified=False)
    received_case.procedure = replace(procedure, roles={**procedure.roles, "handler": role})
    person = candidate(received_case, certified=False)

    assert isinstance(ask(received_case, "assign", "head", role="handler", person=person), Permitted)


def test_a_candidate_with_a_conflict_is_not_assigned(received_case: CaseInMemory) -> None:
    person = candidate(received_case)
    world = received_case.world(moment("2022-03-05"), received_case.people["head"][0])
    assign = Request(action="assign", payload={"role": "handler", "person": person})

    assert codes(engine.decide(world.with_(conflicts={person: "近亲属"}), assign)) == ["conflict"]
    assert isinstance(engine.decide(world.with_(conflicts={"officer:1": "近亲属"}), assign), Permitted)


def test_in_a_history_nobody_asks_whom_a_case_was_assigned_to(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-05"))
    assign = Request(action="assign", payload={"role": "handler", "person": "officer:99"})

    decision = engine.decide(world.with_(replay=True), assign)

    assert isinstance(decision, Permitted)
    assert decision.by == (Signature(person="law", role="", name=""),)


# -- serving and publishing --------------------------------------------------------------------------


def serve(case: CaseInMemory, **payload: str) -> list[str]:
    ref = case.state.documents[-1].ref
    given = {"document": ref, "party": "party:1", "manner": "post", "sent_on": "2022-03-05"} | payload
    decision = ask(case, "serve", "clerk", **given)
    return [ground.code for ground in decision.grounds] if isinstance(decision, Refused) else []


def test_a_document_is_served_on_the_day_of_its_issue_or_later(issued_case: CaseInMemory) -> None:
    assert serve(issued_case, sent_on="2022-03-04") == []
    assert serve(issued_case, sent_on="2022-03-03") == ["served_before_issue"]


def test_what_is_not_a_day_is_no_day_of_service(issued_case: CaseInMemory) -> None:
    assert serve(issued_case, sent_on="明天") == ["invalid"]
    assert serve(issued_case, sent_on="明天", arrived_on="2022-03-05") == ["invalid"]


def test_nothing_arrives_before_it_was_sent(issued_case: CaseInMemory) -> None:
    assert serve(issued_case, arrived_on="2022-03-04") == ["arrived_before_sent"]
    assert serve(issued_case, arrived_on="2022-03-05") == []
    assert serve(issued_case, arrived_on="") == []


def test_a_document_that_is_not_of_the_case_is_not_served(notified_case: CaseInMemory) -> None:
    assert serve(notified_case, document="notice_letter/99", party="party:9") == ["no_document"]


def test_only_a_service_is_recorded_as_the_law_derives_it(received_case: CaseInMemory) -> None:
    derived = replace(NOTHING_AGAINST, service=Service(payload={"text": "别的"}))
    world = received_case.world(moment("2022-03-05"), received_case.people["clerk"][0])

    decision = engine.decide(world.with_(outside=derived), Request(action="note", payload={"text": "记"}))

    assert isinstance(decision, Permitted)
    assert decision.payload == {"text": "记"}


@pytest.fixture
def publishing_case(notified_case: CaseInMemory) -> CaseInMemory:
    """Permits are published."""
    procedure = notified_case.procedure
    published = {
        key: replace(procedure.actions[key], publishes=rule)
        for key, rule in {"grant": "permits", "refuse": "refusals"}.items()
    }
    notified_case.procedure = replace(procedure, actions={**procedure.actions, **published})
    return notified_case


def publish(case: CaseInMemory, rule: str, on: str = "2022-03-09") -> list[str]:
    decision = ask(case, "publish", "head", "2022-03-09", rule=rule, channel="网站", published_on=on)
    return [ground.code for ground in decision.grounds] if isinstance(decision, Refused) else []


def test_a_decision_is_published_once_it_was_made(publishing_case: CaseInMemory) -> None:
    before = publish(publishing_case, "permits")
    publishing_case.act("grant", moment("2022-03-08"))

    assert before == ["nothing_to_publish"]
    assert publish(publishing_case, "permits") == []
    assert publish(publishing_case, "refusals") == ["nothing_to_publish"]


def test_what_the_procedure_has_cleared_before_is_published_only_after_it(
    publishing_case: CaseInMemory,
) -> None:
    procedure = publishing_case.procedure
    clearing = replace(procedure.actions["gather"], sources=("open", "ended"), clears="permits")
    publishing_case.procedure = replace(procedure, actions={**procedure.actions, "gather": clearing})
    publishing_case.act("gather", moment("2022-03-07"))
    publishing_case.act("grant", moment("2022-03-08"))
    cleared_too_early = publish(publishing_case, "permits")
    publishing_case.act("gather", moment("2022-03-08"))

    assert cleared_too_early == ["not_cleared"]
    assert publish(publishing_case, "permits") == []


def test_what_is_to_be_published_tomorrow_was_not_published_today(publishing_case: CaseInMemory) -> None:
    publishing_case.act("grant", moment("2022-03-08"))

    assert publish(publishing_case, "permits", on="2022-03-09") == []
    assert publish(publishing_case, "permits", on="2022-03-10") == ["day_ahead"]


def test_nothing_was_published_before_it_was_decided(publishing_case: CaseInMemory) -> None:
    publishing_case.act("grant", moment("2022-03-08"))

    assert publish(publishing_case, "permits", on="2022-03-08") == []
    assert publish(publishing_case, "permits", on="2022-03-07") == ["published_before_decision"]


def test_what_was_published_is_not_withdrawn_before_nor_on_a_day_to_come(
    publishing_case: CaseInMemory,
) -> None:
    publishing_case.act("grant", moment("2022-03-08"))
    given = {"rule": "permits", "channel": "网站", "published_on": "2022-03-08"}

    before = ask(publishing_case, "publish", "head", "2022-03-09", **given, withdrawn_on="2022-03-07")
    ahead = ask(publishing_case, "publish", "head", "2022-03-09", **given, withdrawn_on="2022-03-10")

    assert (codes(before), codes(ahead)) == (["withdrawn_before_published"], ["day_ahead"])


@pytest.mark.parametrize("day", ["sent_on", "arrived_on", "returned_on"])
def test_a_service_is_recorded_on_its_days_and_not_before(issued_case: CaseInMemory, day: str) -> None:
    given = {
        "document": issued_case.state.documents[-1].ref,
        "party": "party:1",
        "manner": "post",
        "sent_on": "2022-03-05",
    }

    assert isinstance(ask(issued_case, "serve", "clerk", **{**given, day: "2022-03-05"}), Permitted)
    assert codes(ask(issued_case, "serve", "clerk", **{**given, day: "2022-03-06"})) == ["day_ahead"]


def test_nobody_enters_a_case_in_a_capacity_it_does_not_know(received_case: CaseInMemory) -> None:
    refused = ask(
        received_case,
        "add_party",
        "head",
        party="party:2",
        name="某人",
        capacity="看客",
        kind="person",
        reason="误入",
    )

    assert isinstance(refused, Refused)
    assert [(g.code, g.remedy) for g in refused.grounds] == [("no_capacity", "选择：申请人")]


def test_what_no_rule_makes_public_is_not_published(publishing_case: CaseInMemory) -> None:
    assert publish(publishing_case, "gossip") == ["no_rule"]


def test_what_may_be_published_is_said_where_something_else_was_asked(
    publishing_case: CaseInMemory, received_case: CaseInMemory
) -> None:
    given = {"rule": "gossip", "channel": "网站", "published_on": "2022-03-05"}
    refused = ask(publishing_case, "publish", "head", **given)
    publishing_case.procedure = replace(
        publishing_case.procedure,
        actions={k: replace(a, publishes="") for k, a in publishing_case.procedure.actions.items()},
    )
    nothing = ask(publishing_case, "publish", "head", **given)

    assert isinstance(refused, Refused)
    assert [g.remedy for g in refused.grounds] == ["可公示的有：准予；不予"]
    assert isinstance(nothing, Refused)
    assert [g.remedy for g in nothing.grounds] == ["可公示的有：无"]


def test_a_publication_has_a_day(publishing_case: CaseInMemory) -> None:
    publishing_case.act("grant", moment("2022-03-08"))

    assert publish(publishing_case, "permits", on="昨天") == ["invalid"]


# -- what is offered ---------------------------------------------------------------------------------


def offered(case: CaseInMemory, who: str, day: str = "2022-03-08") -> list[str]:
    world = case.world(moment(day), case.people[who][0])
    return [option.action for option in built_in.options(world)]


def test_in_an_open_case_its_assigner_is_offered_what_makes_sense(notified_case: CaseInMemory) -> None:
    assert offered(notified_case, "head") == [
        "assign",
        "release",
        "add_party",
        "remove_party",
        "correct_party",
        "serve",
        "attach",
        "note",
    ]


def test_who_assigns_nobody_is_not_offered_to_assign(notified_case: CaseInMemory) -> None:
    assert offered(notified_case, "clerk") == [
        "add_party",
        "remove_party",
        "correct_party",
        "serve",
        "attach",
        "note",
    ]


def test_nobody_is_released_where_nobody_is_assigned_nor_removed_or_served_without_parties(
    permit: Any, plain_law: Any
) -> None:
    case = CaseInMemory(procedure=permit, law=plain_law)
    case.act("receive", moment("2022-03-01"), {"size": "small"})

    assert offered(case, "head") == ["assign", "add_party", "attach", "note"]


def test_no_service_is_offered_of_papers_that_are_void_or_without_parties(
    notified_case: CaseInMemory,
) -> None:
    void = tuple(replace(d, void=True) for d in notified_case.state.documents)
    papers = notified_case.state
    notified_case.state = papers.with_(documents=void)
    of_void = offered(notified_case, "clerk")
    notified_case.state = papers.with_(parties=())

    assert "serve" not in of_void
    assert "serve" not in offered(notified_case, "clerk")


def test_a_proposal_is_offered_to_be_returned_while_it_is_signed(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"), by="handler")

    assert "return_proposal" in offered(notified_case, "head")


def test_what_was_decided_is_offered_to_be_published(publishing_case: CaseInMemory) -> None:
    before = offered(publishing_case, "head")
    publishing_case.act("grant", moment("2022-03-08"))

    assert "publish" not in before
    assert "publish" in offered(publishing_case, "head")


def test_in_an_ended_case_nobody_is_assigned_and_no_party_entered(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"))

    assert offered(notified_case, "head") == ["correct_party", "serve", "attach", "note"]


@pytest.mark.parametrize("action", ["assign", "release", "add_party", "remove_party"])
def test_what_is_not_offered_in_an_ended_case_is_not_accepted_in_it(
    notified_case: CaseInMemory, action: str
) -> None:
    given = GIVEN["release"] | {"person": notified_case.people["handler"][0].person}
    asked = {**GIVEN, "release": given}[action]
    running = ask(notified_case, action, "head", "2022-03-08", **asked)
    notified_case.act("grant", moment("2022-03-08"))
    ended = ask(notified_case, action, "head", "2022-03-08", **asked)

    assert isinstance(ended, Refused)
    assert isinstance(running, Permitted) or "not_running" not in codes(running)
    assert [g.message for g in ended.grounds if g.code == "not_running"] == [
        f"本案已经办结，不能“{BUILT_IN[action]}”。"
    ]


def test_where_an_act_after_the_end_falls_to_who_is_assigned_another_may_take_their_place(
    notified_case: CaseInMemory,
) -> None:
    actions = notified_case.procedure.actions
    filing = replace(actions["grant"], key="file_away", sources=("ended",), to="", by="handler", signs=())
    notified_case.procedure = replace(notified_case.procedure, actions={**actions, "file_away": filing})
    notified_case.act("grant", moment("2022-03-08"))
    person = candidate(notified_case)

    assert offered(notified_case, "head") == ["assign", "release", "correct_party", "serve", "attach", "note"]
    asked = ask(notified_case, "assign", "head", "2022-03-08", role="handler", person=person, name="新人")
    assert isinstance(asked, Permitted)


def test_who_is_not_assigned_is_not_released_and_who_is_no_party_not_removed(
    received_case: CaseInMemory,
) -> None:
    stranger = GIVEN["release"] | {"person": "officer:77"}

    assert codes(ask(received_case, "release", "head", **stranger)) == ["nobody_to_release"]
    assert codes(ask(received_case, "remove_party", "head", party="party:9", reason="误登")) == [
        "not_a_party"
    ]


def test_before_a_case_has_begun_nobody_is_assigned(fresh_case: CaseInMemory) -> None:
    assert offered(fresh_case, "head") == ["attach", "note"]


def test_nothing_is_offered_to_who_holds_no_post_nor_where_nobody_asks(received_case: CaseInMemory) -> None:
    stranger = Actor(person="officer:99", holdings=(Holding(post="registrar"),))

    assert list(built_in.options(received_case.world(moment("2022-03-05"), stranger))) == []
    assert list(built_in.options(received_case.world(moment("2022-03-05")))) == []


def test_an_offer_says_whether_it_may_be_done_and_why_not(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-05"), received_case.people["head"][0])
    early = received_case.world(moment("2022-02-05"), received_case.people["head"][0])

    note = [o for o in built_in.options(world) if o.action == "note"]
    too_early = [o for o in built_in.options(early) if o.action == "note"]

    assert [(o.title, o.may, o.grounds) for o in note] == [("记事", True, ())]
    assert [(o.may, [g.code for g in o.grounds]) for o in too_early] == [(False, ["before_opening"])]


@pytest.mark.parametrize("life", ["fresh_case", "received_case", "notified_case", "publishing_case"])
@pytest.mark.parametrize("is_ended", [False, True])
def test_whatever_is_not_offered_is_refused_whoever_asks(
    request: pytest.FixtureRequest, life: str, is_ended: bool
) -> None:
    case: CaseInMemory = request.getfixturevalue(life)
    if is_ended:
        case.act("grant", moment("2022-03-08"))
    accepted = [
        (who, action)
        for who in [role for role, people in case.people.items() if people]
        for action in BUILT_IN.keys() - set(offered(case, who))
        if isinstance(ask(case, action, who, "2022-03-09", **GIVEN.get(action, {})), Permitted)
    ]

    assert accepted == []


def test_an_act_every_procedure_knows_says_nothing_beyond_its_closed_list(
    notified_case: CaseInMemory,
) -> None:
    ref = notified_case.state.documents[-1].ref

    refused = ask(notified_case, "note", "clerk", text="来电", void_documents=[ref])

    assert codes(refused) == ["unknown_field"]
    assert isinstance(ask(notified_case, "note", "clerk", text="来电"), Permitted)


def test_a_note_is_taken_for_the_case_and_for_no_party(notified_case: CaseInMemory) -> None:
    clerk = notified_case.actor_for("note")
    asked = Request(action="note", payload={"text": "来电"}, party="party:1")

    decision = engine.decide(notified_case.world(moment("2022-03-20"), clerk), asked)

    assert codes(decision) == ["unknown_field"]


def test_papers_become_void_only_by_an_act_that_voids(notified_case: CaseInMemory) -> None:
    """In a history too: a note recorded long ago makes no paper void, whatever it holds."""
    ref = notified_case.state.documents[-1].ref

    notified_case.record("note", moment("2022-03-05"), {"text": "来电", "void_documents": [ref]})

    assert [paper.void for paper in notified_case.state.documents if paper.ref == ref] == [False]


def test_a_slip_in_a_name_is_put_right_and_the_party_stays_who_it_is(notified_case: CaseInMemory) -> None:
    before = notified_case.state.parties[0]
    said = {"party": before.key, "name": "清河更正后商行", "reason": "登记时笔误"}

    permitted = ask(notified_case, "correct_party", "clerk", **said)
    assert isinstance(permitted, Permitted)
    notified_case.record("correct_party", moment("2022-03-08"), dict(permitted.payload))

    after = notified_case.state.parties[0]
    assert permitted.payload["was"] == before.name
    assert (after.key, after.capacity, after.name) == (before.key, before.capacity, "清河更正后商行")
    assert any("份文书不随之改变" in warning for warning in permitted.warnings)


def test_a_correction_that_corrects_nothing_is_refused(notified_case: CaseInMemory) -> None:
    party = notified_case.state.parties[0]

    assert codes(ask(notified_case, "correct_party", "clerk", party=party.key, reason="笔误")) == [
        "nothing_corrected"
    ]
    same = {"party": party.key, "name": party.name, "reason": "笔误"}
    assert codes(ask(notified_case, "correct_party", "clerk", **same)) == ["nothing_corrected"]
    assert codes(ask(notified_case, "correct_party", "clerk", party="party:9", name="甲", reason="笔误")) == [
        "not_a_party"
    ]


@pytest.mark.parametrize(("day", "refused"), [("2022-03-05", []), ("2022-03-06", ["day_ahead"]), ("", [])])
def test_material_is_taken_in_with_a_day_on_which_it_was_there_to_be_had(
    received_case: CaseInMemory, day: str, refused: list[str]
) -> None:
    decision = ask(received_case, "attach", "clerk", "2022-03-05", title="照片", digest="00", taken_on=day)

    assert (codes(decision) if isinstance(decision, Refused) else []) == refused
