# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a penalty case seals as the one who informed, no open text of the case names: at its registration, and later."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bureau_of import Desk, at

from fadu.cases.acts import foreseeing
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.giving_away import as_compared, gives_away
from fadu.kernel.name_words import names_in
from fadu.law import library as law_library
from fadu.matters.penalty import informing
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party
from fadu.procedure.decision import Ground, World
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.procedure.testing import moment

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
    ("seals", "text"),
    [
        ("员工小芳 13700990077", "举报人、该店员工小芳在场指认最佳用语广告"),
        ("小芳，13700990077", "举报人小芳来电询问"),
        ("老王头 13700990077", "老王头提供的照片"),
        ("Wang Xiaoli 13700990077", "举报人Wang Xiaoli在场指认"),
        ("白露生，住阳光花园3幢2单元501室", "住阳光花园三幢二单元501室的居民在场"),
        ("王女士 0571-85551234", "5551234来电"),
        ("王女士 13700990077", "尾号0077的机主来电"),
    ],
)
def test_no_piece_of_what_was_sealed_stands_in_a_later_act(office: Desk, seals: str, text: str) -> None:
    case = opened(office, source_contact=seals)

    (ground,) = noted(office, case, text)

    assert ground.code == "sealed_repeated"
    assert "密封栏填错的，先办理“更正、补充提供人信息”" in ground.remedy
    assert not any(piece in ground.message for piece in gives_away(seals))


def test_a_sealed_field_that_was_filled_in_wrongly_is_put_right_and_the_case_goes_on(office: Desk) -> None:
    case = opened(office, source_contact="孙桂芳 13612340088")
    with clock.set_to(at("2022-03-25T18:00")):
        office.assign(case, "handler", "2022-03-25", "one", "two")
        anew = {"source_contact": "匿名", "contact_reason": "误填为当事人的负责人", "sealed_wrongly": True}
        office.do(case, "one", "correct_contact", "2022-03-25T17:00", **anew)

    assert noted(office, case, "电话联系当事人负责人孙桂芳") == []
    assert case.acts.filter(payload__source_contact__startswith="sealed:").count() == 2


def test_whoever_gave_another_number_stays_unnamed_by_the_first_one_too(office: Desk) -> None:
    case = opened(office, source_contact="孙桂芳 13612340088")
    with clock.set_to(at("2022-03-25T18:00")):
        office.assign(case, "handler", "2022-03-25", "one", "two")
        anew = {"source_contact": "孙桂芳 13700990077", "contact_reason": "改了号码"}
        office.do(case, "one", "correct_contact", "2022-03-25T17:00", **anew)

    assert [ground.code for ground in noted(office, case, "13612340088来电")] == ["sealed_repeated"]
    assert [ground.code for ground in noted(office, case, "13700990077来电")] == ["sealed_repeated"]


def test_no_material_is_called_after_whom_the_case_seals_and_the_refusal_names_the_field(
    office: Desk,
) -> None:
    case = opened(office, source_contact="员工小芳 13700990077")
    photo = {"kind": "书证", "access": "main", "digest": "sm3:00"}
    with clock.set_to(at("2022-03-25T18:00")):
        office.assign(case, "handler", "2022-03-25", "one", "two")
        with pytest.raises(ActRefusedError) as refused:
            office.do(case, "one", "attach", "2022-03-25T17:00", title="举报人小芳提供的照片", **photo)
        office.do(case, "one", "attach", "2022-03-25T17:00", title="举报人提供的照片", **photo)

    (ground,) = refused.value.grounds
    assert ground.code == "sealed_repeated"
    assert "“证据名称”" in ground.message


@pytest.mark.parametrize("field", ["lead_content", "source_detail", "jurisdiction", "lead_opinion"])
@pytest.mark.parametrize(
    "seals", ["员工小芳", "Wang Xiaoli", "老王头", "住阳光花园3幢2单元501室", "昵称“美丽”"]
)
def test_a_piece_that_is_sealed_stands_in_no_open_field_of_the_form(
    office: Desk, seals: str, field: str
) -> None:
    for piece in gives_away(seals):
        codes = [ground.code for ground in against(office, source_contact=seals, **{field: f"{piece}在场"})]
        assert "sealed_repeated" in codes


def test_a_place_in_the_sealed_field_keeps_no_case_from_being_registered(office: Desk) -> None:
    assert opened(office, source_contact="阳光花园居民，13700990077").number


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


