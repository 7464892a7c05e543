# SPDX-License-Identifier: MulanPSL-2.0
"""What people type and press from the service of a paper to the archive: decision, payment, closing, publication, the bound file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.stories.penalised import at, signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.stories.penalised import Story


def received(s: Story) -> dict[str, str]:
    """Handed over today, and signed for."""
    return {
        "送达方式": "直接送达",
        "签收或到达日期": s.today(),
        "送达地点": "当事人经营场所",
        "签收人": "王小明",
        "签收人与受送达人的关系": "法定代表人或者主要负责人",
    }


def left(s: Story) -> dict[str, str]:
    """Left behind today where nobody would sign for it, before a witness."""
    return {
        "送达方式": "留置送达",
        "签收或到达日期": s.today(),
        "送达地点": "当事人经营场所",
        "拒收事由": "当事人认为处罚过重，拒绝签收。",
        "见证人": "清河社区居民委员会 王建国",
    }


def served(s: Story, what: str, how: Callable[[Story], dict[str, str]] = received) -> None:
    """The paper is handed to whom it concerns, who signs for it, or is left there."""
    officer = s["zhifa"]
    s.turn(officer, what)
    officer.fill(how(s))
    officer.checks()
    officer.send()
    officer.reads("已办理：送达")


def submitted(s: Story) -> None:
    """The squad leader submits the case for the decision, when the days for a defence are over."""
    leader = s["duizhang"]
    s.turn(leader, "提请审议决定")
    leader.send()
    leader.reads("已办理：提请审议决定")


def decided(s: Story, *accounts: str) -> None:
    """The decision is proposed as it was told, and signed."""
    officer = s["zhifa"]
    s.turn(officer, "作出行政处罚决定")
    officer.checks("没有责令改正的记录")
    officer.send()
    officer.reads("已签署“作出行政处罚决定”")
    officer.go_home()
    s["duizhang"].go_home()
    signed(s, *accounts)


def payment(s: Story, collected: str) -> dict[str, str]:
    """A row of money paid."""
    return {
        "缴款日期": s.today(),
        "金额（元）": s.offence.fine,
        "款项": "罚款",
        "票据号": "00012345",
        "收缴方式": collected,
    }


def ended(s: Story) -> None:
    """All is paid: the performance ends, and closing is proposed."""
    officer = s["zhifa"]
    at(officer, "履行完毕")
    officer.send()
    at(officer, "处罚决定执行完毕")
    officer.fill({"履行情况": "罚款已缴清。"})
    officer.checks()
    officer.send()
    at(officer, "结案")
    officer.fill({"案件处理结果": "给予行政处罚", "结案理由": "处罚决定执行完毕。"})
    officer.checks()
    officer.send()
    officer.reads("已签署“结案”")
    officer.go_home()


def published(s: Story) -> None:
    """What may be published is looked through, and published."""
    leader = s["duizhang"]
    s.turn(leader, "公示前的审查")
    leader.fill({"隐去、处理的内容及理由": "无", "与送达的决定书一致": "是"})
    leader.send()
    officer = s["zhifa"]
    s.turn(officer, "公示")
    officer.fill({"公示渠道": "国家企业信用信息公示系统"})
    officer.send()


def archived(s: Story) -> None:
    """The file is bound."""
    officer = s["zhifa"]
    at(officer, "立卷归档")
    officer.fill(
        {"档号": "Q01-2023-CJ-0001", "页数": "62", "保管期限": "长期", "本卷情况说明": "本卷材料齐全。"}
    )
    officer.checks()
    officer.send()
    officer.reads("已办理：立卷归档", "行政处罚案卷封面")
