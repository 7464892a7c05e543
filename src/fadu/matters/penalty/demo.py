# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives penalty cases: ordinary ones, heavy ones with hearing, review and discussion, and none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.matters.penalty.demo_inquiry import archived, inquired
from fadu.matters.penalty.offences import HEAVY, offences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.cases.acts.services import Case
    from fadu.matters.penalty.offences import Offence
    from fadu.scene.stage import Life, Scene

COUNT = 41
UNIT = "综合执法大队"
CHANNEL = "国家企业信用信息公示系统"
#: how a lead came -> in the words of the register
FOUND_BY = {
    "inspection": "执法人员在日常监督检查中发现",
    "tip_off": "经核查举报线索，初步查明",
    "sampling": "根据监督抽样检验的报告，发现",
    "complaint": "在处理消费投诉的过程中发现",
}
#: from how many offences of a trade one is drawn
OFFENCES = 6


def lives(scene: Scene, scale: float) -> Iterator[Life]:
    """The cases of the year; a few are heavy."""
    heavy = [place % 9 == 4 for place in range(round(COUNT * scale))]
    at_desk = frozenset[int]()
    for alike in (False, True):
        places = [place for place, is_heavy in enumerate(heavy) if is_heavy is alike]
        at_desk |= scene.seats.drawn("penalty", places, scene.rng)
    for place, is_heavy in enumerate(heavy):
        yield live(scene, heavy=is_heavy, by_first=place % 3 == 0, at_desk=place in at_desk)


def live(scene: Scene, *, heavy: bool, by_first: bool, at_desk: bool = False) -> Life:
    """One case, from the lead to its closing."""
    last = 200 if heavy else 352
    first = date(scene.year, 1, 4) + timedelta(days=scene.rng.randrange(last))
    yield scene.moment(scene.working_day(first), scene.rng.randint(9, 16), scene.rng.randrange(60))
    drawn = scene.rng.choice(range(OFFENCES))
    clerk = scene.rng.choice(scene.seats.those(scene.people["registrar"], at_desk=at_desk))
    party = scene.parties("enterprise", registered=not at_desk)
    offence = HEAVY if heavy else offences_of(party.name)[drawn]
    lead = {
        "source": scene.rng.choice(["inspection", "inspection", "tip_off", "sampling", "complaint"]),
        "received_on": clock.today().isoformat(),
        "suspected_violation": offence.name,
    }
    lead["lead_content"] = f"{FOUND_BY[lead['source']]}当事人{offence.fact}。"
    case = scene.open("penalty", clerk, lead, unit=UNIT, parties=[(party, "当事人")], at_desk=at_desk)
    people = scene.units[UNIT]
    unit, head = people["unit_head"][0], scene.people["deputy_head"][0]
    one, two = scene.pair(UNIT, by_first=by_first, at_desk=at_desk)
    yield scene.later(1)
    scene.assign(case, "handler", unit, one)
    if scene.chance(8):
        scene.refused(case, "gather", one, evidence(party.name))
    scene.assign(case, "handler", unit, two)
    yield scene.later(scene.rng.choice([2, 4, 6, 9, 18 if scene.chance(12) else 5]))
    scene.signed(case, "file", filing(offence), one, unit, head)
    yield from pursued(scene, case, offence, lead, one=one, heavy=heavy)