@pytest.mark.parametrize(
    ("seals", "text"),
    [
        ("李老师 一三七零零九九零零七七", "电话一三七零零九九零零七七，下午方便"),
        ("李老师 一三七零零九九零零七七", "回电137-0099-0077"),
        ("白露生，13700990077", "电话一百三十七-零零九九-零零七七"),
        ("司马懿的弟弟，微信simayi88", "司马懿的弟弟反映店内有过期食品"),
        ("陈家村王大伯 13700990077", "陈家村王大伯反映店内有过期食品"),
        ("陈家村王大伯 13700990077", "王大伯反映店内有过期食品"),
        ("白露生的妻子陈小红", "据白露生说，店内有过期食品"),
    ],
)
def test_whom_a_form_seals_is_found_in_its_texts_and_the_refusal_names_the_field(
    office: Desk, seals: str, text: str
) -> None:
    grounds = against(office, source="complaint", source_contact=seals, lead_content=text)

    (repeated,) = (ground for ground in grounds if ground.code == "sealed_repeated")
    assert "“案源内容”" in repeated.message


def foreseen(office: Desk, seals: str, text: str, party: str = "某商贸有限公司") -> foreseeing.Foreseen:
    """What whoever types a lead is told before pressing."""
    clerk = office.officers["clerk"]
    typed = {"kind": "unit", "name": party, "uscc": "", "id_number": ""}
    with clock.set_to(at("2022-03-25T18:00")):
        return foreseeing.of_opening(
            kind="penalty",
            bureau=office.bureau,
            by=OfficerActor(officer=clerk),
            payload={**LEAD, "source": "complaint", "source_contact": seals, "lead_content": text},
            parties=(),
            named=[(typed, "当事人")],
        )


def test_whoever_wrote_the_sealed_field_himself_is_told_the_word_while_typing_and_at_the_press(
    office: Desk,
) -> None:
    (typed,) = foreseen(office, "李婷婷 13612340088", "据婷婷反映，店内有过期食品").grounds
    (pressed,) = against(
        office,
        source="complaint",
        source_contact="李婷婷 13612340088",
        lead_content="据婷婷反映，店内有过期食品",
    )

    assert typed.message == pressed.message
    assert typed.message.startswith("“案源内容”中的“婷婷”写有")


def test_what_may_be_a_brand_is_asked_of_whoever_opens_the_case_by_its_word_and_field(office: Desk) -> None:
    said = foreseen(office, "海天公司维权代表 何俊 13612340088", "反映当事人销售假冒海天酱油。")

    assert said.grounds == ()
    assert [each for each in said.warnings if "密封" in each or "提供人" in each] == [
        "“提供人姓名和联系方式”中的“海天”也写在“案源内容”：能指明提供人的，改用“举报人”等称呼；不是提供人身份的，勾选已核对照此登记。"
    ]


@pytest.mark.parametrize(
    ("seals", "text", "party"),
    [
        ("海天公司维权代表 何俊 13612340088", "反映当事人销售假冒“海天”酱油。", "某商贸有限公司"),
        ("百姓大药房职工 孙丽 13612340088", "反映百姓大药房销售过期药品。", "清河区百姓大药房有限公司"),
        ("老王面馆员工 孙丽 13612340088", "反映老王面馆销售过期食品。", "清河区老王面馆"),
    ],
)
def test_a_word_in_quotation_marks_or_of_the_name_of_a_party_is_not_even_asked(
    office: Desk, seals: str, text: str, party: str
) -> None:
    said = foreseen(office, seals, text, party)

    assert (said.grounds, [each for each in said.warnings if "提供人" in each]) == ((), [])


def test_a_case_whose_informant_works_for_the_trader_goes_on_with_the_trader_named(office: Desk) -> None:
    case = opened(office, source_contact=f"{office.trader.name}职工 孙丽 13612340088")

    assert noted(office, case, f"电话联系{office.trader.name}负责人") == []
    assert [ground.code for ground in noted(office, case, "孙丽来电")] == ["sealed_repeated"]


def refused(text: str) -> bool:
    """Whether a text of a case that begins with a tip-off is refused for naming the informant."""
    on = "2022-03-25"
    asked = World(
        procedure=library().procedure("penalty", date.fromisoformat(on)),
        state=State(),
        at=moment(on),
        law=law_library(),
        proposed={"source": "tip_off", "lead_content": text},
    )
    return isinstance(informing.informant_not_in_the_open(asked), Ground)


