# SPDX-License-Identifier: MulanPSL-2.0
"""A consumer's complaint, from the telephone to the end, by pressing alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.pressing import Person, Tally
from tests.browser.stories.on_the_page import faults_of, name_of, number, take, today

pytestmark = pytest.mark.browser

#: presses of a complaint that is agreed upon, over all persons, with a slip mended, a hand-over, a refusal and a lost session
MOST = 20
#: and of one that fails, whose notice the legal office sends back once
MOST_WITH_A_REVIEW_SENT_BACK = 22


def register(clerk: Person, *, who: str, shop: str, goods: str) -> None:
    """Type a complaint that came by telephone today."""
    day = today(clerk).isoformat()
    clerk.press("消费投诉", within="main")
    clerk.type("主体类型", "自然人")
    clerk.type("姓名或名称", who)
    clerk.type("联系电话", "13800990010")
    clerk.type("主体类型", "个体工商户", nth=1)
    clerk.type("姓名或名称", shop, nth=1)
    clerk.type("在本案中的身份", "被投诉人", nth=1)
    clerk.fill(
        {
            "投诉渠道": "12345热线",
            "收到投诉之日": day,
            "商品或者服务": goods,
            "消费者权益争议事实": f"{goods}买来三天就不能用，店家不肯退换。",
            "投诉请求": "退货退款",
            "争议金额": "3299",
        }
    )


def assign(chief: Person, case: str, handler: str) -> None:
    """The head of the unit gives a case to somebody."""
    take(chief, case, "指派")
    chief.type(handler, "是")
    chief.send()


def serve(person: Person, *names: str, day: str) -> None:
    """Everybody named signs for the paper at hand."""
    for name in names:
        person.type(name, "是")
    person.type("签收或到达日期", day)
    person.type("签收人与受送达人的关系", "受送达人本人签名或者盖章")
    person.send()


def test_a_complaint_is_brought_to_an_agreement_that_is_kept(
    people: Callable[..., Person], story: Tally
) -> None:
    """投诉，调解成功：登记、更正、改派、受理、调解、调解书、履行、回访"""
    handler_name, wrong_name = name_of(people, "xiaobao"), name_of(people, "xuke")
    clerk = people("dengji")
    day = today(clerk).isoformat()

    # the session is lost over the telephone; what was typed is not
    register(clerk, who="宋小满", shop="江临城西电器行", goods="平板电脑")
    clerk.lose_the_session()
    clerk.send()
    clerk.reads("请重新登录", "您填写的内容都在这一页上带着")
    clerk.sign_in()
    clerk.reads("还没有办成；核对后提交")
    assert clerk.page.get_by_label("投诉请求").input_value() == "退货退款"
    clerk.send()
    clerk.reads("已登记", "现在轮到", "宋小满", "江临城西电器行")
    case = number(clerk)

    # the consumer's telephone was written down wrongly
    clerk.press("补登、更正联系方式")
    clerk.type("联系电话", "13800990019")
    clerk.send()
    clerk.reads("138****0019")

    # the head takes it back from whom it was given by mistake
    chief = people("xiaobaokezhang")
    assign(chief, case, wrong_name)
    chief.press("解除、另行指派")
    chief.type("理由", "许可科人员，指派错了")
    chief.send()
    chief.type(handler_name, "是")
    chief.send()
    chief.reads(f"现在轮到{handler_name}：决定是否受理")

    handler = people("xiaobao").sign_in()
    take(handler, case, "决定是否受理")
    handler.reads("制作《投诉受理决定书》")
    handler.send()
    handler.reads("已办理：受理")
    serve(handler, day=day)

    # by telephone, so nobody is invited; without both agreeing nothing is mediated
    handler.press("调解", within=".instead", exact=True)
    handler.fill({"到场情况": "远程调解", "双方同意调解": "否", "调解情况": "电话中听取双方意见。"})
    handler.send()
    handler.reads("依法不能办理", "投诉举报暂行办法 16", "办法：")
    assert handler.page.get_by_label("调解情况").input_value() == "电话中听取双方意见。"
    handler.type("双方同意调解", "是")
    handler.send()
    handler.reads("已办理：调解")

    handler.fill({"协议内容": "店家当日退货退款，双方别无争议。", "挽回经济损失": "3299"})
    handler.send()
    handler.reads("投诉调解书")
    serve(handler, "宋小满", "江临城西电器行", day=day)
    handler.fill({"已经履行": "是", "履行情况": "款项已退。"})
    handler.send()
    handler.type("回访满意度", "满意")
    handler.send()
    handler.reads("已办理：回访办结", "本件已经办结，没有等待办理的事项")

    assert len(story) <= MOST, story.presses
    assert faults_of(people) == []


def test_a_complaint_that_is_not_agreed_upon_ends_with_a_reviewed_notice(
    people: Callable[..., Person], story: Tally
) -> None:
    """投诉，终止调解：调解不成、答复审查退回一次、终止、送达、告知"""
    handler_name = name_of(people, "xiaobao")
    clerk = people("dengji")
    day = today(clerk).isoformat()
    register(clerk, who="高大海", shop="江临北街家具店", goods="衣柜")
    clerk.send()
    case = number(clerk)
    assign(people("xiaobaokezhang"), case, handler_name)

    handler = people("xiaobao").sign_in()
    take(handler, case, "决定是否受理")
    handler.send()
    serve(handler, day=day)
    handler.press("调解", within=".instead", exact=True)
    handler.fill({"到场情况": "远程调解", "双方同意调解": "是", "调解情况": "双方分歧较大，没有达成协议。"})
    handler.send()

    # what is told of the end is reviewed first, and comes back once with a word
    handler.press("送答复审查", within=".instead")
    handler.fill({"送审的告知": "终止调解", "拟告知（答复）内容": "终止调解。"})
    handler.fill({"终止调解情形": "无法达成", "终止的事实和理由": "没有谈成。"})
    handler.send()
    counsel = people("fagui")
    take(counsel, "高大海", "法制审核")
    counsel.press("退回", within=".instead", exact=True)
    counsel.type("审核意见", "应当写明终止的事实和理由，告知可以向人民法院起诉。")
    counsel.send()
    counsel.reads("已办理：退回")
    handler.go_home()
    handler.sign_in()
    take(handler, case, "送答复审查")
    assert handler.page.get_by_label("拟告知（答复）内容").input_value() == "终止调解。"
    handler.type("拟告知（答复）内容", "双方无法达成协议，终止调解；你可以向人民法院起诉。")
    handler.fill({"终止调解情形": "无法达成", "终止的事实和理由": "双方分歧较大，明确表示无法达成协议。"})
    handler.send()
    counsel.go_home()
    counsel.sign_in()
    take(counsel, "高大海", "法制审核")
    counsel.fill({"事实和证据": "清楚。", "定性与适用依据": "正确。", "程序": "合法。", "审核意见": "同意。"})
    counsel.send()
    counsel.reads("已办理：同意")

    handler.go_home()
    handler.sign_in()
    take(handler, case, "终止调解")
    handler.fill({"终止调解情形": "无法达成", "终止的事实和理由": "双方分歧较大，明确表示无法达成协议。"})
    handler.send()
    serve(handler, "高大海", "江临北街家具店", day=day)
    handler.fill({"告知日期": day, "告知方式": "文书送达"})
    handler.send()
    handler.reads("已办理：告知终止调解", "本件已经办结，没有等待办理的事项")

    assert len(story) <= MOST_WITH_A_REVIEW_SENT_BACK, story.presses
    assert faults_of(people) == []
