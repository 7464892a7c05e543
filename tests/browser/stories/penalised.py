# SPDX-License-Identifier: MulanPSL-2.0
"""What people type into the forms of a penalty, step by step; both stories of a penalty take these steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.browser.pressing import Person
from tests.browser.served import Bureau
from tests.browser.stories.on_the_page import sign

SQUAD = "综合执法大队"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """What somebody is penalised for, in the words of the forms."""

    party: str
    code: str
    name: str
    fact: str
    #: a few words of the basis, by which it is looked up, and what its row asks
    basis: str
    row: Mapping[str, str]
    fine: str
    reason: str
    grade: Mapping[str, str]
    #: which article with its paragraph and item, where the basis names several
    clause: str = ""


@dataclass(slots=True, kw_only=True)
class Story:
    """A case on its way: the bureau, its people, and the number of the case as the screen says it."""

    bureau: Bureau
    people: Callable[..., Person]
    offence: Offence
    number: str = ""
    begun: str = ""
    everybody: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, account: str) -> Person:
        """Somebody at the desk, signed in today."""
        person = self.everybody.get(account) or self.people(account)
        self.everybody[account] = person
        if person.page is None:
            person.sign_in()
        return person

    def day(self, month: int, day: int, hour: int = 9, minute: int = 30) -> None:
        """Another day: everybody comes in anew when there is something to do."""
        for person in self.everybody.values():
            person.go_home()
        self.bureau.until(month, day, hour, minute)

    def turn(self, person: Person, what: str, number: str = "") -> None:
        """Open the form of what waits for somebody in a case, from the list of what waits."""
        person.press(what, within=f"main tr:has-text('{number or self.number}')")

    def faults(self) -> list[str]:
        """What was wrong with any page somebody came to."""
        return [f"{account} {fault}" for account, person in self.everybody.items() for fault in person.faults]

    def clock(self, hour: int, minute: int = 0) -> str:
        """An hour of today as a form takes it."""
        return self.bureau.is_now().replace(hour=hour, minute=minute).strftime("%Y-%m-%dT%H:%M")

    def today(self) -> str:
        """Today as a form takes it."""
        return self.bureau.is_now().date().isoformat()


def number_in(person: Person, word: str = "案") -> str:
    """The number of a case that the page says it was given."""
    met = re.search(rf"[^\s：（]+{word}〔\d+〕\d+号", person.words())
    assert met, person.words()[:800]
    return met[0]


def at(person: Person, title: str) -> None:
    """The page is the form of that name: the press before has led to where the next one is done."""
    assert title in person.page.inner_text("h1"), (
        f"{person.account}：{person.page.url}\n{person.words()[:2500]}"
    )


def registered(s: Story) -> None:
    """The squad leader enters the lead and gives it to two officers."""
    leader = s["duizhang"]
    s.begun = s.today()
    leader.press("行政处罚（普通程序）", within="main")
    leader.fill(
        {
            "姓名或名称": s.offence.party,
            "统一社会信用代码": s.offence.code,
            "联系电话": "13900001111",
            "住址或住所": "清河区人民路1号",
            "法定代表人": "王小明",
            "案件来源": "监督检查",
            "发现线索": s.begun,
            "涉嫌违法行为": s.offence.name,
            "案源内容": f"日常监督检查中发现当事人{s.offence.fact}。",
        }
    )
    leader.send()
    s.number = number_in(leader)
    at(leader, "指派")
    leader.fill({s["zhifa"].name: "是", s["zhifa2"].name: "是"})
    leader.send()
    leader.reads(f"{s['zhifa'].name}、{s['zhifa2'].name}")


def visited(s: Story) -> None:
    """On site: the scene, the photographs, and whether a case is filed."""
    officer = s["zhifa"]
    s.turn(officer, "收集证据")
    officer.press("现场检查")
    officer.fill(
        {
            "地点": "当事人经营场所",
            "开始时间": s.clock(9),
            "结束时间": s.clock(9, 40),
            "现场情况": f"经现场检查，当事人{s.offence.fact}。",
            "主体资格证照名称": "营业执照",
            "通知当事人到场情况": "当事人的负责人在场，已出示执法证件。",
            "见证人": "社区网格员",
            "告知陈述权": s.today(),
        }
    )
    officer.send()
    at(officer, "收集证据")
    officer.fill(evidence(s, "现场照片", "物证"))
    officer.send()
    at(officer, "立案")
    officer.fill(
        {
            "核查情况": f"经核查，当事人{s.offence.fact}。",
            "有证据初步证明": "是",
            "应当给予行政处罚": "是",
            "属于本部门管辖": "是",
            "法定期限内": "是",
            "违法行为发生或终了之日": s.begun,
        }
    )
    officer.send()
    officer.reads("已签署“立案”")


def evidence(s: Story, title: str, kind: str) -> dict[str, str]:
    """A row of evidence."""
    return {
        "证据名称": title,
        "证据种类": kind,
        "取得日期": s.today(),
        "证据来源": "当事人",
        "证明事项": f"当事人{s.offence.fact}",
        "件数": "4",
    }


def signed(s: Story, *accounts: str) -> None:
    """Who comes in to sign sees the paper, and signs it with one press."""
    for account in accounts:
        signer = s[account]
        signer.reads("等我签署（1件）", s.number)
        sign(signer, s.number)
        signer.reads("已签署")


def questioned(s: Story) -> None:
    """The person in charge is questioned, and brings the papers of the trade."""
    officer = s["zhifa"]
    s.turn(officer, "收集证据")
    officer.press("询问", exact=True)
    officer.fill(
        {
            "被询问人性别": "男",
            "职务和与本案": "经营者，当事人的负责人",
            "被询问人住址": "清河区人民路1号",
            "地点": "本局询问室",
            "开始时间": s.clock(9),
            "结束时间": s.clock(9, 40),
            "询问内容": f"问：请说明{s.offence.name}的经过。\n答：情况属实，愿意改正。",
            "记录人": s["zhifa2"].name,
        }
    )
    officer.type("被询问人", "王小明")
    officer.send()
    at(officer, "收集证据")
    officer.fill(evidence(s, "经营情况单据", "书证"))
    officer.send()
    at(officer, "调查终结")


def confirmed_together(s: Story) -> None:
    """The second officer confirms what both did, once."""
    second = s["zhifa2"]
    second.press("确认共同办理")
    second.reads(s.number)
    for tick in second.page.locator("main").get_by_role("checkbox").all():
        tick.check()
    second.send()
    second.reads("等我确认的（0）")


def proposal(s: Story) -> dict[str, str]:
    """What the report proposes; notice and decision say the same."""
    return {
        "违法事实": f"经查，当事人{s.offence.fact}，案发后配合调查。",
        "主要证据及证明事项": "1.现场笔录一份；2.询问笔录一份；3.单据4份。以上证据相互印证。",
        "裁量权的理由": s.offence.reason,
        **s.offence.grade,
        "罚款": "是",
        "罚款（元）": s.offence.fine,
        "依据": s.offence.basis,
        "当事人": s.offence.party,
        "违法行为发生或终了之日": s.begun,
        **s.offence.row,
    }


def report(s: Story) -> dict[str, str]:
    """What the report on the investigation says."""
    return {**proposal(s), "违法行为性质": s.offence.name, "处理建议": "给予行政处罚"}


def concluded(s: Story) -> None:
    """The report on the investigation."""
    officer = s["zhifa"]
    s.turn(officer, "调查终结")
    officer.fill(report(s))
    if s.offence.clause:
        assert "没有写明违反的是哪一条、哪一款、哪一项" in officer.page.inner_text("#warnings")
        officer.page.locator("summary:visible", has_text="其他（没有的不填）").first.click()
        officer.fill({"违反条文的款、项": s.offence.clause})
    officer.send()
    officer.reads("已办理：调查终结")


def examined(s: Story) -> None:
    """The examiner agrees."""
    examiner = s["shenhe"]
    s.turn(examiner, "案件审核")
    examiner.fill({"案件审核意见": "同意", "审核意见说明": "同意承办机构意见。"})
    examiner.send()
    examiner.reads("已办理：案件审核")


def told(s: Story, more: Mapping[str, str] | None = None) -> None:
    """What is proposed is told to the party, once the head has signed."""
    officer = s["zhifa"]
    s.turn(officer, "行政处罚事先告知")
    officer.fill(dict(more or {}))
    officer.checks("没有责令改正的记录")
    officer.send()
    officer.reads("已签署“行政处罚事先告知”")
