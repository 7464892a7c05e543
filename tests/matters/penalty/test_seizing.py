# SPDX-License-Identifier: MulanPSL-2.0
"""A seizure through the services: recorded from its paper, held against the bases the case ends on, followed to its end."""

from __future__ import annotations

from typing import Any

import pytest
from life import Desk, at, investigated, words_for

from fadu.cases.errors import ActRefusedError
from fadu.kernel import clock
from fadu.oversight import checking

pytestmark = pytest.mark.django_db

PRESERVED = {
    "preserved_goods": [{"name": "仿冒包装", "quantity": "十箱"}],
    "preserved_at": "店内",
    "approval_reason": "证据可能灭失",
}
SEIZED = {
    "preservation_outcome": "seized",
    "seizure_basis": "own",
    "seizure_article": "某条例第二十条",
    "seizure_number": "清市监强〔2022〕1号",
    "seized_on": "2022-03-14",
    "seizure_until": "2022-04-13",
}
RELEASED = {
    "seizure_outcome": "released",
    "seizure_outcome_number": "清市监解强〔2022〕1号",
    "seizure_outcome_on": "2022-04-13",
}


def preserved(desk: Desk) -> None:
    investigated(desk)
    desk.signed("preserve", "2022-03-12", PRESERVED, "one", "head")


def concluded(desk: Desk) -> None:
    """Concluded as an act of unfair competition."""
    confusion = {"base": "unfair_competition/confusion", "ended_on": "2022-03-01", "turnover": 1_000_000}
    words = {
        **words_for(desk, penalty_kinds=["fine"], fine=1_000_000, confiscated_goods=0, goods_list=[]),
        "facts": "擅自使用与他人有一定影响的商品包装近似的标识",
        "basis": "反不正当竞争法第十八条",
        "bases": [{**confusion, "party": f"party:{desk.party.pk}"}],
    }
    desk.do("one", "conclude", "2022-04-20", {**words, "nature": "混淆行为", "disposition": "penalty"})


def findings_of(desk: Desk) -> set[str]:
    with clock.set_to(at("2022-04-21T12:00")):
        return {finding.rule for finding in checking.check(desk.bureau, again=True)}


@pytest.mark.parametrize(
    ("left_out", "code"),
    [("seizure_number", "seizure_not_on_paper"), ("seizure_article", "seizure_article_unstated")],
)
def test_a_seizure_without_its_paper_or_its_rule_is_refused(desk: Desk, left_out: str, code: str) -> None:
    preserved(desk)
    said = {key: value for key, value in SEIZED.items() if key != left_out}

    with pytest.raises(ActRefusedError) as refused:
        desk.do("head", "settle_preservation", "2022-03-14", said)

    assert [ground.code for ground in refused.value.grounds] == [code]


def test_a_seizure_that_needed_the_city_is_found_once_the_case_is_concluded_so(desk: Desk) -> None:
    preserved(desk)
    desk.do("head", "settle_preservation", "2022-03-14", SEIZED)
    before: Any = findings_of(desk)
    desk.do("one", "record_seizure_outcome", "2022-04-13", RELEASED)
    concluded(desk)

    assert "seizure_was_not_ours" not in before
    assert "seizure_was_not_ours" in findings_of(desk)


def test_what_was_seized_and_given_back_in_time_is_no_finding(desk: Desk) -> None:
    preserved(desk)
    desk.do("head", "settle_preservation", "2022-03-14", SEIZED)
    desk.do("one", "record_seizure_outcome", "2022-04-13", RELEASED)

    assert "seizure_overran" not in findings_of(desk)


def test_what_was_given_back_the_day_after_is_a_finding(desk: Desk) -> None:
    preserved(desk)
    desk.do("head", "settle_preservation", "2022-03-14", SEIZED)
    desk.do("one", "record_seizure_outcome", "2022-04-14", {**RELEASED, "seizure_outcome_on": "2022-04-14"})

    assert "seizure_overran" in findings_of(desk)


@pytest.mark.parametrize(("until", "is_found"), [("2022-04-21", False), ("2022-04-20", True)])
def test_what_is_kept_beyond_its_last_day_is_found_though_nothing_is_recorded(
    desk: Desk, until: str, is_found: bool
) -> None:
    """The check is made on 21 April."""
    preserved(desk)
    term = {"seizure_until": until, "seizure_term_article": "某条例第二十一条"}
    desk.do("head", "settle_preservation", "2022-03-14", {**SEIZED, **term})

    assert ("seizure_overran" in findings_of(desk)) is is_found
