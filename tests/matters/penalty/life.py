# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau and its officers who live a penalty case through the services, step by step: for tests."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fadu.cases.acts import services as cases
from fadu.cases.models import Case
from fadu.kernel.clock import LEGAL_TIME
from fadu.matters.penalty.models import Penalty
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Bureau, Officer, Party
from fadu.people.parties import register_party
from particulars import with_particulars

POSTS = {
    "clerk": "registrar",
    "unit": "unit_head",
    "head": "bureau_head",
    "examiner": "case_examiner",
    "one": "case_handler",
    "two": "case_handler",
    "secretary": "committee_secretary",
    "host": "deputy_head",
    "counsel": "legal_counsel",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text if "T" in text else f"{text}T10:00").replace(tzinfo=LEGAL_TIME)


@dataclass
class Desk:
    bureau: Bureau
    party: Party
    officers: dict[str, Officer]
    case: Case | None = None
    asked: int = field(default=0)

    def open(self, on: str, payload: dict[str, Any]) -> Case:
        self.case = cases.open_case(
            kind="penalty",
            bureau=self.bureau,
            by=OfficerActor(officer=self.officers["clerk"]),
            payload=payload,
            at=at(on),
            request_id=uuid.uuid4(),
            parties=[(self.party, "当事人")],
        )
        return self.case

    def do(
        self,
        who: str,
        action: str,
        on: str,
        payload: dict[str, Any] | None = None,
        *,
        case: Case | None = None,
    ) -> None:
        party = f"party:{self.party.pk}" if action in ("plead", "waive_defence", "request_hearing") else ""
        target = case or self.case
        assert target is not None
        cases.perform(
            case=target,
            action=action,
            by=OfficerActor(officer=self.officers[who]),
            payload=payload or {},
            at=at(on),
            request_id=uuid.uuid4(),
            party=party,
        )

    def signed(self, action: str, on: str, payload: dict[str, Any], *signers: str) -> None:
        for place, who in enumerate(signers):
            self.do(who, action, on, payload if place == 0 else {})

    def serve(self, template: str, on: str, *, case: Case | None = None) -> None:
        target = case or self.case
        assert target is not None
        issued = target.documents.filter(template=template).order_by("-seq").first()
        assert issued is not None
        payload = {
            "document": f"{template}/{issued.seq}",
            "party": f"party:{self.party.pk}",
            "manner": "personal",
            "receiver": self.party.name,
        }
        self.do(
            "one", "serve", on, {**payload, "sent_on": on, "arrived_on": on, "effective_on": on}, case=target
        )

    def child(self, kind: str) -> Case:
        assert self.case is not None
        newest = self.case.children.filter(kind=kind).order_by("-pk").first()
        assert newest is not None
        return newest

    def record(self) -> Penalty:
        assert self.case is not None
        return Penalty.objects.get(case=self.case)


def staffed(posts: Mapping[str, tuple[str, ...]] | None = None) -> Desk:
    """A bureau with everybody a penalty case needs: one person a post, or those named with theirs."""
    bureau = with_particulars(
        people.found_bureau(
            name="清河区市场监督管理局", short="清河局", abbreviation="清", region_code="110000"
        )
    )
    for body in ("heads", "penalty"):
        people.set_parameter(
            bureau=bureau,
            key=f"committee_item/majority_of_due_{body}",
            value=0,
            start=date(2020, 1, 1),
            document="集体讨论规则",
        )
    officers = {}
    for name, held in (posts or {name: (post,) for name, post in POSTS.items()}).items():
        officer = people.hire(bureau=bureau, name=f"{name}某", since=date(2020, 1, 1))
        for post in held:
            people.appoint(officer=officer, post=post, start=at("2020-01-01"), document="任免通知")
        if "legal_counsel" in held:
            people.qualify(officer=officer, number="A2015110000", obtained_on=date(2015, 9, 1))
        people.certify(
            officer=officer, number=f"执{name}", valid_from=date(2020, 1, 1), valid_to=date(2030, 1, 1)
        )
        officers[name] = officer
    party, _ = register_party(kind="sole_trader", name="清河百货店", address="清河路1号")
    return Desk(bureau=bureau, party=party, officers=officers)


def staffed_small() -> Desk:
    """Eight people: a head and two deputies, two of the legal office, a station of three; some in more than one role."""
    desk = staffed(
        {
            "head": ("bureau_head",),
            "deputy": ("deputy_head",),
            "second_deputy": ("deputy_head",),
            "counsel": ("legal_counsel", "committee_secretary"),
            "second_counsel": ("legal_counsel", "case_examiner"),
            "unit": ("unit_head", "case_handler"),
            "one": ("case_handler",),
            "two": ("case_handler",),
        }
    )
    there = desk.officers
    there |= {
        "clerk": there["one"],
        "examiner": there["second_counsel"],
        "host": there["second_counsel"],
        "secretary": there["counsel"],
    }
    return desk


def investigated(desk: Desk, received_on: str = "2022-03-01", source: str = "inspection") -> None:
    desk.open(
        "2022-03-01",
        {
            "source": source,
            "received_on": received_on,
            "suspected_violation": "销售超过保质期的食品",
            "lead_content": "检查发现",
        },
    )
    for who in ("one", "two"):
        person = f"officer:{desk.officers[who].pk}"
        desk.do(
            "unit",
            "assign",
            "2022-03-01",
            {"role": "handler", "person": person, "name": desk.officers[who].name},
        )
    conditions = ["evidence", "punishable", "jurisdiction", "in_time"]
    filing = {
        "suspected_violation": "销售超过保质期的食品",
        "verification_result": "属实",
        "filing_conditions": conditions,
        "violation_continues": True,
    }
    desk.signed("file", "2022-03-10", filing, "one", "unit", "head")
    row = {
        "title": "食品照片",
        "kind": "object",
        "taken_on": "2022-03-11",
        "place": "店内",
        "from_whom": "当事人",
        "copies": 3,
    }
    desk.do("one", "gather", "2022-03-11", {"evidence": [row], "rights_told_on": "2022-03-11"})


