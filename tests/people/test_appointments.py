# SPDX-License-Identifier: MulanPSL-2.0
"""Posts are held from a moment to a moment; a power given on never outlives who gave it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger.verification import checked
from fadu.people import services as people
from fadu.people.models import Appointment, HolidayNotice
from fadu.people.selectors import holdings
from fadu.people.services import AppointmentError

pytestmark = pytest.mark.django_db
NOON = datetime(2022, 3, 1, 12, 0, tzinfo=LEGAL_TIME)
DAY = timedelta(days=1)


@pytest.fixture
def two() -> tuple[Any, Any, Any]:
    """A deputy head with an appointment, and a colleague."""
    bureau = people.found_bureau(
        name="清河市市场监督管理局", short="清河局", abbreviation="清", region_code="370000"
    )
    deputy, colleague = (
        people.hire(bureau=bureau, name=name, since=NOON.date() - 90 * DAY) for name in ("赵越", "孙宁")
    )
    held = people.appoint(
        officer=deputy, post="deputy_head", start=NOON - 60 * DAY, document="清市监人〔2022〕1号"
    )
    return deputy, colleague, held


def posts(officer: Any, at: datetime) -> set[str]:
    return {held.post for held in holdings(officer, at)}


def test_a_night_signer_holds_the_power_from_the_first_moment_up_to_not_including_the_last(two: Any) -> None:
    _, colleague, held = two
    people.delegate(
        appointment=held,
        to=colleague,
        start=NOON,
        end=NOON + DAY,
        scope="二十四小时内批准",
        document="授权书1号",
    )

    assert posts(colleague, NOON - timedelta(seconds=1)) == set()
    assert posts(colleague, NOON) == {"deputy_head"}
    assert posts(colleague, NOON + DAY) == set()


def test_a_power_given_on_ends_with_the_appointment_of_who_gave_it(two: Any) -> None:
    _, colleague, held = two
    people.delegate(
        appointment=held, to=colleague, start=NOON, end=NOON + 30 * DAY, scope="全部", document="授权书1号"
    )
    people.end_appointment(appointment=held, end=NOON + 10 * DAY)

    assert posts(colleague, NOON + 9 * DAY) == {"deputy_head"}
    assert posts(colleague, NOON + 10 * DAY) == set()


def test_an_appointment_that_has_its_end_is_not_made_longer(two: Any) -> None:
    _, _, held = two
    people.end_appointment(appointment=held, end=NOON)

    with pytest.raises(AppointmentError, match="不得延长"):
        people.end_appointment(appointment=held, end=NOON + DAY)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start": NOON, "end": NOON - DAY}, "晚于开始时间"),
        ({"start": NOON}, "时间重叠"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused_with_its_reason(
    two: Any, change: dict[str, Any], words: str
) -> None:
    deputy, _, _ = two

    with pytest.raises(AppointmentError, match=words):
        people.appoint(officer=deputy, post="deputy_head", document="某文", **change)


def test_an_appointment_changed_by_hand_is_named(two: Any) -> None:
    _, _, held = two
    assert list(checked()) == []

    Appointment.objects.filter(pk=held.pk).update(post="bureau_head")

    assert [problem.code for problem in checked()] == ["row_changed"]


def test_a_holiday_notice_put_in_by_hand_is_named(two: Any) -> None:
    HolidayNotice.objects.create(year=2030, text="自拟", adopted_at=NOON)

    assert [(problem.code, problem.where) for problem in checked()] == [("row_unrecorded", "放假通知 2030")]


def test_whoever_has_left_holds_no_post_after_the_last_day(two: Any) -> None:
    deputy, _, _ = two
    deputy.until = NOON.date()
    deputy.save()

    assert posts(deputy, NOON) == {"deputy_head"}
    assert posts(deputy, NOON + DAY) == set()


@pytest.mark.parametrize(
    ("qualification", "on", "may"),
    [
        ({"number": "A2019", "obtained_on": "2019-09-01"}, "2019-08-31", False),
        ({"number": "A2019", "obtained_on": "2019-09-01"}, "2019-09-01", True),
        ({"reviewing_since": "2017-12-31"}, "2022-03-01", True),
        ({"reviewing_since": "2018-01-01"}, "2022-03-01", False),
        ({"reviewing_since": "2015-05-01"}, "2015-04-30", False),
    ],
)
def test_who_reviews_has_the_qualification_or_reviewed_before_the_rule_was_made(
    two: Any, qualification: dict[str, str], on: str, may: bool
) -> None:
    """行政处罚法（2017修正）38 took effect on 2018-01-01: whoever begins to review from then on needs the qualification."""
    deputy, _, _ = two
    people.qualify(
        officer=deputy,
        **{
            key: value if key == "number" else date.fromisoformat(value)
            for key, value in qualification.items()
        },
    )
    people.appoint(officer=deputy, post="legal_counsel", start=NOON - 10000 * DAY, document="清市监人1号")
    moment = datetime.combine(date.fromisoformat(on), time(12), LEGAL_TIME)

    assert {h.qualified for h in holdings(deputy, moment)} == {may}
