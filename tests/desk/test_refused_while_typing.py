# SPDX-License-Identifier: MulanPSL-2.0
"""What would be refused is said while it is typed, as a refusal: nobody is asked to confirm what cannot be done; and what is filled in
goes from the list of what stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from tests.desk import handed

from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]
UNKNOWN_END = "不知违法行为发生或者终了之日"
FILING = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
}


@pytest.fixture(autouse=True)
def _on_a_day(lived: None) -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        yield


def box(page: str) -> str:
    """The list of what stands in the way."""
    return page.partition('id="grounds"')[2].partition("</section>")[0]


def test_a_day_that_has_not_come_is_refused_while_typing_and_never_asked_about(
    desk_of: Desk, filled: Filled
) -> None:
    client, before = desk_of("duizhang"), Case.objects.count()
    data = filled(client, "/open/penalty/", received_on="2022-12-30")

    shown = client.post("/open/penalty/warnings/", data).content.decode()
    answer = client.post("/open/penalty/", data)

    assert "照现在填写的不能办理" in shown
    assert "2022-12-30，晚于办理之日2022-12-06" in shown
    assert "已核对" not in shown
    assert answer.status_code == 422
    assert 'name="warned"' not in answer.content.decode()
    assert Case.objects.count() == before


def test_an_end_before_its_beginning_is_refused_at_once_with_moments_as_one_reads_them(
    desk_of: Desk, filled: Filled
) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    address = f"/case/{case.pk}/do/inspect/"
    times = {"began_at": "2022-12-06T09:30", "ended_at": "2022-12-06T09:00"}
    data = filled(client, address, **times)

    shown = client.post(f"{address}warnings/", data).content.decode()
    answer = client.post(address, data)

    assert "为2022-12-06 09:00，早于“开始时间”的2022-12-06 09:30" in shown
    assert "T09" not in shown
    assert "+08:00" not in shown
    assert "已核对" not in shown
    assert answer.status_code == 422


def test_an_hour_that_has_not_come_is_refused_at_once_and_one_of_days_ago_is_asked_about(
    desk_of: Desk, filled: Filled
) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    address = f"/case/{case.pk}/do/inspect/"
    coming = {"began_at": "2022-12-06T09:00", "ended_at": "2022-12-06T23:00"}
    gone = {"began_at": "2022-12-01T09:00", "ended_at": "2022-12-01T09:40"}

    ahead = client.post(f"{address}warnings/", filled(client, address, **coming)).content.decode()
    before = client.post(f"{address}warnings/", filled(client, address, **gone)).content.decode()

    assert "“结束时间”为2022-12-06 23:00，还没有到" in ahead
    assert "已核对" not in ahead
    assert "早于办理人被指派之日" in before or "与办理之日2022-12-06相差5日" in before


def test_what_is_filled_in_goes_from_the_list_of_what_stands_in_the_way(desk_of: Desk) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    address = f"/case/{case.pk}/do/file/"

    empty = client.get(address).content.decode()
    half = client.post(f"{address}warnings/", {"violation_ended_on": "2022-12-01"}).content.decode()
    still = client.post(f"{address}warnings/", {"verification_result": "属实"}).content.decode()

    assert UNKNOWN_END in box(empty)
    assert UNKNOWN_END not in half
    assert UNKNOWN_END in box(still)


def test_a_draft_and_what_came_back_are_judged_with_what_they_say(desk_of: Desk) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    address = f"/case/{case.pk}/do/file/"
    client.post(
        "/forms/keep/", {"form": address, "verification_result": "属实", "violation_ended_on": "2022-12-01"}
    )

    drafted = client.get(f"{address}?draft=1").content.decode()
    handed.act(case, "file", "zhifa", {**FILING, "violation_ended_on": "2022-12-01"})
    handed.act(case, "return_proposal", "duizhang", {"of": "file", "reason": "补充"})
    sent_back = client.get(address).content.decode()

    assert 'value="2022-12-01"' in drafted
    assert UNKNOWN_END not in drafted
    assert 'value="2022-12-01"' in sent_back
    assert UNKNOWN_END not in sent_back


def test_a_refusal_stands_once_on_a_page_and_beside_the_button_only_where_it_is_read(
    desk_of: Desk, filled: Filled
) -> None:
    client, reason = desk_of("duizhang"), "2022-12-30，晚于办理之日2022-12-06"
    data = filled(client, "/open/penalty/", received_on="2022-12-30")

    typed = client.post("/open/penalty/warnings/", data).content.decode()
    pressed = client.post("/open/penalty/", data).content.decode()

    assert typed.count(reason) == 1
    assert reason in box(typed)
    assert '<a href="#grounds">' in typed.partition('id="grounds"')[0]
    assert pressed.count(reason) == 1
    assert "依法不能办理" in box(pressed)


def test_after_a_refused_press_the_page_asks_nothing_before_something_is_changed(
    desk_of: Desk, filled: Filled
) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    address = f"/case/{case.pk}/do/file/"
    opened = client.get(address).content.decode()
    answer = client.post(address, filled(client, address, **{**FILING, "filing_conditions": ["evidence"]}))

    assert answer.status_code == 422
    assert "依法不能办理" in box(answer.content.decode())
    assert "load delay:100ms" in opened
    assert "load delay:100ms" not in answer.content.decode()
