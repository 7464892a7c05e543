# SPDX-License-Identifier: MulanPSL-2.0
"""Who may act, each requirement from both sides: post and its limits, certificate, qualification, assignment, team, law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fadu.procedure import who
from fadu.procedure.decision import Actor, Ground, Holding, World
from fadu.procedure.entry import Signature
from fadu.procedure.model import BY_LAW, Action, Apart, Procedure, Role, Trigger
from fadu.procedure.state import Pending
from fadu.procedure.testing import THE_LAW, CaseInMemory, moment

DAY = moment("2022-03-05")


def codes(grounds: Any) -> list[str]:
    return [ground.code for ground in grounds]


def with_role(case: CaseInMemory, key: str, **changes: Any) -> None:
    """The case's procedure, with one role changed."""
    procedure = case.procedure
    role = replace(procedure.roles[key], **changes)
    case.procedure = replace(procedure, roles={**procedure.roles, key: role})


def with_action(case: CaseInMemory, key: str, **changes: Any) -> Action:
    """The case's procedure, with one action changed; that action."""
    procedure = case.procedure
    action = replace(procedure.actions[key], **changes)
    case.procedure = replace(procedure, actions={**procedure.actions, key: action})
    return action


def against(world: World, action: str, pending: Pending | None = None) -> list[str]:
    return codes(who.grounds(world, world.procedure.actions[action], pending))


def officer(post: str, number: int = 90, **holding: Any) -> Actor:
    return Actor(person=f"officer:{number}", name="某人", holdings=(Holding(post=post, **holding),))


# -- roles -------------------------------------------------------------------------------------------


def test_an_officer_holds_the_roles_of_the_post_and_may_enter_what_parties_do(
    received_case: CaseInMemory,
) -> None:
    world = received_case.world(DAY)

    assert who.roles_of(world, officer("window_clerk"), "note") == ("clerk", "applicant")
    assert who.roles_of(world, officer("deputy_head"), "note") == ("head", "applicant")


def test_a_role_that_must_be_assigned_is_held_by_whoever_is(received_case: CaseInMemory) -> None:
    world = received_case.world(DAY)
    handler = received_case.people["handler"][0]

    assert who.roles_of(world, handler, "note") == ("handler", "applicant")
    assert who.roles_of(world, replace(handler, person="officer:90"), "note") == ()


def test_a_party_holds_the_role_of_its_capacity_alone(received_case: CaseInMemory) -> None:
    world = received_case.world(DAY)

    assert who.roles_of(world, Actor(person="party:1", capacity="申请人"), "correct") == ("applicant",)
    assert who.roles_of(world, Actor(person="party:1", capacity="第三人"), "correct") == ()


def test_the_law_holds_its_own_role_and_no_other(received_case: CaseInMemory) -> None:
    assert who.roles_of(received_case.world(DAY), THE_LAW, "lapse_by_law") == (BY_LAW,)


def test_the_roles_in_which_an_actor_could_act_are_those_whose_turn_it_is(
    notified_case: CaseInMemory,
) -> None:
    action = notified_case.procedure.actions["grant"]
    handler, head = notified_case.people["handler"][0], notified_case.people["head"][0]
    signed = Pending(
        action="grant", payload={}, signatures=(Signature(person="x", role="handler"),), seqs=(1,)
    )

    assert who.roles_for(notified_case.world(DAY, handler), action, None) == ("handler",)
    assert who.roles_for(notified_case.world(DAY, head), action, None) == ()
    assert who.roles_for(notified_case.world(DAY, head), action, signed) == ("head",)
    assert who.roles_for(notified_case.world(DAY, handler), action, signed) == ()
    assert who.roles_for(notified_case.world(DAY), action, None) == ()


def test_a_partys_act_is_for_the_party_and_for_officers_who_enter_it(notified_case: CaseInMemory) -> None:
    action = notified_case.procedure.actions["waive"]

    def roles(actor: Actor) -> tuple[str, ...]:
        return who.roles_for(notified_case.world(DAY, actor), action, None)

    assert roles(Actor(person="party:1", capacity="申请人")) == ("applicant",)
    assert roles(officer("window_clerk")) == ("applicant",)
    assert roles(Actor(person="party:2", capacity="第三人")) == ()
    assert roles(officer("archivist")) == ()


