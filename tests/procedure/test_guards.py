# SPDX-License-Identifier: MulanPSL-2.0
"""Each built-in guard, met and not met; each fact and condition, yes, no and unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from fadu.procedure import facts, guards
from fadu.procedure.decision import HOLDS, Ground, Verdict, World
from fadu.procedure.guards import BUILT_IN_GUARDS, guard, spec_of
from fadu.procedure.model import Condition, Opening
from fadu.procedure.plain_law import PlainLaw, PlainLimit
from fadu.procedure.testing import CaseInMemory, moment, party, without_certificate


def ask(case: CaseInMemory, name: str, day: str = "2022-03-05", /, **args: Any) -> Verdict:
    return BUILT_IN_GUARDS[name].function(case.world(moment(day)), **args)


def code(verdict: Verdict) -> str:
    assert isinstance(verdict, Ground)
    assert verdict.message.endswith("。")
    return verdict.code


def test_every_built_in_guard_of_the_language_is_there() -> None:
    wanted = (
        "all_answered assigned attached certified child document done evidence fallen filled is is_not no_conflict nobody_left not_done"
        " not_ordered_to_accept not_said_again objection_answered over proposal proposal_changed proposal_stated reply_reviewed reply_stated resolved"
        " ruled_after served still_there told unanswered within"
    )

    assert sorted(BUILT_IN_GUARDS) == wanted.split()


def test_assigned_counts_the_persons_the_role_needs(received_case: CaseInMemory) -> None:
    person = received_case.people["handler"][1].person
    assert ask(received_case, "assigned", role="handler") is HOLDS

    received_case.record("release", moment("2022-03-02"), {"role": "handler", "person": person, "reason": ""})

    assert code(ask(received_case, "assigned", role="handler")) == "assigned"


def test_served_wants_the_document_issued_and_then_served_on_everybody(reviewed_case: CaseInMemory) -> None:
    assert code(ask(reviewed_case, "served", document="notice_letter")) == "not_issued"
    reviewed_case.act("notify", moment("2022-03-04"))
    assert code(ask(reviewed_case, "served", document="notice_letter")) == "not_served"
    reviewed_case.serve("notice_letter", moment("2022-03-04"))
    assert ask(reviewed_case, "served", document="notice_letter") is HOLDS


def test_served_does_not_take_a_service_of_the_future(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("notify", moment("2022-03-04"))
    reviewed_case.serve("notice_letter", moment("2022-03-04"), effective=moment("2022-04-04").date())

    assert code(ask(reviewed_case, "served", "2022-04-03", document="notice_letter")) == "not_served"
    assert ask(reviewed_case, "served", "2022-04-04", document="notice_letter") is HOLDS


def test_done_since_wants_the_act_after_the_other(reviewed_case: CaseInMemory) -> None:
    assert ask(reviewed_case, "done", action="approve", since=("examine",)) is HOLDS
    reviewed_case.record("examine", moment("2022-03-04"), {"reason": "再查"})

    assert code(ask(reviewed_case, "done", action="approve", since=("examine",))) == "not_done"


def test_not_done_is_met_once(received_case: CaseInMemory) -> None:
    assert ask(received_case, "not_done", action="extend") is HOLDS
    received_case.act("extend", moment("2022-03-04"))

    assert code(ask(received_case, "not_done", action="extend")) == "done_already"


def test_is_and_is_not_are_opposites_where_the_answer_is_known(received_case: CaseInMemory) -> None:
    assert code(ask(received_case, "is", condition="large")) == "condition"
    assert ask(received_case, "is_not", condition="large") is HOLDS


def test_over_waits_for_the_start_and_then_for_the_end(reviewed_case: CaseInMemory) -> None:
    assert code(ask(reviewed_case, "over", clock="defence")) == "not_started"
    reviewed_case.act("notify", moment("2022-03-04"))
    reviewed_case.serve("notice_letter", moment("2022-03-04"))

    assert code(ask(reviewed_case, "over", "2022-03-07", clock="defence")) == "still_running"
    assert ask(reviewed_case, "over", "2022-03-08", clock="defence") is HOLDS


def test_within_ends_after_the_last_day(notified_case: CaseInMemory) -> None:
    assert ask(notified_case, "within", "2022-03-07", clock="defence") is HOLDS
    assert code(ask(notified_case, "within", "2022-03-08", clock="defence")) == "expired"


def test_a_term_that_stands_still_has_not_passed(received_case: CaseInMemory) -> None:
    due = next(r.due_on for r in received_case.clocks(moment("2022-03-02")) if r.clock == "decision")
    assert due is not None
    after = f"{due + timedelta(days=1)}"
    assert code(ask(received_case, "within", after, clock="decision")) == "expired"
    received_case.act("send_out", moment("2022-03-02"))

    assert ask(received_case, "within", after, clock="decision") is HOLDS


def test_an_act_of_one_party_asks_whether_that_party_was_served(notified_case: CaseInMemory) -> None:
    to_both = (replace(paper, parties=("party:1", "party:2")) for paper in notified_case.state.documents)
    second = replace(notified_case.state.parties[0], key="party:2")
    parties = (*notified_case.state.parties, second)
    notified_case.state = notified_case.state.with_(documents=tuple(to_both), parties=parties)
    world, served = notified_case.world(moment("2022-03-05")), BUILT_IN_GUARDS["served"].function

    assert code(served(world, document="notice_letter")) == "not_served"
    assert served(world.with_(proposed={"party": "party:1"}), document="notice_letter", to="party") is HOLDS
    second_acts = world.with_(proposed={"party": "party:2"})
    assert code(served(second_acts, document="notice_letter", to="party")) == "not_served"


def test_child_wants_the_outcome_asked_for(received_case: CaseInMemory) -> None:
    assert code(ask(received_case, "child", matter="hearing")) == "no_child"
    received_case.record("child_opened", moment("2022-03-02"), {"child": "h1", "matter": "hearing"})
    assert code(ask(received_case, "child", matter="hearing")) == "child_open"
    ended = {"child": "h1", "matter": "hearing", "outcome": "absent"}
    received_case.record("child_ended", moment("2022-03-03"), ended)

    assert code(ask(received_case, "child", matter="hearing", outcome=("held",))) == "child_outcome"
    assert ask(received_case, "child", matter="hearing", outcome=("held", "absent")) is HOLDS


def test_an_outcome_that_does_not_do_is_called_by_its_title_as_are_those_that_do(
    received_case: CaseInMemory,
) -> None:
    received_case.record("child_opened", moment("2022-03-02"), {"child": "r1", "matter": "legal_review"})
    ended = {"child": "r1", "matter": "legal_review", "outcome": "disagreed"}
    received_case.record("child_ended", moment("2022-03-03"), ended)

    ground = ask(received_case, "child", matter="legal_review", outcome=("agreed", "amended"))

    assert isinstance(ground, Ground)
    assert ground.message == "“法制审核”的结果是“不同意”；须是“同意”、“修改后同意”，才可办理本动作。"


def test_a_right_that_nobody_can_waive_is_not_said_to_be_waivable(notified_case: CaseInMemory) -> None:
    waivable = ask(notified_case, "over", "2022-03-07", clock="defence")
    procedure = notified_case.procedure
    bound = replace(procedure.clocks["defence"], waived_by="")
    notified_case.procedure = replace(procedure, clocks={**procedure.clocks, "defence": bound})
    other = ask(notified_case, "over", "2022-03-07", clock="defence")

    assert isinstance(waivable, Ground)
    assert isinstance(other, Ground)
    assert (waivable.remedy, other.remedy) == ("届满后办理，或由当事人书面放弃", "届满后办理")


def test_a_later_opinion_counts_and_not_an_older_one(received_case: CaseInMemory) -> None:
    for name, outcome in (("r1", "agreed"), ("r2", "disagreed")):
        received_case.record("child_opened", moment("2022-03-02"), {"child": name, "matter": "hearing"})
        received_case.record(
            "child_ended", moment("2022-03-03"), {"child": name, "matter": "hearing", "outcome": outcome}
        )
    disagreed = code(ask(received_case, "child", matter="hearing", outcome=("agreed",)))
    received_case.record("child_opened", moment("2022-03-04"), {"child": "r3", "matter": "hearing"})

    assert disagreed == "child_outcome"
    assert code(ask(received_case, "child", matter="hearing", outcome=("agreed",))) == "child_open"


def test_a_resolution_refused_after_it_was_adopted_counts(received_case: CaseInMemory) -> None:
    for name, outcome in (("m1", "adopted"), ("m2", "rejected")):
        item = {"child": name, "matter": "committee_item", "topic": "extension"}
        received_case.record("child_opened", moment("2022-03-02"), item)
        received_case.record("child_ended", moment("2022-03-03"), {**item, "outcome": outcome})

    assert code(ask(received_case, "resolved", topic="extension")) == "not_discussed"


def test_resolved_wants_an_adopted_item_on_the_topic(received_case: CaseInMemory) -> None:
    assert code(ask(received_case, "resolved", topic="extension")) == "not_discussed"
    opened = {"child": "m1", "matter": "committee_item", "topic": "extension"}
    received_case.record("child_opened", moment("2022-03-02"), opened)
    assert code(ask(received_case, "resolved", topic="extension")) == "not_resolved"
    received_case.record("child_ended", moment("2022-03-03"), {**opened, "outcome": "adopted"})

    assert ask(received_case, "resolved", topic="extension") is HOLDS
    assert code(ask(received_case, "resolved", topic="recusal")) == "not_discussed"


def test_evidence_wants_something_in_the_file(received_case: CaseInMemory) -> None:
    assert code(ask(received_case, "evidence")) == "no_evidence"
    received_case.record("attach", moment("2022-03-02"), {"title": "照片", "digest": "00"})

    assert ask(received_case, "evidence") is HOLDS


def test_certified_looks_at_everybody_assigned(received_case: CaseInMemory) -> None:
    assert ask(received_case, "certified", role="handler") is HOLDS
    first, second = received_case.people["handler"]
    received_case.people["handler"] = (first, without_certificate(second))

    assert code(ask(received_case, "certified", role="handler")) == "not_certified"


def test_no_conflict_looks_at_everybody_assigned(received_case: CaseInMemory) -> None:
    person = received_case.people["handler"][0].person
    world = replace(received_case.world(moment("2022-03-02")), conflicts={person: "近亲属"})

    assert code(BUILT_IN_GUARDS["no_conflict"].function(world, role="handler")) == "conflict"
    assert ask(received_case, "no_conflict", role="handler") is HOLDS


def test_filled_takes_what_is_proposed_or_was_set(received_case: CaseInMemory) -> None:
    assert ask(received_case, "filled", field="size") is HOLDS
    assert code(ask(received_case, "filled", field="reason")) == "not_filled"
    proposing = replace(received_case.world(moment("2022-03-02")), proposed={"reason": "甲"})

    assert BUILT_IN_GUARDS["filled"].function(proposing, field="reason") is HOLDS


def test_document_wants_one_that_is_not_void(reviewed_case: CaseInMemory) -> None:
    assert ask(reviewed_case, "document", template="report") is HOLDS
    reviewed_case.act("send_back", moment("2022-03-04"))

    assert code(ask(reviewed_case, "document", template="report")) == "no_document"


def test_in_replay_what_may_be_missing_from_the_record_is_unknown(received_case: CaseInMemory) -> None:
    world = replace(received_case.world(moment("2022-03-02")), replay=True)

    verdict = BUILT_IN_GUARDS["done"].function(world, action="examine")

    assert isinstance(verdict, Ground)
    assert verdict.unknown


def test_the_first_parameter_of_a_guard_is_the_one_written_beside_its_name() -> None:
    @guard("sample")
    def sample(world: World, *, first: str, second: str = "") -> Verdict:
        return HOLDS

    spec = spec_of(sample)

    assert (spec.name, spec.main, spec.arguments, spec.open) == (
        "sample",
        "first",
        ("first", "second"),
        False,
    )


def test_a_module_offers_its_guards_and_facts_by_name() -> None:
    module = ModuleType("sample")
    module.one = guard("one")(lambda world: HOLDS)  # type: ignore[attr-defined]
    module.two = facts.fact("two")(lambda world: "yes")  # type: ignore[attr-defined]

    assert list(guards.offered_by(module)) == ["one"]
    assert list(facts.offered_by(module)) == ["two"]


def test_two_providers_of_one_fact_are_an_error() -> None:
    module = ModuleType("sample")
    module.one = facts.fact("same")(lambda world: "yes")  # type: ignore[attr-defined]
    module.two = facts.fact("same")(lambda world: "no")  # type: ignore[attr-defined]

    with pytest.raises(facts.FactError, match="有两个提供者"):
        facts.offered_by(module)


@pytest.mark.parametrize(
    ("condition", "fields", "expected"),
    [
        (Condition(key="c", field="size", equals=("large",)), {"size": "large"}, "yes"),
        (Condition(key="c", field="size", equals=("large",)), {"size": "small"}, "no"),
        (Condition(key="c", field="size", equals=("large",)), {"size": ["small", "large"]}, "yes"),
        (Condition(key="c", field="size", equals=("large",), negated=True), {"size": "small"}, "yes"),
        (Condition(key="c", field="size"), {}, "unknown"),
        (Condition(key="c", field="size", negated=True), {}, "unknown"),
        (Condition(key="c", field="size"), {"size": True}, "yes"),
        (Condition(key="c", field="size"), {"size": False}, "no"),
    ],
)
def test_a_condition_answers_yes_no_or_unknown(
    condition: Condition, fields: dict[str, Any], expected: str, received_case: CaseInMemory
) -> None:
    world = received_case.world(moment("2022-03-02"))
    world = replace(world, state=world.state.with_(fields=fields))

    assert facts.answer(condition, world, {}) == expected


def words(verdict: Verdict) -> str:
    assert isinstance(verdict, Ground)
    return verdict.message


def opened(case: CaseInMemory, child: str, day: str, **more: str) -> None:
    case.record("child_opened", moment(day), {"child": child, "matter": "hearing", **more})


def ended(case: CaseInMemory, child: str, day: str, outcome: str, **more: str) -> None:
    case.record("child_ended", moment(day), {"child": child, "matter": "hearing", "outcome": outcome, **more})


@pytest.mark.parametrize(
    "name", ["done", "not_issued", "child", "filled", "document", "resolved", "evidence"]
)
def test_what_is_missing_is_known_to_be_missing_live(received_case: CaseInMemory, name: str) -> None:
    args: dict[str, Any] = {
        "done": {"action": "examine"},
        "not_issued": {"document": "notice_letter"},
        "child": {"matter": "hearing"},
        "filled": {"field": "reason"},
        "document": {"template": "report"},
        "resolved": {"topic": "extension"},
        "evidence": {},
    }[name]
    function = BUILT_IN_GUARDS["served" if name == "not_issued" else name].function
    world = received_case.world(moment("2022-03-05"))

    live, past = function(world, **args), function(world.with_(replay=True), **args)

    assert isinstance(live, Ground)
    assert not live.unknown
    assert isinstance(past, Ground)
    assert past.unknown


def test_more_than_enough_persons_may_be_assigned_and_of_a_history_it_is_left_open(
    received_case: CaseInMemory,
) -> None:
    received_case.record("assign", moment("2022-03-02"), {"role": "handler", "person": "officer:90"})
    assert ask(received_case, "assigned", role="handler") is HOLDS
    nobody = received_case.world(moment("2022-03-05"))
    nobody = nobody.with_(state=nobody.state.with_(assigned={}))
    assigned = BUILT_IN_GUARDS["assigned"].function

    assert "现有0名" in words(assigned(nobody, role="handler"))
    afterwards = assigned(nobody.with_(replay=True), role="handler")
    assert afterwards is not HOLDS
    assert afterwards.unknown


def test_a_paper_is_called_by_the_act_that_issues_it(received_case: CaseInMemory) -> None:
    assert words(ask(received_case, "served", document="notice_letter")) == "尚未制发“告知”的文书。"
    assert words(ask(received_case, "document", template="report")) == "尚未制发“审查”的文书。"
    assert words(ask(received_case, "document", template="other")) == "尚未制发“other”。"


def joined_by_another(case: CaseInMemory, day: str) -> World:
    """The world of a day in which another applicant has entered the case."""
    joined = party(2, "某酒家", capacity="申请人")
    payload = {"party": joined.key, "name": joined.name, "capacity": joined.capacity, "kind": joined.kind}
    case.record("add_party", moment(day), payload)
    return case.world(moment(day))


def test_a_paper_is_owed_to_everybody_of_today_and_says_who_has_not_been_served(
    notified_case: CaseInMemory,
) -> None:
    served = BUILT_IN_GUARDS["served"].function
    assert served(notified_case.world(moment("2022-03-05")), document="notice_letter") is HOLDS

    lacking = served(joined_by_another(notified_case, "2022-03-05"), document="notice_letter")

    assert words(lacking) == (f"“告知”的文书（{notified_case.state.documents[-1].number}）尚未送达某酒家。")


def test_a_paper_that_went_to_nobody_has_served_nobody(notified_case: CaseInMemory) -> None:
    state = notified_case.state
    nobody = replace(state.documents[-1], parties=(), services=())
    world = notified_case.world(moment("2022-03-05")).with_(state=state.with_(documents=(nobody,)))

    assert "尚未送达某商店" in words(BUILT_IN_GUARDS["served"].function(world, document="notice_letter"))


def test_whoever_has_left_is_owed_nothing(notified_case: CaseInMemory) -> None:
    joined_by_another(notified_case, "2022-03-05")
    notified_case.record("remove_party", moment("2022-03-06"), {"party": "party:2", "reason": "撤回申请"})
    world = notified_case.world(moment("2022-03-07"))

    assert BUILT_IN_GUARDS["served"].function(world, document="notice_letter") is HOLDS


def test_a_right_has_not_run_out_while_it_has_not_begun_for_somebody_of_today(
    notified_case: CaseInMemory,
) -> None:
    over = BUILT_IN_GUARDS["over"].function
    assert over(notified_case.world(moment("2022-03-10")), clock="defence") is HOLDS

    lacking = over(joined_by_another(notified_case, "2022-03-10"), clock="defence")

    assert words(lacking) == "“陈述期限”对某酒家尚未开始计算。"


def test_the_latest_paper_of_each_counts(notified_case: CaseInMemory) -> None:
    served = BUILT_IN_GUARDS["served"].function
    letter = notified_case.state.documents[-1]
    again = replace(letter, ref="notice_letter/99", seq=99, number="第99号", services=())
    state = notified_case.state.with_(documents=(*notified_case.state.documents, again))
    world = notified_case.world(moment("2022-03-05")).with_(state=state)

    assert words(served(world, document="notice_letter")) == "“告知”的文书（第99号）尚未送达某商店。"


def test_who_has_not_been_served_is_called_by_name(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("notify", moment("2022-03-04"))

    assert "尚未送达某商店。" in words(ask(reviewed_case, "served", document="notice_letter"))


def test_done_since_the_same_act_wants_it_once_more(reviewed_case: CaseInMemory) -> None:
    assert words(ask(reviewed_case, "done", action="approve", since=("approve",))) == (
        f"尚未在{reviewed_case.state.last('approve').at.date()}“审核”以后再次办理“审核”。"
    )
    assert words(ask(reviewed_case, "done", action="grant")) == "尚未办理“准予”。"
    assert words(ask(reviewed_case, "done", action="dance")) == "尚未办理“dance”。"


def test_since_counts_from_the_latest_of_acts_children_and_papers(reviewed_case: CaseInMemory) -> None:
    def after(*since: str) -> str:
        verdict = ask(reviewed_case, "done", action="approve", since=since)
        return "" if verdict is HOLDS else code(verdict)

    before = after("report", "hearing", "examine", "send_out")
    reviewed_case.record("send_out", moment("2022-03-03"))
    by_act = after("send_out"), after("examine"), after("send_out", "examine"), after("examine", "send_out")
    reviewed_case.act("approve", moment("2022-03-04"))
    opened(reviewed_case, "h1", "2022-03-04")
    while_open = after("hearing")
    ended(reviewed_case, "h1", "2022-03-04", "held")
    by_child = after("hearing"), after("hearing", "examine")

    assert before == ""
    assert by_act == ("not_done", "", "not_done", "not_done")
    assert while_open == ""
    assert by_child == ("not_done", "not_done")


def test_since_a_paper_counts_the_papers_of_that_name_that_are_not_void(
    reviewed_case: CaseInMemory,
) -> None:
    reviewed_case.act("notify", moment("2022-03-04"))
    stale = ask(reviewed_case, "done", action="approve", since=("notice_letter",))
    by_report = ask(reviewed_case, "done", action="approve", since=("report",))
    void = tuple(replace(d, void=d.template == "notice_letter") for d in reviewed_case.state.documents)
    reviewed_case.state = reviewed_case.state.with_(documents=void)

    assert code(stale) == "not_done"
    assert by_report is HOLDS
    assert ask(reviewed_case, "done", action="approve", since=("notice_letter",)) is HOLDS


def test_what_may_be_done_once_may_be_done_once_more_since(received_case: CaseInMemory) -> None:
    received_case.act("extend", moment("2022-03-03"))
    again = ask(received_case, "not_done", action="extend", since=("send_out",))
    received_case.act("send_out", moment("2022-03-04"))

    assert words(again) == "“延长”已于2022-03-03办理，只能办理一次。"
    assert ask(received_case, "not_done", action="extend", since=("send_out",)) is HOLDS
    assert ask(received_case, "not_done", action="extend", since=("extend",)) is HOLDS


def test_a_condition_says_what_is_there_or_not_and_by_its_title(received_case: CaseInMemory) -> None:
    state = received_case.state
    small, large = state, state.with_(fields={"size": "large"})
    world = received_case.world(moment("2022-03-05"))
    is_, is_not = BUILT_IN_GUARDS["is"].function, BUILT_IN_GUARDS["is_not"].function

    assert is_(world.with_(state=large), condition="large") is HOLDS
    assert words(is_(world.with_(state=small), condition="large")).startswith("本案不具备“数额较大”")
    assert words(is_not(world.with_(state=large), condition="large")).startswith("本案具备“数额较大”")


def test_a_condition_that_is_not_known_is_neither_met_nor_not(received_case: CaseInMemory) -> None:
    conditions = {
        "doubtful": Condition(key="doubtful", field="amount"),
        "titled": Condition(key="titled", title="存疑", field="amount"),
    }
    received_case.procedure = replace(received_case.procedure, conditions=conditions)

    for name in ("is", "is_not"):
        verdict = ask(received_case, name, condition="doubtful")
        assert code(verdict) == "unknown"
        assert isinstance(verdict, Ground)
        assert verdict.unknown
        assert "“doubtful”" in verdict.message
        assert "“存疑”" in words(ask(received_case, name, condition="titled"))


def test_a_term_of_a_void_paper_is_not_waited_for_and_gives_no_right(notified_case: CaseInMemory) -> None:
    notified_case.act("tell_again", moment("2022-03-05"))

    assert code(ask(notified_case, "over", "2022-03-20", clock="defence")) == "not_started"
    assert ask(notified_case, "within", "2022-03-20", clock="defence") is HOLDS
    assert words(ask(notified_case, "over", "2022-03-20", clock="defence")) == "“陈述期限”尚未开始计算。"


def test_of_several_terms_the_last_is_waited_for(notified_case: CaseInMemory) -> None:
    to_both = (replace(paper, parties=("party:1", "party:2")) for paper in notified_case.state.documents)
    notified_case.state = notified_case.state.with_(documents=tuple(to_both))
    notified_case.serve("notice_letter", moment("2022-03-06"), party="party:2")

    assert words(ask(notified_case, "over", "2022-03-06", clock="defence")) == (
        "“陈述期限”2022-03-09届满，届满前不得办理。"
    )
    assert code(ask(notified_case, "over", "2022-03-09", clock="defence")) == "still_running"
    assert ask(notified_case, "over", "2022-03-10", clock="defence") is HOLDS
    assert ask(notified_case, "within", "2022-03-09", clock="defence") is HOLDS
    assert (
        words(ask(notified_case, "within", "2022-03-10", clock="defence")) == "“陈述期限”已于2022-03-09届满。"
    )


class WithoutEnd(PlainLaw):
    """A law whose limits have no length of their own."""

    def limit(self, key: str, on: Any = None) -> PlainLimit:
        return replace(PlainLaw.limit(self, key, on), open_ended=True)


def test_a_term_without_a_last_day_is_not_over_and_never_past(received_case: CaseInMemory) -> None:
    received_case.law = WithoutEnd(received_case.law.amounts)  # type: ignore[attr-defined, assignment]

    assert words(ask(received_case, "over", "2023-03-05", clock="decision")) == (
        "“决定期限”尚未届满，届满前不得办理。"
    )
    assert ask(received_case, "within", "2023-03-05", clock="decision") is HOLDS


def test_a_term_that_did_not_begin_is_not_past(received_case: CaseInMemory) -> None:
    assert ask(received_case, "within", "2023-03-05", clock="defence") is HOLDS


def test_a_child_since_is_one_opened_or_ended_after(received_case: CaseInMemory) -> None:
    def since() -> str:
        verdict = ask(received_case, "child", matter="hearing", since=("send_out",))
        return "" if verdict is HOLDS else code(verdict)

    opened(received_case, "h1", "2022-03-02")
    received_case.act("send_out", moment("2022-03-03"))
    opened_before = since()
    ended(received_case, "h1", "2022-03-03", "held")
    ended_after = since()
    received_case.record("send_out", moment("2022-03-04"))
    ended_before = since()
    opened(received_case, "h2", "2022-03-04")
    opened_after = since()

    assert (opened_before, ended_after, ended_before, opened_after) == (
        "no_child",
        "",
        "no_child",
        "child_open",
    )
    assert code(ask(received_case, "child", matter="hearing", since=("hearing",))) == "child_open"


def test_a_child_since_the_end_of_the_same_child_is_another(received_case: CaseInMemory) -> None:
    opened(received_case, "h1", "2022-03-02")
    ended(received_case, "h1", "2022-03-03", "held")

    assert ask(received_case, "child", matter="hearing") is HOLDS
    assert code(ask(received_case, "child", matter="hearing", since=("hearing",))) == "no_child"


def test_a_child_of_any_outcome_will_do_where_none_is_named_and_one_may_be_named_alone(
    received_case: CaseInMemory,
) -> None:
    opened(received_case, "h1", "2022-03-02")
    ended(received_case, "h1", "2022-03-03", "absent")

    assert ask(received_case, "child", matter="hearing") is HOLDS
    assert ask(received_case, "child", matter="hearing", outcome="absent") is HOLDS
    assert code(ask(received_case, "child", matter="hearing", outcome="held")) == "child_outcome"


def test_a_child_is_called_by_the_act_that_opens_it_on_its_topic_else_by_its_kind(
    received_case: CaseInMemory,
) -> None:
    procedure = received_case.procedure
    actions = dict(procedure.actions)
    actions["extend"] = replace(
        actions["extend"], opens=(Opening(matter="committee_item", topic="extension"),)
    )
    received_case.procedure = replace(procedure, actions=actions)

    assert "“行政处罚听证”" in words(ask(received_case, "child", matter="hearing"))
    assert "“延长”" in words(ask(received_case, "child", matter="committee_item", topic="extension"))
    assert "“延长”" not in words(ask(received_case, "child", matter="committee_item", topic="recusal"))


def test_a_resolution_counts_if_its_item_was_opened_after(received_case: CaseInMemory) -> None:
    item = {"child": "m1", "matter": "committee_item", "topic": "extension"}

    def since(*names: str) -> str:
        verdict = ask(received_case, "resolved", topic="extension", since=names)
        return "" if verdict is HOLDS else code(verdict)

    received_case.record("child_opened", moment("2022-03-02"), item)
    received_case.act("send_out", moment("2022-03-03"))
    received_case.record("child_ended", moment("2022-03-04"), {**item, "outcome": "adopted"})

    assert since() == ""
    assert since("gather") == ""
    assert since("send_out") == "not_discussed"
    assert since("committee_item") == "not_discussed"


def test_an_item_counts_after_an_act_but_not_by_the_very_act(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-05"))
    opened(received_case, "m1", "2022-03-02", topic="extension")
    item = received_case.state.children[-1]
    adopted = replace(item, matter="committee_item", outcome="adopted", ended_seq=99)
    state = received_case.state.with_(children=(adopted,))
    resolved = BUILT_IN_GUARDS["resolved"].function

    assert resolved(world.with_(state=state), topic="extension") is HOLDS
    assert code(resolved(world.with_(state=state), topic="extension", since=("committee_item",))) == (
        "not_discussed"
    )


def test_evidence_is_counted_in_rows_and_files(received_case: CaseInMemory) -> None:
    received_case.record("gather", moment("2022-03-02"), {"evidence": [{"name": "甲"}]})
    one = ask(received_case, "evidence"), ask(received_case, "evidence", at_least=2)
    by_word = ask(received_case, "evidence", at_least="at_least_one")
    received_case.record("attach", moment("2022-03-02"), {"title": "照片", "digest": "00"})

    assert one[0] is HOLDS
    assert code(one[1]) == "no_evidence"
    assert by_word is HOLDS
    assert ask(received_case, "evidence", at_least=2) is HOLDS
    assert code(ask(received_case, "evidence", at_least=3)) == "no_evidence"


def test_a_paper_that_an_act_names_lies_in_the_file(received_case: CaseInMemory) -> None:
    def asked(name: object, *, replay: bool = False) -> Verdict:
        world = received_case.world(moment("2022-03-05")).with_(proposed={"name": name}, replay=replay)
        return BUILT_IN_GUARDS["attached"].function(world, field="name")

    assert code(asked("声明书")) == "not_attached"
    received_case.record("attach", moment("2022-03-02"), {"title": "信封", "digest": "sm3:00"})
    assert "案卷中有：信封" in asked("声明书").message  # type: ignore[union-attr]
    received_case.record("attach", moment("2022-03-03"), {"title": "声明书", "digest": "sm3:01"})

    assert asked("声明书") is HOLDS
    assert code(asked(None)) == "not_attached"
    assert asked(None, replay=True) is HOLDS  # a source that names no paper leaves it open
    assert asked("另一声明书", replay=True).unknown  # type: ignore[union-attr]


def test_no_evidence_is_less_than_one(received_case: CaseInMemory) -> None:
    assert code(ask(received_case, "evidence", at_least="at_least_one")) == "no_evidence"
    assert ask(received_case, "evidence", at_least=0) is HOLDS


def test_a_history_is_not_asked_for_certificates(received_case: CaseInMemory) -> None:
    world = received_case.world(moment("2022-03-05")).with_(holdings={})
    certified = BUILT_IN_GUARDS["certified"].function

    assert "有2人" in words(certified(world, role="handler"))
    assert certified(world.with_(replay=True), role="handler") is HOLDS


@pytest.mark.parametrize("empty", [None, "", [], ()])
def test_what_is_empty_is_not_filled(received_case: CaseInMemory, empty: Any) -> None:
    world = received_case.world(moment("2022-03-05")).with_(proposed={"reason": empty})

    assert words(BUILT_IN_GUARDS["filled"].function(world, field="reason")) == "尚未填写“理由”。"
