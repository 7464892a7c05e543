# SPDX-License-Identifier: MulanPSL-2.0
"""The terms of a case as its page shows them: what cannot be told apart yet is one line, and what ends says whose it is."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from fadu.cases.models import Case, Clock
from fadu.kernel import clock
from fadu.law.explanation import unverified_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db


def terms_of(page: str) -> list[str]:
    """Each running term of the page, without its explanations."""
    part = page.partition('<h2 id="terms">')[2].partition("</section>")[0].partition("已经结束的期限")[0]
    shown = [re.sub(r"<ol.*?</ol>", "", one, flags=re.DOTALL) for one in part.split('<div class="term">')[1:]]
    return [re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", one)) for one in shown]


def test_periods_of_publication_that_hang_on_a_setting_are_one_line_that_says_on_what_and_where_it_is_set(
    lived: None, desk_of: Callable[..., Client]
) -> None:
    """This bureau has set no amount below which a fine is a lower one: three months or three years, and nobody knows."""
    minor = Clock.objects.filter(clock="publication_minor", void=False, due_on__lt=date(2023, 2, 6))
    both = minor.filter(case__clocks__clock="publication_general", case__clocks__void=False)
    case = Case.objects.get(pk=both.latest("pk").case_id)

    with clock.set_to(
        datetime(2023, 2, 6, 10, tzinfo=clock.LEGAL_TIME)
    ):  # after the shorter one, amid the longer
        page = desk_of("juzhang").get(f"/case/{case.pk}/").content.decode()
    publication = [term for term in terms_of(page) if "公示期" in term]

    (one,) = publication
    assert "公示期（通报批评、较低数额罚款），或者公示期（一般处罚）" in one
    assert "适用哪一项尚未确定" in one
    assert "取决于较低数额罚款的标准" in one
    assert "在“本机关”的“参数”中设定" in one
    assert "3个月" in one
    assert "3年" in one
    assert "当事人的期限" not in one
    assert "届满由本机关停止公示" in one


def test_an_explanation_that_rests_on_a_text_nobody_saw_says_what_to_check_and_with_whom() -> None:
    said = unverified_line(["处罚公示规定 15"])

    assert "处罚公示规定 15" in said
    assert "对照原文" in said
    assert "法制机构" in said
