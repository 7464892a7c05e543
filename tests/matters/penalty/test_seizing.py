# SPDX-License-Identifier: MulanPSL-2.0
"""A seizure through the services: recorded from its paper, held against the bases the case ends on, followed to its end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from life import Desk, at, investigated, words_for

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.ledger import sequencing, verification
from fadu.matters.penalty import seized
from fadu.oversight import checking
from fadu.people.parties import register_party

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


def merged_with_something_seized(desk: Desk) -> tuple[Case, Case]:
    """A case in which something was seized and tested, merged into another that is under investigation."""
    preserved(desk)
    first = desk.case
    assert first is not None
    desk.do("head", "settle_preservation", "2022-03-14", SEIZED)
    testing = {"appraisal_kind": "testing", "appraiser": "市检测院", "appraisal_items": "成分"}
    said = {"appraisal_of": SEIZED["seizure_number"], "period_told_on": "2022-03-16"}
    desk.signed("commission_appraisal", "2022-03-16", testing | said, "one", "head")
    desk.do("one", "receive_appraisal", "2022-03-21", {"appraisal_result": "不合格"})
    lead = {
        "source": "inspection",
        "received_on": "2022-03-01",
        "suspected_violation": "无照经营",
        "lead_content": "检查发现",
    }
    desk.party, _ = register_party(kind="sole_trader", name="清河副食店", address="清河路2号")
    second = desk.open("2022-03-20", lead)
    merging = {"approval_reason": "同一当事人，宜一并处理", "merged_into": second.number}
    desk.do("head", "merge", "2022-03-22", merging, case=first)
    return first, second


def test_what_is_seized_goes_with_a_case_into_another_and_keeps_its_term(desk: Desk) -> None:
    first, second = merged_with_something_seized(desk)
    state = worlds.state_of(second)

    assert seized.standing(worlds.state_of(first)) == ()
    [kept] = seized.standing(state)
    assert (kept.number, kept.began, kept.until) == (
        "清市监强〔2022〕1号",
        date(2022, 3, 14),
        date(2022, 4, 13),
    )
    # five days of testing (16 to 20 March) in the case that was taken over are left out here as they were there
    law = worlds.around(desk.bureau).law
    assert seized.last_day(law, state, kept, date(2022, 4, 14)) == date(2022, 4, 18)
    with pytest.raises(ActRefusedError, match="尚有查封、扣押的财物"):
        desk.do("head", "pass_on", "2022-03-23", {}, case=second)
    with clock.set_to(at("2022-04-19T12:00")):
        rules = {(f.case, f.rule) for f in checking.check(desk.bureau, again=True)}
    assert (second.pk, "seizure_overran") in rules
    assert (first.pk, "seizure_overran") not in rules


def test_what_went_over_is_released_in_the_case_that_took_it_and_goes_on_with_it(desk: Desk) -> None:
    _, second = merged_with_something_seized(desk)
    for name in ("one", "two"):
        officer = desk.officers[name]
        named = {"role": "handler", "person": f"officer:{officer.pk}", "name": officer.name}
        desk.do("unit", "assign", "2022-03-22", named, case=second)
    desk.do("one", "record_seizure_outcome", "2022-04-13", RELEASED, case=second)

    assert seized.standing(worlds.state_of(second)) == ()
    sequencing.sequence()
    assert verification.verify() == []
