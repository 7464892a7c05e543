# SPDX-License-Identifier: MulanPSL-2.0
"""What moves results is proposed on one page and confirmed on another: what waits, what is refused, what a lone administrator is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.desk.second_person import second, settled

from fadu.kernel import clock
from fadu.people import adopted
from fadu.people.models import Bureau, ProposedSetting

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PROMISE = {"key": "licence/promised_days", "value": "12", "document": "清市监〔2026〕3号"}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def proposed(client: Client, **values: str) -> Any:
    """The answer to proposing a promised term from today."""
    form = {**PROMISE, "start": clock.today().isoformat(), **values}
    return client.post("/bureau/add/parameter/", form, follow=True)


def held() -> Any:
    return adopted.local_parameters(Bureau.objects.get(), clock.today())


def test_a_lone_administrator_is_told_whom_to_register_before_and_after_typing(administrator: Client) -> None:
    form = administrator.get("/bureau/add/parameter/")
    answer = proposed(administrator)

    assert "请先登记一人、开立账号并任其为系统管理员" in text_of(form)
    assert "请先登记一人、开立账号并任其为系统管理员" in text_of(answer)
    assert "清市监〔2026〕3号" in answer.content.decode()
    assert not ProposedSetting.objects.exists()


def test_what_is_proposed_waits_in_words_and_is_counted_for_who_confirms(administrator: Client) -> None:
    other = second()
    answer = proposed(administrator)

    assert "待第二人确认（1）" in text_of(answer)
    assert "承诺的许可决定期限为12个工作日" in text_of(answer)
    assert held() == {}
    assert "去确认" in text_of(other.get("/"))
    assert settled(other).status_code == 302
    assert held() == {"licence/promised_days": 12}


def test_what_would_follow_is_told_before_it_is_proposed(administrator: Client) -> None:
    second()
    answer = proposed(administrator, preview="1")

    assert "没有未结期限改定" in text_of(answer)
    assert not ProposedSetting.objects.exists()


def test_a_press_with_nothing_ticked_does_nothing_and_says_so(administrator: Client) -> None:
    other = second()
    proposed(administrator)
    answer = other.post("/confirmations/settings/", {"confirm": "1"}, follow=True)

    assert "请先勾选要确认的设定" in text_of(answer)
    assert held() == {}


def test_what_is_refused_needs_a_reason_and_is_told_to_who_proposed(administrator: Client) -> None:
    other = second()
    proposed(administrator)
    unsaid = settled(other, refuse="1", remark="")
    settled(other, refuse="1", remark="文件没有这一条")

    assert "写明理由" in text_of(unsaid)
    assert held() == {}
    assert "文件没有这一条" in text_of(administrator.get("/bureau/"))


def test_whoever_proposed_cannot_confirm(administrator: Client) -> None:
    second()
    proposed(administrator)
    answer = settled(administrator)

    assert answer.status_code == 409
    assert "您是提请人，须由他人确认" in text_of(answer)
    assert held() == {}


def test_of_several_that_are_ticked_all_hold_or_none(administrator: Client) -> None:
    other = second()
    proposed(administrator)
    proposed(administrator, value="10")
    answer = settled(other)

    assert answer.status_code == 400
    assert held() == {}
