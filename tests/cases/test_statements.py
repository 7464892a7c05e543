# SPDX-License-Identifier: MulanPSL-2.0
"""How many statements an act costs: each question is asked once. BEGIN is counted, COMMIT is not; alike on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from lives import LEAD, Life, begun, live

from fadu.cases.acts import services
from fadu.cases.models import Case
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Party
from fadu.people.parties import register_party
from particulars import with_particulars

pytestmark = pytest.mark.django_db
DAY = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
APPLICATION = {
    "item": "许可",
    "application_kind": "new",
    "intake": "window",
    "materials": "申请书、主体资格证明各一份",
    "received_on": DAY.date().isoformat(),
}


FACTS = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": True,
}


class Window:
    """A bureau whose window takes in applications."""

    def __init__(self) -> None:
        self.bureau = with_particulars(
            people.found_bureau(
                name="清河区市场监督管理局", short="清河局", abbreviation="清", region_code="110000"
            )
        )
        clerk = people.hire(bureau=self.bureau, name="甲", since=date(2020, 1, 1))
        since = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
        people.appoint(officer=clerk, post="window_clerk", start=since, document="任命")
        self.by = OfficerActor(officer=clerk)
        self.party, _ = register_party(kind="sole_trader", name="清河百货店", address="清河路1号")

    def open(self) -> Case:
        return services.open_case(
            kind="licence",
            bureau=self.bureau,
            by=self.by,
            payload=APPLICATION,
            at=DAY,
            request_id=uuid.uuid4(),
            parties=[(self.party, "申请人")],
        )

    def act(self, case: Case, action: str, **payload: Any) -> None:
        services.perform(
            case=case, action=action, by=self.by, payload=payload, at=DAY, request_id=uuid.uuid4()
        )


@pytest.fixture
def window() -> Iterator[Window]:
    """A window at work: forms, texts and series were used before, as on any day but the first."""
    with clock.set_to(DAY):
        at_work = Window()
        at_work.act(at_work.open(), "accept")
        yield at_work


@pytest.fixture
def life(begin_from: Any) -> Life:
    """A penalty case with a party and two handlers assigned."""
    return begin_from(begun)


def another(life: Life) -> Life:
    """One more case of the same bureau, with the same party and handlers."""
    with clock.set_to(life.now):
        case = services.open_case(
            kind="penalty",
            bureau=life.case.bureau,
            by=OfficerActor(officer=life.officers["clerk"]),
            payload=LEAD,
            request_id=uuid.uuid4(),
            parties=[(Party.objects.get(), "当事人")],
        )
    other = replace(life, case=case)
    for who in ("one", "two"):
        officer = life.officers[who]
        handler = {"role": "handler", "person": f"officer:{officer.pk}", "name": officer.name}
        other.act("unit", "assign", handler)
    return other


def statements(work: Callable[[], object]) -> list[str]:
    """The statements of a work. Within a test the transaction of an act is a savepoint of the test's: made is BEGIN, released COMMIT."""
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(" ".join(sql.split()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        work()
    assert seen[-1].startswith("RELEASE SAVEPOINT")
    return seen[:-1]


def test_a_note_takes_twelve_statements(window: Window) -> None:
    case = window.open()

    assert len(statements(lambda: window.act(case, "note", text="记事"))) == 12


def test_of_a_note_recorded_an_hour_later_posts_and_conflicts_are_asked_of_that_moment_too(
    window: Window,
) -> None:
    case = window.open()

    with clock.set_to(DAY + timedelta(hours=1)):
        assert len(statements(lambda: window.act(case, "note", text="记事"))) == 14


def test_a_note_in_a_case_with_handlers_takes_no_more(life: Life) -> None:
    live(life, [("note", 1)])

    assert len(statements(lambda: live(life, [("note", 1)]))) == 12


def test_a_signature_in_a_role_taken_before_hands_on_the_turn_of_two_to_one_in_two_more(life: Life) -> None:
    """Turns are rows by their place: what is now said of another is one statement, what is too many a second one.

    A signature is put to papers: whom they are to and who handles the case is looked up for them, three statements.
    """
    seen = statements(lambda: life.act("one", "file", FACTS))

    assert life.case.acts.order_by("seq").last().action == "sign"
    assert len(seen) == 17  # the papers it foresees, what they lack included, three
    assert [" ".join(s.split()[:3]) for s in seen if '"cases_turn"' in s] == [
        'DELETE FROM "cases_turn"',
        'INSERT INTO "cases_turn"',
    ]


def test_a_stage_changes_with_papers_by_the_last_signature(life: Life) -> None:
    for who in ("one", "unit", "head"):
        life.act(who, "file", FACTS if who == "one" else {})
    other = another(life)
    other.act("one", "file", FACTS)
    other.act("unit", "file")

    assert len(statements(lambda: other.act("head", "file"))) == 22


def test_a_numbered_paper_is_issued_and_the_stage_changes(window: Window) -> None:
    case = window.open()

    assert len(statements(lambda: window.act(case, "accept"))) == 24


def test_a_case_is_opened_with_a_party_and_its_first_paper(window: Window) -> None:
    assert len(statements(window.open)) == 29


def test_a_case_that_stands_alone_tells_its_family_as_the_register_does(life: Life) -> None:
    live(life, [("go_on", 3), ("go_on", 8)])
    case, state = life.case, worlds.state_of(life.case)

    assert sorted(worlds.family_of(case, state)) == sorted(set(worlds._FAMILY(case.pk)))
    assert worlds.family_of(case, state)
