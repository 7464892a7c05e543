# SPDX-License-Identifier: MulanPSL-2.0
"""Deciding: an act is permitted, or every ground against it is named."""

from __future__ import annotations

from dataclasses import replace

from fadu.procedure import engine, in_order
from fadu.procedure.compiled import rules_of
from fadu.procedure.decision import Actor, Permitted, Refused, Request
from fadu.procedure.plain_law import PlainLaw
from fadu.procedure.testing import THE_LAW, CaseInMemory, moment, without_certificate


def codes(decision: Permitted | Refused) -> list[str]:
    assert isinstance(decision, Refused), decision
    return [ground.code for ground in decision.grounds]


def test_a_lawful_first_act_opens_the_case(received_case: CaseInMemory) -> None:
    assert received_case.state.stage == "received"
    assert received_case.state.fields["size"] == "small"


def test_an_unknown_action_is_refused_with_the_nearest_name(received_case: CaseInMemory) -> None:
    decision = received_case.act("recieve", moment("2022-03-02"))

    assert codes(decision) == ["unknown_action"]
    assert isinstance(decision, Refused)
    assert "receive" in decision.grounds[0].remedy


def test_an_action_of_another_stage_is_refused(received_case: CaseInMemory) -> None:
    assert "wrong_stage" in codes(received_case.act("grant", moment("2022-03-02")))


def test_a_refusal_names_all_grounds_at_once(received_case: CaseInMemory) -> None:
    received_case.fills = False

    grounds = codes(received_case.act("notify", moment("2022-03-02")))

    assert grounds.count("not_done") == 2
    assert "wrong_stage" in grounds


def test_every_ground_of_a_guard_cites_an_article(received_case: CaseInMemory) -> None:
    decision = received_case.act("notify", moment("2022-03-02"))

    assert isinstance(decision, Refused)
    assert all(ground.cites for ground in decision.grounds)


def test_a_required_field_that_is_missing_is_named_by_its_title(fresh_case: CaseInMemory) -> None:
    fresh_case.fills = False
    decision = fresh_case.act("receive", moment("2022-03-01"))

    assert isinstance(decision, Refused)
    assert any("规模" in ground.message for ground in decision.grounds)


def test_all_faults_of_a_payload_are_named_at_once(fresh_case: CaseInMemory) -> None:
    grounds = codes(
        fresh_case.act("receive", moment("2022-03-01"), {"size": "huge", "amount": -1, "colour": "red"})
    )

    assert grounds.count("invalid") == 2
    assert "unknown_field" in grounds


def test_a_party_named_for_an_act_done_for_the_whole_case_is_not_passed_over(
    received_case: CaseInMemory,
) -> None:
    by_request = received_case.act("notify", moment("2022-03-02"), party="party:1")
    in_payload = received_case.act("notify", moment("2022-03-02"), {"party": "party:1"})

    for decision in (by_request, in_payload):
        assert isinstance(decision, Refused)
        assert any("不能只对其中一个当事人" in g.message for g in decision.grounds), decision


def test_an_act_done_for_one_party_takes_the_party_it_is_done_for(received_case: CaseInMemory) -> None:
    assert "unknown_field" not in codes(received_case.act("waive", moment("2022-03-02"), party="party:1"))


def test_an_extension_of_a_fixed_length_takes_no_day(received_case: CaseInMemory) -> None:
    assert "unknown_field" in codes(
        received_case.act("extend", moment("2022-03-02"), {"until": "2022-04-30"})
    )


def test_money_that_is_not_whole_fen_is_refused(fresh_case: CaseInMemory) -> None:
    assert "invalid" in codes(
        fresh_case.act("receive", moment("2022-03-01"), {"size": "small", "amount": 1.5})
    )


