# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives licence applications, from the window to the delivered decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.kernel import clock
from fadu.law import library as law
from fadu.law.catalogue import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.cases.acts.services import Case
    from fadu.scene.stage import Life, Scene

COUNT = 172
UNIT = "行政许可科"
#: its renewal is asked for half a year ahead
MEASURING = "计量标准器具核准"
FOOD, LIFTS, DEVICES = "食品经营许可", "特种设备使用登记", "第三类医疗器械经营许可"
#: what a business is called -> what it asks for; eight each, drawn alike
_BY_TRADE = {
    ("食品",): (FOOD, FOOD, "食品小作坊登记", *["食品生产许可"] * 5),
    ("餐饮",): (*[FOOD] * 5, "食品小作坊登记", "食品小作坊登记", LIFTS),
    ("药房",): (*["药品零售许可"] * 4, DEVICES, DEVICES, DEVICES, FOOD),
    ("汽车", "电器"): (*[LIFTS] * 4, *[MEASURING] * 4),
    ("家具", "健身"): (LIFTS,) * 8,
}
_OF_OTHERS = (*[FOOD] * 6, LIFTS, LIFTS)
#: how the number of a licence begins
_LETTERS = {FOOD: "JY1", "食品小作坊登记": "XZF", "食品生产许可": "SC1", "药品零售许可": "CB", LIFTS: "梯11"}


def items_of(name: str) -> tuple[str, ...]:
    """What a business of that name asks for: a furniture shop no licence for food.

    >>> set(items_of("城东百惠家具有限公司")), items_of("清河康宁药房有限公司")[0]
    ({'特种设备使用登记'}, '药品零售许可')
    """
    return next(
        (items for words, items in _BY_TRADE.items() if any(word in name for word in words)), _OF_OTHERS
    )


def lives(scene: Scene, scale: float) -> Iterator[Life]:
    """The applications of the year."""
    places = range(round(COUNT * scale))
    at_desk = scene.seats.drawn("licence", places, scene.rng)
    for place in places:
        yield live(scene, at_desk=place in at_desk)


