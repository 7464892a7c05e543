# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a penalty case seals as the one who informed, no open text of the case names: at its registration, and later."""

from __future__ import annotations

from typing import Any

import pytest
from bureau_of import Desk, at

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.name_words import as_compared, names_in
from fadu.people.parties import register_party
from fadu.procedure.decision import Ground

LEAD = {
    "source": "tip_off",
    "lead_content": "举报人反映店内销售过期食品",
    "received_on": "2022-03-25",
    "suspected_violation": "销售超过保质期的食品",
}


def opened(office: Desk, **said: Any) -> Case:
    with clock.set_to(at("2022-03-25T18:00")):
        return office.open("penalty", "clerk", "2022-03-25", {**LEAD, **said}, (office.trader, "当事人"))


def against(office: Desk, **said: Any) -> list[Ground]:
    """The grounds on which a case is not registered."""
    with pytest.raises(ActRefusedError) as refused:
        opened(office, **said)
    return list(refused.value.grounds)


def noted(office: Desk, case: Case, text: str) -> list[Ground]:
    """The grounds on which a note is refused; none where it is written."""
    with clock.set_to(at("2022-03-25T18:00")):
        try:
            office.do(case, "clerk", "note", "2022-03-25T17:00", text=text)
        except ActRefusedError as refused:
            return list(refused.grounds)
    return []


@pytest.mark.parametrize(
    ("seals", "field", "text"),
    [
        ("白露生，13700990077", "lead_content", "据白露生反映，店内有过期食品"),
        ("白露生，13700990077", "source_detail", "该店店员小白（白露生）"),
        ("白露生，13700990077", "lead_content", "回电137 0099 0077"),
        ("白露生", "lead_content", "据白露生反映"),
        ("白露生 13700990077", "jurisdiction", "由白露生13700990077指认"),
        ("白露生13700990077", "lead_content", "电话：１３７００９９００７７"),
        ("白露生（店员）137-0099-0077", "lead_opinion", "先问白　露生"),
        ("店员白露生", "suspected_violation", "白露生所说的过期食品"),
        ("王女士 0571-85551234", "lead_content", "王女士来电，号码85551234"),
    ],
)
@pytest.mark.parametrize("source", ["tip_off", "complaint", "other"])
def test_the_informant_sealed_in_the_form_is_named_in_none_of_its_open_texts(
    office: Desk, seals: str, field: str, text: str, source: str
) -> None:
    grounds = against(office, **{"source": source, "source_contact": seals, field: text})

    (repeated,) = (ground for ground in grounds if ground.code == "sealed_repeated")
    assert repeated.cites == ("投诉举报暂行办法 33",)
    assert not any(name in repeated.message + repeated.remedy for name in names_in(seals))
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("seals", "said"),
    [
        ("白露生，13700990077", {}),
        ("匿名，电话不详", {"lead_content": "匿名电话反映店内销售过期食品"}),
        ("店员", {"lead_content": "举报人是该店店员"}),
        ("白露生，住清河区向阳路12号", {"lead_content": "清河区向阳路一带有商贩", "jurisdiction": "清河区"}),
        ("白露生，2022年3月25日来电", {"lead_content": "2022年3月25日、2022-03-25来电"}),
        ("来信未留姓名，2022-03-25", {"lead_content": "2022-03-25来信"}),
        ("12315热线转来", {"lead_content": "12315热线转来"}),
    ],
)
def test_what_names_nobody_is_said_openly_beside_a_sealed_field_that_says_it_too(
    office: Desk, seals: str, said: dict[str, str]
) -> None:
    assert opened(office, source_contact=seals, **said).pk


def test_a_body_that_passes_a_matter_on_is_named_openly_beside_whom_to_reach_there(office: Desk) -> None:
    said = {"source": "other_department", "source_detail": "清河区公安局移送"}

    assert opened(office, source_contact="清河区公安局", **said).pk
    assert opened(office, source_contact="清河区公安局 张警官 85551234", **said).pk


def test_a_party_of_the_name_sealed_with_a_number_is_not_taken(office: Desk) -> None:
    same, _ = register_party(kind="person", name="白露生")

    with clock.set_to(at("2022-03-25T18:00")), pytest.raises(ActRefusedError) as refused:
        office.open(
            "penalty",
            "clerk",
            "2022-03-25",
            {**LEAD, "source_contact": "白露生，13700990077"},
            (same, "当事人"),
        )

    assert [ground.code for ground in refused.value.grounds] == ["sealed_repeated"]


@pytest.mark.parametrize(
    "text", ["白露生在场指认", "白 露 生在场", "已回电137-0099-0077", "幺三七零零九九零零七七"]
)
def test_what_was_sealed_with_a_number_is_named_in_no_later_act(office: Desk, text: str) -> None:
    case = opened(office, source_contact="白露生，13700990077")

    (ground,) = noted(office, case, text)

    assert (ground.code, ground.cites) == ("sealed_repeated", ("投诉举报暂行办法 33",))
    assert noted(office, case, "举报人在场指认，另有店员两人") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("姓名：白露生 电话：137 0099 0077", {"白露生", "13700990077"}),
        ("举报人白露生系该店店员", {"白露生"}),
        ("小白（白露生），微信 bai_lusheng88", {"小白", "白露生", "bai_lusheng88"}),
        ("阿依古丽·买买提，+86 137 0099 0077", {"阿依古丽买买提", "阿依古丽", "13700990077"}),
        ("白露生、王小明 13700990077/13800000000", {"白露生", "王小明", "13700990077", "13800000000"}),
        ("白露生 330102 19900101 1234", {"白露生", "330102199001011234"}),
    ],
)
def test_every_name_and_number_of_a_field_is_known_by_itself(text: str, names: set[str]) -> None:
    assert set(names_in(text)[1:]) == names


def test_amounts_and_days_in_a_text_are_no_number_of_somebody() -> None:
    (text,) = as_compared("2022年3月25日货值12,000元")

    assert not any(number in text for number in names_in("13700990077"))


@pytest.mark.parametrize(
    ("seals", "text"),
    [
        ("食品公司员工，13700990077", "举报人反映该店销售过期食品"),
        ("白酒公司员工，13700990077", "该店销售的白酒没有标签"),
        ("附近居民多人", "多人反映该店销售过期食品"),
        ("周小明，男，1980年生，13700990077", "该批食品系2022年生产"),
        ("天天超市员工，不愿透露姓名", "举报人反映天天超市销售过期食品"),
    ],
)
def test_ordinary_words_of_a_sealed_field_name_nobody_and_may_be_said(
    office: Desk, seals: str, text: str
) -> None:
    assert opened(office, source="tip_off", source_contact=seals, lead_content=text).number
