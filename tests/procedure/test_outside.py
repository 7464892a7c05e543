# SPDX-License-Identifier: MulanPSL-2.0
"""What an answer rests on beyond the acts: what nobody fetched is unknown, and unknown refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fadu.procedure import engine
from fadu.procedure.decision import Actor, Join, Outside, Permitted, Refused, Request, Service, Unfilled
from fadu.procedure.outside import needs
from fadu.procedure.testing import NOTHING_AGAINST, CaseInMemory, moment

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
        payload={"document": paper, "party": "party:1", "manner": "personal", "sent_on": "2022-03-05"},
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
    from datetime import date

    from fadu.law import library as law_library
    from fadu.procedure.library import library

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
    from fadu.procedure import outside

    return list(outside.grounds(world, request))  # type: ignore[arg-type]


def test_what_a_paper_lacks_is_told_with_all_other_grounds(reviewed_case: CaseInMemory) -> None:
    lacking = replace(
        NOTHING_AGAINST,
        unfilled=lambda world, permitted: (Unfilled(title="告知书", fields=(("account", "缴款账户"),)),),
    )
    reviewed_case.act("approve", moment("2022-03-03", 12))
    world = reviewed_case.world(moment("2022-03-04"), reviewed_case.actor_for("notify"))

    decision = engine.decide(world.with_(outside=lacking), Request(action="notify"))
    blank = engine.decide(world.with_(outside=lacking), Request(action="notify", blank=True))

    assert "document_incomplete" in [g.code for g in getattr(decision, "grounds", ())]
    assert "document_incomplete" not in [g.code for g in getattr(blank, "grounds", ())]
