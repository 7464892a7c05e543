# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn it is stands in rows: written with the act, found by post and by assignment, right on every day that passes."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from counter import NOON, complain, registrar
from lives import Life, begun, live

from fadu.assembly.entry import main
from fadu.cases.acts import comparing, projection
from fadu.cases.acts.next_steps import next_steps
from fadu.cases.models import Case, Turn
from fadu.cases.reading import nobody, selectors, turn_words
from fadu.cases.reading import turns as reading
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.models import Appointment
from fadu.procedure.awaited import awaited
from fadu.procedure.confirmations import confirmations
from fadu.procedure.turns import turns

pytestmark = pytest.mark.django_db
FACTS = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": True,
}
NOTIFIED = [("go_on", 3), ("go_on", 8), ("go_on", 8)]


@pytest.fixture
def life(begin_from: Any) -> Life:
    """A penalty case with a party and two handlers assigned."""
    return begin_from(begun)


def kept(case: Case, on: date) -> list[tuple[Any, ...]]:
    """What the rows say of a day."""
    rows = Turn.objects.filter(case=case, first__lte=on).exclude(last__lt=on)
    return sorted(rows.values_list("who", "name", "kind", "what", "since", "until"), key=repr)


def worked_out(case: Case, on: date) -> list[tuple[Any, ...]]:
    """What follows from the acts on that day."""
    world = worlds.past_of(case, datetime.combine(on, time.max, LEGAL_TIME), worlds.state_of(case))
    world = world.with_(local=world.local_of(on))
    of_the_way = [(turn, awaited(world, turn)) for turn in turns(world)]
    return sorted(
        (
            (who.who, who.name, turn.kind, turn.what, turn.since, turn.until)
            for turn, whom in (*of_the_way, *confirmations(world))
            for who in whom
        ),
        key=repr,
    )


def different() -> list[str]:
    return [problem.where for problem in comparing.differences([case.pk for case in Case.objects.all()])]


def test_the_turn_is_of_those_assigned_and_with_their_signature_of_the_post_that_signs_next(
    life: Life,
) -> None:
    both = {("officer", f"officer:{life.officers[who].pk}") for who in ("one", "two")}
    assert {row[:2] for row in kept(life.case, life.day)} == both

    life.act("one", "file", FACTS)
    assert {row[:3] for row in kept(life.case, life.day)} == {("post", "unit_head", "sign")}

    life.act("unit", "file")
    assert {row[2] for row in kept(life.case, life.day)} == {"sign"}
    assert ("post", "bureau_head") in {row[:2] for row in kept(life.case, life.day)}


def test_where_nobody_is_assigned_it_is_the_turn_of_whoever_assigns() -> None:
    with clock.set_to(NOON):
        case = complain(registrar(), uuid.uuid4())

    rows = Turn.objects.filter(case=case)

    assert {(row.who, row.name, row.kind) for row in rows} == {("post", "unit_head", "assign")}
    assert {row.department_id for row in rows} == {case.department_id}


def test_a_turn_does_not_tell_how_it_will_be_decided() -> None:
    with clock.set_to(NOON):
        case = complain(registrar(), uuid.uuid4())
    (turn,) = reading.turn_of(case, NOON.date())

    said = turn_words.what(turn)

    assert turn.what == "accept"
    assert said.endswith("（决定是否受理）")


def test_an_officer_is_told_of_what_is_his_by_assignment_or_by_post_and_of_nothing_else(life: Life) -> None:
    one, unit, head = (life.officers[who] for who in ("one", "unit", "head"))

    (turn,) = reading.turns_of(one, life.now)
    (of_case,) = reading.turn_of(life.case, life.day)
    assert turn.whom == (("officer", f"officer:{one.pk}"),)
    assert (
        (of_case.case, of_case.kind, len(of_case.whom)) == (turn.case, turn.kind, 2) == (life.case, "act", 2)
    )
    assert reading.turns_of(unit, life.now) == reading.turns_of(head, life.now) == []

    life.act("one", "file", FACTS)

    assert reading.turns_of(one, life.now) == []
    assert [(t.kind, t.what) for t in reading.turns_of(unit, life.now)] == [("sign", "file")]
    assert turn_words.what(reading.turns_of(unit, life.now)[0]).startswith("签署：")

    life.act("unit", "file")

    assert reading.turns_of(unit, life.now) == []
    assert selectors.waiting_for(head, life.now) == [life.case]


