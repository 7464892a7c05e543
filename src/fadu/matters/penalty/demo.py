# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives penalty cases: ordinary ones, heavy ones with hearing, review and discussion, and none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.cases.acts.services import Case
    from fadu.scene.stage import Life, Scene

COUNT = 41
UNIT = "综合执法大队"
#: small traders are mostly fined below the floor of this article, which must be said to be mitigation
MITIGATED = "食品安全法第一百二十四条第一款第五项"
MITIGATION = {
    "discretion_grade": "mitigated",
    "discretion_reason": "当事人主动消除危害后果，货值很小，依行政处罚法第三十二条减轻处罚。",
}
CHANNEL = "国家企业信用信息公示系统"
VIOLATIONS = (
    ("销售超过保质期的食品", "货架上有超过保质期的食品待售", MITIGATED, 500000, True),
    ("未按规定明码标价", "销售商品未标明价格", "价格法第四十二条", 100000, False),
    ("发布违法广告", "广告使用绝对化用语", "广告法第五十七条第一项", 2000000, False),
    ("销售不合格产品", "抽检不合格的产品仍在销售", "产品质量法第四十九条", 800000, True),
    ("未经许可从事食品经营", "未取得许可擅自经营食品", "食品安全法第一百二十二条第一款", 5000000, True),
    ("使用未经检定的计量器具", "使用未经检定的电子秤", "计量法实施细则第四十三条", 50000, False),
)


def lives(scene: Scene, scale: float) -> Iterator[Life]:
    """The cases of the year; a few are heavy."""
    for place in range(round(COUNT * scale)):
        yield live(scene, heavy=place % 9 == 4)


def live(scene: Scene, *, heavy: bool) -> Life:
    """One case, from the lead to its closing."""
    last = 200 if heavy else 285
    first = date(scene.year, 1, 4) + timedelta(days=scene.rng.randrange(last))
    yield scene.moment(scene.working_day(first), scene.rng.randint(9, 16), scene.rng.randrange(60))
    name, fact, basis, fine, goods = scene.rng.choice(VIOLATIONS)
    clerk, party = scene.rng.choice(scene.people["registrar"]), scene.parties("enterprise")
    lead = {
        "source": scene.rng.choice(["inspection", "inspection", "tip_off", "sampling", "complaint"]),
        "received_on": clock.today().isoformat(),
        "suspected_violation": name,
        "lead_content": f"检查（举报、抽检）发现当事人{fact}。",
    }
    case = scene.open("penalty", clerk, lead, unit=UNIT, parties=[(party, "当事人")])
    people = scene.units[UNIT]
    unit, head = people["unit_head"][0], scene.people["deputy_head"][0]
    one, two = scene.rng.sample(list(people["case_handler"]), 2)
    yield scene.later(1)
    scene.assign(case, "handler", unit, one)
    if scene.chance(12):
        scene.refused(case, "gather", one, evidence(party.name))
    scene.assign(case, "handler", unit, two)
    yield scene.later(scene.rng.choice([2, 4, 6, 9, 18 if scene.chance(12) else 5]))
    filing = {
        "suspected_violation": name,
        "verification_result": "经核查，有证据初步证明存在违法行为。",
        "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
        "violation_continues": True,
    }
    scene.signed(case, "file", filing, one, unit, head)
    yield scene.later(scene.rng.randint(1, 4))
    scene.act(case, "gather", one, evidence(party.name))
    if scene.chance(70):
        order = {
            "correction_facts": fact,
            "correction_basis": basis,
            "correction_content": "立即停止违法行为并改正。",
        }
        scene.signed(case, "order_correction", order, one, head)
        scene.serve(case, "correction_order", one)
    yield scene.later(scene.rng.randint(8, 25))
    words = common_words(fact, basis, 20000000 if heavy else fine, goods=goods)
    if basis == MITIGATED and not heavy:
        words |= MITIGATION
    yield from examined(scene, case, words, name, one=one, none=not heavy and scene.chance(10))
    if case.stage == "closed":
        return
    yield from decided(scene, case, words, one=one, heavy=heavy)
    yield from finished(scene, case, one=one, result="penalised")


