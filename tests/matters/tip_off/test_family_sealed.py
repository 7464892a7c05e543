# SPDX-License-Identifier: MulanPSL-2.0
"""What a tip-off seals is named in no case of its family: not in the review of its reply, not in the penalty that came of it."""

from __future__ import annotations

from typing import Any

import pytest
from bureau_of import Desk, at

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.cases.world import related, sealed, worlds
from fadu.kernel import clock
from fadu.records import services as files

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": True,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
    "informant_name": "李告发",
    "informant_phone": "13911112222",
    "informant_address": "清河镇幸福路7号",
}
LEAD = {
    "source": "tip_off",
    "lead_content": "举报人反映",
    "received_on": "2022-03-25",
    "suspected_violation": "销售超过保质期的食品",
}


@pytest.fixture
def tip_off(office: Desk) -> Case:
    with clock.set_to(at("2022-03-25T18:00")):
        case = office.open("tip_off", "clerk", "2022-03-01", RECEIVED)
        office.assign(case, "handler", "2022-03-01", "one", "two")
        office.do(
            case, "one", "ask_reply_review", "2022-03-24", reply_kind="tell_result", reply_text="告知举报人"
        )
    return case


def noted(office: Desk, case: Case, who: str, text: str) -> list[str]:
    """The grounds on which a note is refused; none where it is written."""
    with clock.set_to(at("2022-03-25T18:00")):
        try:
            office.do(case, who, "note", "2022-03-25T17:00", text=text)
        except ActRefusedError as refused:
            return [ground.code for ground in refused.grounds]
    return []


def penalty(office: Desk, tip_off: Case, **said: Any) -> Case:
    with clock.set_to(at("2022-03-25T18:00")):
        return office.open(
            "penalty",
            "clerk",
            "2022-03-25",
            {**LEAD, **said},
            (office.trader, "当事人"),
            links=[("source", tip_off)],
        )


@pytest.mark.parametrize("text", ["举报人李告发", "电话13911112222"])
def test_the_review_of_a_reply_names_nobody(office: Desk, tip_off: Case, text: str) -> None:
    review = tip_off.children.get()

    assert noted(office, review, "counsel", text) == ["sealed_repeated"]
    assert noted(office, review, "counsel", "举报人来电") == []


@pytest.mark.parametrize(
    "text",
    [
        "李 告发",
        "李　告发",
        "李\n告发",
        "李·告发",
        "李\u200b告发",
        "李告發",
        "李告 発",
        "139 1111 2222",
        "139-1111-2222",
        "１３９１１１１２２２２",
    ],
)
def test_another_spelling_is_the_same_name(office: Desk, tip_off: Case, text: str) -> None:
    assert noted(office, tip_off, "clerk", f"{text}来电") == ["sealed_repeated"]
    with clock.set_to(at("2022-03-25T18:00")), pytest.raises(ActRefusedError) as refused:
        office.open("tip_off", "clerk", "2022-03-01", {**RECEIVED, "allegation": f"{text}说有过期食品"})
    assert {ground.code for ground in refused.value.grounds} == {"informant_named", "sealed_repeated"}


def test_two_words_that_meet_at_a_stop_are_no_name(office: Desk, tip_off: Case) -> None:
    assert noted(office, tip_off, "clerk", "店主姓李，告发人另有其人") == []


def test_the_name_of_a_file_is_read_by_many(office: Desk, tip_off: Case) -> None:
    def attached(name: str) -> list[str]:
        file = files.store(name=name, content=name.encode(), owner="")
        with clock.set_to(at("2022-03-25T18:00")):
            try:
                office.do(
                    tip_off, "clerk", "attach", "2022-03-25", title="信", digest=file.digest, access="main"
                )
            except ActRefusedError as refused:
                return [ground.code for ground in refused.grounds]
        return []

    assert attached("李告发的信.txt") == ["sealed_repeated"]
    assert attached("李·告发.pdf") == ["sealed_repeated"]
    assert attached("举报信.txt") == []


def test_a_penalty_that_came_of_a_tip_off_names_nobody(office: Desk, tip_off: Case) -> None:
    with pytest.raises(ActRefusedError) as refused:
        penalty(office, tip_off, lead_content="已与李告发谈话")
    case = penalty(office, tip_off, lead_content="举报人反映")

    assert [ground.code for ground in refused.value.grounds] == ["sealed_repeated"]
    assert noted(office, case, "clerk", "李告发来电") == ["sealed_repeated"]
    assert noted(office, case, "clerk", "举报人来电") == []


def test_the_house_where_an_informant_lives_may_be_that_of_the_facts(office: Desk, tip_off: Case) -> None:
    assert noted(office, tip_off, "one", "现场在清河镇幸福路7号") == []
    assert noted(office, penalty(office, tip_off), "clerk", "现场在清河镇幸福路7号") == []