@pytest.mark.parametrize(
    ("limits", "count"),
    [
        ({}, 1),
        ({"kinds": ["penalty"]}, 1),
        ({"kinds": ["licence"]}, 0),
        ({"actions": ["file"]}, 1),
        ({"actions": ["decide"]}, 0),
    ],
)
def test_a_power_that_is_limited_brings_the_turns_within_its_limits(
    life: Life, limits: dict[str, list[str]], count: int
) -> None:
    Appointment.objects.filter(officer=life.officers["unit"]).update(limits=limits)
    life.act("one", "file", FACTS)

    assert len(reading.turns_of(life.officers["unit"], life.now)) == count
    assert len(nobody.turns_without_anybody(life.case.bureau, life.now)) == 1 - count


def test_the_head_of_one_department_is_not_waited_for_in_another() -> None:
    clerk = registrar()
    other = people.found_department(bureau=clerk.bureau, name="食品科")
    heads = []
    for department in (clerk.department, other):
        head = people.hire(bureau=clerk.bureau, name="科长", since=date(2020, 1, 1), department=department)
        start = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
        people.appoint(officer=head, post="unit_head", start=start, document="任免1号", department=department)
        heads.append(head)
    with clock.set_to(NOON):
        complain(clerk, uuid.uuid4())

    assert [len(reading.turns_of(head, NOON)) for head in heads] == [1, 0]
    assert nobody.turns_without_anybody(clerk.bureau, NOON) == []


def test_a_turn_that_nobody_could_take_is_told_with_its_case(
    life: Life, capsys: pytest.CaptureFixture[str]
) -> None:
    assert nobody.turns_without_anybody(life.case.bureau, life.now) == []
    for who in ("one", "two"):
        Appointment.objects.filter(officer=life.officers[who]).update(end=life.now)

    with clock.set_to(life.now):
        (turn,) = nobody.turns_without_anybody(life.case.bureau, life.now)
        main(["work", "--status"])
    assert turn.case == life.case
    assert f"{life.case.number}　" in capsys.readouterr().out


def test_the_rows_say_of_every_day_to_come_what_follows_from_the_acts_on_it(life: Life) -> None:
    live(life, NOTIFIED)
    life.serve("penalty_notice")
    before = {row.pk for row in Turn.objects.all()}

    kinds = set()
    for ahead in range(40):
        on = life.day + timedelta(days=ahead)
        assert kept(life.case, on) == worked_out(life.case, on)
        kinds |= {row[2] for row in kept(life.case, on)}

    assert (
        kinds
        == {
            "wait",
            "act",
            "confirm",
        }
    )  # the second officer is waited for all along, the term of the party runs, and on the day after its end the bureau acts
    life.day += timedelta(days=40)
    with clock.set_to(life.now):
        assert projection.rebuild(Case.objects.all()) == 0
    assert before == {row.pk for row in Turn.objects.all()}


def test_a_note_a_week_later_changes_no_row(life: Life) -> None:
    live(life, NOTIFIED)
    rows = list(Turn.objects.order_by("pk").values())

    live(life, [("note", 7)])

    assert list(Turn.objects.order_by("pk").values()) == rows


def test_a_case_that_has_ended_has_no_turn_but_of_who_has_yet_to_confirm_and_who_binds_the_file(
    life: Life,
) -> None:
    live(life, [("go_on", 3), ("go_on", 10), ("discontinue", 34), ("go_on", 1)])
    ended = Case.objects.filter(closed_at__isnull=False)

    assert ended.exists()
    left = Turn.objects.filter(case__in=ended).exclude(kind="confirm")
    assert set(left.values_list("kind", "what")) <= {("act", "archive")}


def test_a_row_changed_put_in_or_taken_away_is_named_and_put_back(life: Life) -> None:
    live(life, NOTIFIED)
    Turn.objects.filter(case=life.case, place=1).update(name="bureau_head", who="post")

    assert any("待办1" in where for where in different())
    assert projection.rebuild(Case.objects.all()) == 1
    assert different() == []


def test_the_next_step_of_an_officer_is_the_turn_of_his_case(life: Life) -> None:
    life.act("one", "file", FACTS)
    life.act("unit", "file")
    with clock.set_to(life.now):
        assert list(next_steps(life.officers["head"], life.now)) == [(life.case.number, "签署")]
        life.act("head", "file")
        ((number, step),) = next_steps(life.officers["one"], life.now)

    assert (number, step) == (life.case.number, "收集证据")


def test_a_case_in_which_nobody_is_assigned_is_next_for_whoever_assigns() -> None:
    clerk = registrar()
    start = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
    head = people.hire(bureau=clerk.bureau, name="科长", since=date(2020, 1, 1), department=clerk.department)
    people.appoint(
        officer=head, post="unit_head", start=start, document="任免1号", department=clerk.department
    )
    with clock.set_to(NOON):
        case = complain(clerk, uuid.uuid4())
        assert list(next_steps(head, NOON)) == [(case.number, "指派")]
