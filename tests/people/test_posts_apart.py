# SPDX-License-Identifier: MulanPSL-2.0
"""Posts that nobody holds beside each other: one rule of data, asked at every door by which a post is given or lent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from fadu.kernel import clock
from fadu.people import committees, rules, standing_in
from fadu.people import services as people
from fadu.people.services import AppointmentError

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def three() -> dict[str, Any]:
    """A head, the administrator, and a clerk, each in post since a month."""
    bureau = people.found_bureau(
        name="清河市市场监督管理局", short="清河局", abbreviation="清", region_code="370000"
    )
    now = clock.now()
    held = {}
    for name, post in (("赵越", "bureau_head"), ("邓山", "administrator"), ("孙宁", "window_clerk")):
        officer = people.hire(bureau=bureau, name=name, since=now.date() - 90 * DAY)
        held[post] = people.appoint(officer=officer, post=post, start=now - 30 * DAY, document="任免通知")
    return held


def test_the_administrator_holds_no_other_post_at_all() -> None:
    assert rules.posts_apart("administrator") == rules.posts().keys() - {"administrator"}


def test_a_rule_named_at_one_post_binds_the_other_too() -> None:
    assert "discipline_officer" in rules.posts_apart("case_handler")


def test_the_head_is_not_stood_in_for_by_the_administrator_and_is_by_somebody_else(three: Any) -> None:
    span = {"start": clock.now(), "end": clock.now() + 3 * DAY, "document": "休假审批单"}
    head, administrator, clerk = (three[post] for post in ("bureau_head", "administrator", "window_clerk"))

    with pytest.raises(AppointmentError, match=r"邓山已任“系统管理员”.*不能同时任“主要负责人”"):
        standing_in.stand_in(appointment=head, to=administrator.officer, **span)
    assert standing_in.stand_in(appointment=head, to=clerk.officer, **span).officer == clerk.officer


def test_no_post_is_given_or_lent_to_the_administrator_and_the_administrators_to_nobody_in_post(
    three: Any,
) -> None:
    head, administrator, clerk = (three[post] for post in ("bureau_head", "administrator", "window_clerk"))
    now = clock.now()

    with pytest.raises(AppointmentError, match="不能同时任“登记人员”"):
        people.appoint(officer=administrator.officer, post="registrar", start=now, document="任免通知")
    with pytest.raises(AppointmentError, match="不能同时任“主要负责人”"):
        people.delegate(
            appointment=head,
            to=administrator.officer,
            start=now,
            end=now + DAY,
            scope="",
            document="授权书",
        )
    with pytest.raises(AppointmentError, match="不能同时任“系统管理员”"):
        people.appoint(officer=clerk.officer, post="administrator", start=now, document="任免通知")


def test_a_post_is_given_from_the_moment_the_other_has_ended(three: Any) -> None:
    clerk, now = three["window_clerk"], clock.now()
    people.end_appointment(appointment=clerk, end=now + DAY, document="免职通知")

    with pytest.raises(AppointmentError, match="不能同时任"):
        people.appoint(officer=clerk.officer, post="administrator", start=now, document="任免通知")
    given = people.appoint(officer=clerk.officer, post="administrator", start=now + DAY, document="任免通知")
    assert given.post == "administrator"


def test_two_posts_held_beside_each_other_in_the_past_are_a_fact_and_can_be_entered(three: Any) -> None:
    clerk, now = three["window_clerk"], clock.now()

    past = people.appoint(
        officer=clerk.officer,
        post="administrator",
        start=now - 20 * DAY,
        end=now - 10 * DAY,
        document="旧册所载",
    )

    assert past.post == "administrator"


def test_whoever_cannot_stand_in_is_named_with_the_reason(three: Any) -> None:
    head, administrator = three["bureau_head"], three["administrator"]

    out = standing_in.kept_out(head.officer, [head], clock.now())

    assert out.keys() == {administrator.officer_id}
    assert "不办理案件" in out[administrator.officer_id]


def test_the_administrator_has_no_seat_in_a_committee_that_decides_cases(three: Any) -> None:
    administrator, clerk = three["administrator"], three["window_clerk"]
    bureau = clerk.officer.bureau
    today = clock.today()
    deciding, leading = (
        committees.found_committee(bureau=bureau, kind=kind, title=title, since=today)
        for kind, title in (("committee", "行政处罚案件审理委员会"), ("leading_group", "政务公开领导小组"))
    )

    with pytest.raises(committees.SeatError, match=r"邓山已任“系统管理员”.*不能同时任“委员”"):
        committees.seat(committee=deciding, officer=administrator.officer, since=today)
    assert committees.seat(committee=deciding, officer=clerk.officer, since=today)
    assert committees.seat(committee=leading, officer=administrator.officer, since=today)
