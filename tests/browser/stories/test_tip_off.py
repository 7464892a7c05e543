# SPDX-License-Identifier: MulanPSL-2.0
"""A tip-off, with a name and without, from the letter to the end, by pressing alone; nobody but its handlers learns who wrote it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.pressing import Person, Tally
from tests.browser.stories.on_the_page import (
    faults_of,
    found_for,
    name_of,
    number,
    onlooker,
    open_to_sign,
    pages_of_work,
    sign,
    take,
    today,
)

pytestmark = pytest.mark.browser

INFORMANT, TELEPHONE = "白露生", "13700990077"
#: presses of a tip-off that leads to a case, over all persons, with a refusal, a slip mended, a return and a lost session
MOST = 25
#: and of an anonymous one that is not followed
MOST_ANONYMOUS = 12
#: whoever works beside those who handle it: clerk, head, counsel, discipline, another handler
OTHERS = ("dengji", "duizhang", "fagui", "jijian", "xiaobao")


def register(clerk: Person, *, shop: str, real_name: str) -> None:
    """Type a tip-off that came today."""
    day = today(clerk).isoformat()
    clerk.press("举报", within="main", exact=True)
    clerk.type("主体类型", "个体工商户")
    clerk.type("姓名或名称", shop)
    clerk.type("联系电话", "0999-6200001")
    clerk.type("承办机构", "综合执法大队")
    clerk.fill(
        {
            "举报渠道": "来信",
            "收到举报之日": day,
            "举报类别": "食品",
            "实名举报": real_name,
            "涉嫌违法的具体线索": f"{shop}夜间使用工业盐腌制。",
        }
    )
    clerk.type("被举报人", shop, nth=-1)


def assign(chief: Person, case: str, *handlers: str) -> None:
    """The head of the brigade gives a case to two."""
    take(chief, case, "指派")
    for handler in handlers:
        chief.type(handler, "是")
    chief.send()


def nowhere(person: Person, case: str, *secret: str) -> list[str]:
    """Where somebody reads what is secret after all: in the lists, in search, in the news, in the case if it is theirs to see."""
    if person.page is None:
        person.sign_in()
    leaks = [f"列表中有{word}" for page in pages_of_work(person) for word in secret if word in page]
    leaks += [f"检索{word}得到{case}" for word in secret if case in "".join(found_for(person, word))]
    if case in found_for(person, case):
        person.press(case, within="main")
        leaks += [f"案件页有{word}" for word in secret if word in person.page.content()]
    return leaks


def test_a_named_tip_off_leads_to_a_case_and_the_informant_is_told(
    people: Callable[..., Person], story: Tally
) -> None:
    """实名举报，决定立案：登记、更正、核查、签批退回一次、立案、答复审查、告知"""
    handlers = [name_of(people, account) for account in ("zhifa", "zhifa2")]
    clerk = people("dengji")
    day = today(clerk).isoformat()

    # who informs by name is named: the form says why not, and keeps what was typed
    register(clerk, shop="江临老街豆制品坊", real_name="是")
    clerk.send()
    clerk.reads("依法不能办理", "投诉举报暂行办法", "办法：")
    clerk.fill({"举报人姓名": INFORMANT, "举报人电话": TELEPHONE})
    clerk.lose_the_session()
    clerk.send()
    clerk.reads("请重新登录")
    clerk.sign_in()
    assert clerk.page.get_by_label("举报人姓名").input_value() == INFORMANT
    clerk.send()
    clerk.reads("已登记", "（已密封）")
    case = number(clerk)
    assert INFORMANT not in clerk.page.content()

    # the telephone of the accused was written down wrongly
    clerk.press("补登、更正联系方式")
    clerk.type("联系电话", "0999-6200002")
    clerk.send()

    chief = people("duizhang")
    assign(chief, case, *handlers)
    chief.go_home()
    first = people("zhifa").sign_in()
    take(first, case, "核查")
    first.fill({"核查日期": day, "核查情况": "现场查获工业盐两袋。"})
    first.send()
    first.type("立案理由", "涉嫌使用非食品原料。")
    first.send()
    first.reads("已签署")
    first.go_home()

    # the head sends it back with a word; what was written is mended, not typed again
    chief.sign_in()
    open_to_sign(chief, case)
    chief.type("退回理由", "立案理由没有写明证据")
    chief.press("退回签批")
    chief.go_home()
    first.sign_in()
    take(first, case, "决定是否立案")
    first.reads("退回：立案理由没有写明证据")
    assert first.page.get_by_label("立案理由").input_value() == "涉嫌使用非食品原料。"
    first.type("立案理由", "有现场笔录和查获的工业盐证明，涉嫌使用非食品原料。")
    first.send()
    first.go_home()
    for account in ("duizhang", "juzhang"):
        signer = people(account)
        if signer.page is None:
            signer.sign_in()
        sign(signer, case)
        signer.go_home()

    # what the informant is told is reviewed before
    first.sign_in()
    take(first, case, "送答复审查")
    first.fill({"送审的告知": "是否立案", "拟告知内容": "你举报的事项本局已经决定立案。"})
    first.send()
    first.go_home()
    counsel = people("fagui")
    take(counsel, "江临老街豆制品坊", "法制审核")
    counsel.fill({"事实和证据": "清楚。", "定性与适用依据": "正确。", "程序": "合法。", "审核意见": "同意。"})
    counsel.send()
    counsel.reads("已办理：同意")
    counsel.go_home()
    first.sign_in()
    take(first, case, "告知举报人")
    first.fill({"告知日期": day, "告知方式": "电话"})
    first.send()
    first.reads("已办理：告知举报人")
    second = people("zhifa2").sign_in()
    second.press("确认共同办理")
    for one in second.page.locator("main .term").all():
        one.locator("[type=checkbox]").set_checked(case in one.inner_text())
    second.send()
    second.reads("已确认共同办理")
    assert len(story) <= MOST, story.presses

    # its handlers read who informed; nobody else finds the name anywhere
    first.reads(INFORMANT)
    for account in OTHERS:
        assert nowhere(onlooker(people, account), case, INFORMANT, TELEPHONE) == [], account
    assert faults_of(people) == []


def test_an_anonymous_tip_off_is_not_followed_and_nobody_is_told(
    people: Callable[..., Person], story: Tally
) -> None:
    """匿名举报，决定不予立案：登记、核查、不予立案、无须告知办结"""
    handlers = [name_of(people, account) for account in ("zhifa", "zhifa2")]
    clerk = people("dengji")
    day = today(clerk).isoformat()
    register(clerk, shop="江临河东副食店", real_name="否")
    clerk.send()
    clerk.reads("已登记")
    case = number(clerk)
    chief = people("duizhang")
    assign(chief, case, *handlers)
    chief.go_home()

    first = people("zhifa").sign_in()
    take(first, case, "核查")
    first.fill({"核查日期": day, "核查情况": "现场没有发现工业盐，进货票据齐全。"})
    first.send()
    first.press("决定不予立案", within=".instead")
    first.fill({"不予立案情形": "没有违法事实", "不予立案的理由": "经核查没有违法事实。"})
    first.send()
    first.go_home()
    for account in ("duizhang", "juzhang"):
        signer = people(account)
        if signer.page is None:
            signer.sign_in()
        sign(signer, case)
        signer.go_home()

    # nobody is there to be told
    first.sign_in()
    take(first, case, "办结")
    first.type("不告知的理由", "匿名举报，没有可以告知的人。")
    first.send()
    first.reads("已办理：无须告知，办结")
    assert len(story) <= MOST_ANONYMOUS, story.presses
    assert faults_of(people) == []