@pytest.mark.parametrize(
    "text",
    [
        "据举报人上官云飞反映，店内有过期食品",
        "举报人欧阳文称该店无证经营",
        "举报人王小暖来电，称店内有异味",
        "举报人李女士投诉该店短斤少两",
        "举报人王大伯说该店缺斤少两",
        "举报人小白称该店无证经营",
        "举报人老王反映该店无证经营",
        "举报人曾小明反映该店无证经营",
        "举报人于小燕称该店无证经营",
        "举报人王小暖，在店内工作",
        "举报人王小暖是该店店员",
        "举报人“白露生”反映该店无证经营",
        "举报人微信bailusheng77",
        "举报人的微信号是simayi88",
        "举报人QQ：12345678",
        "举报人邮箱 bai@example.com",
        "举报人网名“夜猫子”，多次留言",
        "联系方式壹叁柒零零玖玖零零柒柒",
        "电话一百三十七-零零九九-零零七七",
        "联系电话幺三拐洞洞勾勾洞洞拐拐",
        "身份证三三零一零二一九九零零一零一一二三四",
        "身份证编号330102199001011234",
        "举报人提供的客服电话13700990077",
        "举报人张三一三七零零九九零零七七",
        "本人电话13700990077，请回电",
        "13700990077",
        "当事人员工电话13700990077",
        "快递员电话13700990077",
        "店主前妻电话13700990077",
        "订单收货电话13700990077",
        "在商家客服处留的电话13700990077",
        "商家客服电话0571-85551234，13700990077",
        "举报者刘桂花向我局反映",
        "来电人诸葛亮亮称该店售卖过期食品",
        "实名举报：张伟，男，37岁",
        "实名举报（张伟）",
        "投诉举报：张伟，电话见附页",
        "张伟实名举报该店无证经营",
        "据小区居民赵铁柱讲，店内有过期食品",
        "据该店员工小芳反映",
        "据王大伯说，店内有老鼠",
        "举报人住阳光花园3幢2单元501室",
        "举报人家住阳光花园三幢二单元五〇一室",
        "来电人住址：清河区向阳路12号",
        "举报电话：0571 8555 1234（举报人家中）",
        "举报人电话8555 1234",
        "举报人小芳来电询问",
        "举报人阿珍在场指认",
        "举报人老王头反映店内有过期食品",
        "投诉举报人刘桂花反映",
        "爆料人刘桂花提供照片",
        "线索人刘桂花来电",
        "知情人刘桂花称",
        "举报人Wang Xiaoli在场指认",
        "举报人：John Smith，店员",
        "报案人欧阳文到局",
        "来访人：刘桂花，住附近",
        "该店前员工李婷婷举报该店卖过期药",
        "群众张伟举报该店卖过期药",
        "投诉人刘桂花反映该店卖过期药",
        "知情员工赵铁柱向我局反映",
        "举报人为该店收银员小杨",
        "举报人系当事人前员工李婷婷",
        "家住阳光花园3幢2单元501室的刘阿姨反映",
        "李婷婷于1月10日来局反映",
        "李婷婷1月10日来局反映",
        "李婷婷昨天来电",
        "孙女士来电",
        "张伟来电称该店短斤少两",
        "2022年3月25日收到线索。刘桂花来信反映",
        "网友陈小红爆料",
        "热心市民李婷婷提供照片",
        "消费者张伟说该店卖过期药",
        "邻居王大伯举报",
        "店员小芳（收银）向本局举报",
        "微信号wxid_8899的网友举报",
        "136１234ＯＯ88来电反映",
        "电话l36l234oo88",
    ],
)
def test_a_text_that_says_who_informed_or_how_to_reach_him_is_refused(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "举报人多次反映，举报人当场指认，举报人来电称，举报人实名反映，举报人再次来电",
        "举报人电话反映，举报人本人称，举报人明确表示，举报人方面称，举报人单方称",
        "举报人系同行，称其虚假宣传",
        "举报人为附近居民，举报人是常客，举报人系该店顾客，举报人为同事",
        "举报人时常在店内购物，举报人常年在该店购买，举报人平时在该店购买",
        "举报人曾多次向该店反映，举报人曾于2022年3月1日来电，举报人曾向该店反映",
        "举报人于店内购买，举报人于昨日来电，举报人于上午到店",
        "举报人经营同类商品，举报人经电话联系未接，举报人应本局要求提供",
        "举报人微信付款99元，举报人微信支付12000元，举报人微信截图一张",
        "举报人要求赔偿，举报人强烈要求查处，举报人全程录像，举报人单独到店",
        "举报人陈述，举报人陈述称，举报人解释称，举报人强调说，举报人申诉称",
        "举报人计算货值，举报人查看了标签，举报人支付货款，举报人充值，举报人付款",
        "举报人宁愿匿名，举报人连续三次反映，举报人后来撤回，举报人代他人反映",
        "举报人有证据证明，举报人能够提供，举报人尚未提供，举报人怀疑是假货",
        "举报人付了款，举报人花了99元，举报人充了500元，举报人查过标签，举报人闻了一下",
        "举报人须到场，举报人能到场，举报人都到场，举报人全到场，举报人越级反映",
        "举报人有两人，举报人计三人，举报人尚欠缺票据，举报人易过敏",
        "告知举报人后办结；已告知举报人查处结果",
        "举报人辛苦，举报人郑重反映，举报人居然在场，举报人高声说",
        "举报人称店内销售过期食品，货值12000元",
        "商家客服电话0571-85551234，广告称最佳",
        "被举报人电话0571-85551234，当事人电话：13700990077",
        "店主电话13700990077，店内公示电话13700990077，老板电话13700990077",
        "店主身份证号330102199001011234，负责人联系电话13700990077",
        "包装上印有售后热线0571-85551234、0571-85551235",
        "厂家电话（0571-85551234）印在标签上",
        "订单号202301120001234567，快递单号138001380001234",
        "运单号：13800138000",
        "许可证编号330102199001011234",
        "统一社会信用代码91330102MA2ABCDE1X",
        "批号202301120001234567，条码6901234567892",
        "202301120001234567",
        "举报人提供订单号202301120001234567",
        "小红书上的广告称最佳，举报人在小红书看到",
        "举报人在小程序下单，举报人小程序截图一张",
        "老板娘当场承认，据老板娘称系临期食品",
        "举报人在阿里巴巴网店购买",
        "张江路12号的店铺，据张江路居民反映有异味",
        "举报人iPhone手机在该店维修，店内有WiFi",
        "“Wang”牌白酒，包装上印有Wang Xiaoli设计",
        "据反映，据举报，据群众反映，据消费者陈述，据附近居民介绍",
        "据法定代表人张伟称，据店长王小明讲，据当事人陈述",
        "据平台提供的数据，据包装说明称可治百病",
        "举报人小声说，举报人小区业主，举报人老家在外地",
        "实名举报，实名举报：无证经营，举报：销售过期食品",
        "举报线索：该店无照经营，投诉举报：缺斤少两",
        "同行实名举报，消费者实名举报，一名店员实名举报",
        "知情人士透露，知情人称，来电人称该店有异味，来访人反映",
        "来电人未留姓名，来信人不愿透露姓名，报案人要求保密",
        "举报人住在附近，举报人住该小区，举报人家住本地",
        "举报人住该店楼上，来电人住址不详",
        "举报电话12315，店内未公示投诉举报电话",
        "举报人APP下单，举报人VIP充值，举报人app截图",
        "举报人POS机刷卡，举报人KTV消费，举报人SUV送修",
        "线索提供人要求保密，爆料人匿名，检举人未留联系方式",
        "举报者多次反映，反映者系常客，举报者称该店短斤少两",
        "据店内海报称“全国第一”，据网页介绍可治百病",
        "据举报人讲，据举报人反映，据来电人称",
        "据执法人员王小明介绍，据专家李华称该成分违禁",
        "批号20230112 0001，生产日期2022年3月25日",
        "高层住户反映电梯，马路边的商贩，“李宁”牌运动鞋",
        "SC10133010200123，抖音号xiaodian88，400-820-8820",
        "12315单号1330102202301120001，林场木材",
        "举报人老客户，举报人老乡会，举报人老顾客",
        "举报人阿姨在该店购买，举报人老伴陪同，举报人小孩食用后不适",
        "据供货商王小明陈述，据厂家介绍，据商家李明说明",
        "群众反映强烈，群众多次举报，群众高度关注，居民常反映，消费者普遍反映",
        "法定代表人王大明称，当事人员工张伟称，店员李华说系临期食品，店长张伟说",
        "执法人员王小明到店检查，执法人员张伟提供照片",
        "当事人员工张伟提供了进货单，收银员李华在场指认",
        "顾客称该店短斤少两，消费者称货不对板，网友称该店无证，网友留言反映",
        "高层反映，居民反映，多人举报，有人举报，市民来电反映，平台来函，公安来函",
        "2022年3月25日，群众举报该店。经查，属实。金额反映在账上。",
        "消费者马上投诉，顾客当场举报，邻居经常投诉，家长集体来访，业主联名举报",
        "员工宿舍，员工举报，员工向我局反映，职工匿名反映，店员实名举报",
        "举报人为该店员工，举报人系前员工，举报人是该店收银员，举报人为附近居民",
        "微信号xiaodian88的店铺销售假货，网友举报",
        "厂家来函称非其产品，商标权利人投诉，行业协会反映，经营者反映生意不好",
        "住户反映异味，消费者曾投诉，消费者方面反映，居民高声投诉，学生家长反映",
        "满三年的当日投诉，金额于1月10日举报后退还",
        "WOOL 100，LOO型，产品编号OIL-2000",
    ],
)
def test_what_an_officer_writes_of_an_informant_and_numbers_of_others_pass(text: str) -> None:
    assert not refused(text)