def test_what_the_law_does_is_for_the_law(received_case: CaseInMemory) -> None:
    action = received_case.procedure.actions["lapse_by_law"]

    assert who.roles_for(received_case.world(DAY, THE_LAW), action, None) == (BY_LAW,)
    assert who.roles_for(received_case.world(DAY, officer("window_clerk")), action, None) == ()


@pytest.mark.parametrize(("signed", "role"), [(0, "handler"), (1, "head"), (2, "head"), (3, "head")])
def test_the_next_to_sign_is_who_has_not_signed_and_at_last_the_last(
    permit: Procedure, signed: int, role: str
) -> None:
    signatures = tuple(Signature(person=f"officer:{n}", role="") for n in range(signed))
    pending = Pending(action="grant", payload={}, signatures=signatures, seqs=())

    assert who.next_role(permit.actions["grant"], pending) == role


def test_without_signatures_the_first_to_sign_is_next_or_who_does_the_act(permit: Procedure) -> None:
    assert who.next_role(permit.actions["grant"], None) == "handler"
    assert who.next_role(permit.actions["notify"], None) == "head"


# -- what a post reaches -----------------------------------------------------------------------------


def test_a_post_that_is_not_held_and_one_held_within_limits_are_told_apart(
    received_case: CaseInMemory,
) -> None:
    world = received_case.world(DAY)

    def ground(actor: Actor) -> Ground | None:
        (one,) = who.grounds(world.with_(actor=actor), world.procedure.actions["send_out"], None) or (None,)
        return one

    limited = ground(officer("bureau_head", kinds=("licence",), scope="许可事项"))
    unnamed = ground(officer("bureau_head", kinds=("licence",)))
    none = ground(officer("window_clerk"))

    assert ground(officer("bureau_head")) is None
    assert ground(officer("bureau_head", kinds=("permit",))) is None
    assert none is not None
    assert none.code == "no_post"
    assert limited is not None
    assert (limited.code, "“许可事项”" in limited.message) == ("outside_scope", True)
    assert unnamed is not None
    assert "“所授事项”" in unnamed.message


def test_a_post_in_another_department_does_not_reach_the_case(received_case: CaseInMemory) -> None:
    world = received_case.world(DAY).with_(department="3")

    assert against(world.with_(actor=officer("bureau_head", departments=("3",))), "send_out") == []
    assert against(world.with_(actor=officer("bureau_head", departments=("4",))), "send_out") == [
        "outside_scope"
    ]


def test_each_scope_of_limited_posts_is_said_once(received_case: CaseInMemory) -> None:
    held = [
        Holding(post="bureau_head", kinds=("x",), scope="甲"),
        Holding(post="deputy_head", kinds=("x",), scope="乙"),
        Holding(post="deputy_head", kinds=("y",), scope="乙"),
        Holding(post="deputy_head", kinds=("z",)),
    ]
    world = received_case.world(DAY, Actor(person="officer:90", holdings=tuple(held)))

    (ground,) = who.grounds(world, world.procedure.actions["send_out"], None)

    assert "“甲；乙”" in ground.message


def test_qualification_is_asked_where_the_role_asks_for_it(received_case: CaseInMemory) -> None:
    with_role(received_case, "examiner", qualified=True)
    world = received_case.world(DAY)

    assert against(world.with_(actor=officer("case_examiner")), "approve") == ["no_qualification"]
    assert against(world.with_(actor=officer("case_examiner", qualified=True)), "approve") == []


def test_qualification_is_not_asked_where_the_role_does_not(received_case: CaseInMemory) -> None:
    assert against(received_case.world(DAY, officer("case_examiner")), "approve") == []


def test_one_of_several_posts_with_the_certificate_is_enough(received_case: CaseInMemory) -> None:
    with_role(received_case, "clerk", certified=True)
    two = (Holding(post="window_clerk"), Holding(post="window_clerk", certified=True))
    world = received_case.world(DAY, Actor(person="officer:90", holdings=two))

    assert against(world, "ask_correction") == []
    assert against(world.with_(actor=officer("window_clerk")), "ask_correction") == ["no_certificate"]


