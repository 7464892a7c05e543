# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives tip-offs: the informant sealed, two officers, verification in its term, notice reviewed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.kernel import clock
from fadu.law import library as law
from fadu.matters.tip_off.facts import SPECIAL_DUTIES
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.scene.stage import Life, Scene

COUNT = 64
UNIT = "综合执法大队"
ALLEGATIONS = (
    ("food", "店内销售超过保质期的食品。"),
    ("unlicensed", "经营场所未公示营业执照，疑似无证经营。"),
    ("general", "商品标价与结算价格不一致，存在价格欺诈。"),
    ("advertising", "广告使用“最佳”等绝对化用语。"),
    ("general", "销售的电动自行车不符合国家标准。"),
    ("general", "外卖商家实际地址与公示地址不符。"),
)

#: what an informant is told, as it is reviewed before
TOLD = "已经核查并作出是否立案的决定，现将结果告知。"
#: why a tip leads to no case: ground -> in the words of the notice
NOT_FILED = {
    "unfounded": "经核查，现有材料不能证明存在所反映的违法行为。",
    "minor_corrected": "经核查，违法行为轻微，已当场改正，没有造成危害后果。",
    "first_minor": "经核查，当事人系初次违法，危害后果轻微，已及时改正。",
}


def lives(scene: Scene, scale: float) -> Iterator[Life]:
    """The tip-offs of the year."""
    places = range(round(COUNT * scale))
    at_desk = scene.seats.drawn("tip_off", places, scene.rng)
    for place in places:
        yield live(scene, at_desk=place in at_desk)


def live(scene: Scene, *, at_desk: bool = False) -> Life:
    """One tip-off."""
    first = date(scene.year, 1, 4) + timedelta(days=scene.rng.randrange(335))
    yield scene.moment(scene.working_day(first), scene.rng.randint(9, 16), scene.rng.randrange(60))
    clerk = scene.rng.choice(scene.seats.those(scene.people["registrar"], at_desk=at_desk))
    named = scene.chance(60)
    trader = scene.parties("enterprise")
    special, allegation = scene.rng.choice(ALLEGATIONS)
    payload = {
        "channel": scene.rng.choice(["platform", "hotline", "letter", "petition", "petition"]),
        "received_on": clock.today().isoformat(),
        "special_kind": special,
        "real_name": named,
        "respondent": trader.name,
        "allegation": allegation,
    }
    if named:
        payload |= {
            "informant_name": "匿".join(scene.rng.sample("赵钱孙李周吴", 2)),
            "informant_phone": f"139{scene.rng.randrange(10**8):08d}",
        }
    case = scene.open("tip_off", clerk, payload, unit=UNIT, at_desk=at_desk)
    unit, head = scene.units[UNIT]["unit_head"][0], scene.people["deputy_head"][0]
    first_officer, second = scene.rng.sample(
        scene.seats.those(scene.units[UNIT]["case_handler"], at_desk=at_desk), 2
    )
    yield scene.later(1)
    if scene.chance(6):
        scene.refused(
            case, "verify", first_officer, {"visited_on": clock.today().isoformat(), "findings": "—"}
        )
    scene.assign(case, "handler", unit, first_officer, second)
    is_urgent = special == "advertising"  # seven working days in all
    yield scene.later(1 if is_urgent else scene.rng.randint(2, 9))
    scene.act(
        case,
        "verify",
        first_officer,
        {"visited_on": clock.today().isoformat(), "findings": "到场核查，制作现场笔录，调取进货和销售记录。"},
    )
    if not is_urgent and scene.chance(15):
        scene.act(case, "extend", head, {"extension_reason": "需要调取第三方平台数据。"})
        yield scene.later(10)
    yield scene.later(1 if is_urgent else scene.rng.choice([1, 2, 3, 4, 14 if scene.chance(8) else 2]))
    if scene.chance(28):
        led_to = scene.led["penalty"](scene, trader, first_officer, second, at_desk=at_desk)
        scene.signed(
            case,
            "file",
            {"filing_opinion": "有初步证据证明存在违法行为，建议立案。", "linked": [led_to.number]},
            first_officer,
            unit,
            head,
        )
    else:
        ground = scene.rng.choice(list(NOT_FILED))
        reason = {"not_filed_ground": ground, "not_filed_reason": NOT_FILED[ground]}
        scene.signed(case, "not_file", reason, first_officer, unit, head)
    if named:
        if scene.chance(12):
            scene.refused(case, "tell", first_officer, _told(case.edition, special))
        scene.act(
            case,
            "ask_reply_review",
            first_officer,
            {"reply_kind": "tell", "reply_text": TOLD},
        )
        yield from scene.child(case, "legal_review", "reply")
        yield scene.later(scene.rng.randint(0, 1))
        scene.act(case, "tell", first_officer, _told(case.edition, special))
    else:
        scene.act(case, "close", first_officer, {"no_notice_reason": "匿名举报，无法告知。"})


def _told(edition: date, special: str) -> dict[str, str]:
    """What the telling of the result takes in an edition: where a statute of its field owes it, the article."""
    telling = {"told_on": clock.today().isoformat(), "told_by": "phone"}
    action = library().edition("tip_off", edition).actions["tell"]
    if "result_text" in action.sets:
        telling["result_text"] = TOLD
    duties = law().options(SPECIAL_DUTIES, clock.today())
    cites = [duty.cites[0] for duty in duties if duty.key == special]
    if cites and "notice_basis" in action.may_set:
        telling["notice_basis"] = cites[0]
    return telling
