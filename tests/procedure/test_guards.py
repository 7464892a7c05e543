# SPDX-License-Identifier: MulanPSL-2.0
"""Each built-in guard, met and not met; each fact and condition, yes, no and unknown."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from fadu.procedure import facts, guards
from fadu.procedure.decision import HOLDS, Ground, Verdict, World
from fadu.procedure.guards import BUILT_IN_GUARDS, guard, spec_of
from fadu.procedure.model import Condition
from fadu.procedure.testing import CaseInMemory, moment, without_certificate


def ask(case: CaseInMemory, name: str, day: str = "2022-03-05", /, **args: Any) -> Verdict:
    return BUILT_IN_GUARDS[name].function(case.world(moment(day)), **args)


def code(verdict: Verdict) -> str:
    assert isinstance(verdict, Ground)
    assert verdict.message.endswith("。")
    return verdict.code


def test_every_built_in_guard_of_the_language_is_there() -> None:
    wanted = (
        "assigned certified child document done evidence filled is is_not matches no_conflict not_done not_later over"
        " reply_reviewed resolved served within"
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


def test_child_wants_the_outcome_asked_for(received_case: CaseInMemory) -> None:
    assert code(ask(received_case, "child", matter="hearing")) == "no_child"
    received_case.record("child_opened", moment("2022-03-02"), {"child": "h1", "matter": "hearing"})
    assert code(ask(received_case, "child", matter="hearing")) == "child_open"
    ended = {"child": "h1", "matter": "hearing", "outcome": "absent"}
    received_case.record("child_ended", moment("2022-03-03"), ended)

    assert code(ask(received_case, "child", matter="hearing", outcome=("held",))) == "child_outcome"
    assert ask(received_case, "child", matter="hearing", outcome=("held", "absent")) is HOLDS


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


def test_matches_names_the_fields_that_differ_from_what_was_told(reviewed_case: CaseInMemory) -> None:
    world = reviewed_case.world(moment("2022-03-04"))
    same = replace(world, proposed={"reason": reviewed_case.state.fields["reason"]})
    other = replace(world, proposed={"reason": "别的"})
    matches = BUILT_IN_GUARDS["matches"].function

    assert matches(same, document="report", fields=("reason",)) is HOLDS
    assert code(matches(other, document="report", fields=("reason",))) == "differs"


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


def test_a_day_told_is_not_later_than_the_act(received_case: CaseInMemory) -> None:
    field = next(f.key for f in received_case.procedure.fields.values() if f.type == "date")
    world = received_case.world(moment("2022-03-05"))
    check = BUILT_IN_GUARDS["not_later"].function

    assert check(world.with_(proposed={field: "2022-03-05"}), field=field) is HOLDS
    assert code(check(world.with_(proposed={field: "2022-03-06"}), field=field)) == "in_the_future"
    assert (
        code(check(world.with_(proposed={field: "2022-03-06"}, replay=True), field=field)) == "in_the_future"
    )
