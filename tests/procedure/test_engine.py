# SPDX-License-Identifier: MulanPSL-2.0
"""The judge, each of its rules from both sides: what is asked of whom, what follows from an act, what is warned of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure import engine, voiding, who
from fadu.procedure.decision import Actor, Ground, Holds, Option, Permitted, Refused, Request, Unfilled
from fadu.procedure.entry import Signature
from fadu.procedure.model import Action, Condition, GuardUse, Issue, Role
from fadu.procedure.testing import NOTHING_AGAINST, THE_LAW, CaseInMemory, moment, officer_for, party

if TYPE_CHECKING:
    import pytest


def changing(case: CaseInMemory, key: str, **changes: Any) -> Action:
    """The case's procedure with one action changed; that action."""
    procedure = case.procedure
    action = replace(procedure.actions[key], **changes)
    case.procedure = replace(procedure, actions={**procedure.actions, key: action})
    return action


def ask(
    case: CaseInMemory, action: str, day: str = "2022-03-05", *, by: str = "", **more: Any
) -> Permitted | Refused:
    request = {"payload": more.pop("payload", {}), "party": more.pop("party", "")}
    blank = more.pop("blank", False)
    world = case.world(moment(day), case.actor_for(action, by)).with_(**more)
    return engine.decide(world, Request(action=action, blank=blank, **request))


def grounds(decision: Permitted | Refused) -> tuple[Ground, ...]:
    return decision.grounds if isinstance(decision, Refused) else ()


def codes(decision: Permitted | Refused) -> list[str]:
    return [ground.code for ground in grounds(decision)]


def warnings(decision: Permitted | Refused) -> tuple[str, ...]:
    assert isinstance(decision, Permitted), decision
    return decision.warnings


def guarded(case: CaseInMemory, *uses: GuardUse) -> None:
    changing(case, "send_out", guards=uses)


def unlooked(case: CaseInMemory) -> dict[str, Any]:
    return {"outside": replace(NOTHING_AGAINST, beyond=lambda world, permitted: ("名称过长。",))}


def failing(*_: Any) -> Any:
    raise FaduError("登记簿有误。")


# -- guards ------------------------------------------------------------------------------------------


def test_a_ground_of_a_guard_says_which_guard_gave_it_and_about_what(received_case: CaseInMemory) -> None:
    guarded(received_case, GuardUse(name="done", args={"action": "examine"}))

    (ground,) = grounds(ask(received_case, "send_out"))

    assert (ground.guard, ground.about, ground.unknown) == ("done", "examine", False)


def test_a_ground_cites_what_the_use_cites_else_its_own_else_the_action(received_case: CaseInMemory) -> None:
    own = GuardUse(name="is", args={"condition": "large"})
    plain = GuardUse(name="done", args={"action": "examine"})

    def cited(use: GuardUse) -> tuple[str, ...]:
        guarded(received_case, use)
        return grounds(ask(received_case, "send_out"))[0].cites

    assert cited(replace(own, cites=("测试法 1",))) == ("测试法 1",)
    assert cited(own) == ("测试法 5",)
    assert cited(plain) == ("测试法 20",)


def test_what_two_guards_say_alike_is_said_once_and_what_differs_twice(received_case: CaseInMemory) -> None:
    plain = GuardUse(name="done", args={"action": "examine"})
    other = GuardUse(name="done", args={"action": "approve"})
    doubtful = Condition(key="doubtful", title="存疑", field="amount")
    received_case.procedure = replace(
        received_case.procedure, conditions={**received_case.procedure.conditions, "doubtful": doubtful}
    )

    def given(*uses: GuardUse) -> int:
        guarded(received_case, *uses)
        return len(grounds(ask(received_case, "send_out")))

    assert given(plain, plain) == 1
    assert given(plain, other) == 2
    assert given(plain, replace(plain, cites=("测试法 1",))) == 2
    assert given(plain, replace(plain, when="doubtful")) == 2


def test_a_guard_binds_where_its_condition_holds_or_is_not_known(received_case: CaseInMemory) -> None:
    use = GuardUse(name="done", args={"action": "examine"}, when="large")

    def said(size: str | None) -> list[bool]:
        guarded(received_case, use)
        fields = {} if size is None else {"size": size}
        state = received_case.state.with_(fields=fields)
        decision = ask(received_case, "send_out", state=state)
        return [ground.unknown for ground in grounds(decision)]

    assert said("large") == [False]
    assert said("small") == []
    conditions = {"large": Condition(key="large", title="数额较大", field="size")}
    received_case.procedure = replace(received_case.procedure, conditions=conditions)
    assert said(None) == [True]