def evidence(name: str) -> dict[str, Any]:
    """The first evidence of a case."""
    row = {
        "title": "现场照片",
        "kind": "object",
        "taken_on": clock.today().isoformat(),
        "place": "当事人经营场所",
        "from_whom": name,
        "copies": 6,
    }
    return {"evidence": [row], "rights_told_on": clock.today().isoformat()}


def common_words(fact: str, basis: str, fine: int, *, goods: bool) -> dict[str, Any]:
    """What notice and decision say alike."""
    words: dict[str, Any] = {
        "facts": f"经查，当事人{fact}，案发后配合调查。",
        "evidence_summary": "现场笔录、询问笔录、照片、进销货票据，相互印证。",
        "basis": basis,
        "penalty_kinds": ["fine"],
        "fine": fine,
        "discretion_grade": "lighter",
        "discretion_reason": "当事人主动改正并配合调查，货值较小。",
    }
    if goods:
        words |= {
            "discretion_grade": "ordinary",
            "discretion_reason": "没有从轻、减轻或者从重的情节，按一般幅度处罚。",
        }
        words |= {
            "penalty_kinds": ["fine", "confiscate_goods"],
            "confiscated_goods": 38600,
            "goods_list": "涉案食品（产品）一批",
        }
    return words


def examined(scene: Scene, case: Case, words: dict[str, Any], name: str, *, one: Any, none: bool) -> Life:
    """Investigation concluded, case examined; where no penalty is due, decided so and closed."""
    unit, head = scene.units[UNIT]["unit_head"][0], scene.people["deputy_head"][0]
    plan = {"nature": name, "disposition": "no_penalty" if none else "penalty"}
    base = {k: words[k] for k in ("facts", "evidence_summary", "discretion_reason")} if none else words
    scene.act(case, "conclude", one, {**base, **plan})
    yield scene.later(scene.rng.randint(2, 7))
    if scene.chance(15):
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
            {"defence_review": "所提情节已在裁量中考虑。", "defence_adopted": "partly"},
        )
    scene.refused(case, "submit", unit) if not heavy else None
    yield scene.later(7)
    scene.act(case, "submit", unit)
    if heavy:
        yield from discussed(scene, case, words, one=one)
    yield scene.later(scene.rng.randint(1, 4))
    scene.signed(case, "decide", {**words, "payment_account": "当事人所在地代收银行"}, one, unit, head)
    yield scene.later(scene.rng.randint(1, 4))
    scene.serve(case, "penalty_decision", one)
    yield scene.later(scene.rng.choice([1, 2, 3, 4, 9 if scene.chance(15) else 5]))
    scene.publish(case, "penalty_decision", one, CHANNEL)
    yield from scene.child(case, "performance")


def discussed(scene: Scene, case: Case, words: dict[str, Any], *, one: Any) -> Life:
    """Legal review after the hearing, then the heads of the bureau."""
    unit = scene.units[UNIT]["unit_head"][0]
    scene.act(case, "ask_legal_review", unit)
    yield from scene.child(case, "legal_review")
    scene.refused(case, "decide", one, words)
    yield scene.later(1)
    scene.act(case, "ask_collective_discussion", unit)
    yield from scene.child(case, "committee_item", "collective_discussion")


def finished(scene: Scene, case: Case, *, one: Any, result: str) -> Life:
    """Everything performed, the case is closed."""
    unit, head = scene.units[UNIT]["unit_head"][0], scene.people["deputy_head"][0]
    scene.act(case, "finish_performance", one, {"performance_result": "罚没款已缴清，没收物品已处理。"})
    yield scene.later(scene.rng.randint(2, 10))
    scene.signed(case, "close", {"result": result, "closing_reason": "处罚决定执行完毕。"}, one, unit, head)