def test_only_those_assigned_act_where_the_role_is_assigned(received_case: CaseInMemory) -> None:
    stranger = officer("case_handler", certified=True)

    assert against(received_case.world(DAY, received_case.people["handler"][1]), "gather") == []
    assert "not_assigned" in against(received_case.world(DAY, stranger), "gather")


# -- signing, conflicts, history ---------------------------------------------------------------------


def test_who_has_signed_does_not_sign_again_in_another_role(notified_case: CaseInMemory) -> None:
    head = notified_case.people["head"][0]
    world = notified_case.world(DAY, head)

    def signed_by(person: str) -> Pending:
        signature = Signature(person=person, role="handler")
        return Pending(action="grant", payload={}, signatures=(signature,), seqs=(9,))

    assert against(world, "grant", signed_by(head.person)) == ["self_approval"]
    assert against(world, "grant", signed_by("officer:99")) == []


def test_the_conflict_of_another_person_keeps_nobody_away(received_case: CaseInMemory) -> None:
    head = received_case.people["head"][0]
    world = received_case.world(DAY, head)

    assert against(world.with_(conflicts={"officer:99": "近亲属"}), "send_out") == []
    assert against(world.with_(conflicts={head.person: "近亲属"}), "send_out") == ["conflict"]


def test_nothing_is_done_where_nobody_is_named(received_case: CaseInMemory) -> None:
    assert against(received_case.world(DAY), "send_out") == ["nobody"]


def test_a_history_is_not_asked_who_was_in_post(received_case: CaseInMemory) -> None:
    world = received_case.world(DAY, officer("archivist"))

    assert against(world, "send_out") == ["no_post"]
    assert against(world.with_(replay=True), "send_out") == []


def test_all_that_is_against_a_person_is_said_at_once(notified_case: CaseInMemory) -> None:
    actor = officer("window_clerk")
    world = notified_case.world(DAY, actor).with_(conflicts={actor.person: "近亲属"})
    pending = Pending(
        action="grant", payload={}, signatures=(Signature(person=actor.person, role="handler"),), seqs=(9,)
    )

    assert against(world, "grant", pending) == ["no_post", "self_approval", "conflict"]


# -- parties -----------------------------------------------------------------------------------------


def test_what_a_party_does_is_done_by_it_or_entered_by_an_officer_of_the_case(
    received_case: CaseInMemory,
) -> None:
    world = received_case.world(DAY)

    assert against(world.with_(actor=Actor(person="party:1", capacity="申请人")), "correct") == []
    assert against(world.with_(actor=officer("window_clerk")), "correct") == []
    assert against(world.with_(actor=officer("case_handler")), "correct") == []
    assert against(world.with_(actor=officer("archivist")), "correct") == ["not_party"]
    assert against(world.with_(actor=Actor(person="party:2", capacity="第三人")), "correct") == ["not_party"]


def test_an_officer_of_another_department_enters_nothing_for_a_party_unless_assigned(
    received_case: CaseInMemory,
) -> None:
    world = received_case.world(DAY).with_(department="3")
    here = officer("deputy_head", department="3")
    there = officer("deputy_head", department="4")
    assigned = replace(world.state, assigned={"handler": (there.person,)})

    assert against(world.with_(actor=here), "correct") == []
    assert against(world.with_(actor=there), "correct") == ["not_of_the_case"]
    assert against(world.with_(actor=there, state=assigned), "correct") == []


def test_a_power_limited_to_other_kinds_does_not_enter_what_parties_do(received_case: CaseInMemory) -> None:
    world = received_case.world(DAY, officer("window_clerk", kinds=("licence",)))

    assert not who.is_officer_of(world, officer("window_clerk", kinds=("licence",)), "correct")
    assert against(world, "correct") == ["not_party"]


# -- by law ------------------------------------------------------------------------------------------


def triggered(case: CaseInMemory, kind: Any, name: str, *outcomes: str) -> list[str]:
    """The grounds against what the law does once a trigger has happened."""
    action = with_action(case, "lapse_by_law", on=Trigger(kind=kind, name=name, outcomes=outcomes))
    return codes(who.grounds(case.world(DAY, THE_LAW), action, None))