def test_what_a_guard_cannot_tell_stays_unknown(received_case: CaseInMemory) -> None:
    doubtful = Condition(key="doubtful", title="存疑", field="amount")
    received_case.procedure = replace(received_case.procedure, conditions={"doubtful": doubtful})
    guarded(received_case, GuardUse(name="is", args={"condition": "doubtful"}))

    assert [ground.unknown for ground in grounds(ask(received_case, "send_out"))] == [True]


def test_an_error_while_judging_a_guard_refuses_and_is_unknown(received_case: CaseInMemory) -> None:
    guarded(received_case, GuardUse(name="within", args={"clock": "decision"}))
    law = received_case.law
    received_case.law = type(law)({})  # type: ignore[call-arg]

    (ground,) = grounds(ask(received_case, "send_out"))

    assert (ground.code, ground.unknown, ground.guard) == ("not_judged", True, "within")


def test_a_guard_sees_what_the_act_is_to_set(received_case: CaseInMemory) -> None:
    changing(
        received_case,
        "send_out",
        guards=(GuardUse(name="filled", args={"field": "amount"}),),
        may_set=("amount",),
    )

    assert codes(ask(received_case, "send_out")) == ["not_filled"]
    assert codes(ask(received_case, "send_out", payload={"amount": 100})) == []


def test_an_interruption_is_ended_while_it_runs_and_cites_its_article(received_case: CaseInMemory) -> None:
    (before,) = grounds(ask(received_case, "get_back"))
    received_case.act("send_out", moment("2022-03-02"))
    during = codes(ask(received_case, "get_back"))
    received_case.act("get_back", moment("2022-03-03"))

    assert (before.code, before.cites, before.remedy) == (
        "nothing_to_end",
        ("测试法 20",),
        "先办理“委托鉴定”",
    )
    assert during == []
    assert codes(ask(received_case, "get_back")) == ["nothing_to_end"]


def test_an_interruption_without_an_article_cites_that_of_the_act(received_case: CaseInMemory) -> None:
    interruptions = {"appraisal": replace(received_case.procedure.interruptions["appraisal"], cites=())}
    received_case.procedure = replace(received_case.procedure, interruptions=interruptions)
    changing(received_case, "get_back", cites=("测试法 21",))

    (ground,) = grounds(ask(received_case, "get_back"))

    assert ground.cites == ("测试法 21",)
    interruptions = {"appraisal": replace(interruptions["appraisal"], cites=("测试法 20",))}
    received_case.procedure = replace(received_case.procedure, interruptions=interruptions)
    assert grounds(ask(received_case, "get_back"))[0].cites == ("测试法 20",)


# -- the payload -------------------------------------------------------------------------------------


def test_a_blank_request_is_not_asked_for_what_it_is_to_set(received_case: CaseInMemory) -> None:
    assert codes(ask(received_case, "extend_until", blank=True)) == ["not_done"]
    assert codes(ask(received_case, "extend_until")) == ["missing", "not_done"]


