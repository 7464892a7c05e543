# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever registered a case reads it whole until it is assigned, and from then on finds where it stands and no more."""

from __future__ import annotations

from typing import Any

import pytest
from bureau_of import Desk, at, staffed

from fadu.cases.models import Case
from fadu.cases.reading import worklist
from fadu.cases.reading.choosing import Chosen
from fadu.cases.reading.sight import Sight, known_to, sight_of, visible_to, whole_to
from fadu.cases.world import sealed
from fadu.kernel import clock

pytestmark = pytest.mark.django_db
DAY = "2022-03-25"
LEADS: dict[str, dict[str, Any]] = {
    "penalty": {
        "source": "tip_off",
        "lead_content": "举报人反映店内销售过期食品",
        "suspected_violation": "销售超过保质期的食品",
        "source_contact": "白露生，13700990077",
    },
    "tip_off": {
        "channel": "letter",
        "special_kind": "general",
        "real_name": True,
        "informant_name": "白露生",
        "informant_phone": "13700990077",
        "respondent": "清河百货店",
        "allegation": "销售超过保质期的食品",
    },
}


@pytest.fixture
def office(begin_from: Any) -> Desk:
    return begin_from(staffed)


def registered(office: Desk, kind: str) -> Case:
    parties = [(office.trader, "当事人")] if kind == "penalty" else []
    with clock.set_to(at(f"{DAY}T18:00")):
        return office.open(kind, "clerk", DAY, {**LEADS[kind], "received_on": DAY}, *parties)


def given(office: Desk, case: Case) -> Case:
    with clock.set_to(at(f"{DAY}T18:00")):
        office.assign(case, "handler", DAY, "one", "two")
    return case


@pytest.mark.parametrize("kind", sorted(LEADS))
def test_who_registered_reads_it_whole_as_long_as_it_is_theirs_to_work(office: Desk, kind: str) -> None:
    case, now = registered(office, kind), at(f"{DAY}T18:00")

    assert sight_of(office.officers["clerk"], case, now) is Sight.WHOLE


@pytest.mark.parametrize("kind", sorted(LEADS))
def test_once_it_is_assigned_who_registered_it_knows_of_it_alone(office: Desk, kind: str) -> None:
    case, now = given(office, registered(office, kind)), at(f"{DAY}T18:00")
    clerk = office.officers["clerk"]

    with clock.set_to(now):
        assert sight_of(clerk, case, now) is Sight.HEADER
        assert case not in visible_to(clerk, now)
        assert case not in whole_to(clerk, now)
        assert case in known_to(clerk, now)
        assert not sealed.may_open(case, clerk)
        assert sight_of(office.officers["one"], case, now) is Sight.WHOLE


def test_who_registered_finds_it_among_what_they_did_and_seeks_nothing_in_it(office: Desk) -> None:
    case, now = given(office, registered(office, "tip_off")), at(f"{DAY}T18:00")
    clerk = office.officers["clerk"]

    with clock.set_to(now):
        everything, _ = worklist.done(clerk, now)
        sought, _ = worklist.done(clerk, now, Chosen(words="过期"))

    assert {act.case for act in everything} == {case}
    assert sought == []


def test_releasing_all_who_handled_it_does_not_give_it_back_to_who_registered_it(office: Desk) -> None:
    case, now = given(office, registered(office, "tip_off")), at("2022-03-28T18:00")
    with clock.set_to(now):
        for who in ("one", "two"):
            case.assignments.filter(officer=office.officers[who]).delete()

        assert sight_of(office.officers["clerk"], case, now) is Sight.HEADER
