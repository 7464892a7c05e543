# SPDX-License-Identifier: MulanPSL-2.0
"""Small words of the forms: what is no telephone is asked about, the day of today stands where one begins, signs stand once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from tests.desk import handed
from tests.desk.complainant import PARTY

from fadu.cases.reading.turn_words import what
from fadu.cases.reading.turns import OpenTurn
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def _on_a_day(lived: None) -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        yield


@pytest.mark.parametrize(
    ("phone", "is_asked"), [("不知道", True), ("1380099001", True), ("13800990011", False)]
)
def test_what_is_no_telephone_number_is_asked_about(
    desk_of: Desk, filled: Filled, phone: str, is_asked: bool
) -> None:
    client = desk_of("dengji")
    data = {**filled(client, "/open/complaint/", **PARTY), "party-phone": phone}

    shown = client.post("/open/complaint/warnings/", data).content.decode()

    assert ("应为11位手机号码" in shown) is is_asked


@pytest.mark.parametrize(("account", "kind"), [("dengji", "complaint"), ("duizhang", "penalty")])
def test_the_day_on_which_it_came_in_is_today_until_it_is_changed(
    desk_of: Desk, account: str, kind: str
) -> None:
    page = desk_of(account).get(f"/open/{kind}/").content.decode()

    field = page.partition('name="received_on"')
    assert 'value="2022-12-06"' in field[0].rpartition("<")[2] + field[2].partition(">")[0]


def test_a_word_with_a_full_stop_is_followed_by_one_full_stop(desk_of: Desk) -> None:
    case = handed.penalty()
    handed.act(case, "file", "zhifa", handed.FACTS)
    handed.act(case, "return_proposal", "duizhang", {"of": "file", "reason": "核查情况不清，请补充。"})

    page = desk_of("zhifa").get(f"/case/{case.pk}/do/file/").content.decode()

    assert "请补充</strong>。以下是退回的内容" in page


@pytest.mark.parametrize(
    ("kind", "key", "said"),
    [("wait", "defence", "等待陈述申辩期限"), ("child", "hearing", "等待“行政处罚听证”办结")],
)
def test_what_is_waited_for_is_said_without_a_second_colon(kind: str, key: str, said: str) -> None:
    waited = OpenTurn(
        case=handed.penalty(),
        kind=kind,
        what=key,
        role="",
        about="",
        since=clock.today(),
        until=None,
        whom=(),
    )

    assert what(waited) == said
