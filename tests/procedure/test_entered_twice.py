# SPDX-License-Identifier: MulanPSL-2.0
"""A party stands in a case once, under one name and on one side: asked before it is refused, told afterwards it is found."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.procedure import engine
from fadu.procedure.decision import Refused, Request
from fadu.procedure.library import library
from fadu.procedure.replay import replay
from fadu.procedure.testing import CaseInMemory, moment, party

CONSUMER, SHOP = (
    party(1, "张小满", capacity="投诉人", kind="person"),
    party(2, "清河百货店", capacity="被投诉人"),
)
RECEIVED = {
    "channel": "visit",
    "received_on": "2022-03-01",
    "goods": "手机",
    "dispute": "质量",
    "request": "退货",
}
#: entered again: (of, name, capacity, kind), and the ground
AGAIN = [
    ("party:1", "赵七", "投诉人", "person", ["party_already"]),
    ("party:1", "张小满", "被投诉人", "person", ["both_sides"]),
    ("party:2", "清河百货店", "投诉人", "unit", ["both_sides"]),
    ("party:3", "李四", "投诉人", "person", []),
]


def complaint(*parties: object) -> CaseInMemory:
    case = CaseInMemory(
        procedure=library().procedure("complaint", date(2022, 3, 1)),
        law=law_library(),
        parties=parties,  # type: ignore[arg-type]
    )
    return case


@pytest.mark.parametrize(("key", "name", "capacity", "kind", "codes"), AGAIN)
def test_who_is_a_party_already_is_not_entered_again(
    key: str, name: str, capacity: str, kind: str, codes: list[str]
) -> None:
    case = complaint(CONSUMER, SHOP)
    case.open("register", moment("2022-03-01"), RECEIVED)
    payload = {"party": key, "name": name, "capacity": capacity, "kind": kind, "reason": "补"}
    world = case.world(moment("2022-03-02"), next(iter(case.people.values()))[0])

    decision = engine.decide(world, Request(action="add_party", payload=payload))
    case.record("add_party", moment("2022-03-02"), payload)
    replayed = replay([case.procedure], case.state.entries, law_library())

    refused = [ground.code for ground in decision.grounds] if isinstance(decision, Refused) else []
    assert refused == codes
    twice = [(f.severity, f.rule) for f in replayed.findings if f.rule in {"party_already", "both_sides"}]
    assert twice == [("contradiction", code) for code in codes]


def test_the_same_told_once_more_says_nothing_new() -> None:
    case = complaint(CONSUMER, SHOP)
    case.open("register", moment("2022-03-01"), RECEIVED)
    again = {"party": "party:1", "name": "张小满", "capacity": "投诉人", "kind": "person"}
    case.record("add_party", moment("2022-03-02"), again)

    replayed = replay([case.procedure], case.state.entries, law_library())

    assert [f.rule for f in replayed.findings if f.rule in {"party_already", "both_sides"}] == []


def test_who_was_removed_may_be_entered_on_the_other_side() -> None:
    case = complaint(CONSUMER, SHOP)
    case.open("register", moment("2022-03-01"), RECEIVED)
    case.record("remove_party", moment("2022-03-02"), {"party": "party:2", "reason": "登记有误"})
    payload = {"party": "party:2", "name": "清河百货店", "capacity": "投诉人", "kind": "unit", "reason": "补"}
    world = case.world(moment("2022-03-02"), next(iter(case.people.values()))[0])

    assert not isinstance(engine.decide(world, Request(action="add_party", payload=payload)), Refused)
