# SPDX-License-Identifier: MulanPSL-2.0
"""A licence, from the window to publication or to a refusal, by pressing alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.pressing import Person, Tally
from tests.browser.stories.on_the_page import (
    faults_of,
    name_of,
    number,
    open_to_sign,
    sign,
    take,
    this_minute,
    today,
)

pytestmark = pytest.mark.browser

#: presses of a licence that is granted, over all persons, with a slip mended, a refusal, a return and a lost session
MOST = 23
#: and of one that is refused after materials were lacking and two looked at the place
MOST_REFUSED = 21


def receive(clerk: Person, *, shop: str) -> None:
    """Type an application that came to the window today."""
    day = today(clerk).isoformat()
    clerk.press("行政许可", within="main", exact=True)
    clerk.type("主体类型", "个体工商户")
    clerk.type("姓名或名称", shop)
    clerk.type("联系电话", "0999-6300001")
    clerk.fill(
        {
            "许可事项": "食品经营许可",
            "申请类型": "首次",
            "收件方式": "窗口",
            "收到申请材料之日": day,
            "申请材料清单": "申请书、营业执照、平面图各一份",
        }
    )


def served(person: Person, day: str) -> None:
    """Whoever is at the window signs for the paper at hand."""
    person.type("签收或到达日期", day)
    person.type("签收人与受送达人的关系", "受送达人本人签名或者盖章")
    person.send()
    person.reads("已办理：送达")


def signed(people: Callable[..., Person], case: str, *accounts: str) -> None:
    """Each signs what lies there when they come."""
    for account in accounts:
        signer = people(account)
        if signer.page is None:
            signer.sign_in()
        sign(signer, case)
        signer.go_home()


def test_a_licence_is_granted_served_and_published(people: Callable[..., Person], story: Tally) -> None:
    """许可，准予：收件、受理、更正、审查、退回一次、三级签署、送交证件、送达、公示"""
    handler_name = name_of(people, "xuke")
    clerk = people("chuangkou")
    first_day = today(clerk)
    day, five_years = first_day.isoformat(), first_day.replace(year=first_day.year + 4).isoformat()

    receive(clerk, shop="林间雨茶社")
    clerk.lose_the_session()
    clerk.send()
    clerk.reads("请重新登录")
    clerk.sign_in()
    assert clerk.page.get_by_label("申请材料清单").input_value() == "申请书、营业执照、平面图各一份"
    clerk.send()
    clerk.reads("已登记", "下一步由您办理")
    case = number(clerk)
    clerk.send()
    served(clerk, day)

    # the telephone was written down wrongly at the window
    clerk.press("补登、更正联系方式")
    clerk.type("联系电话", "0999-6300002")
    clerk.send()
    clerk.go_home()

    chief = people("xukekezhang")
    take(chief, case, "指派")
    chief.type(handler_name, "是")
    chief.send()
    chief.go_home()

    # longer than the law allows for this item is not granted
    handler = people("xuke").sign_in()
    take(handler, case, "审查决定")
    handler.fill(
        {
            "审查意见": "材料齐全，符合条件。",
            "许可证件名称": "食品经营许可证",
            "许可证号": "JY29901020000777",
            "准予的内容": "预包装食品销售",
            "有效期自": day,
            "有效期至": first_day.replace(year=first_day.year + 9).isoformat(),
        }
    )
    handler.checks()
    handler.send()
    handler.reads("依法不能办理", "有效期为5年", "行政许可法 42", "办法：改正有效期的届满之日")
    assert handler.page.get_by_label("准予的内容").input_value() == "预包装食品销售"
    handler.type("有效期至", five_years)
    handler.checks()
    handler.send()
    handler.reads("已签署")
    handler.go_home()

    # the head sends it back with a word; the rest stands in the form again
    chief.sign_in()
    open_to_sign(chief, case)
    chief.type("退回理由", "准予的内容没有写明仅限预包装")
    chief.press("退回签批")
    chief.go_home()
    handler.sign_in()
    take(handler, case, "审查决定")
    handler.reads("退回：准予的内容没有写明仅限预包装")
    assert handler.page.get_by_label("许可证号").input_value() == "JY29901020000777"
    handler.type("准予的内容", "预包装食品销售（仅限预包装食品）")
    handler.checks()
    handler.send()
    handler.go_home()
    signed(people, case, "xukekezhang", "juzhang")

    clerk.sign_in()
    take(clerk, case, "送交许可证件")
    clerk.fill({"送交方式": "窗口领取", "领取或者送达之日": day, "领取人": "林间雨"})
    clerk.send()
    handler.sign_in()
    take(handler, case, "送达《准予行政许可决定书》")
    served(handler, day)
    handler.fill({"公示渠道": "本局门户网站"})
    handler.send()
    handler.reads("已办理：公示", "本件已经办结，没有等待办理的事项")

    assert len(story) <= MOST, story.presses
    assert faults_of(people) == []


def test_a_licence_is_refused_after_what_lacked_was_asked_for_once(
    people: Callable[..., Person], story: Tally
) -> None:
    """许可，不予许可：一次告知补正、收到补正、受理、两人核查、不予许可、送达"""
    handler_name, other_name = name_of(people, "xuke"), name_of(people, "zhifa2")
    clerk = people("chuangkou")
    day = today(clerk).isoformat()
    receive(clerk, shop="林间雨小吃店")
    clerk.send()
    case = number(clerk)
    clerk.press("一次告知补正", within=".instead")
    clerk.fill({"需要补正的全部内容": "操作流程图、设备清单", "补正期限": day})
    clerk.send()
    served(clerk, day)
    clerk.type("已补正的材料", "操作流程图、设备清单各一份")
    clerk.send()
    clerk.reads("已办理：收到补正材料")
    clerk.send()
    served(clerk, day)
    clerk.go_home()

    # two look at the place, and one of them handles it
    chief = people("xukekezhang")
    take(chief, case, "指派")
    chief.type(handler_name, "是")
    chief.send()
    chief.press("增加指派")
    chief.type("角色", "核查人员")
    for name in (handler_name, other_name):
        chief.type(name, "是")
    chief.send()
    chief.go_home()
    handler = people("xuke").sign_in()
    take(handler, case, "实质核查")
    handler.fill(
        {
            "核查时间": this_minute(handler),
            "核查地点": "清河区北街12号",
            "核查情况": "加工区与厕所相通，没有防护。",
            "核查结论": "不符合条件",
        }
    )
    handler.send()
    handler.reads("已办理：实质核查")

    # what does not meet the conditions is refused, with reasons; the form is there already
    handler.fill(
        {
            "审查意见": "核查结论为不符合条件。",
            "不予许可的理由": "加工区与厕所相通，不符合食品经营的卫生条件。",
            "法律依据": "《中华人民共和国食品安全法》第三十三条",
        }
    )
    handler.send()
    handler.reads("已签署“不予许可”")
    handler.go_home()
    second = people("zhifa2").sign_in()
    second.press("确认共同办理")
    for one in second.page.locator("main .term").all():
        one.locator("[type=checkbox]").set_checked(case in one.inner_text())
    second.send()
    signed(people, case, "xukekezhang", "juzhang")
    handler.sign_in()
    take(handler, case, "送达《不予行政许可决定书》")
    served(handler, day)
    handler.reads("本件已经办结，没有等待办理的事项")

    assert len(story) <= MOST_REFUSED, story.presses
    assert faults_of(people) == []
