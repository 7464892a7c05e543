# SPDX-License-Identifier: MulanPSL-2.0
"""A post entered today and held since last month is believed; what was done by it in between is listed, and the page says when it was entered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bureau_of import Desk

from fadu.kernel import clock
from fadu.oversight import late_posts
from fadu.oversight.checking import check
from fadu.people import held_late
from fadu.people import services as people

pytestmark = pytest.mark.django_db
PARTICULARS = {
    "channel": "platform",
    "special_kind": "general",
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "real_name": False,
}
DAYS = 30


def listed(office: Desk) -> list[str]:
    return [each.message for each in check(office.bureau) if each.rule == late_posts.HELD_LATE]


@pytest.mark.parametrize(("days_after_entry", "named"), [(-1, True), (0, False), (1, False)])
def test_an_act_of_a_day_on_which_nobody_had_entered_the_post_is_listed(
    office: Desk, days_after_entry: int, named: bool
) -> None:
    now = clock.now()
    entered = now + timedelta(days=DAYS)
    acted = entered + timedelta(days=days_after_entry)
    with clock.set_to(entered):
        newcomer = people.hire(bureau=office.bureau, name="新来某", since=date(2019, 1, 1))
        people.appoint(officer=newcomer, post="window_clerk", start=now, document="任职通知〔2026〕9号")
        office.officers["newcomer"] = newcomer
    with clock.set_to(max(entered, acted) + timedelta(hours=1)):
        moment = acted.isoformat(timespec="minutes")[:16]
        office.open("tip_off", "newcomer", moment, PARTICULARS | {"received_on": acted.date().isoformat()})

        messages = listed(office)

    assert bool(messages) is named
    assert all("任职通知〔2026〕9号" in message and "才登记" in message for message in messages)


def test_a_post_says_when_it_was_entered_where_that_was_later_than_it_began(office: Desk) -> None:
    now = clock.now()
    with clock.set_to(now + timedelta(days=DAYS)):
        newcomer = people.hire(bureau=office.bureau, name="新来某", since=date(2019, 1, 1))
        late = people.appoint(officer=newcomer, post="window_clerk", start=now, document="任职通知")
        today = people.appoint(officer=newcomer, post="registrar", start=clock.now(), document="任职通知")

        entered = held_late.entered_on(office.bureau)

    assert entered[late.pk] == (now + timedelta(days=DAYS)).date()
    assert today.pk not in entered


def test_posts_entered_with_the_bureau_itself_are_known_from_their_beginning(office: Desk) -> None:
    office.open("tip_off", "clerk", "2022-03-01", PARTICULARS | {"received_on": "2022-03-01"})

    assert listed(office) == []