def test_what_is_done_by_law_on_nothing_in_particular_may_be_done_at_once(
    received_case: CaseInMemory,
) -> None:
    action = with_action(received_case, "lapse_by_law", on=None)

    assert codes(who.grounds(received_case.world(DAY, THE_LAW), action, None)) == []


def test_the_law_waits_for_an_act(received_case: CaseInMemory) -> None:
    assert triggered(received_case, "act", "extend") == ["not_over"]
    received_case.act("extend", moment("2022-03-04"))
    assert triggered(received_case, "act", "extend") == []


def test_the_law_waits_for_a_child_to_open(received_case: CaseInMemory) -> None:
    assert triggered(received_case, "child_opened", "hearing") == ["not_over"]
    received_case.record("child_opened", moment("2022-03-02"), {"child": "h1", "matter": "hearing"})
    assert triggered(received_case, "child_opened", "hearing") == []
    assert triggered(received_case, "child_opened", "review") == ["not_over"]


def test_the_law_waits_for_a_child_to_end_with_one_of_the_outcomes(received_case: CaseInMemory) -> None:
    received_case.record("child_opened", moment("2022-03-02"), {"child": "h1", "matter": "hearing"})
    assert triggered(received_case, "child", "hearing") == ["not_over"]
    ended = {"child": "h1", "matter": "hearing", "outcome": "absent"}
    received_case.record("child_ended", moment("2022-03-03"), ended)

    assert triggered(received_case, "child", "hearing") == []
    assert triggered(received_case, "child", "hearing", "held") == ["not_over"]
    assert triggered(received_case, "child", "hearing", "held", "absent") == []


def test_the_law_waits_for_a_service_to_take_effect(reviewed_case: CaseInMemory) -> None:
    assert triggered(reviewed_case, "served", "notice_letter") == ["not_over"]
    reviewed_case.act("notify", moment("2022-03-04"))
    assert triggered(reviewed_case, "served", "notice_letter") == ["not_over"]
    reviewed_case.serve("notice_letter", moment("2022-03-04"), effective=date(2022, 3, 6))
    assert triggered(reviewed_case, "served", "notice_letter") == ["not_over"]
    reviewed_case.serve("notice_letter", moment("2022-03-05"), effective=date(2022, 3, 5))
    assert triggered(reviewed_case, "served", "notice_letter") == []


def test_the_law_waits_for_a_publication_of_that_rule(received_case: CaseInMemory) -> None:
    published = {"rule": "permit/publication", "channel": "网站", "published_on": "2022-03-04"}
    assert triggered(received_case, "published", "permit/publication") == ["not_over"]
    received_case.record("publish", moment("2022-03-04"), published)

    assert triggered(received_case, "published", "permit/publication") == []
    assert triggered(received_case, "published", "other") == ["not_over"]


def test_the_law_waits_for_a_value(received_case: CaseInMemory) -> None:
    assert triggered(received_case, "field", "reason") == ["not_over"]
    assert triggered(received_case, "field", "size") == []


def test_what_the_law_waits_for_is_called_by_its_title(received_case: CaseInMemory) -> None:
    def message(kind: Any, name: str) -> str:
        action = with_action(received_case, "lapse_by_law", on=Trigger(kind=kind, name=name))
        (ground,) = who.grounds(received_case.world(DAY, THE_LAW), action, None)
        return ground.message

    assert message("over", "lapse") == "“补正期限”尚未届满。"
    assert message("act", "extend") == "“延长”尚未办理。"
    assert message("served", "notice_letter") == "“告知”的文书尚未送达。"


def test_what_people_do_is_not_done_by_law_nor_the_other_way_about(received_case: CaseInMemory) -> None:
    world = received_case.world(DAY)

    assert against(world.with_(actor=THE_LAW), "send_out") == ["not_by_law"]
    assert against(world.with_(actor=officer("bureau_head")), "lapse_by_law") == ["by_law"]


# -- separation --------------------------------------------------------------------------------------


def apart_in(world: World, role: str, person: str) -> list[str]:
    return [ground.message for ground in who.apart(world, role, person)]


