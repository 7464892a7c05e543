# SPDX-License-Identifier: MulanPSL-2.0
"""Whether the next press is mine is said once: a note after a press and the page of the case never contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.desk import handed

from fadu.cases.acts import services
from fadu.cases.models import Case
from fadu.desk.shown import afterwards
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.decision import Ground, Option

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
ROW = {"title": "现场照片", "kind": "document", "taken_on": "2022-12-06", "method": "拍照"}


@pytest.fixture(autouse=True)
def _on_a_day(lived: None) -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        yield


@pytest.fixture
def filed() -> Case:
    """A penalty case filed, with nothing gathered yet."""
    case = handed.penalty()
    for account in ("zhifa", "duizhang", "juzhang"):
        handed.act(case, "file", account, handed.FACTS)
    case.refresh_from_db()
    return case


def section(client: Client, case: Case) -> str:
    """What the page of a case says is next."""
    page = client.get(f"/case/{case.pk}/").content.decode()
    return page.partition('aria-labelledby="can"')[2].partition("</section>")[0]


def test_whoever_gathered_evidence_and_told_the_party_nothing_is_led_to_a_form_that_asks_for_the_day(
    desk_of: Desk, filed: Case
) -> None:
    client, address = desk_of("zhifa"), f"/case/{filed.pk}/do/conclude/"
    act = handed.act(filed, "gather", "zhifa", {"evidence": [ROW]})
    officer, now = handed.officer("zhifa"), clock.now()

    assert "下一步由您办理" in afterwards.done(filed, act, "gather", officer, now)
    assert afterwards.address(filed, officer, now) == address
    assert f'class="btn btn-primary" data-row href="{address}"' in section(client, filed)
    assert 'name="rights_told_on"' in client.get(address).content.decode()


def test_what_is_my_turn_and_lacks_something_is_said_so_by_the_note_and_by_the_page(
    desk_of: Desk, filed: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = handed.act(filed, "gather", "zhifa", {"evidence": [ROW], "rights_told_on": "2022-12-06"})
    officer, now = handed.officer("zhifa"), clock.now()
    ground = Ground(code="no_evidence", message="案卷中没有证据。", guard="evidence")
    explain = services.explain

    def barred(**asked: Any) -> list[Option]:
        options = explain(**asked)
        return [
            replace(each, may=False, grounds=(ground,)) if each.action == "conclude" else each
            for each in options
        ]

    monkeypatch.setattr(services, "explain", barred)

    said, shown = afterwards.done(filed, act, "gather", officer, now), section(desk_of("zhifa"), filed)

    assert "轮到您的“调查终结”现在还不能办理" in said
    assert "下一步由您办理" not in said
    assert "轮到您的“调查终结”现在还不能办理" in shown
    assert "尚待：案卷中没有证据。" in shown
    assert "此刻没有轮到您的事" not in shown
