# SPDX-License-Identifier: MulanPSL-2.0
"""Penalty cases that live as chance has it: pauses, extensions, returns, renewed notices and new holidays in any order.

An event tries its acts on its day; what the law refuses then is simply not done, as in a real bureau.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fadu.cases.acts import services
from fadu.cases.background import calendars
from fadu.cases.errors import ActRefusedError
from fadu.cases.world.worlds import state_of
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party
from fadu.records import services as files
from particulars import with_particulars

if TYPE_CHECKING:
    from collections.abc import Callable

    from fadu.cases.models import Case

#: the shipped notices end with 2026, so that every later day is counted by weekdays until somebody adopts a notice
BEGAN = date(2026, 11, 30)
POSTS = {
    "clerk": "registrar",
    "unit": "unit_head",
    "head": "bureau_head",
    "examiner": "case_examiner",
    "one": "case_handler",
    "two": "case_handler",
}
WORDS = {
    "facts": "货架上的商品没有标价",
    "evidence_summary": "食品照片",
    "basis": "价格法第四十二条",
    "penalty_kinds": ["fine"],
    "fine": 100_000,
    "discretion_grade": "lighter",
    "lighter_grounds": ["removed_harm"],
    "discretion_reason": "货值较小，主动改正",
}
ANNOUNCED = {
    "announced_text": "公告",
    "announcement_ground": "whereabouts_unknown",
    "announcement_account": "登记住所无人，去向不明",
}
LEAD = {
    "source": "inspection",
    "received_on": BEGAN.isoformat(),
    "suspected_violation": "销售超过保质期的食品",
    "lead_content": "检查发现",
}

WAIVER = "放弃陈述申辩声明书"


@dataclass
class Life:
    """One case and the day on which it stands."""

    case: Case
    officers: dict[str, Any]
    party: str
    day: date = BEGAN
    #: the events that changed something, for who reads a failure
    log: list[str] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return datetime.combine(self.day, time(10), LEGAL_TIME)

    def act(self, who: str, action: str, payload: dict[str, Any] | None = None, *, party: str = "") -> None:
        with clock.set_to(self.now):
            services.perform(
                case=self.case,
                action=action,
                by=OfficerActor(officer=self.officers[who]),
                payload=payload or {},
                party=party,
                request_id=uuid.uuid4(),
            )
        self.log.append(f"{self.day} {action}")

    def signed(self, action: str, payload: dict[str, Any], *signers: str) -> None:
        for place, who in enumerate(signers):
            self.act(who, action, payload if place == 0 else {})

    def serve(self, template: str) -> None:
        row = self.case.documents.filter(template=template).order_by("-seq").first()
        if row is not None:
            payload = {
                "document": f"{template}/{row.seq}",
                "party": self.party,
                "manner": "personal",
                "sent_on": self.day.isoformat(),
                "receiver": next(p.name for p in state_of(self.case).parties if p.key == self.party),
            }
            self.act("one", "serve", {**payload, "arrived_on": self.day.isoformat()})

    def waive(self) -> None:
        """The party gives up its defence, in a paper that lies in the file."""
        file = files.store(name="声明书.txt", content="放弃陈述申辩".encode(), owner="")
        self.act("one", "attach", {"title": WAIVER, "digest": file.digest, "access": "main"})
        said = {"waived_on": self.day.isoformat(), "waived_in_writing": True, "waiver_paper": WAIVER}
        self.act("one", "waive_defence", said, party=self.party)

    def go_on(self) -> None:
        """The next step on the way to the end, whichever the stage is."""
        self.case.refresh_from_db()
        for step in ON_THE_WAY.get(self.case.stage, ()):
            with suppress(ActRefusedError):
                step(self)

    def adopt(self, notice: str) -> None:
        """A holiday notice is adopted as the command does it."""
        with clock.set_to(self.now):
            calendars.adopt(notice, keep=True)
        self.log.append(f"{self.day} {notice!r}")


def begun(kind: str = "sole_trader") -> Life:
    """A bureau with everybody the case needs, and the case against a party of a kind, registered and assigned."""
    bureau = with_particulars(
        people.found_bureau(
            name="清河区市场监督管理局", short="清河局", abbreviation="清", region_code="110000"
        )
    )
    long_ago = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
    officers = {}
    for name, post in POSTS.items():
        officers[name] = people.hire(bureau=bureau, name=f"{name}某", since=date(2020, 1, 1))
        people.appoint(officer=officers[name], post=post, start=long_ago, document="任免通知")
        people.certify(
            officer=officers[name], number=f"执{name}", valid_from=date(2020, 1, 1), valid_to=date(2040, 1, 1)
        )
    party, _ = register_party(kind=kind, name="清河百货店", address="清河路1号")
    with clock.set_to(datetime.combine(BEGAN, time(9), LEGAL_TIME)):
        case = services.open_case(
            kind="penalty",
            bureau=bureau,
            by=OfficerActor(officer=officers["clerk"]),
            payload=LEAD,
            request_id=uuid.uuid4(),
            parties=[(party, "当事人")],
        )
    life = Life(case, officers, f"party:{party.pk}")
    for who in ("one", "two"):
        life.act(
            "unit",
            "assign",
            {"role": "handler", "person": f"officer:{officers[who].pk}", "name": officers[who].name},
        )
    return life


def _file(life: Life) -> None:
    conditions = {
        "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
        "violation_continues": True,
    }
    payload = {"suspected_violation": "销售超过保质期的食品", "verification_result": "属实", **conditions}
    life.signed("file", payload, "one", "unit", "head")


def _gather(life: Life) -> None:
    row = {
        "title": "照片",
        "kind": "object",
        "taken_on": life.day.isoformat(),
        "place": "店内",
        "from_whom": "当事人",
        "copies": 3,
    }
    life.act("one", "gather", {"evidence": [row], "rights_told_on": life.day.isoformat()})


def words_for(life: Life) -> dict[str, Any]:
    """What notice and decision say alike of the party of a life."""
    row = {"base": "price/42", "party": life.party, "ended_on": BEGAN.isoformat(), "illegal_gains": 0}
    return {**WORDS, "bases": [row]}


#: what is tried in each stage to bring the case nearer to its end, in this order
ON_THE_WAY: dict[str, tuple[Callable[[Life], None], ...]] = {
    "lead": (_file,),
    "investigation": (
        _gather,
        lambda life: life.act(
            "one", "conclude", {**words_for(life), "nature": "未按规定明码标价", "disposition": "penalty"}
        ),
    ),
    "review": (
        lambda life: life.act("examiner", "examine", {"exam_opinion": "agree", "exam_text": "同意"}),
        lambda life: life.signed("notify", words_for(life), "one", "head"),
    ),
    "notification": (lambda life: life.serve("penalty_notice"), lambda life: life.act("unit", "submit")),
    "decision": (lambda life: life.signed("decide", words_for(life), "one", "unit", "head"),),
    "performance": (lambda life: life.serve("penalty_decision"),),
    "closing": (
        lambda life: life.signed(
            "close", {"result": "discontinued", "closing_reason": "终止"}, "one", "unit", "head"
        ),
    ),
}

#: what comes in between
EVENTS: dict[str, Callable[[Life], None]] = {
    "go_on": Life.go_on,
    "suspend": lambda life: life.act(
        "head", "suspend", {"suspension_ground": "other", "approval_reason": "等待结论"}
    ),
    "resume": lambda life: life.act("head", "resume", {"approval_reason": "结论已到"}),
    "appraise": lambda life: life.signed(
        "commission_appraisal",
        {"appraisal_kind": "testing", "appraiser": "检验所", "appraisal_items": "牛奶"},
        "one",
        "head",
    ),
    "appraised": lambda life: life.act("one", "receive_appraisal", {"appraisal_result": "不合格"}),
    "announce": lambda life: life.act("one", "announce", ANNOUNCED),
    "extend": lambda life: life.act("head", "extend", {"approval_reason": "案情复杂"}),
    "extend_verification": lambda life: life.act(
        "head", "extend_verification", {"approval_reason": "需要核实"}
    ),
    "return": lambda life: life.act(
        "unit", "return_to_investigation", {"exam_return_ground": "facts", "exam_text": "退回补充"}
    ),
    "tell_again": lambda life: life.signed(
        "tell_again", {**words_for(life), "fine": 90_000, "new_facts": "事实有变化"}, "one", "head"
    ),
    "decline": lambda life: life.signed(
        "decline",
        {"verification_result": "不属实", "decline_ground": "other", "decline_reason": "查无实据"},
        "one",
        "unit",
        "head",
    ),
    "discontinue": lambda life: life.signed(
        "discontinue", {"discontinue_ground": "other", "approval_reason": "终止"}, "one", "unit", "head"
    ),
    "waive": lambda life: life.waive(),
    "note": lambda life: life.act("one", "note", {"text": "记事"}),
}


@st.composite
def notices(draw: st.DrawFn) -> str:
    """The text of a notice for 2027: a few days off, weekend days worked instead."""
    first = date(2027, 1, 1)
    off = sorted(draw(st.sets(st.integers(0, 240), min_size=3, max_size=25)))
    weekend = [n for n in range(240) if (first + timedelta(days=n)).weekday() >= 5 and n not in off]
    worked = sorted(draw(st.sets(st.sampled_from(weekend), max_size=6)))
    days = [", ".join(f"'{first + timedelta(days=n):%m-%d}'" for n in some) for some in (off, worked)]
    make_up = f"{{假日: [{days[1]}]}}" if worked else "{}"
    return f"year: 2027\ntitle: 2027年放假通知\nnumber: 测试\noff: {{假日: [{days[0]}]}}\nworked: {make_up}\n"


#: (event, or a notice; days that pass before it)
histories = st.lists(
    st.tuples(st.sampled_from([*EVENTS, *["go_on"] * 8]) | notices(), st.integers(0, 25)),
    min_size=4,
    max_size=22,
)


def live(life: Life, events: list[tuple[str, int]]) -> None:
    """Let the events come, each after its days; what may not be done is not done."""
    for name, days in events:
        life.day += timedelta(days=days)
        with suppress(ActRefusedError):
            EVENTS[name](life) if name in EVENTS else life.adopt(name)
