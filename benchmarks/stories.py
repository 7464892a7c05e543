# SPDX-License-Identifier: MulanPSL-2.0
"""Pasts of cases of every large kind, plausible and different from each other, as a source states them to the import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from fadu.intake.histories import History, PastAct
from fadu.kernel.clock import LEGAL_TIME

#: one act: its name, how many days after the one before at most, what it states (given the day)
Step = tuple[str, int, Callable[[Random, str], dict[str, Any]]]


def _nothing(rng: Random, on: str) -> dict[str, Any]:
    return {}


def _receive(rng: Random, on: str) -> dict[str, Any]:
    intake = rng.choice(("window", "window", "online"))
    item = rng.choice(("食品经营许可", "药品零售许可", "计量标准考核", "特种设备使用登记"))
    return {"item": item, "application_kind": "new", "intake": intake, "received_on": on}


def _grant(rng: Random, on: str) -> dict[str, Any]:
    return {
        "opinion": "符合法定条件。",
        "licence_title": "许可证",
        "licence_number": f"JY{rng.randrange(10**9):010d}",
        "scope": "预包装食品销售",
    }


def _refuse(rng: Random, on: str) -> dict[str, Any]:
    return {
        "opinion": "不符合条件。",
        "refusal_reason": "场所不符合要求。",
        "legal_basis": "行政许可法第三十八条",
    }


def _complain(rng: Random, on: str) -> dict[str, Any]:
    return {
        "channel": rng.choice(("platform", "phone", "window", "petition")),
        "received_on": on,
        "goods": rng.choice(("手机", "洗衣机", "奶粉", "健身卡")),
        "dispute": "商品不符合约定",
        "request": "退货退款",
        "claim_amount": rng.randrange(1_000, 900_000),
    }


def _mediate(rng: Random, on: str) -> dict[str, Any]:
    return {"attended": "both", "both_consent": True, "mediation_record": "听取双方意见。"}


def _agree(rng: Random, on: str) -> dict[str, Any]:
    return {"agreement": "商家退款。", "amount_recovered": rng.randrange(1_000, 500_000)}


def _tip_off(rng: Random, on: str) -> dict[str, Any]:
    return {
        "channel": rng.choice(("platform", "phone", "petition")),
        "received_on": on,
        "special_kind": "none",
        "real_name": False,
        "respondent": f"示例商店{rng.randrange(10**4)}",
        "allegation": "销售超过保质期的食品",
    }


def _lead(rng: Random, on: str) -> dict[str, Any]:
    return {
        "source": rng.choice(("complaint", "tip_off", "inspection", "transfer")),
        "received_on": on,
        "suspected_violation": "销售超过保质期的食品",
        "lead_content": "检查时发现。",
    }


def _decide(rng: Random, on: str) -> dict[str, Any]:
    return {
        "facts": "经查明，当事人销售超过保质期的食品。",
        "evidence_summary": "现场笔录、照片",
        "basis": "食品安全法第一百二十四条",
        "penalty_kinds": ["fine"],
        "fine": rng.randrange(50_000, 5_000_000),
        "discretion_grade": rng.choice(("lighter", "mitigated", "general")),
        "discretion_reason": "按裁量基准。",
    }


def _deliver(rng: Random, on: str) -> dict[str, Any]:
    return {"delivered_on": on, "delivery_manner": "personal"}


def _publish(rule: str) -> Callable[[Random, str], dict[str, Any]]:
    return lambda rng, on: {"rule": rule, "channel": "门户网站", "published_on": on}


def _told(rng: Random, on: str) -> dict[str, Any]:
    return {"told_on": on, "told_by": "phone"}


def _text(**values: str) -> Callable[[Random, str], dict[str, Any]]:
    return lambda rng, on: dict(values)


#: kind -> how often among all cases, and the ways its cases go
KINDS: dict[str, tuple[int, tuple[tuple[Step, ...], ...]]] = {
    "licence": (
        45,
        (
            (
                ("receive", 0, _receive),
                ("accept", 4, _nothing),
                ("grant", 18, _grant),
                ("publish", 6, _publish("licence_decision")),
                ("deliver", 4, _deliver),
            ),
            (
                ("receive", 0, _receive),
                ("accept", 7, _nothing),
                ("grant", 30, _grant),
                ("deliver", 12, _deliver),
            ),
            (("receive", 0, _receive), ("accept", 3, _nothing), ("refuse", 20, _refuse)),
        ),
    ),
    "complaint": (
        35,
        (
            (
                ("register", 0, _complain),
                ("accept", 8, _nothing),
                ("mediate", 20, _mediate),
                ("agree", 5, _agree),
                ("call_back", 9, _text(satisfaction="satisfied")),
            ),
            (
                ("register", 0, _complain),
                ("accept", 9, _nothing),
                (
                    "terminate",
                    70,
                    _text(termination_ground="no_agreement", termination_reason="双方意见不一。"),
                ),
                ("tell_termination", 5, _told),
            ),
            (("register", 0, _complain), ("refuse", 12, _text(refusal_ground="not_consumer"))),
        ),
    ),
    "tip_off": (
        14,
        (
            (
                ("register", 0, _tip_off),
                ("file", 16, _text(filing_opinion="建议立案。")),
                ("close", 6, _text(no_notice_reason="匿名举报。")),
            ),
            (
                ("register", 0, _tip_off),
                ("not_file", 30, _text(not_filed_ground="no_violation", not_filed_reason="未发现违法事实。")),
                ("close", 6, _text(no_notice_reason="匿名举报。")),
            ),
        ),
    ),
    "penalty": (
        6,
        (
            (
                ("register", 0, _lead),
                ("file", 14, _text(suspected_violation="销售超过保质期的食品", verification_result="属实。")),
                ("decide", 80, _decide),
                ("publish", 8, _publish("penalty_decision")),
                ("finish_performance", 40, _text(performance_result="全部缴清。")),
                ("close", 12, _text(result="punished", closing_reason="执行完毕。")),
            ),
            (("register", 0, _lead), ("decline", 14, _text(decline_ground="no_violation"))),
        ),
    ),
}


def of_year(year: int, often: int, *, seed: int, unfinished: float = 0.0) -> Iterator[tuple[str, History]]:
    """Kind and past of so many cases of a year; a share of them breaks off after its first act and stays open.

    Numbers count through the year: `清旧〔2021〕000001号`.
    """
    rng = Random(f"{seed} {year}")
    kinds = list(KINDS)
    for place, kind in enumerate(rng.choices(kinds, [KINDS[kind][0] for kind in kinds], k=often), start=1):
        way = rng.choice(KINDS[kind][1])
        steps = way[:1] if rng.random() < unfinished else way
        yield kind, _past(rng, year, place, kind, steps)


def number(year: int, place: int) -> str:
    """The number of a case kept elsewhere."""
    return f"清旧〔{year}〕{place:06d}号"


def _past(rng: Random, year: int, place: int, kind: str, steps: tuple[Step, ...]) -> History:
    longest = sum(days for _, days, _ in steps)
    at = datetime(year, 1, 4, 9, tzinfo=LEGAL_TIME) + timedelta(days=rng.randrange(360 - longest))
    acts = []
    for action, days, states in steps:
        at += timedelta(days=rng.randint(days // 2, days), minutes=rng.randrange(300))
        at = at.replace(hour=9)
        acts.append(PastAct(action=action, at=at, day_only=True, payload=states(rng, at.date().isoformat())))
    return History(
        place=place,
        number=number(year, place),
        title=f"示例案件（{kind}）",
        parties=(),
        acts=tuple(acts),
        digest=f"{year}-{place}",
    )