def test_a_procedures_own_separation_binds_where_no_family_has_one(received_case: CaseInMemory) -> None:
    handler = received_case.people["handler"][0].person
    world = received_case.world(DAY)

    assert len(who.apart(world, "examiner", handler)) == 1
    assert who.apart(world, "examiner", handler)[0].cites == ("测试法 10",)
    assert who.apart(world, "handler", handler) == []
    assert who.apart(world, "head", handler) == []
    assert who.apart(world, "examiner", "officer:99") == []


def test_a_familys_separation_binds_where_the_procedure_has_none(received_case: CaseInMemory) -> None:
    received_case.procedure = replace(received_case.procedure, apart=())
    world = received_case.world(DAY).with_(
        family=(("officer:90", "handler", "另案"),), family_apart=(("handler", "examiner"),)
    )

    assert who.apart(world.with_(family_apart=()), "examiner", "officer:90") == []
    assert apart_in(world, "examiner", "officer:90") == ["同一人在本案中已任“承办人”，不得再任“审核人”。"]


def test_what_binds_by_both_is_said_once(received_case: CaseInMemory) -> None:
    handler = received_case.people["handler"][0].person
    world = received_case.world(DAY).with_(family_apart=(("handler", "examiner"),))

    assert len(who.apart(world, "examiner", handler)) == 1


def test_a_role_taken_here_counts_in_the_family_as_the_role_it_stands_for(
    received_case: CaseInMemory,
) -> None:
    received_case.procedure = replace(received_case.procedure, apart=())
    handler = received_case.people["handler"][0].person
    world = received_case.world(DAY).with_(
        family_apart=(("reviewer", "examiner"),), role_names={"handler": "reviewer"}
    )

    assert len(who.apart(world, "examiner", handler)) == 1
    assert who.apart(world.with_(role_names={}), "examiner", handler) == []


def test_each_set_of_separated_roles_binds_by_itself(received_case: CaseInMemory) -> None:
    sets = (Apart(roles=("clerk", "head")), Apart(roles=("handler", "examiner"), cites=("测试法 11",)))
    received_case.procedure = replace(received_case.procedure, apart=sets)
    handler = received_case.people["handler"][0].person
    world = received_case.world(DAY)

    assert [g.cites for g in who.apart(world, "examiner", handler)] == [("测试法 11",)]
    assert who.apart(world, "head", handler) == []


# -- together ----------------------------------------------------------------------------------------


def test_the_team_is_the_actor_and_those_assigned_who_may_act(received_case: CaseInMemory) -> None:
    first, second = received_case.people["handler"]
    role = received_case.procedure.roles["handler"]
    world = received_case.world(DAY, second)

    def team(world: World) -> tuple[str, ...]:
        return who.valid_team(world, role, second, "gather")

    assert team(world) == (second.person, first.person)
    assert team(world.with_(conflicts={first.person: "近亲属"})) == (second.person,)
    assert team(world.with_(holdings={})) == (second.person,)
    for lacking in (
        Holding(post="case_handler"),
        Holding(post="registrar", certified=True),
        Holding(post="case_handler", certified=True, kinds=("licence",)),
    ):
        assert team(world.with_(holdings={first.person: (lacking,)})) == (second.person,)


def test_a_team_without_certificates_will_do_where_none_is_asked_for(received_case: CaseInMemory) -> None:
    first, second = received_case.people["handler"]
    role = replace(received_case.procedure.roles["handler"], certified=False)
    world = received_case.world(DAY, second).with_(holdings={first.person: (Holding(post="case_handler"),)})

    assert who.valid_team(world, role, second, "gather") == (second.person, first.person)
    moved = world.with_(holdings={first.person: (Holding(post="registrar"),)})
    assert who.valid_team(moved, role, second, "gather") == (second.person,)


def test_those_named_as_acting_together_count_once(received_case: CaseInMemory) -> None:
    first, second = received_case.people["handler"]
    role = received_case.procedure.roles["handler"]
    world = received_case.world(DAY, first).with_(together=(first, second, officer("case_handler")))

    assert who.valid_team(world, role, first, "gather") == (first.person, second.person, "officer:90")


def test_who_must_act_together_says_how_many_there_are(received_case: CaseInMemory) -> None:
    first, second = received_case.people["handler"]
    world = received_case.world(DAY, first)

    (ground,) = who.grounds(
        world.with_(conflicts={second.person: "近亲属"}), world.procedure.actions["gather"], None
    )

    assert against(world, "gather") == []
    assert "应由2名以上" in ground.message
    assert "现有1名" in ground.message


