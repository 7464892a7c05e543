# SPDX-License-Identifier: MulanPSL-2.0
"""A publication of our own says when it began; that it was taken down is an act of its own, for which its term is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from life import Desk, decided, staffed

from fadu.cases.errors import ActRefusedError
from fadu.procedure.contents import ends_by_itself
from fadu.procedure.library import library


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Desk:
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    return staffed()


def test_who_publishes_a_decision_does_not_take_it_down_with_the_same_word(desk: Desk) -> None:
    decided(desk)
    review = {"publication_handling": "full", "as_served": True}
    desk.do("unit", "review_publication", "2022-05-12", review)
    words = {"rule": "penalty_decision", "channel": "国家企业信用信息公示系统", "published_on": "2022-05-12"}

    with pytest.raises(ActRefusedError) as refused:
        desk.do("clerk", "publish", "2022-05-12", {**words, "withdrawn_on": "2022-05-12"})

    assert [ground.code for ground in refused.value.grounds] == ["taken_down_by_an_act"]
    desk.do("clerk", "publish", "2022-05-12", words)


@pytest.mark.parametrize(
    ("kind", "rule", "is_so"), [("penalty", "penalty_decision", True), ("licence", "licence_decision", False)]
)
def test_it_is_so_where_a_procedure_counts_how_long_something_stands_published(
    kind: str, rule: str, is_so: bool
) -> None:
    assert ends_by_itself(library().procedure(kind, date(2022, 3, 1)), rule) is is_so
