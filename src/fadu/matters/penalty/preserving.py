# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of evidence that is preserved by registration (先行登记保存): dealt with once each, and before the case ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date
from fadu.matters.penalty.seized import APPRAISAL, standing
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.decision import Verdict, World

_PRESERVES = ("preserve", "preserve_at_once")
_SETTLES = ("settle_preservation", "preservation_lapses")


def _count(world: World, *actions: str) -> int:
    return sum(len(world.state.done(action)) for action in actions)


@guard("something_preserved", "有先行登记保存、尚未处理的证据", law="penalty/preservation")
def something_preserved(world: World) -> Verdict:
    """Evidence is being preserved that nobody has dealt with: each preserving is settled once, or lapses."""
    if _count(world, *_PRESERVES) > _count(world, *_SETTLES):
        return HOLDS
    return Ground(
        code="nothing_preserved",
        message="本案没有先行登记保存而尚未处理的证据。",
        remedy="先办理先行登记保存；已经处理的，不再重复处理",
    )


@guard("approval_owed", "当场登记保存尚未补办批准", law="penalty/preservation")
def approval_owed(world: World) -> Verdict:
    """Evidence was preserved at once, and the head has not approved it yet: each is approved once (程序规定 33)."""
    if _count(world, "preserve_at_once") > _count(world, "approve_preservation"):
        return HOLDS
    return Ground(
        code="nothing_to_approve",
        message="本案没有尚未补办批准的当场登记保存。",
        remedy="先登记当场保存；已经补办批准的，不再重复办理",
        unknown=world.replay,
    )


@guard(
    "preservation_settled",
    "先行登记保存、查封扣押的都已处理",
    law=("penalty/preservation", "penalty/seizure", "penalty/seizure_disposal"),
    version=2,
)
def preservation_settled(world: World) -> Verdict:
    """No evidence is still being preserved, and nothing seized, when the case ends (程序规定 35, 42)."""
    state = world.state
    began = max((e.seq for action in _PRESERVES for e in state.done(action)), default=0)
    ended = max((e.seq for action in _SETTLES for e in state.done(action)), default=0)
    if began <= ended and standing(state):
        return Ground(
            code="still_seized",
            message="尚有查封、扣押的财物没有解除、处理。",
            cites=(*world.cites("penalty/seizure"), *world.cites("penalty/seizure_disposal")),
            remedy="登记查封、扣押的解除和处理",
        )
    if began <= ended:
        return HOLDS
    return Ground(
        code="still_preserved",
        message="尚有先行登记保存的证据没有处理。",
        remedy="先作出处理或者解除登记保存",
    )


@guard("preservation_ended", "先行登记保存的都已处理", law="penalty/preservation")
def preservation_ended(world: World) -> Verdict:
    """What is registered for preservation is dealt with where it was registered: its seven days do not begin again elsewhere."""
    state = world.state
    began = max((e.seq for action in _PRESERVES for e in state.done(action)), default=0)
    ended = max((e.seq for action in _SETTLES for e in state.done(action)), default=0)
    if began <= ended:
        return HOLDS
    return Ground(
        code="still_preserved",
        message="尚有先行登记保存的证据没有处理。",
        remedy="先作出处理或者解除登记保存；也可以将另一案并入本案",
    )


@guard("seized_goods_go_over", "所涉的鉴定已有结论", law="penalty/seizure")
def seized_goods_go_over(world: World) -> Verdict:
    """What is seized goes over with its term once nothing of it is being tested: what testing adds is known only at its end."""
    tested = [
        s
        for s in world.state.spells
        if s.key == APPRAISAL and s.end is None and s.seq not in world.state.void
    ]
    if not (tested and standing(world.state)):
        return HOLDS
    return Ground(
        code="seized_goods_tested",
        message="查封、扣押的财物正在检测、检验、检疫、鉴定，其期间尚未确定，不能随案转入另一案。",
        remedy="先登记鉴定结论；也可以将另一案并入本案",
    )


def on_the_spot(world: World) -> str:
    """Whoever preserved on the spot asks for approval, names the notice, and the goods are those of it; empty where nobody did."""
    done = world.state.done("preserve_at_once")
    if not done:
        return ""
    entry = done[-1]
    number = next((paper.number for paper in world.state.documents if paper.seq == entry.seq), "")
    notice = f"，出具《先行登记保存证据通知书》（{number}）" if number else ""
    goods = "；".join(_thing(row) for row in entry.payload.get("preserved_goods") or ())
    who = "、".join(dict.fromkeys(signature.name for signature in entry.by))
    at = str(entry.payload.get("preserved_at") or "").strip()
    sentences = (
        f"申请人{who}于{chinese_date(entry.at.date())}当场先行登记保存{notice}",
        f"物品：{goods}" if goods else "",
        f"保存地点和方式：{at}" if at else "",
        f"理由：{reason}" if (reason := str(entry.payload.get("approval_reason") or "").strip()) else "",
    )
    return "。".join(filter(None, sentences))


def _thing(row: Mapping[str, str]) -> str:
    """A thing of a list in one breath: name, model, quantity with its unit."""
    model = f"（{row['model']}）" if row.get("model") else ""
    counted = f"{row.get('quantity') or ''}{row.get('unit') or ''}"
    return f"{row.get('name') or ''}{model}{counted}"