def live_led(scene: Scene, trader: Any, one: Any, two: Any, *, at_desk: bool = False) -> Case:
    """The case that a tip-off leads to, entered and filed now, since filing is one decision; the tip names it. It is lived to its end beside.

    ``one`` and ``two`` have verified the tip and handle the case.
    """
    offence = offences_of(trader.name)[scene.rng.choice(range(OFFENCES))]
    lead = {
        "source": "tip_off",
        "received_on": clock.today().isoformat(),
        "suspected_violation": offence.name,
        "lead_content": f"{FOUND_BY['tip_off']}当事人{offence.fact}。",
    }
    clerk = scene.rng.choice(scene.seats.those(scene.people["registrar"], at_desk=at_desk))
    case = scene.open("penalty", clerk, lead, unit=UNIT, parties=[(trader, "当事人")], at_desk=at_desk)
    unit, head = scene.units[UNIT]["unit_head"][0], scene.people["deputy_head"][0]
    scene.assign(case, "handler", unit, one, two)
    scene.signed(case, "file", filing(offence), one, unit, head)
    scene.also(pursued(scene, case, offence, lead, one=one, heavy=False))
    return case


def filing(offence: Offence) -> dict[str, Any]:
    """What the filing of a case says."""
    return {
        "suspected_violation": offence.name,
        "verification_result": "经核查，有证据初步证明存在违法行为。",
        "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
        "violation_continues": True,
    }


def pursued(
    scene: Scene, case: Case, offence: Offence, lead: dict[str, Any], *, one: Any, heavy: bool
) -> Life:
    """One case from its filing to its closing."""
    head = scene.people["deputy_head"][0]
    party = case.parties.get().party
    yield scene.later(scene.rng.randint(1, 4))
    inquired(scene, case, one, lead)
    scene.act(case, "gather", one, evidence(party.name))
    if scene.chance(70) and offence.violated(clock.today()):
        order = {
            "correction_facts": offence.fact,
            "correction_basis": offence.violated(clock.today()),
            "correction_content": "立即停止违法行为并改正。",
        }
        scene.signed(case, "order_correction", order, one, head)
        scene.serve(case, "correction_order", one)
    yield scene.later(scene.rng.randint(8, 25))
    words = common_words(offence, f"party:{party.pk}", date.fromisoformat(lead["received_on"]))
    yield from examined(scene, case, words, offence.name, one=one, none=not heavy and scene.chance(10))
    if case.stage == "closed":
        return
    yield from decided(scene, case, words, one=one, heavy=heavy)
    yield from finished(scene, case, one=one, result="penalised", takes_goods=offence.takes_goods)


def evidence(name: str) -> dict[str, Any]:
    """The first evidence of a case."""
    row = {
        "title": "现场照片",
        "kind": "object",
        "taken_on": clock.today().isoformat(),
        "place": "当事人经营场所",
        "from_whom": name,
        "method": "拍照",
        "copies": 6,
    }
    slips = {**row, "title": "进销货票据", "kind": "document", "method": "复制", "copies": 4}
    return {"evidence": [row, slips], "rights_told_on": clock.today().isoformat()}


def common_words(offence: Offence, party: str, found_on: date) -> dict[str, Any]:
    """What notice and decision say alike."""
    return {
        "facts": f"经查，当事人{offence.fact}，案发后配合调查。",
        "evidence_summary": "1.现场笔录一份、现场照片6张，证明检查时的现场情况；2.对当事人负责人的询问笔录一份，证明违法行为的经过；"
        "3.进销货票据复印件4份，证明经营情况。以上证据经当事人核对，来源合法，相互印证。",
        "bases": [offence.charged(party, found_on)],
        **offence.words(found_on, party),
    }


