# SPDX-License-Identifier: MulanPSL-2.0
"""What is sealed in a case opens to whom it is assigned; a post that must know it all the same asks with a reason, and that is entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.desk import canary

from fadu.cases.models import Refusal
from fadu.cases.reading import openings
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock

pytestmark = pytest.mark.django_db
REASON = "核查来信反映的举报信息泄露"
#: the head and the discipline officer, by `sight.yaml`
ASKING = {"juzhang", "jijian"}


@pytest.fixture
def case(lived: None) -> Iterator[Any]:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        yield canary.tip_off()


def asked(client: Client, case: Any, reason: str) -> Any:
    holder = client.session["_auth_user_id"]
    return client.post(f"/case/{case.pk}/sealed/", {"reason": reason, "holder": holder})


@pytest.mark.parametrize("account", ACCOUNTS)
def test_only_a_post_that_may_ask_and_says_why_learns_who_informed(
    desk_of: Callable[..., Client], case: Any, account: str
) -> None:
    client = desk_of(account)

    answer = asked(client, case, REASON)

    assert answer.status_code == (200 if account in ASKING else 404)
    assert (canary.INFORMANT["informant_name"] in answer.content.decode()) == (account in ASKING)
    assert len(openings.of_case(case)) == (account in ASKING)


def test_the_reason_stands_beside_the_name_where_the_handlers_read_it_and_the_page_stays_covered(
    desk_of: Callable[..., Client], case: Any
) -> None:
    head, handler = desk_of("juzhang"), desk_of("zhifa")
    offered = head.get(f"/case/{case.pk}/").content.decode()
    asked(head, case, REASON)

    (entered,) = openings.of_case(case)
    page = head.get(f"/case/{case.pk}/").content

    assert "查看密封的内容" in offered
    assert (entered.by, entered.reason) == (canary.officer("juzhang").name, REASON)
    assert not canary.holds(page)
    assert f"理由：{REASON}" in handler.get(f"/case/{case.pk}/").content.decode()


@pytest.mark.parametrize(
    "reason", ["", "　 ", "工作", "。。。。。", "。。。。工作", "工工工工工工", "------"]
)
def test_without_a_reason_nothing_is_shown_or_entered_and_what_was_typed_stays(
    desk_of: Callable[..., Client], case: Any, reason: str
) -> None:
    answer = asked(desk_of("jijian"), case, reason)

    assert "查看的理由" in answer.content.decode()
    assert not canary.holds(answer.content)
    assert openings.of_case(case) == []


@pytest.mark.parametrize(
    "reason",
    ["核查金丝雀甲来信反映举报信息泄露", "核查来信反映举报信息泄露，电话1390099 0099", "核查尾号0099的来电"],
)
def test_a_reason_that_says_who_informed_is_not_entered_and_its_field_says_what_to_write(
    desk_of: Callable[..., Client], case: Any, reason: str
) -> None:
    refused = Refusal.objects.count()

    answer = asked(desk_of("jijian"), case, reason)

    page = answer.content.decode()
    assert "只写来信、来电、交办单的编号或者案号" in page
    assert canary.INFORMANT["informant_id"] not in page
    assert openings.of_case(case) == []
    row = Refusal.objects.order_by("-pk")[0]
    assert Refusal.objects.count() == refused + 1
    assert (row.case_id, [ground["code"] for ground in row.grounds]) == (case.pk, ["sealed_repeated"])


def test_the_page_says_who_reads_the_reason(desk_of: Callable[..., Client], case: Any) -> None:
    said = desk_of("jijian").get(f"/case/{case.pk}/sealed/").content.decode()
    asked(desk_of("jijian"), case, REASON)

    assert "看得到本案全部内容的人都看得到" in said
    assert REASON in desk_of("duizhang").get(f"/case/{case.pk}/").content.decode()


def test_to_open_the_page_shows_nothing_and_enters_nothing(desk_of: Callable[..., Client], case: Any) -> None:
    answer = desk_of("juzhang").get(f"/case/{case.pk}/sealed/")

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not canary.holds(answer.content)
    assert openings.of_case(case) == []


def test_a_case_that_seals_nothing_has_no_such_page(desk_of: Callable[..., Client], lived: None) -> None:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        plain = canary.officer("juzhang").bureau.cases.filter(kind="licence").first()

    page = desk_of("juzhang").get(f"/case/{plain.pk}/").content.decode()

    assert "查看密封的内容" not in page
    assert desk_of("juzhang").get(f"/case/{plain.pk}/sealed/").status_code == 404