def test_an_act_in_the_future_is_refused(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-09"), received_case.people["head"][0])

    decision = engine.decide(world, Request(action="send_out"), latest=moment("2022-03-08"))

    assert codes(decision) == ["in_future"]


def test_an_act_later_today_than_now_is_in_the_future_and_one_of_this_moment_is_not(
    received_case: CaseInMemory,
) -> None:
    now, soon = moment("2022-03-08T10:00"), moment("2022-03-08T10:01")
    world = received_case.world(soon, received_case.people["head"][0])

    early = engine.decide(world, Request(action="send_out"), latest=now)
    in_time = engine.decide(world, Request(action="send_out"), latest=soon)

    assert codes(early) == ["in_future"]
    assert isinstance(in_time, Permitted)


def test_an_act_before_the_opening_is_refused(received_case: CaseInMemory) -> None:
    assert "before_opening" in codes(received_case.act("send_out", moment("2022-02-27")))


def test_a_stage_changing_act_dated_before_the_last_one_is_permitted_with_a_warning(
    reviewed_case: CaseInMemory,
) -> None:
    decision = reviewed_case.act("send_back", moment("2022-03-01", 12))

    assert isinstance(decision, Permitted)
    assert any("早于" in warning for warning in decision.warnings)


def test_a_late_decision_is_permitted_with_a_warning(notified_case: CaseInMemory) -> None:
    decision = notified_case.act("grant", moment("2022-04-30"))

    assert isinstance(decision, Permitted)
    assert any("逾期" in warning for warning in decision.warnings)


def test_a_decision_before_the_partys_term_is_over_is_refused(notified_case: CaseInMemory) -> None:
    assert codes(notified_case.act("grant", moment("2022-03-07"))) == ["still_running"]


def test_a_decision_the_day_after_the_partys_term_is_permitted(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"))

    assert notified_case.state.stage == "granted"


def test_a_waived_right_lets_the_decision_pass(notified_case: CaseInMemory) -> None:
    notified_case.act("waive", moment("2022-03-05"), party="party:1")

    notified_case.act("grant", moment("2022-03-05", 16))

    assert notified_case.state.stage == "granted"


def test_an_act_for_one_party_must_name_the_party(notified_case: CaseInMemory) -> None:
    assert "no_party" in codes(notified_case.act("waive", moment("2022-03-05")))


def test_an_act_for_a_stranger_is_refused(notified_case: CaseInMemory) -> None:
    assert "not_a_party" in codes(notified_case.act("waive", moment("2022-03-05"), party="party:9"))


def test_a_child_that_was_not_opened_is_asked_for_only_where_the_condition_holds(
    fresh_case: CaseInMemory,
) -> None:
    fresh_case.open("receive", moment("2022-03-01"), {"size": "large"})
    fresh_case.act("gather", moment("2022-03-02", 9))
    fresh_case.act("examine", moment("2022-03-02"))
    fresh_case.act("approve", moment("2022-03-03"))

    assert codes(fresh_case.act("notify", moment("2022-03-04"))) == ["no_child"]


def test_an_open_child_holds_up_its_parent(fresh_case: CaseInMemory) -> None:
    fresh_case.open("receive", moment("2022-03-01"), {"size": "large"})
    fresh_case.act("gather", moment("2022-03-02", 9))
    fresh_case.act("examine", moment("2022-03-02"))
    fresh_case.act("approve", moment("2022-03-03"))
    fresh_case.act("ask_hearing", moment("2022-03-03", 11))

    assert codes(fresh_case.act("notify", moment("2022-03-04"))) == ["child_open"]


def test_a_child_that_ended_well_lets_the_parent_go_on(fresh_case: CaseInMemory) -> None:
    fresh_case.open("receive", moment("2022-03-01"), {"size": "large"})
    fresh_case.act("gather", moment("2022-03-02", 9))
    fresh_case.act("examine", moment("2022-03-02"))
    fresh_case.act("approve", moment("2022-03-03"))
    fresh_case.act("ask_hearing", moment("2022-03-03", 11))
    fresh_case.end_child("hearing", "held", moment("2022-03-10"))

    fresh_case.act("notify", moment("2022-03-11"))

    assert fresh_case.state.stage == "notice"


def test_a_voided_act_must_be_done_again(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("send_back", moment("2022-03-04"))
    reviewed_case.act("examine", moment("2022-03-05"))

    decision = reviewed_case.act("notify", moment("2022-03-06"))

    assert isinstance(decision, Refused)
    assert [ground.message for ground in decision.grounds] == ["尚未办理“审核”。"]


def test_what_is_done_by_law_waits_for_its_clock(received_case: CaseInMemory) -> None:
    received_case.act("ask_correction", moment("2022-03-02"))

    assert codes(received_case.act("lapse_by_law", moment("2022-03-07"))) == ["not_over"]


def test_what_is_done_by_law_happens_after_the_last_day(received_case: CaseInMemory) -> None:
    received_case.act("ask_correction", moment("2022-03-02"))

    received_case.act("lapse_by_law", moment("2022-03-08", 0))

    assert received_case.state.stage == "refused"


def test_nobody_may_do_by_hand_what_the_law_does(received_case: CaseInMemory) -> None:
    received_case.act("ask_correction", moment("2022-03-02"))

    assert "by_law" in codes(received_case.act("lapse_by_law", moment("2022-03-08"), by="head"))


def test_the_law_does_nothing_a_person_must_do(received_case: CaseInMemory) -> None:
    decision = engine.decide(received_case.world(moment("2022-03-02"), THE_LAW), Request(action="send_out"))

    assert codes(decision) == ["not_by_law"]


def test_after_the_end_only_what_is_lawful_then_may_be_done(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"))

    assert isinstance(notified_case.act("correct_text", moment("2022-03-20")), Permitted)
    assert "wrong_stage" in codes(notified_case.act("extend", moment("2022-03-20")))


def test_an_actor_without_the_post_is_refused(received_case: CaseInMemory) -> None:
    assert "no_post" in codes(received_case.act("send_out", moment("2022-03-02"), by="clerk"))


def test_one_officer_alone_may_not_act_where_two_must(fresh_case: CaseInMemory) -> None:
    fresh_case.people["handler"] = fresh_case.people["handler"][:1]
    fresh_case.open("receive", moment("2022-03-01"), {"size": "small"})

    assert "together" in codes(fresh_case.act("gather", moment("2022-03-02")))


def test_an_officer_without_a_certificate_is_refused(fresh_case: CaseInMemory) -> None:
    first, second = fresh_case.people["handler"]
    fresh_case.people["handler"] = (without_certificate(first), second)
    fresh_case.open("receive", moment("2022-03-01"), {"size": "small"})

    assert "no_certificate" in codes(fresh_case.act("gather", moment("2022-03-02")))


def test_a_person_with_a_conflict_is_refused(received_case: CaseInMemory) -> None:
    head = received_case.people["head"][0]
    world = replace(
        received_case.world(moment("2022-03-02"), head), conflicts={head.person: "申请人的近亲属"}
    )

    assert codes(engine.decide(world, Request(action="send_out"))) == ["conflict"]


def test_one_person_may_not_be_handler_and_examiner(reviewed_case: CaseInMemory) -> None:
    handler = reviewed_case.people["handler"][0]
    both = Actor(person=handler.person, holdings=reviewed_case.people["examiner"][0].holdings)

    decision = engine.decide(reviewed_case.world(moment("2022-03-03", 12), both), Request(action="approve"))

    assert codes(decision) == ["apart"]


def test_signatures_are_collected_in_order_and_the_last_moves_the_case(notified_case: CaseInMemory) -> None:
    first = notified_case.act("grant", moment("2022-03-08"), by="handler")

    assert isinstance(first, Permitted)
    assert not first.complete
    assert notified_case.state.stage == "notice"
    assert [p.action for p in notified_case.state.pending] == ["grant"]


def test_nobody_signs_before_their_turn(notified_case: CaseInMemory) -> None:
    assert "no_post" in codes(notified_case.act("grant", moment("2022-03-08"), by="head"))


def test_nobody_approves_their_own_proposal(notified_case: CaseInMemory) -> None:
    handler = notified_case.people["handler"][0]
    notified_case.act("grant", moment("2022-03-08"), by="handler")
    also_head = replace(handler, holdings=(*handler.holdings, *notified_case.people["head"][0].holdings))

    decision = engine.decide(
        notified_case.world(moment("2022-03-08", 12), also_head), Request(action="grant")
    )

    assert codes(decision) == ["self_approval"]


def test_what_is_being_signed_does_not_change_between_signatures(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"), {"amount": 100}, by="handler")
    head = notified_case.people["head"][0]

    decision = engine.decide(
        notified_case.world(moment("2022-03-08", 12), head), Request(action="grant", payload={"amount": 200})
    )

    assert "changed_while_signing" in codes(decision)


def test_explain_and_decide_agree_on_who_may(reviewed_case: CaseInMemory) -> None:
    options = {option.action: option for option in reviewed_case.options(moment("2022-03-04"), "head")}

    assert options["notify"].may
    assert not options["ask_hearing"].may
    assert options["ask_hearing"].grounds[0].code == "condition"


def test_an_interruption_that_does_not_run_cannot_be_ended(received_case: CaseInMemory) -> None:
    assert codes(received_case.act("get_back", moment("2022-03-02"))) == ["nothing_to_end"]


def test_an_interruption_is_ended_once(received_case: CaseInMemory) -> None:
    received_case.act("send_out", moment("2022-03-02"))
    received_case.act("get_back", moment("2022-03-03"))

    assert codes(received_case.act("get_back", moment("2022-03-04"))) == ["nothing_to_end"]


def test_a_guard_that_cannot_judge_refuses_and_says_why(received_case: CaseInMemory) -> None:
    received_case.law = PlainLaw({})  # type: ignore[assignment]

    decision = received_case.act("grant", moment("2022-03-02"))

    assert isinstance(decision, Refused)
    assert all(ground.message.endswith("。") for ground in decision.grounds)


def test_a_colleague_with_a_conflict_does_not_count_as_the_second_officer(
    received_case: CaseInMemory,
) -> None:
    first, second = received_case.people["handler"]
    world = replace(received_case.world(moment("2022-03-02"), first), conflicts={second.person: "近亲属"})

    decision = engine.decide(world, Request(action="gather", payload={"evidence": [{"name": "甲"}]}))

    assert codes(decision) == ["together"]


def test_roles_stay_apart_over_the_root_case_and_its_children(reviewed_case: CaseInMemory) -> None:
    examiner = reviewed_case.people["examiner"][0]
    world = replace(
        reviewed_case.world(moment("2022-03-03", 12), examiner),
        family=((examiner.person, "handler", "另一子案"),),
        family_apart=(("handler", "examiner"),),
    )

    assert codes(engine.decide(world, Request(action="approve"))) == ["apart"]


def test_a_role_of_a_child_counts_as_the_role_of_the_root_it_stands_for(received_case: CaseInMemory) -> None:
    head = received_case.people["head"][0]
    world = replace(
        received_case.world(moment("2022-03-03"), head),
        family=((head.person, "handler", "本案"),),
        family_apart=(("handler", "reviewer"),),
        role_names={"head": "reviewer"},
    )

    assert codes(engine.decide(world, Request(action="send_out"))) == ["apart"]


def test_what_an_act_sets_is_normalised(fresh_case: CaseInMemory) -> None:
    decision = fresh_case.act("receive", moment("2022-03-01"), {"size": "small", "secret": ""})

    assert isinstance(decision, Permitted)
    assert dict(decision.payload) == {"size": "small"}


def test_children_opened_by_a_voided_act_are_voided_with_it(fresh_case: CaseInMemory) -> None:
    action = replace(fresh_case.procedure.actions["send_back"], voids=("ask_hearing",))
    fresh_case.procedure = replace(
        fresh_case.procedure, actions={**fresh_case.procedure.actions, "send_back": action}
    )
    fresh_case.open("receive", moment("2022-03-01"), {"size": "large"})
    fresh_case.act("gather", moment("2022-03-02", 9))
    fresh_case.act("examine", moment("2022-03-02"))
    fresh_case.act("ask_hearing", moment("2022-03-03"))

    fresh_case.act("send_back", moment("2022-03-04"))

    assert [child.void for child in fresh_case.state.children] == [True]


def test_the_team_that_acts_together_is_on_record(received_case: CaseInMemory) -> None:
    decision = received_case.act("gather", moment("2022-03-02"))

    assert isinstance(decision, Permitted)
    assert [signature.role for signature in decision.by] == ["handler", "handler"]
    assert len({signature.person for signature in decision.by}) == 2


def test_what_has_its_place_behind_says_that_it_is_over_and_not_to_come_back(
    received_case: CaseInMemory,
) -> None:
    def remedy(stage: str, action: str) -> str:
        world = received_case.world(moment("2022-03-02"))
        world = world.with_(state=replace(world.state, stage=stage))
        rule = rules_of(world.procedure)[action]
        return "".join(ground.remedy for ground in in_order.stage_grounds(world, rule))

    ended = next(key for key, stage in received_case.procedure.stages.items() if stage.final)

    assert remedy(received_case.state.stage, "grant") == "按程序办理到该环节后再办"
    assert remedy(ended, "grant") == (
        "本案现在不经过该环节，不能再办；本案已经办结，现在能办的，见案件页的“下一步”"
    )
    assert remedy(received_case.state.stage, "receive") == (
        "本案已经登记，不再重复登记；另有新的事项的，另行登记"
    )
