# SPDX-License-Identifier: MulanPSL-2.0
"""A year mistyped is asked about before it is recorded: what came in long ago, a term that is over at once, a term the law did not know yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from tests.desk.complainant import PARTY
from tests.desk.pressing import pressed

from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def _on_a_day(lived: None) -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        yield


def asked(client: Client, filled: Filled, kind: str, **values: str) -> str:
    """What is asked while a form that opens a case is typed."""
    address = f"/open/{kind}/"
    return client.post(f"{address}warnings/", filled(client, address, **values)).content.decode()


@pytest.mark.parametrize("day", ["2021-12-06", "2012-12-06", "1922-12-06"])
def test_a_lead_of_another_year_is_asked_about_before_it_is_registered(
    desk_of: Desk, filled: Filled, day: str
) -> None:
    shown = asked(desk_of("duizhang"), filled, "penalty", received_on=day)

    assert f"“发现线索或收到材料之日”{day}早于登记之日2022-12-06已有" in shown
    assert "核对年份" in shown
    assert "已核对" in shown


def test_a_lead_of_this_month_is_not_asked_about(desk_of: Desk, filled: Filled) -> None:
    shown = asked(desk_of("duizhang"), filled, "penalty", received_on="2022-11-28")

    assert "核对年份" not in shown
    assert "请核对日期" not in shown


def test_a_term_that_is_over_as_it_begins_is_told_and_may_be_recorded_as_it_was(
    desk_of: Desk, filled: Filled
) -> None:
    client = desk_of("dengji")
    data = filled(client, "/open/complaint/", **PARTY, received_on="2022-11-20")

    shown = client.post("/open/complaint/warnings/", data).content.decode()
    answer = pressed(client, "/open/complaint/", data)

    assert "自2022-11-20起算，2022-11-29届满，登记时已经过了" in shown
    assert answer.status_code == 302
    case = Case.objects.filter(kind="complaint").latest("pk")
    assert any("登记时已经过了" in each for each in case.acts.get(seq=1).warnings)


def test_a_term_the_law_did_not_know_on_the_day_typed_is_told_while_typing(
    desk_of: Desk, filled: Filled
) -> None:
    shown = asked(desk_of("duizhang"), filled, "penalty", received_on="1922-12-06")

    assert "没有计算：应当自1922-12-06起算，当日尚无这一期限的规定" in shown
