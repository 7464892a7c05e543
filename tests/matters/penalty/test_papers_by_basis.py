# SPDX-License-Identifier: MulanPSL-2.0
"""What the papers of a penalty say by its basis: the remedies against it, both editions of a law that changed, the ground of the grade."""

from __future__ import annotations

from datetime import date
from typing import Any

import life
import pytest
from life import Desk, decided
from printed import decided_in, text_of

from fadu.cases.papers.serving import remedies_after
from fadu.records.models import Document

FINED = {"penalty_kinds": ["fine"], "confiscated_goods": 0, "goods_list": ""}
PRICE = {"base": "price/42", "ended_on": "2022-03-01", "goods_value": 0}
CONTRIBUTION = {
    "base": "company/contribution",
    "ended_on": "2023-10-10",
    "capital_amount": 1_000_000_000,
    "serious": False,
    "goods_value": 0,
}


def resting_on(monkeypatch: pytest.MonkeyPatch, row: dict[str, Any], **words: Any) -> None:
    """Let the life of these tests rest on another basis."""
    monkeypatch.setattr(life, "EXPIRED", row)
    monkeypatch.setattr(life, "WORDS", {**life.WORDS, **FINED, "evidence_summary": "食品照片", **words})


@pytest.mark.parametrize(
    ("year", "cites"),
    [
        (2023, "依照《价格违法行为行政处罚规定》第二十条的规定，应当"),
        (
            2024,
            "依照《价格违法行为行政处罚规定》第二十条、《中华人民共和国行政复议法》第二十三条的规定，应当",
        ),
    ],
)
def test_a_price_penalty_is_told_to_go_to_reconsideration_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, year: int, cites: str
) -> None:
    resting_on(monkeypatch, PRICE, basis="价格法第四十二条", fine=300_000)
    decided_in(desk, year)

    said = text_of("penalty_decision")

    assert cites in said
    assert "60日内先向" in said
    assert "自收到行政复议决定书之日起15日内" in said
    assert "6个月" not in said


def test_once_served_a_suit_after_reconsideration_has_a_length_and_no_last_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting_on(monkeypatch, PRICE, basis="价格法第四十二条", fine=300_000)
    decided_in(desk, 2024)
    assert desk.case is not None

    decision = Document.objects.get(template="penalty_decision")
    first, suit = remedies_after(desk.case, decision.data["remedy"], decision.issued_at, date(2024, 5, 13))

    assert str(first["last_day"]) == "2024-07-12"
    assert (suit["last_day"], suit["length"], suit["after"]) == (None, "15日", "申请行政复议")


def test_both_editions_are_named_where_the_law_changed_after_the_violation(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting_on(monkeypatch, CONTRIBUTION, basis="公司法第二百五十二条", fine=5_000_000)
    decided_in(desk, 2025)

    for template in ("penalty_notice", "penalty_decision"):
        said = text_of(template)
        assert "行为终了于2023年10月10日，此后法律有修改：2024年7月1日起施行的" in said
        assert (
            "依照《中华人民共和国行政处罚法》第三十七条，行为终了以后施行的规定处罚较轻，适用该规定" in said
        )
        assert "2018年10月26日起施行的" in said


def test_nothing_is_said_of_editions_where_the_law_did_not_change(desk: Desk) -> None:
    decided(desk)

    assert "法律有修改" not in text_of("penalty_notice")


def test_the_ground_of_the_grade_stands_in_notice_and_decision_with_its_article(desk: Desk) -> None:
    decided(desk)

    for template in ("penalty_notice", "penalty_decision"):
        assert "主动消除或者减轻违法行为危害后果（《中华人民共和国行政处罚法》第三十二条）" in text_of(
            template
        )
