# SPDX-License-Identifier: MulanPSL-2.0
"""One post of one officer is held once at a time: the database itself says so, also of two who write at one moment."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import verification
from fadu.people import services as people
from fadu.people.models import Appointment
from fadu.people.services import AppointmentError
from fadu.storage import triggers

NOON = datetime(2022, 3, 1, 12, 0, tzinfo=LEGAL_TIME)
DAY = timedelta(days=1)
HANDS = 6


def officer() -> Any:
    bureau = people.found_bureau(
        name="清河市市场监督管理局", short="清河局", abbreviation="清", region_code="370000"
    )
    return people.hire(bureau=bureau, name="赵越", since=NOON.date())


def written(who: Any, start: datetime, end: datetime | None = None, **more: Any) -> Any:
    """A row written past every check of the code."""
    with transaction.atomic():
        return Appointment.objects.create(
            officer=who, post="unit_head", start=start, end=end, document="文", **more
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end"),
    [(NOON, None), (NOON + 5 * DAY, NOON + 6 * DAY), (NOON - DAY, NOON + DAY), (NOON + 9 * DAY, None)],
)
def test_the_database_refuses_a_second_span_that_overlaps(start: datetime, end: datetime | None) -> None:
    who = officer()
    written(who, NOON, NOON + 10 * DAY)

    with pytest.raises(IntegrityError, match="overlap"):
        written(who, start, end)


@pytest.mark.django_db
def test_spans_that_only_touch_and_posts_of_another_kind_stand_beside_each_other() -> None:
    who = officer()
    first = written(who, NOON, NOON + 10 * DAY)

    written(who, NOON + 10 * DAY)
    written(who, NOON - 10 * DAY, NOON)
    written(who, NOON, NOON + 5 * DAY, kind="standin")
    assert first.pk


@pytest.mark.django_db
def test_a_span_made_longer_by_hand_into_the_next_is_refused() -> None:
    who = officer()
    first = written(who, NOON, NOON + DAY)
    written(who, NOON + DAY)

    first.end = NOON + 2 * DAY
    with pytest.raises(IntegrityError, match="overlap"), transaction.atomic():
        first.save()


@pytest.mark.django_db
def test_a_missing_trigger_is_named_by_verify() -> None:
    triggers.remove()

    assert "people_appointment_no_overlap" in "".join(problem.where for problem in verification.verify())


@pytest.mark.django_db(transaction=True)
def test_of_many_who_appoint_at_one_moment_one_succeeds() -> None:
    """Every thread writes before any commits: what was read before writing cannot have helped."""
    who, gate = officer(), Barrier(HANDS)

    def press(_: int) -> bool:
        try:
            gate.wait(timeout=30)
            with transaction.atomic():
                written(who, NOON)
                time.sleep(0.2)
            return True
        except IntegrityError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        won = list(pool.map(press, range(HANDS)))

    assert won.count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_is_told_in_words() -> None:
    who, gate = officer(), Barrier(HANDS)

    def press(_: int) -> str:
        try:
            gate.wait(timeout=30)
            people.appoint(officer=who, post="unit_head", start=NOON, document="文")
            return ""
        except AppointmentError as error:
            return error.message
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        said = sorted(pool.map(press, range(HANDS)))

    assert said[0] == ""
    assert all("时间重叠" in words for words in said[1:])
