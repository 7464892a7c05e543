# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives consumers' complaints."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from fadu.cases.acts.services import Case
    from fadu.people.services import Officer
    from fadu.scene.stage import Life, Scene

COUNT = 226
UNIT = "消费者权益保护科"
DISPUTES = (
    ("手机", "购买的手机使用三天后无法开机，商家拒绝退换。", "退货退款", 329900),
    ("预付卡", "健身房停业，预付卡余额无法退还。", "退还余额", 218000),
    ("食品", "购买的糕点在保质期内发霉。", "退款并赔偿", 10680),
    ("家具", "定制衣柜尺寸与合同不符，商家拖延整改。", "重新制作或者退款", 1280000),
    ("汽车维修", "维修后同一故障再次出现，商家要求再次收费。", "免费返修", 168000),
    ("网络购物", "商品与页面描述严重不符。", "退货退款", 45900),
    ("教育培训", "培训机构更换地点，拒绝退还剩余课时费。", "退还课时费", 586000),
    ("美容服务", "未经同意增加收费项目。", "退还多收费用", 99800),
)


def lives(scene: Scene, scale: float) -> Iterator[Life]:
    """The complaints of the year."""
    places = range(round(COUNT * scale))
    at_desk = scene.seats.drawn("complaint", places, scene.rng)
    for place in places:
        yield live(scene, at_desk=place in at_desk)


def live(scene: Scene, *, at_desk: bool = False) -> Life:
    """One complaint."""
    first = date(scene.year, 1, 4) + timedelta(days=scene.rng.randrange(345))
    yield scene.moment(scene.working_day(first), scene.rng.randint(9, 16), scene.rng.randrange(60))
    clerk = scene.rng.choice(scene.seats.those(scene.people["registrar"], at_desk=at_desk))
    goods, dispute, request, amount = scene.rng.choice(DISPUTES)
    consumer, trader = (scene.parties(kind, registered=not at_desk) for kind in ("person", "enterprise"))
    payload = {
        "channel": scene.rng.choice(["platform", "platform", "hotline", "visit", "letter", "forwarded"]),
        "received_on": clock.today().isoformat(),
        "goods": goods,
        "dispute": dispute,
        "request": request,
        "claim_amount": amount,
    }
    named = [(consumer, "投诉人"), (trader, "被投诉人")]
    case = scene.open("complaint", clerk, payload, unit=UNIT, parties=named, at_desk=at_desk)
    unit = scene.units[UNIT]["unit_head"][0]
    handler = scene.rng.choice(scene.seats.those(scene.units[UNIT]["case_handler"], at_desk=at_desk))
    yield scene.later(1)
    scene.assign(case, "handler", unit, handler)
    yield scene.later(scene.rng.choice([0, 1, 1, 2, 2, 3, 3, 9 if scene.chance(10) else 1]))
    way = scene.rng.randrange(100)
    if way < 46:
        yield from transferred(scene, case, unit, handler, clerk)
    elif way < 53:
        yield from refused(scene, case, handler)
    else:
        yield from mediated(scene, case, handler, amount)


def reviewed(
    scene: Scene, case: Case, handler: Officer, kind: str, text: str, said: dict[str, Any] | None = None
) -> Life:
    """The reply is reviewed before it goes out, with the ground and the reasons that it says."""
    scene.act(case, "ask_reply_review", handler, {"reply_kind": kind, "reply_text": text, **(said or {})})
    yield from scene.child(case, "legal_review", "reply")