def test_what_a_party_did_is_registered_by_whoever_is_in_post_when_it_is_registered(
    received_case: CaseInMemory,
) -> None:
    """Somebody who came after the day registers it, and somebody who was there then and is no more does not."""
    clerk = received_case.people["clerk"][0]
    nobody = replace(clerk, holdings=())
    came_since = received_case.world(DAY, nobody).with_(recorder=clerk)
    has_gone = received_case.world(DAY, clerk).with_(recorder=nobody)

    assert against(came_since, "correct") == []
    assert against(has_gone, "correct") == ["not_party"]
    assert against(came_since, "send_out") != []


# -- signatures --------------------------------------------------------------------------------------


def signed(world: World, action: str, pending: Pending | None = None) -> tuple[Signature, ...]:
    return who.signatures(world, world.procedure.actions[action], pending)


def test_nobody_signs_where_nobody_acts(received_case: CaseInMemory) -> None:
    assert signed(received_case.world(DAY), "send_out") == ()


def test_the_law_signs_as_the_law(received_case: CaseInMemory) -> None:
    assert signed(received_case.world(DAY, THE_LAW), "lapse_by_law") == (
        Signature(person="law", role="law", name="法律规定"),
    )


def test_a_party_signs_in_its_capacity_and_says_through_what_it_acts(received_case: CaseInMemory) -> None:
    party = Actor(person="party:1", name="某商店", capacity="申请人", channel="互联网平台")

    assert signed(received_case.world(DAY, party), "correct") == (
        Signature(person="party:1", role="applicant", name="某商店", channel="互联网平台"),
    )


def test_an_officer_who_enters_what_a_party_did_signs_for_entering_it(received_case: CaseInMemory) -> None:
    (signature,) = signed(received_case.world(DAY, officer("window_clerk")), "correct")

    assert signature == Signature(person="officer:90", role="", name="某人（代申请人登记）")


def test_an_officer_signs_with_post_and_certificate_a_system_with_its_mandate(
    received_case: CaseInMemory,
) -> None:
    held = Holding(post="deputy_head", by="standin", certificate="执法00001")
    acting = Actor(person="officer:90", name="某人", holdings=(held,), mandate="某号文")

    assert signed(received_case.world(DAY, acting), "send_out") == (
        Signature(
            person="officer:90",
            role="head",
            name="某人",
            post="deputy_head",
            holding="standin",
            certificate="执法00001",
            mandate="某号文",
        ),
    )


def test_a_signature_without_a_post_of_the_role_claims_none(received_case: CaseInMemory) -> None:
    (signature,) = signed(received_case.world(DAY, officer("archivist")), "send_out")

    assert (signature.post, signature.holding, signature.certificate) == ("", "regular", "")


def test_all_of_a_team_sign_with_their_names_and_posts(received_case: CaseInMemory) -> None:
    first, second = received_case.people["handler"]

    assert [
        (s.person, s.name, s.role, s.post) for s in signed(received_case.world(DAY, first), "gather")
    ] == [
        (first.person, first.name, "handler", "case_handler"),
        (second.person, second.name, "handler", "case_handler"),
    ]


def test_one_of_two_assigned_signs_alone_where_one_is_enough(received_case: CaseInMemory) -> None:
    with_role(received_case, "handler", together=1)

    assert len(signed(received_case.world(DAY, received_case.people["handler"][0]), "gather")) == 1


def test_where_signatures_are_collected_each_signs_alone(notified_case: CaseInMemory) -> None:
    assert len(signed(notified_case.world(DAY, notified_case.people["handler"][0]), "grant")) == 1


def test_names_are_those_of_assignments_and_empty_where_none_was_given(received_case: CaseInMemory) -> None:
    received_case.record("assign", DAY, {"role": "handler", "person": "officer:90"})
    named = dict(who.names_assigned(received_case.world(DAY)))

    assert named["officer:90"] == ""
    assert named[received_case.people["handler"][0].person] == received_case.people["handler"][0].name
    assert len(named) == 3


