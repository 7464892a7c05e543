# SPDX-License-Identifier: MulanPSL-2.0
"""The line that says whose turn it is says what is still lacking for an act that may not be done yet, and the article of its term."""

from __future__ import annotations

from datetime import date

from fadu.cases.models import Case
from fadu.cases.reading import turn_words
from fadu.cases.reading.turns import OpenTurn
from fadu.desk import turn_lines
from fadu.desk.shown.waited_for import waits_for
from fadu.procedure.decision import Ground, Option


def turn(what: str, kind: str = "act", role: str = "handler") -> OpenTurn:
    """A turn in the investigation of a penalty."""
    case = Case(kind="penalty", edition=date(2021, 7, 15), stage="investigation")
    since = date(2022, 3, 2)
    return OpenTurn(case=case, kind=kind, what=what, role=role, about="", since=since, until=None, whom=())


OPTION = Option(
    action="notify",
    title="行政处罚事先告知",
    may=False,
    grounds=(
        Ground(code="no_role", message="您没有岗位。"),
        Ground(code="no_child", message="尚未经“法制审核”。", guard="proposal"),
        Ground(code="unknown", message="尚不能判断。", guard="is", unknown=True),
    ),
)


def test_an_act_that_may_not_be_done_yet_says_what_the_case_lacks_and_not_who_is_looking() -> None:
    assert waits_for(turn("notify"), [OPTION]) == ["尚未经“法制审核”。"]
    assert waits_for(turn("notify/3", kind="serve"), [OPTION]) == []
    assert waits_for(turn("conclude"), [OPTION]) == []


def test_what_is_due_within_a_term_of_its_own_is_called_by_its_duty_and_names_its_articles() -> None:
    goods = turn("settle_preservation", role="head")

    assert turn_words.what(goods) == "对登记保存的物品采取措施、作出处理"
    assert turn_words.cites(goods) == ("行政处罚法 56", "程序规定 35")
    assert turn_words.cites(turn("gather")) == ()


def test_who_is_told_of_an_act_of_others_is_told_whose_it_is_and_comes_to_the_case() -> None:
    told_too = turn("settle_preservation")
    told_too.case.pk = 7

    assert turn_words.what(told_too) == "提请市场监督管理部门负责人办理：对登记保存的物品采取措施、作出处理"
    assert turn_lines.address_of(told_too) == "/case/7/"


def test_the_publication_that_is_due_is_called_by_its_name() -> None:
    assert turn_words.what(turn("publish")) == "公示"
