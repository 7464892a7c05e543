# SPDX-License-Identifier: MulanPSL-2.0
"""The paper an act will make stands beside its form as a draft, and each later signer sees the very paper that is signed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lives import Life
from tests.desk.own_bureau import FACTS, browser, form_of, founded, page, sent

from fadu.cases.models import Act
from fadu.people import services as people
from fadu.records.models import Document, IssuedNumber

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(begin_from: Any) -> Life:
    return begin_from(founded)


def papers(text: str) -> str:
    return "\n".join(re.findall(r'<article class="paper.*?</article>', text, re.S))


def test_the_paper_is_drafted_of_what_is_typed_so_far(life: Life) -> None:
    address = f"{form_of(life.case, 'file')}papers/"

    shown = papers(page(life, browser(life, "one"), address, {"suspected_violation": "销售过期饼干"}))

    assert "立案审批表" in shown
    assert "草稿" in shown
    assert "销售过期饼干" in shown
    assert "【待填：" in shown


def test_a_second_paper_of_its_kind_says_nothing_of_the_first_until_it_is_typed(life: Life) -> None:
    day = life.now.date()
    seen = {"place": "一号货架", "scene": "货架上有过期酸奶", "subject_paper": "营业执照", "presence": "在场"}
    hours = {"began_at": f"{day}T00:05:00+08:00", "ended_at": f"{day}T00:07:00+08:00"}
    life.act("one", "inspect", {**seen, **hours})
    sheet = {
        "title": "过期酸奶照片",
        "kind": "audiovisual",
        "taken_on": f"{day}",
        "proves": "过期",
        "copies": 1,
    }
    life.act("one", "gather", {"evidence": [sheet]})
    client = browser(life, "one")

    def drafted(action: str, **typed: str) -> str:
        return papers(page(life, client, f"{form_of(life.case, action)}papers/", {"place": "", **typed}))

    first = drafted("inspect")
    for shown in (first, drafted("question"), drafted("extract_electronic"), drafted("gather")):
        assert "过期酸奶" not in shown
        assert "0时" not in shown
        assert "一号货架" not in shown
        assert "【待填：" in shown
    assert all(f"【待填：{gap}】" in first for gap in ("开始时间", "结束时间", "现场情况", "检查地点"))
    typed = drafted("inspect", scene="冷柜中有过期饼干")
    assert "冷柜中有过期饼干" in typed
    assert "【待填：现场情况】" not in typed


def test_what_an_act_does_not_ask_stands_in_its_draft_as_it_stands_in_the_case(life: Life) -> None:
    shown = papers(
        page(life, browser(life, "one"), f"{form_of(life.case, 'file')}papers/", {"jurisdiction": ""})
    )

    assert "【待填：案由】" in shown
    assert "【待填：案件来源】" not in shown
    assert "清河百货店" in shown


def test_without_a_script_a_button_shows_it_beside_what_was_typed(life: Life) -> None:
    text = page(
        life,
        browser(life, "one"),
        form_of(life.case, "file"),
        {"suspected_violation": "销售过期饼干", "preview": "1"},
    )

    assert "销售过期饼干" in papers(text)
    assert "销售过期饼干</textarea>" in text or 'value="销售过期饼干"' in text
    assert "errorlist" not in text


def test_looking_at_a_draft_does_nothing(life: Life) -> None:
    client, seen = browser(life, "one"), [model.objects.count() for model in (Act, Document, IssuedNumber)]

    page(life, client, form_of(life.case, "file"), {**FACTS, "preview": "1"})
    page(life, client, f"{form_of(life.case, 'file')}papers/", {**FACTS})

    assert [model.objects.count() for model in (Act, Document, IssuedNumber)] == seen


def test_each_later_signer_sees_the_paper_that_is_signed(life: Life) -> None:
    life.act("one", "file", FACTS)

    text = page(life, browser(life, "unit"), form_of(life.case, "file"))

    assert "签署的文书" in text
    assert "销售超过保质期的食品" in papers(text)
    assert "预览文书" not in text


def test_an_act_that_issues_nothing_has_no_paper_beside_it(life: Life) -> None:
    assert "将要制作的文书" not in page(life, browser(life, "one"), form_of(life.case, "note"))


def test_a_stranger_is_shown_no_draft(life: Life) -> None:
    stranger = people.hire(bureau=life.case.bureau, name="外人", since=life.day.replace(year=2020))
    life.officers["stranger"] = stranger

    answer = sent(life, browser(life, "stranger"), f"{form_of(life.case, 'file')}papers/", {})

    assert answer.status_code == 404
