# SPDX-License-Identifier: MulanPSL-2.0
"""What linked cases are to one another, and what a list of rows is called, is said in the words of the procedure."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from fadu.desk.words import link_words, list_title
from fadu.procedure.library import library


def case(kind: str, edition: date) -> Any:
    return SimpleNamespace(kind=kind, edition=edition)


@pytest.mark.parametrize(
    ("kind", "edition", "link", "here", "there"),
    [
        ("penalty", date(2021, 7, 15), "lead", "线索来自", "引出"),
        ("tip_off", date(2021, 7, 15), "penalty", "引出处罚案件", "线索来自"),
        ("tip_off", date(2026, 4, 15), "repeats", "并入前一举报", "后来重复的举报"),
        ("penalty", date(2021, 7, 15), "split_into", "分出", "分自"),
        ("licence", date(2019, 10, 1), "anything", "关联案件", "关联案件"),
        ("taken_away", date(2021, 7, 15), "lead", "关联案件", "关联案件"),
    ],
)
def test_a_link_reads_in_the_words_of_the_case_it_starts_from(
    kind: str, edition: date, link: str, here: str, there: str
) -> None:
    words = link_words(case(kind, edition), link)

    assert (words.here, words.there) == (here, there)


def test_every_list_that_acts_add_has_a_title() -> None:
    titles = {
        name: list_title(procedure, name)
        for kind in library().kinds()
        for procedure in library().editions(kind)
        for action in procedure.actions.values()
        for name in action.adds
    }

    assert titles == {
        "attendance": "出席",
        "votes": "表决",
        "written_opinions": "未到会成员书面意见",
        "evidence": "证据",
        "payments": "缴款",
        "repayments": "退还",
        "goods": "没收物品",
        "disposals": "没收物品的处理",
        "remittances": "处理所得上缴国库",
    }