@pytest.mark.parametrize(
    ("lives", "text"),
    [
        ("清河区", "到清河区该店核查，清河区市场监督管理局执法人员二人"),
        ("本店", "本店店长在场"),
        ("清河路88号", "清河路88号楼下的餐馆油烟扰民"),
        ("清河村3组", "当事人在清河村3组经营"),
        ("阳光花园3幢", "当事人在阳光花园3幢底商经营"),
    ],
)
def test_a_coarse_address_bars_no_text_of_the_tip_off(office: Desk, lives: str, text: str) -> None:
    with clock.set_to(at("2022-03-25T18:00")):
        case = office.open(
            "tip_off",
            "clerk",
            "2022-03-01",
            {**RECEIVED, "informant_address": lives, "allegation": text},
        )
        office.assign(case, "handler", "2022-03-01", "one", "two")

    assert noted(office, case, "one", text) == []


@pytest.mark.parametrize("text", ["3幢2单元501室的住户", "阳光花园三幢二单元五〇一室", "阳光花园3-2-501"])
def test_the_flat_of_an_informant_is_said_nowhere(office: Desk, text: str) -> None:
    lives = {**RECEIVED, "informant_address": "清河区阳光花园3幢2单元501室"}
    with clock.set_to(at("2022-03-25T18:00")):
        case = office.open("tip_off", "clerk", "2022-03-01", lives)
        office.assign(case, "handler", "2022-03-01", "one", "two")
        with pytest.raises(ActRefusedError) as refused:
            office.open("tip_off", "clerk", "2022-03-01", {**lives, "allegation": text})

    assert noted(office, case, "one", text) == ["sealed_repeated"]
    assert "informant_named" in {ground.code for ground in refused.value.grounds}


def test_a_house_that_is_sealed_and_said_is_asked_of_whoever_registers(office: Desk) -> None:
    said = {**RECEIVED, "informant_address": "清河路88号", "allegation": "清河路88号楼下的餐馆油烟扰民"}
    procedure = worlds.opens_under("tip_off", said, at("2022-03-25T18:00").date())

    assert list(sealed.doubts_of_own(procedure, said)) == [
        "“举报人住址”中的“清河路88号”也写在“涉嫌违法的具体线索”：能指明提供人的，改用“举报人”等称呼；"
        "不是提供人身份的，勾选已核对照此登记。"
    ]
    assert list(sealed.doubts_of_own(procedure, {**said, "informant_address": "清河区"})) == []


def test_a_case_that_has_nothing_to_do_with_it_is_not_asked(office: Desk, tip_off: Case) -> None:
    with clock.set_to(at("2022-03-25T18:00")):
        case = office.open("penalty", "clerk", "2022-03-25", LEAD, (office.trader, "当事人"))

    assert noted(office, case, "clerk", "李告发来电") == []


def test_a_name_that_an_act_replaced_since_stays_unnamed(office: Desk, tip_off: Case) -> None:
    state = worlds.state_of(tip_off)
    emptied = state.with_(fields={**state.fields, "informant_name": ""})
    world = worlds.world_of(tip_off, at("2022-03-25T18:00"), None, state=emptied)

    assert sealed.repeats_sealed(world, {"text": "李告发来电"})
    assert not sealed.repeats_sealed(world, {"text": "举报人来电"})


def test_a_name_that_was_never_the_informants_may_be_said_in_the_case_and_around_it(
    office: Desk, tip_off: Case
) -> None:
    case = penalty(office, tip_off)
    with clock.set_to(at("2022-03-25T18:00")):
        anew = {"informant_name": "赵桂芳", "contact_reason": "误填为当事人的负责人", "sealed_wrongly": True}
        office.do(tip_off, "one", "correct_informant", "2022-03-25T17:00", **anew)

    assert noted(office, tip_off, "clerk", "李告发来电") == []
    assert noted(office, case, "clerk", "李告发来电") == []
    assert noted(office, case, "clerk", "赵桂芳来电") == ["sealed_repeated"]
    assert noted(office, case, "clerk", "13911112222来电") == ["sealed_repeated"]


def test_what_a_case_of_the_family_seals_below_or_beside_is_compared_too(office: Desk, tip_off: Case) -> None:
    review = tip_off.children.get()

    assert related.tokens_around(review, worlds.state_of(review))
    Case.objects.filter(pk=tip_off.pk).update(
        root_id=review.pk
    )  # as if the one that seals had sprung from the other
    state = worlds.state_of(review)
    below = state.with_(children=worlds.state_of(tip_off).children)
    Case.objects.filter(pk=review.pk).update(parent_id=None, root_id=None)
    review.refresh_from_db()
    assert related.tokens_around(review, below)