def examined(scene: Scene, case: Case, words: dict[str, Any], name: str, *, one: Any, none: bool) -> Life:
    """Investigation concluded, case examined; where no penalty is due, decided so and closed."""
    unit, head = scene.units[UNIT]["unit_head"][0], scene.people["deputy_head"][0]
    plan = {"nature": name, "disposition": "no_penalty" if none else "penalty"}
    base = {k: words[k] for k in ("facts", "evidence_summary", "discretion_reason")} if none else words
    scene.act(case, "conclude", one, {**base, **plan})
    yield scene.later(scene.rng.randint(2, 7))
    if scene.chance(8):
        scene.refused(case, "examine", one, {"exam_opinion": "agree", "exam_text": "同意。"})
    scene.act(
        case,
        "examine",
        scene.people["case_examiner"][0],
        {"exam_opinion": "agree", "exam_text": "同意承办机构意见。"},
    )
    if not none:
        return
    yield scene.later(1)
    scene.act(case, "submit_without_notice", unit)
    reason = {
        "facts": words["facts"],
        "evidence_summary": words["evidence_summary"],
        "no_penalty_ground": "first_minor",
        "education": "对当事人进行了教育。",
    }
    scene.signed(case, "decide_no_penalty", reason, one, unit, head)
    yield scene.later(3)
    scene.serve(case, "no_penalty_decision", one)
    scene.signed(
        case, "close", {"result": "no_penalty", "closing_reason": "不予处罚决定已送达。"}, one, unit, head
    )
    case.refresh_from_db()


def decided(scene: Scene, case: Case, words: dict[str, Any], *, one: Any, heavy: bool) -> Life:
    """Told, defended, heard where there is a right to it, reviewed, discussed, decided."""
    unit, head = scene.units[UNIT]["unit_head"][0], scene.people["deputy_head"][0]
    yield scene.later(1)
    scene.signed(case, "notify", {**words, **({"hearing_told": True} if heavy else {})}, one, head)
    yield scene.later(1)
    scene.serve(case, "penalty_notice", one)
    party = case.parties.get().party
    if heavy:
        yield scene.later(2)
        asked = {"hearing_reason": "认为处罚过重，请求听证。", "requested_on": clock.today().isoformat()}
        scene.act(case, "request_hearing", one, asked, party=party)
        yield from scene.child(case, "hearing")
    elif scene.chance(30):
        yield scene.later(2)
        scene.act(case, "plead", one, {"defence_text": "请求从轻处理。"}, party=party)
        scene.act(
            case,
            "answer_defence",
            one,
            {"defence_review": "所提情节已在裁量中考虑，不再另行从轻。", "defence_adopted": "rejected"},
        )
    if not heavy and scene.chance(12):
        scene.refused(case, "submit", unit)
    yield scene.later(7)
    scene.act(case, "submit", unit)
    if heavy:
        yield from discussed(scene, case, words, one=one)
    yield scene.later(scene.rng.randint(1, 4))
    scene.signed(case, "decide", words, one, unit, head)
    yield scene.later(scene.rng.randint(1, 4))
    scene.serve(case, "penalty_decision", one)
    yield scene.later(scene.rng.choice([1, 2, 3, 4, 9 if scene.chance(15) else 5]))
    scene.act(case, "review_publication", unit, {"publication_handling": "无", "as_served": True})
    scene.publish(case, "penalty_decision", one, CHANNEL)
    yield from scene.child(case, "performance")


def discussed(scene: Scene, case: Case, words: dict[str, Any], *, one: Any) -> Life:
    """Legal review after the hearing, then the heads of the bureau."""
    unit = scene.units[UNIT]["unit_head"][0]
    scene.act(case, "ask_legal_review", unit)
    yield from scene.child(case, "legal_review")
    if scene.chance(30):
        scene.refused(case, "decide", one, words)
    yield scene.later(1)
    scene.act(case, "ask_collective_discussion", unit)
    yield from scene.child(case, "committee_item", "collective_discussion")


def finished(scene: Scene, case: Case, *, one: Any, result: str, takes_goods: bool) -> Life:
    """Everything performed, the case is closed."""
    unit, head = scene.units[UNIT]["unit_head"][0], scene.people["deputy_head"][0]
    result_words = "罚款已缴清，没收的物品已处理。" if takes_goods else "罚款已缴清。"
    scene.act(case, "finish_performance", one, {"performance_result": result_words})
    yield scene.later(scene.rng.randint(2, 10))
    scene.signed(case, "close", {"result": result, "closing_reason": "处罚决定执行完毕。"}, one, unit, head)
    yield from archived(scene, case, one)