def test_who_signs_next_need_not_repeat_what_is_signed(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")

    decision = ask(notified_case, "grant", "2022-03-08")

    assert isinstance(decision, Permitted)
    assert decision.payload == {"amount": 100}


def test_who_signs_the_same_again_may_and_who_signs_something_else_may_not(
    notified_case: CaseInMemory,
) -> None:
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")

    assert codes(ask(notified_case, "grant", "2022-03-08", payload={"amount": 100})) == []
    assert codes(ask(notified_case, "grant", "2022-03-08", payload={"amount": 200})) == [
        "changed_while_signing"
    ]
    assert codes(ask(notified_case, "grant", "2022-03-08", payload={"amount": "many"})) == [
        "changed_while_signing",
        "invalid",
    ]


def test_who_signs_later_signs_for_the_party_named_first_and_for_no_other(
    notified_case: CaseInMemory,
) -> None:
    procedure = notified_case.procedure
    grant = replace(procedure.actions["grant"], per_party=True)
    notified_case.procedure = replace(procedure, actions={**procedure.actions, "grant": grant})
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler", party="party:1")
    other = {"party": "party:2", "name": "某饭店", "capacity": "申请人", "kind": "unit", "reason": "漏列"}
    notified_case.record("add_party", moment("2022-03-08"), other)

    assert "no_party" not in codes(ask(notified_case, "grant", "2022-03-09"))
    assert "changed_while_signing" not in codes(ask(notified_case, "grant", "2022-03-09", party="party:1"))
    assert "changed_while_signing" in codes(ask(notified_case, "grant", "2022-03-09", party="party:2"))


def test_in_a_history_nobody_asks_whether_what_was_signed_had_changed(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")
    world = notified_case.world(moment("2022-03-08"), notified_case.actor_for("grant")).with_(replay=True)

    assert engine.grounds_of(world, Request(action="grant", payload={"amount": 200})) == ()


def test_signatures_add_up_to_the_act(notified_case: CaseInMemory) -> None:
    first = ask(notified_case, "grant", "2022-03-08", payload={"amount": 100})
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")
    last = ask(notified_case, "grant", "2022-03-08")

    assert isinstance(first, Permitted)
    assert (first.complete, first.stage, [s.role for s in first.by]) == (False, "notice", ["handler"])
    assert first.payload == {"of": "grant", "role": "handler", "payload": {"amount": 100}}
    assert isinstance(last, Permitted)
    assert (last.complete, last.stage) == (True, "granted")
    assert [s.role for s in last.by] == [
        "handler",
        "handler",
        "head",
    ]  # the first names who acts together with him


def test_beside_who_signed_first_stands_whoever_was_assigned_then_and_signs_nowhere_else(
    notified_case: CaseInMemory,
) -> None:
    first, second = notified_case.people["handler"]
    third = officer_for(notified_case.procedure.roles["handler"], 70)
    notified_case.people["third"] = (third,)
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")
    joined = {"role": "handler", "person": third.person, "name": third.name}
    notified_case.record("assign", moment("2022-03-08"), joined)

    last = ask(notified_case, "grant", "2022-03-08")
    world = notified_case.world(moment("2022-03-08"))
    own = tuple(
        Signature(person=p, role=r, name=p) for p, r in ((first.person, "handler"), (second.person, "head"))
    )
    approved_by_the_second = who.with_colleagues(world, world.procedure.actions["grant"], own, None)

    assert isinstance(last, Permitted)
    assert [s.person for s in last.by][:-1] == [first.person, second.person]
    assert [s.person for s in approved_by_the_second] == [first.person, third.person, second.person]


def test_what_a_guard_warns_of_is_said_to_each_who_signs(
    notified_case: CaseInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = dict(engine.rules_of(notified_case.procedure))
    warning = (GuardUse(name="done", args={"action": "examine"}), lambda world, **_: Holds(warning="改法"))
    rules["grant"] = replace(rules["grant"], guards=(*rules["grant"].guards, warning))
    monkeypatch.setattr(engine, "rules_of", lambda procedure: rules)

    first = ask(notified_case, "grant", "2022-03-08", payload={"amount": 100})
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")
    last = ask(notified_case, "grant", "2022-03-08")

    assert (warnings(first), warnings(last)[-1]) == (("改法",), "改法")


def test_an_act_for_one_party_names_it_in_the_request_or_in_the_payload(notified_case: CaseInMemory) -> None:
    assert codes(ask(notified_case, "waive", party="party:1")) == []
    assert codes(ask(notified_case, "waive", payload={"party": "party:1"})) == []
    assert codes(ask(notified_case, "waive", blank=True)) == []
    assert codes(ask(notified_case, "waive")) == ["no_party"]
    assert codes(ask(notified_case, "waive", party="party:9")) == ["not_a_party"]


def test_an_act_for_the_case_names_no_party(received_case: CaseInMemory) -> None:
    assert codes(ask(received_case, "send_out")) == []


def test_in_a_history_nobody_asks_for_the_party(notified_case: CaseInMemory) -> None:
    world = notified_case.world(moment("2022-03-05"), notified_case.actor_for("waive")).with_(replay=True)

    assert engine.grounds_of(world, Request(action="waive")) == ()


def test_a_party_entered_in_the_course_of_a_case_stops_none_of_its_acts(received_case: CaseInMemory) -> None:
    informant = Role(key="informant", title="举报人", capacity="举报人", sealed=True)
    procedure = received_case.procedure
    received_case.procedure = replace(procedure, roles={**procedure.roles, "informant": informant})
    state = received_case.state.with_(parties=(party(2, "某人", capacity="举报人"),))

    assert codes(ask(received_case, "send_out", state=state)) == []


# -- time --------------------------------------------------------------------------------------------


def test_an_act_of_an_earlier_hour_of_the_first_day_is_in_time(received_case: CaseInMemory) -> None:
    assert codes(ask(received_case, "send_out", "2022-03-01T08:00")) == []
    assert codes(ask(received_case, "send_out", "2022-03-01T10:00")) == []
    assert codes(ask(received_case, "send_out", "2022-02-28T23:00")) == ["before_opening"]


# -- what would follow -------------------------------------------------------------------------------


def test_out_of_its_stage_nothing_is_said_of_what_would_follow(received_case: CaseInMemory) -> None:
    assert "bound" not in codes(ask(received_case, "approve", **unlooked(received_case)))
    assert codes(ask(received_case, "send_out", **unlooked(received_case))) == ["bound"]


def test_of_an_act_of_the_law_that_a_person_asks_for_nothing_would_follow(
    received_case: CaseInMemory,
) -> None:
    received_case.act("ask_correction", moment("2022-03-02"))
    by_hand = ask(received_case, "lapse_by_law", "2022-03-08", by="head", **unlooked(received_case))
    of_law = ask(received_case, "lapse_by_law", "2022-03-08", **unlooked(received_case))
    world = received_case.world(moment("2022-03-08"), THE_LAW).with_(**unlooked(received_case))

    assert codes(by_hand) == ["by_law"]
    assert codes(of_law) == ["bound"]
    assert codes(engine.decide(world, Request(action="send_out"))) == ["not_by_law"]


def test_where_nobody_acts_nothing_would_follow(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-05")).with_(**unlooked(received_case))

    assert codes(engine.decide(world, Request(action="send_out"))) == ["nobody"]


def test_papers_that_cannot_be_made_out_refuse(reviewed_case: CaseInMemory) -> None:
    outside = replace(NOTHING_AGAINST, unfilled=failing)

    (ground,) = grounds(ask(reviewed_case, "notify", outside=outside))

    assert (ground.code, ground.unknown) == ("not_judged", True)
    assert "登记簿有误。" in ground.message


def test_rows_that_cannot_be_made_out_refuse_unless_what_was_filled_in_has_faults_of_its_own(
    received_case: CaseInMemory,
) -> None:
    changing(received_case, "send_out", may_set=("amount",))
    outside = replace(NOTHING_AGAINST, beyond=failing)

    assert codes(ask(received_case, "send_out", outside=outside)) == ["not_judged"]
    assert codes(ask(received_case, "send_out", outside=outside, payload={"amount": -1})) == ["invalid"]


def test_a_paper_may_lack_an_optional_value_that_was_left_empty_and_then_says_so(
    received_case: CaseInMemory,
) -> None:
    changing(received_case, "send_out", may_set=("amount",), issues=(Issue(template="report"),))
    lacking = (Unfilled(title="委托书", fields=(("amount", "金额"),)),)
    outside = replace(NOTHING_AGAINST, unfilled=lambda world, permitted: lacking)

    assert codes(ask(received_case, "send_out", outside=outside, payload={"amount": ""})) == [
        "document_incomplete"
    ]
    assert codes(ask(received_case, "send_out", outside=outside, payload={"amount": -1})) == ["invalid"]


def test_a_paper_that_lacks_a_value_given_rightly_is_named_beside_other_faults(
    received_case: CaseInMemory,
) -> None:
    changing(received_case, "send_out", may_set=("amount", "until"), issues=(Issue(template="report"),))
    lacking = (Unfilled(title="委托书", fields=(("until", "延至"),)),)
    outside = replace(NOTHING_AGAINST, unfilled=lambda world, permitted: lacking)
    given = {"amount": -1, "until": "2022-03-09"}

    assert codes(ask(received_case, "send_out", outside=outside, payload=given)) == [
        "invalid",
        "document_incomplete",
    ]


def test_an_act_leads_to_its_stage_or_stays(reviewed_case: CaseInMemory) -> None:
    staying, moving = ask(reviewed_case, "approve"), ask(reviewed_case, "notify")

    assert isinstance(staying, Permitted)
    assert staying.stage == "review"
    assert isinstance(moving, Permitted)
    assert moving.stage == "notice"


def test_a_paper_is_issued_unless_its_condition_does_not_hold(reviewed_case: CaseInMemory) -> None:
    papers = (Issue(template="notice_letter"), Issue(template="report", when="large"))
    changing(reviewed_case, "notify", issues=papers)
    conditions = {"large": Condition(key="large", title="数额较大", field="size", equals=("large",))}

    def issued(**fields: str) -> tuple[str, ...]:
        reviewed_case.procedure = replace(reviewed_case.procedure, conditions=conditions)
        state = reviewed_case.state.with_(fields={**reviewed_case.state.fields, **fields})
        decision = ask(reviewed_case, "notify", state=state)
        return getattr(decision, "issues", ("refused", *codes(decision)))

    assert issued(size="small") == ("notice_letter",)
    changing(reviewed_case, "notify", guards=())
    assert issued(size="large") == ("notice_letter", "report")
    conditions["large"] = Condition(key="large", title="数额较大", field="amount")
    assert issued() == ("notice_letter", "report")


# -- what becomes void -------------------------------------------------------------------------------


def voided(case: CaseInMemory, action: str) -> tuple[list[str], tuple[str, ...]]:
    """The acts and the papers that an action would make void, the acts by name."""
    seqs, papers = voiding.voided(case.world(moment("2022-03-06")), case.procedure.actions[action])
    return [entry.action for entry in case.state.entries if entry.seq in seqs], papers


def test_what_voids_nothing_voids_nothing(reviewed_case: CaseInMemory) -> None:
    assert voided(reviewed_case, "notify") == ([], ())


def test_the_acts_and_papers_named_become_void_once(reviewed_case: CaseInMemory) -> None:
    first = voided(reviewed_case, "send_back")
    reviewed_case.act("send_back", moment("2022-03-04"))

    assert first == (["examine", "approve"], ())
    assert voided(reviewed_case, "send_back") == ([], ())


def test_a_paper_named_becomes_void_and_no_other(notified_case: CaseInMemory) -> None:
    letter = notified_case.state.document("notice_letter")
    assert letter is not None

    before = voided(notified_case, "tell_again")
    notified_case.act("tell_again", moment("2022-03-05"))
    anew = notified_case.state.document("notice_letter")

    assert before == ([], (letter.ref,))
    assert anew is not None
    assert voided(notified_case, "tell_again") == ([], (anew.ref,))


def test_the_papers_that_become_void_stand_in_the_record(notified_case: CaseInMemory) -> None:
    letter = notified_case.state.document("notice_letter")
    assert letter is not None
    voiding, plain = ask(notified_case, "tell_again"), ask(notified_case, "send_out")

    assert isinstance(voiding, Permitted)
    assert voiding.payload == {"void_documents": [letter.ref]}
    assert isinstance(plain, Permitted)
    assert plain.payload == {}


def test_with_an_act_its_signatures_become_void_and_those_of_others_do_not(
    notified_case: CaseInMemory,
) -> None:
    changing(notified_case, "send_back", voids=("refuse",))
    for of in ("grant", "refuse"):
        notified_case.record("sign", moment("2022-03-05"), {"of": of, "role": "handler", "payload": {}})
    notified_case.record("note", moment("2022-03-05"), {"of": "refuse", "text": "记"})

    seqs, _ = voiding.voided(
        notified_case.world(moment("2022-03-06")), notified_case.procedure.actions["send_back"]
    )

    assert [e.payload["of"] for e in notified_case.state.entries if e.seq in seqs] == ["refuse"]
    assert voided(notified_case, "send_back")[0] == ["sign"]


def test_only_the_children_that_a_void_act_opened_become_void(reviewed_case: CaseInMemory) -> None:
    case = reviewed_case
    changing(case, "send_back", voids=("ask_hearing",))
    for child, action in (("h1", "ask_hearing"), ("h2", "approve"), ("h3", "note")):
        case.record(action, moment("2022-03-04"), {"text": "记"})
        case.record("child_opened", moment("2022-03-04"), {"child": child, "matter": "hearing"})
    case.record("ask_hearing", moment("2022-03-05"))
    case.record("child_opened", moment("2022-03-05"), {"child": "r1", "matter": "review"})

    seqs, _ = voiding.voided(case.world(moment("2022-03-06")), case.procedure.actions["send_back"])
    children = [e.payload["child"] for e in case.state.entries if e.seq in seqs and "child" in e.payload]

    assert children == ["h1"]


# -- warnings ----------------------------------------------------------------------------------------


def test_an_act_in_time_is_not_called_late(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")

    assert warnings(ask(notified_case, "grant", "2022-03-21")) == ()
    assert any("逾期" in w for w in warnings(ask(notified_case, "grant", "2022-04-21")))


def test_the_bureaus_own_target_warns_of_nothing(notified_case: CaseInMemory) -> None:
    clocks = notified_case.procedure.clocks
    target = replace(clocks["decision"], target=True)
    notified_case.procedure = replace(notified_case.procedure, clocks={**clocks, "decision": target})
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")

    assert warnings(ask(notified_case, "grant", "2022-04-21")) == ()


def test_what_stops_no_clock_is_not_called_late(notified_case: CaseInMemory) -> None:
    assert warnings(ask(notified_case, "tell_again", "2022-06-01")) == ()


def test_a_move_dated_before_the_last_move_is_called_so(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("approve", moment("2022-03-04"))

    assert warnings(ask(reviewed_case, "send_back", "2022-03-03")) == ()
    assert warnings(ask(reviewed_case, "send_back", "2022-03-02T01:00")) == ()
    (warning,) = warnings(ask(reviewed_case, "send_back", "2022-03-01"))
    assert "早于前一环节的2022-03-02" in warning


def test_an_act_that_moves_nothing_may_be_dated_before_the_last_move(reviewed_case: CaseInMemory) -> None:
    assert warnings(ask(reviewed_case, "send_out", "2022-03-01")) == ()


def test_the_first_act_is_before_no_other(fresh_case: CaseInMemory) -> None:
    assert warnings(ask(fresh_case, "receive", payload={"size": "small"})) == ()


# -- explaining --------------------------------------------------------------------------------------


def explained(case: CaseInMemory, actor: Actor | None, day: str = "2022-03-05") -> dict[str, Option]:
    return {option.action: option for option in engine.explain(case.world(moment(day), actor))}


def test_what_belongs_to_the_stage_and_what_everybody_keeps_is_explained(
    reviewed_case: CaseInMemory,
) -> None:
    options = explained(reviewed_case, reviewed_case.people["head"][0])

    assert [key for key in options if key in reviewed_case.procedure.actions] == [
        "approve",
        "send_back",
        "ask_hearing",
        "notify",
        "send_out",
        "get_back",
        "extend",
        "extend_until",
    ]
    assert {"note", "attach", "assign"} <= set(options)


def test_what_the_law_does_is_not_offered(received_case: CaseInMemory) -> None:
    assert "lapse_by_law" not in explained(received_case, received_case.people["head"][0])


def test_to_nobody_nothing_is_explained(received_case: CaseInMemory) -> None:
    assert engine.explain(received_case.world(moment("2022-03-05"))) == ()


def test_an_option_says_who_may_and_what_stands_against_it_but_not_what_is_still_to_be_filled_in(
    received_case: CaseInMemory,
) -> None:
    received_case.act("extend", moment("2022-03-02"))
    head, clerk = received_case.people["head"][0], received_case.people["clerk"][0]

    may = explained(received_case, head)["extend_until"]
    may_not = explained(received_case, clerk)["extend_until"]

    assert (may.title, may.may, may.roles, may.grounds, may.waits_for) == (
        "延长至某日",
        True,
        ("head",),
        (),
        (),
    )
    assert (may_not.may, may_not.roles, [g.code for g in may_not.grounds]) == (False, (), ["no_post"])


def test_an_option_says_whose_signatures_are_missing(notified_case: CaseInMemory) -> None:
    head = notified_case.people["head"][0]
    before = explained(notified_case, head, "2022-03-08")["grant"].waits_for
    notified_case.act("grant", moment("2022-03-08"), by="handler")

    assert before == ("handler", "head")
    assert explained(notified_case, head, "2022-03-08")["grant"].waits_for == ("head",)


def test_an_option_warns_of_what_the_act_would(notified_case: CaseInMemory) -> None:
    head = notified_case.people["head"][0]
    notified_case.act("grant", moment("2022-03-08"), by="handler")

    assert explained(notified_case, head, "2022-03-08")["grant"].warnings == ()
    assert len(explained(notified_case, head, "2022-04-21")["grant"].warnings) == 1