def transferred(scene: Scene, case: Case, unit: Officer, handler: Officer, clerk: Officer) -> Life:
    """Passed on to the station that is competent, with its receipt."""
    transfer = {
        "receiving_kind": "our_unit",
        "receiving_body": scene.rng.choice(
            ["城关市场监督管理所", "河东市场监督管理所", "北站市场监督管理所"]
        ),
        "transfer_reason": "被投诉人实际经营地属该所辖区",
        "attachments": "投诉登记表等相关材料2份，共3页",
    }
    scene.act(case, "transfer", unit, transfer)
    notice = {"told_on": clock.today().isoformat(), "told_by": "sms"}
    if scene.chance(6):
        scene.refused(case, "tell_transfer", clerk, notice)
    yield from reviewed(scene, case, handler, "transfer", "你的投诉已转被投诉人所在地市场监督管理所办理。")
    yield scene.later(1)
    scene.act(case, "tell_transfer", clerk, {"told_on": clock.today().isoformat(), "told_by": "sms"})
    scene.serve_what_waits(case, clerk)
    scene.act(case, "confirm_transfer", clerk, {"transfer_receipt": "已签收"})


def refused(scene: Scene, case: Case, handler: Officer) -> Life:
    """Not accepted, with ground and reasons."""
    ground = {
        "refusal_ground": scene.rng.choice(["not_consumer", "no_material", "handled_elsewhere"]),
        "refusal_reason": "经审查属于不予受理情形；可以与经营者协商或者向人民法院起诉。",
    }
    yield from reviewed(
        scene, case, handler, "refuse", "你的投诉不符合受理条件，理由和其他途径如下。", ground
    )
    scene.act(case, "refuse", handler, ground)
    posted = clock.today()
    yield scene.moment(scene.working_day(posted, 2), 10)  # when the return receipt is back
    scene.serve(case, "refusal_decision", handler, manner="post", sent_on=posted)


def mediated(scene: Scene, case: Case, handler: Officer, amount: int) -> Life:
    """Accepted and mediated: agreed and performed, settled, or ended."""
    scene.act(case, "accept", handler)
    scene.serve_what_waits(case, handler)
    yield scene.later(scene.rng.randint(1, 6))
    in_person = scene.chance(50)
    if in_person:
        day = scene.working_day(clock.today(), 3)
        scene.act(
            case, "invite", handler, {"mediate_on": scene.moment(day, 9).isoformat(), "place": "局调解室"}
        )
        scene.serve_what_waits(case, handler)
        yield scene.moment(day, 10)
    if scene.chance(10):
        scene.act(
            case,
            "settle",
            handler,
            {"settlement": "双方自行和解，商家已退款。", "amount_recovered": amount // 2},
        )
        yield scene.later(scene.rng.randint(0, 2))
        ended = {"told_on": clock.today().isoformat(), "told_by": "phone"}
        scene.act(case, "tell_end_of_mediation", handler, ended)
        return
    scene.act(
        case,
        "mediate",
        handler,
        {
            "attended": "both" if in_person else "remote",
            "both_consent": True,
            "mediation_record": "听取双方意见，核对凭证，提出调解方案。",
        },
    )
    yield scene.later(scene.rng.choice([0, 2, 5, 9, 14, 52 if scene.chance(8) else 20]))
    if scene.chance(68):
        recovered = amount * scene.rng.choice([60, 80, 100, 100]) // 100
        terms = {"agreement": "商家于七日内退还款项，双方别无争议。", "amount_recovered": recovered}
        scene.act(
            case, "agree", handler, {**terms, "perform_by": (clock.today() + timedelta(days=7)).isoformat()}
        )
        scene.serve_what_waits(case, handler)
        yield scene.later(5)
        scene.act(
            case, "record_performance", handler, {"performed": True, "performance_note": "款项已退还。"}
        )
        scene.act(
            case,
            "call_back",
            handler,
            {"satisfaction": scene.rng.choice(["satisfied", "satisfied", "fair", "unreachable"])},
        )
        return
    ground = {"termination_ground": "elsewhere", "termination_reason": "双方分歧较大，明确表示无法达成协议。"}
    text = "因双方无法达成协议，终止调解；你可以向人民法院起诉。"
    yield from reviewed(scene, case, handler, "terminate", text, ground)
    scene.act(case, "terminate", handler, ground)
    yield scene.later(scene.rng.randint(1, 5))
    scene.serve_what_waits(case, handler)
    scene.act(
        case, "tell_termination", handler, {"told_on": clock.today().isoformat(), "told_by": "document"}
    )