def test_a_role_of_another_procedure_is_called_by_its_own_title(received_case: CaseInMemory) -> None:
    world = received_case.world(DAY).with_(
        family=(("officer:90", "host", "听证案"),), family_apart=(("host", "head"),)
    )

    (message,) = apart_in(world, "head", "officer:90")

    assert "不得再任“负责人”" in message


def test_a_sealed_role_is_none_of_an_officers(received_case: CaseInMemory) -> None:
    procedure = received_case.procedure
    informant = Role(key="informant", title="举报人", capacity="举报人", sealed=True)
    received_case.procedure = replace(procedure, roles={**procedure.roles, "informant": informant})

    assert who.roles_of(received_case.world(DAY), Actor(person="party:1", capacity="举报人"), "x") == (
        "informant",
    )


@pytest.mark.parametrize(
    ("capacity", "refused"), [("申请人", []), ("利害关系人", []), ("证人", ["not_party"])]
)
def test_a_right_of_several_capacities_is_used_by_each_in_his_own_name(
    notified_case: CaseInMemory, capacity: str, refused: list[str]
) -> None:
    with_role(notified_case, "applicant", also=("利害关系人",))
    actor = Actor(person="party:7", name="邻居", capacity=capacity)
    world = notified_case.world(DAY, actor)
    waive = notified_case.procedure.actions["waive"]

    assert codes(who.grounds(world, waive, None)) == refused
    assert ("applicant" in who.roles_of(world, actor, "waive")) is not bool(refused)
    if not refused:
        assert [s.name for s in who.signatures(world, waive, None)] == ["邻居"]


def test_what_an_officer_enters_for_somebody_names_the_capacity_he_stands_in(
    notified_case: CaseInMemory,
) -> None:
    with_role(notified_case, "applicant", also=("利害关系人",))
    neighbour = {
        "party": "party:7",
        "name": "邻居",
        "capacity": "利害关系人",
        "kind": "person",
        "reason": "补登",
    }
    notified_case.record("add_party", DAY, neighbour)
    clerk = notified_case.people["clerk"][0]
    waive = notified_case.procedure.actions["waive"]
    world = notified_case.world(DAY, clerk)

    (entered,) = who.signatures(world.with_(proposed={"party": "party:7"}), waive, None)
    (unnamed,) = who.signatures(world, waive, None)

    assert entered.name.endswith("（代利害关系人登记）")
    assert unnamed.name.endswith("（代申请人登记）")


@pytest.mark.parametrize(("capacity", "refused"), [("申请人", []), ("利害关系人", ["other_side"])])
def test_what_is_entered_for_a_party_is_entered_only_for_one_whose_right_it_is(
    notified_case: CaseInMemory, capacity: str, refused: list[str]
) -> None:
    other = {"party": "party:7", "name": "邻居", "capacity": capacity, "kind": "person", "reason": "补登"}
    notified_case.record("add_party", DAY, other)
    clerk = notified_case.people["clerk"][0]
    world = notified_case.world(DAY, clerk).with_(proposed={"party": "party:7"})

    assert codes(who.grounds(world, notified_case.procedure.actions["waive"], None)) == refused


# -- by which article --------------------------------------------------------------------------------


def lacking(case: CaseInMemory, action: str, **changes: Any) -> Ground:
    """Why an archivist, who holds no post of the procedure, may not do what the head does."""
    role = replace(case.procedure.roles["head"], **changes)
    roles = {**case.procedure.roles, "head": role}
    world = case.world(DAY, officer("archivist"))
    world = world.with_(procedure=replace(case.procedure, roles=roles))
    grounds = who.grounds(world, case.procedure.actions[action], None)
    return next(ground for ground in grounds if ground.code == "no_post")


def test_whoever_lacks_the_post_is_told_the_article_that_names_it_for_this_act(
    received_case: CaseInMemory,
) -> None:
    naming = {"extend": ("测试法 42",), "grant": ("测试法 38",)}

    assert lacking(received_case, "extend", named_by=naming).cites == ("测试法 42",)


def test_where_no_article_names_the_post_that_is_said(received_case: CaseInMemory) -> None:
    ground = lacking(received_case, "extend", cites=())

    assert ground.cites == ()
    assert "法律没有指定岗位的，依本机关的分工" in ground.message