EXPIRED = {
    "base": "food_safety/124-1-5",
    "ended_on": "2022-03-01",
    "goods_value": 30_000,
}
WORDS = {
    "facts": "货架上有超过保质期的牛奶十盒",
    "evidence_summary": "食品照片",
    "basis": "食品安全法第一百二十四条第一款第五项",
    "penalty_kinds": ["fine", "confiscate_goods"],
    "fine": 5_000_000,
    "confiscated_goods": 30_000,
    "goods_list": [{"name": "某品牌纯牛奶", "model": "250ml", "unit": "盒", "quantity": "10"}],
    "discretion_grade": "lighter",
    "lighter_grounds": ["removed_harm"],
    "discretion_reason": "货值较小，主动改正",
}


#: a fine that gives a right to a hearing, and goods that deserve it
HEAVY = {"fine": 20_000_000, "hearing_told": True}
HEAVY_GOODS = 1_500_000


def words_for(desk: Desk, **more: Any) -> dict[str, Any]:
    """What notice and decision say alike of the party of a desk; a heavy fine is one for goods of a higher value."""
    words = {**WORDS, **more}
    goods = HEAVY_GOODS if words["fine"] == HEAVY["fine"] else EXPIRED["goods_value"]
    party = f"party:{desk.party.pk}"
    listed = [{**row, "party": party} for row in words["goods_list"]]
    return {**words, "goods_list": listed, "bases": [{**EXPIRED, "goods_value": goods, "party": party}]}


def decided(desk: Desk, source: str = "inspection") -> None:
    investigated(desk, source=source)
    words = words_for(desk)
    desk.do(
        "one", "conclude", "2022-04-20", {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    )
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words, "one", "head")
    desk.serve("penalty_notice", "2022-04-27")
    desk.do("unit", "submit", "2022-05-09")
    desk.signed("decide", "2022-05-10", words, "one", "unit", "head")


def destroy_goods(desk: Desk, on: str, child: Case) -> None:
    """The milk that was confiscated: taken in, then destroyed before a supervisor."""
    milk = {"item": "某品牌纯牛奶250ml", "quantity": "10"}
    kept = {"unit_of_item": "盒", "taken_on": on, "kept_at": "罚没物品仓库", "keeper": "仓库保管员"}
    desk.do("one", "take_in_goods", on, {"goods": [{**milk, **kept}]}, case=child)
    how = {
        "goods_disposal": "destroyed",
        "disposed_on": on,
        "disposed_at": "无害化处理厂",
        "disposal_ground": "超过保质期，依照《罚没财物管理办法》销毁",
    }
    words = {
        "disposals": [{**milk, **how}],
        "goods_supervisor": "法规科派员",
        "goods_footage": "处理过程录像一份",
    }
    desk.do("one", "dispose_goods", on, words, case=child)
    desk.do("unit", "dispose_goods", on, {}, case=child)


def heard(desk: Desk) -> None:
    """The hearing, by its own people and its own chain of terms."""
    hearing = desk.child("hearing")
    host = desk.officers["host"]
    payload = {"role": "host", "person": f"officer:{host.pk}", "name": host.name}
    desk.do("head", "assign", "2022-05-06", payload, case=hearing)
    desk.do("head", "designate_host", "2022-05-06", {"host_name": host.name}, case=hearing)
    desk.do("one", "hand_over", "2022-05-09", {"materials": "案卷一册"}, case=hearing)
    when = {
        "hearing_at": "2022-05-30T09:00",
        "place": "局会议室",
        "public": False,
        "closed_reason": "涉及商业秘密",
    }
    desk.do("host", "schedule", "2022-05-10", when, case=hearing)
    desk.do("host", "tell_handlers", "2022-05-10", {"told_on": "2022-05-10"}, case=hearing)
    desk.serve("hearing_notice", "2022-05-11", case=hearing)
    said = {
        "attendance": "双方到场",
        "handler_case": "甲",
        "party_case": "乙",
        "debate": "丙",
        "ended_at": "2022-05-30T11:00",
    }
    desk.do("host", "hold", "2022-05-30T11:00", said, case=hearing)
    desk.do(
        "host", "report", "2022-05-31", {"findings": "已充分听取", "advice": "维持拟处罚意见"}, case=hearing
    )


def discussed(desk: Desk, members: tuple[str, ...] = ("head", "host")) -> None:
    """The item before the heads of the bureau: all of them sit, all vote for it."""
    item = desk.child("committee_item")
    meeting = {
        "body": "bureau_heads",
        "meeting_on": "2022-06-10",
        "place": "局会议室",
        "entitled": len(members),
        "quorum": 2,
    }
    desk.do("secretary", "convene", "2022-06-10", meeting, case=item)
    for name in (desk.officers[who].name for who in members):
        desk.do(
            "secretary",
            "take_attendance",
            "2022-06-10",
            {"attendance": [{"member": name, "status": "present"}]},
            case=item,
        )
    desk.do("one", "present_case", "2022-06-10", {"report_text": "案情"}, case=item)
    for name in (desk.officers[who].name for who in members):
        desk.do(
            "secretary",
            "speak",
            "2022-06-10",
            {"votes": [{"member": name, "vote": "for", "opinion": "同意"}]},
            case=item,
        )
    desk.do("head", "adopt", "2022-06-10", {"resolution": "同意"}, case=item)