def live(scene: Scene, *, at_desk: bool = False) -> Life:
    """One application."""
    first = date(scene.year, 1, 4) + timedelta(days=scene.rng.randrange(352))
    yield scene.moment(scene.working_day(first), scene.rng.randint(9, 16), scene.rng.randrange(60))
    window = scene.rng.choice(scene.seats.those(scene.people["window_clerk"], at_desk=at_desk))
    party = scene.parties("enterprise", registered=not at_desk)
    kind = scene.rng.choice(["new", "new", "new", "change", "renewal"])
    item = scene.rng.choice(items_of(party.name))
    payload = {
        "item": item,
        "application_kind": kind,
        "intake": scene.rng.choice(["window", "online", "online"]),
        "received_on": clock.today().isoformat(),
        "materials": "申请书、主体资格证明、场所平面图、管理制度各一份",
    }
    if kind == "renewal":
        # closer to its end, and the law renews it before a slow office has decided
        ahead = scene.rng.randint(80, 110) + (140 if item == MEASURING else 0)
        payload["expires_on"] = (clock.today() + timedelta(days=ahead)).isoformat()
    if kind == "change":
        payload["expires_on"] = (clock.today() + timedelta(days=700)).isoformat()
    case = scene.open("licence", window, payload, unit=UNIT, parties=[(party, "申请人")], at_desk=at_desk)
    if scene.chance(6):
        yield from corrected(scene, case, window)
    if scene.chance(3):
        yield scene.later(7)  # nobody looked at it: after five working days the law accepts it
    else:
        yield scene.later(scene.rng.randint(0, 3))
        if scene.chance(3):
            refusal = {
                "not_accepted_ground": "not_competent",
                "competent_body": "市市场监督管理局",
                "refusal_basis": "行政许可法第三十二条第一款第二项",
            }
            scene.act(case, "refuse_acceptance", window, refusal)
            scene.serve_what_waits(case, window)
            return
        scene.act(case, "accept", window)
        scene.serve_what_waits(case, window)
    yield from reviewed(scene, case, window, term(item, kind), span(item, payload))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when and until when a licence runs, where the former one says so: five years from today for others."""

    begins: date | None = None
    ends: date | None = None


def span(item: str, payload: Mapping[str, str]) -> Span:
    """A renewed licence runs from the day after the old one ends, unless its item says otherwise; a changed one ends with it."""
    expires = payload.get("expires_on")
    if expires and payload["application_kind"] == "change":
        return Span(ends=date.fromisoformat(expires))
    subject = Subject(catalogue="licence/item", name=item, about=(("application_kind", "renewal"),))
    if not expires or law().says("valid_from", subject, clock.today()) == "decision":
        return Span()
    return Span(begins=date.fromisoformat(expires) + timedelta(days=1))


def term(item: str, kind: str) -> int:
    """How many working days there are to decide, by the law of the day."""
    subject = Subject(catalogue="licence/item", name=item, about=(("application_kind", kind),))
    return law().limit("licence/decision", clock.today(), subject=subject).amount


def corrected(scene: Scene, case: Case, window: object) -> Life:
    """What is missing is told once; a second time is refused."""
    yield scene.later(scene.rng.randint(0, 2))
    until = clock.today() + timedelta(days=20)
    request = {
        "missing_materials": "缺少场所使用证明和从业人员健康证明。",
        "correction_by": until.isoformat(),
    }
    scene.act(case, "ask_correction", window, request)  # type: ignore[arg-type]
    scene.serve_what_waits(case, window)  # type: ignore[arg-type]
    yield scene.later(scene.rng.randint(2, 7))
    scene.act(case, "receive_corrections", window, {"supplied": "场所使用证明、健康证明各一份"})  # type: ignore[arg-type]
    if scene.chance(30):
        scene.refused(case, "ask_correction", window, request)  # type: ignore[arg-type]


def reviewed(scene: Scene, case: Case, window: object, days: int, runs: Span) -> Life:
    """Review, decision within so many working days (hardly ever later), delivery, publication."""
    people = scene.units[UNIT]
    unit, head = people["unit_head"][0], scene.people["deputy_head"][0]
    handler, second = scene.rng.sample(scene.seats.those(people["case_handler"], at_desk=case), 2)
    yield scene.later(1)
    scene.assign(case, "handler", unit, handler)
    if scene.chance(45):
        scene.assign(case, "inspector", unit, handler, second)
        yield scene.later(scene.rng.randint(1, 3))
        seen = {
            "checked_at": clock.now().isoformat(),
            "place": "申请人经营场所",
            "findings": "场所、设施、制度与申请材料一致。",
            "conclusion": "met",
        }
        scene.act(case, "inspect_site", handler, seen)
    if scene.chance(6):
        scene.act(
            case,
            "start_step",
            handler,
            {"step_kind": scene.rng.choice(["expert", "testing"]), "step_days": 10},
        )
        scene.serve_what_waits(case, handler)
        if scene.chance(30):
            scene.refused(case, "grant", handler, granted(scene, case, runs))
        yield scene.later(7)
        scene.act(case, "end_step", handler, {"step_result": "专家评审（检测）通过。"})
    if scene.chance(4):
        scene.act(case, "extend", head, {"extension_reason": "涉及事项较多，需要进一步核实。"})
        scene.serve_what_waits(case, handler)
    wait = scene.rng.choice([3, 5, 6, 8, 9, 11, 12, 10])
    yield scene.later(days + 4 if scene.chance(1) else min(wait, days - 5))
    if scene.chance(5):
        refused = {
            "opinion": "不符合条件。",
            "refusal_reason": "经营场所不符合食品安全标准规定的条件。",
            "legal_basis": "行政许可法第三十八条第二款",
        }
        scene.signed(case, "refuse", refused, handler, unit, head)
        scene.serve(case, "refusal_decision", handler)
        return
    scene.signed(case, "grant", granted(scene, case, runs), handler, unit, head)
    yield scene.later(scene.rng.randint(1, 3))
    scene.publish(case, "licence_decision", handler, "信用公示系统")
    yield scene.later(scene.rng.randint(0, 1))
    delivered = {
        "delivered_on": clock.today().isoformat(),
        "delivery_manner": scene.rng.choice(["window", "post", "electronic"]),
    }
    scene.serve_what_waits(case, window)  # type: ignore[arg-type]
    scene.act(case, "deliver", window, delivered)  # type: ignore[arg-type]


def granted(scene: Scene, case: Case, runs: Span) -> dict[str, str]:
    """What a decision to grant says; the licence runs from today, a renewed one from the day after the old one."""
    since = runs.begins or clock.today()
    five_years = since.replace(year=since.year + 5, day=min(since.day, 28)) - timedelta(days=1)
    letters = next((letters for item, letters in _LETTERS.items() if item in case.called), "许")
    return {
        "opinion": "申请材料齐全，符合法定条件、标准。",
        "licence_title": "许可证",
        "licence_number": f"{letters}{scene.bureau.region_code[:6]}{case.pk:07d}",
        "scope": "准予从事所申请的活动。",
        "valid_from": since.isoformat(),
        "valid_to": (runs.ends or five_years).isoformat(),
    }
