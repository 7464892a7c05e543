# SPDX-License-Identifier: MulanPSL-2.0
"""The steps of a hearing, of the legal review after it and of the discussion by the heads, as people press them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.stories.penalised import at
from tests.browser.stories.performed import received

if TYPE_CHECKING:
    from tests.browser.stories.penalised import Story

HEARING, REVIEW, ITEM = "听〔", "法审〔", "议〔"


def requested(s: Story) -> None:
    """The party asks for a hearing at once, on being served."""
    officer = s["zhifa"]
    officer.press("要求听证")
    officer.fill({"要求听证的事项和理由": "认为处罚过重，请求听证。", "提出听证申请之日": s.today()})
    officer.checks()
    officer.send()
    officer.reads("已办理：要求听证")


def prepared(s: Story, host: str) -> None:
    """The head names who hears, the file is handed over, the hour is set, and everybody is told of it."""
    head = s["juzhang"]
    s.turn(head, "指派听证主持人", HEARING)
    head.fill({host: "是"})
    head.send()
    at(head, "指定听证主持人")
    head.send()
    officer = s["zhifa"]
    s.turn(officer, "移交案件材料", HEARING)
    officer.fill({"移交的案件材料": "案卷一册，证据目录一份。"})
    officer.send()
    chair = s["fenguan"]
    s.turn(chair, "确定听证时间地点", HEARING)
    chair.fill({"听证时间": "2023-02-09T09:30", "听证地点": "本局三楼会议室", "公开举行": "是"})
    chair.checks()
    chair.send()
    at(chair, "送达")
    chair.fill(received(s))
    chair.checks()
    chair.send()
    at(chair, "通知办案人员")
    chair.send()
    at(chair, "公告公开听证")
    chair.send()
    chair.reads("已办理：公告公开听证")


def held(s: Story) -> None:
    """The hearing is held, recorded and reported."""
    chair = s["fenguan"]
    s.turn(chair, "举行听证", HEARING)
    chair.fill(
        {
            "听证参加人": "当事人的负责人王小明，办案人员二人。",
            "办案人员提出": f"当事人{s.offence.fact}，建议罚款。",
            "当事人陈述、申辩和质证": "认为处罚过重。",
            "辩论和最后陈述": "双方各陈述了意见。",
            "听证结束时间": s.clock(11),
        }
    )
    chair.checks()
    chair.send()
    at(chair, "提交听证报告")
    chair.fill({"听证的基本情况": "听证依法举行，事实清楚。", "处理意见和建议": "建议维持拟处罚意见。"})
    chair.checks()
    chair.send()
    chair.reads("已办理：提交听证报告")


def reviewed(s: Story) -> None:
    """What was heard goes to the legal office, which agrees."""
    leader = s["duizhang"]
    s.turn(leader, "送法制审核")
    leader.send()
    leader.reads("已办理：送法制审核")
    leader.go_home()
    counsel = s["fagui"]
    s.turn(counsel, "法制审核", REVIEW)
    counsel.fill(
        {
            "事实和证据": "事实清楚，证据充分。",
            "定性与适用依据": "定性准确，适用依据正确。",
            "程序": "程序合法，已举行听证。",
            "审核意见": "同意。",
        }
    )
    counsel.send()
    counsel.reads("已办理：同意")


def discussed(s: Story) -> None:
    """The squad leader submits it; the heads are called to a meeting."""
    leader = s["duizhang"]
    s.turn(leader, "提请审议决定")
    leader.send()
    at(leader, "提请负责人集体讨论")
    leader.send()
    secretary = s["mishu"]
    s.turn(secretary, "召集会议", ITEM)
    secretary.fill(
        {
            "讨论形式": "机关负责人集体讨论",
            "会议日期": "2023-02-13",
            "地点": "本局二楼会议室",
            "应到人数": "4",
            "法定到会人数": "3",
        }
    )
    secretary.checks("法定到会人数")
    secretary.send()
    secretary.reads("已办理：召集会议")


def resolved(s: Story) -> None:
    """On the day of the meeting the case is heard, each votes, the chair last, and it is resolved."""
    members = [s[account].name for account in ("fenguan", "juzhang")]
    s["juzhang"].go_home()
    attended(s, members)
    officer = s["zhifa"]
    s.turn(officer, "汇报案情", ITEM)
    officer.fill({"案情汇报": "案件的事实、证据、听证和法制审核情况。"})
    officer.send()
    voted(s, members)
    head = s["juzhang"]
    s.turn(head, "作出决议", ITEM)
    head.fill({"决议内容": "同意拟处罚意见。", "表决基数": "应到成员"})
    head.checks()
    head.send()
    head.reads("已办理：通过")
    for person in (head, officer):
        person.go_home()


def attended(s: Story, members: list[str]) -> None:
    """Who is there: two of the heads by name, and a third."""
    secretary = s["mishu"]
    s.turn(secretary, "登记到会和回避", ITEM)
    for place, name in enumerate(["彭怡兰", *members]):
        secretary.type("姓名", name, nth=place)
        secretary.type("职务", "局领导", nth=place)
        secretary.type("到会情况", "出席", nth=place)
    secretary.checks()
    secretary.send()
    secretary.reads("已办理：登记到会和回避")
    secretary.go_home()


def voted(s: Story, members: list[str]) -> None:
    """Each says what he thinks, the chair last."""
    secretary = s["mishu"]
    s.turn(secretary, "发言表决", ITEM)
    for place, name in enumerate(["彭怡兰", *members]):
        secretary.type("姓名", name, nth=place)
        secretary.type("表决", "同意", nth=place)
        secretary.type("发言意见", "同意拟处罚意见。", nth=place)
    secretary.checks()
    secretary.send()
    secretary.reads("已办理：发言表决")
