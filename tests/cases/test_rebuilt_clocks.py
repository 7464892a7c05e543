# SPDX-License-Identifier: MulanPSL-2.0
"""Stored clocks and turns are a cache: delete them all, derive them anew from acts, law and calendar, and nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from lives import Life, begun, histories, live

from fadu.cases.acts import projection
from fadu.cases.background import scheduler
from fadu.cases.models import Case, Clock, Turn
from fadu.cases.world import worlds
from fadu.kernel import clock

pytestmark = pytest.mark.django_db
LONG = [
    ("go_on", 3),
    ("go_on", 10),
    ("suspend", 5),
    ("resume", 12),
    ("extend", 30),
    ("appraise", 2),
    ("appraised", 9),
]
NOTICE = "year: 2027\ntitle: 通知\nnumber: 测试\noff: {春节: ['02-05..02-12']}\nworked: {春节: ['02-13']}\n"


@contextmanager
def taken_back() -> Iterator[None]:
    """What one example writes is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stored() -> list[tuple[object, ...]]:
    """Every stored clock and turn, and the nearest last day of every case."""
    rows: list[tuple[object, ...]] = []
    for model in (Clock, Turn):
        columns = [f.attname for f in model._meta.concrete_fields if f.attname != "id"]
        rows += sorted(model._default_manager.values_list(*columns), key=repr)
    return rows + list(Case.objects.order_by("pk").values_list("number", "next_due"))


def derived_anew(life: Life) -> list[tuple[object, ...]]:
    """The same after every row was deleted and derived from nothing."""
    Clock.objects.all().delete()
    Turn.objects.all().delete()
    Case.objects.update(next_due=None)
    with clock.set_to(life.now):
        projection.rebuild(Case.objects.all())
    return stored()


@given(events=histories)
@example(
    events=[
        *LONG,
        (NOTICE, 1),
        ("go_on", 2),
        ("return", 3),
        ("go_on", 1),
        ("go_on", 2),
        ("go_on", 20),
        ("tell_again", 4),
        ("go_on", 8),
    ]
)
@example(
    events=[("go_on", 3), ("go_on", 10), ("discontinue", 34), ("go_on", 1), (NOTICE, 1)]
)  # ended when the notice came
@example(events=[(NOTICE, 5), *LONG, (NOTICE.replace("02-13", "02-14"), 0)])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_all_stored_clocks_deleted_and_rebuilt_are_equal_over_random_lives(
    events: list[tuple[str, int]],
) -> None:
    with taken_back():
        life = begun()
        live(life, events)

        kept = stored()

        assert derived_anew(life) == kept, life.log


@given(events=histories)
@example(events=[*LONG, ("announce", 1)])
@example(events=[("go_on", 0), ("go_on", 0), ("announce", 0), ("go_on", 7), ("go_on", 25)])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_the_daily_run_the_stored_clocks_are_those_of_the_day(events: list[tuple[str, int]]) -> None:
    with taken_back():
        life = begun()
        live(life, events)
        life.day += timedelta(days=45)
        with clock.set_to(life.now):
            scheduler.run(life.now)

        kept = stored()

        assert derived_anew(life) == kept, life.log


@given(events=histories)
@example(events=[*LONG, ("go_on", 1), ("go_on", 2), ("return", 3), ("go_on", 4)])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_remembered_state_is_the_fold_of_the_acts_as_they_are_read(events: list[tuple[str, int]]) -> None:
    with taken_back():
        life = begun()
        live(life, events)
        life.case.refresh_from_db()

        remembered = worlds.known_state_of(life.case)

        assert remembered is worlds.known_state_of(life.case)
        assert remembered == worlds.state_of(life.case)


def test_the_lives_pause_extend_return_and_meet_a_new_notice() -> None:
    life = begun()
    live(life, [*LONG, ("go_on", 1), ("go_on", 2), ("return", 3), (NOTICE, 1)])

    done = {line.split(" ", 1)[1] for line in life.log}

    assert {
        "suspend",
        "resume",
        "extend",
        "commission_appraisal",
        "receive_appraisal",
        "conclude",
        "return_to_investigation",
    } <= done
    assert repr(NOTICE) in done


def test_a_notice_moves_the_stored_clock_it_touches() -> None:
    life = begun()
    live(life, [("go_on", 3), ("discontinue", 59)])

    assert due(life, "closing_time") == (date(2027, 2, 19), True)

    life.adopt(NOTICE)

    assert due(life, "closing_time") == (date(2027, 2, 26), False)


def due(life: Life, clock_: str) -> tuple[date | None, bool]:
    """The last day of a stored clock, and whether it is provisional."""
    return Clock.objects.values_list("due_on", "provisional").get(case=life.case, clock=clock_)
