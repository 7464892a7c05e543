# SPDX-License-Identifier: MulanPSL-2.0
"""A signature that was missing when the case ended: nobody's turn at the desk, and the page of the case says so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.desk.own_bureau import browser, filled_in, form_of, founded, page, sent

from fadu.cases.models import Case
from fadu.cases.reading.turns import turn_of
from fadu.cases.world.worlds import state_of

if TYPE_CHECKING:
    from lives import Life

pytestmark = pytest.mark.django_db
DEMAND = {"obligation": "缴纳罚款1,000.00元"}
#: the days between the steps of a life that lead to the performance of the decision
STEPS = (0, 1, 12, 12, 12, 12, 12)


def performing() -> Life:
    """A decision that is performed: its service is confirmed, and the last day of payment is over."""
    life = founded()
    for days in STEPS:
        life.day += timedelta(days=days)
        life.go_on()
    performance = replace(life, case=Case.objects.get(kind="performance"))
    performance.act("one", "confirm_service")
    performance.day += timedelta(days=25)
    return performance


@pytest.fixture
def life(begin_from: Any) -> Life:
    """The handler has signed a letter of dunning that waits for the head; the party paid the day after, and the case ended."""
    performance: Life = begin_from(performing)
    performance.act("one", "dun", DEMAND)
    assert "签署：催告履行" in page(performance, browser(performance, "head"), "/")
    performance.day += timedelta(days=1)
    paid = {"paid_on": performance.day.isoformat(), "amount": 100_000, "payment_kind": "fine"}
    performance.act("one", "pay", {"payments": [{**paid, "collected_by": "bank", "receipt": "12345678"}]})
    return performance


def text_of(body: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", body))


def test_the_draft_says_nothing_unpaid_of_a_fine_that_was_paid_in_full(life: Life) -> None:
    draft = page(life, browser(life, "head"), form_of(life.case, "dun"))

    assert "已缴纳罚款1,000.00元" in text_of(draft)
    assert "没有全部履行" not in text_of(draft)


def test_a_signature_that_lapsed_is_nobodys_turn_and_its_page_says_so(life: Life) -> None:
    life.act("one", "settle")

    assert turn_of(life.case, life.day) == []
    for who in ("head", "one"):
        assert "催告履行" not in page(life, browser(life, who), "/")
    shown = text_of(page(life, browser(life, "head"), f"/case/{life.case.pk}/"))
    assert "“催告履行”没有签署完毕，案件已结束，不再签署" in shown
    assert "待签署" not in shown
    assert [entry.payload["of"] for entry in state_of(life.case).done("sign")][-1:] == ["dun"]


def test_to_sign_it_is_refused_with_that_reason(life: Life) -> None:
    window, address = browser(life, "head"), form_of(life.case, "dun")
    typed = filled_in(page(life, window, address))
    life.act("one", "settle")

    answer = sent(life, window, address, typed)  # type: ignore[arg-type]

    assert answer.status_code in {409, 422}
    opened = page(life, window, address)
    assert "案件已结束，不再签署" in opened
    assert "应当履行的义务" not in opened
    answer = sent(life, window, address, filled_in(opened))  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert "案件已结束，不再签署" in answer.content.decode()
    assert state_of(life.case).done("dun") == ()
