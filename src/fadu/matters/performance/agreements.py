# SPDX-License-Identifier: MulanPSL-2.0
"""Agreement on performance (行政强制法 42): only where the bureau has adopted that it makes any, and about the additional fine alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.surcharges import imposed
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: whether a bureau without power of execution makes such agreements; a local parameter, 0 without one
ADOPTED = "performance/execution_agreement"


def agreement_of(state: State) -> Entry | None:
    """The agreement that stands; None where there is none or the party did not keep to it."""
    made, broken = state.last("agree_on_performance"), state.last("break_agreement")
    return made if made is not None and (broken is None or broken.seq < made.seq) else None


def reduced(state: State) -> int:
    """By how much the agreement that stands reduces the additional fine, in fen."""
    agreement = agreement_of(state)
    return (agreement.payload.get("reduced") or 0) if agreement else 0


def additional_owed(state: State) -> int:
    """What is owed of the additional fines imposed, in fen."""
    return max(imposed(state) - reduced(state), 0)


@guard("agreement_adopted", "本机关采用执行协议", law=ADOPTED)
def agreement_adopted(world: World) -> Verdict:
    """Whoever does not enforce itself makes no agreement on it unless the legal office has settled that it may."""
    if world.law.threshold(ADOPTED, world.at.date(), local=world.local).value:
        return HOLDS
    return _ground(
        "no_agreements",
        "本机关没有行政强制执行权，没有采用执行协议和减免加处罚款。",
        "确有经济困难的，依申请暂缓、分期缴纳罚款；采用执行协议的，由法制机构核定后在地方参数中设定",
    )


@guard("no_agreement_stands", "没有正在履行的执行协议", law=ADOPTED)
def no_agreement_stands(world: World) -> Verdict:
    """What was agreed is kept; while it is, nothing else is agreed and no court is asked."""
    if agreement_of(world.state) is None:
        return HOLDS
    return _ground("agreement_stands", "执行协议正在履行。", "当事人不履行的，先登记不履行、恢复执行")


@guard("reduction_lawful", "减免只及于加处罚款，当事人已采取补救措施", law=ADOPTED)
def reduction_lawful(world: World) -> Verdict:
    """Only the additional fine is reduced, and only for whoever has taken measures to remedy."""
    asked, most = world.proposed.get("reduced") or 0, imposed(world.state)
    if asked > most:
        return _ground(
            "reduced_too_much",
            f"加处罚款为{most // 100}元，不能减免{asked // 100}元；罚款不能减免。",
            "改正减免数额",
        )
    if asked and not (world.proposed.get("remedied") or "").strip():
        return _ground(
            "not_remedied", "减免加处罚款，没有写明当事人采取的补救措施。", "写明补救措施，或者不减免"
        )
    return HOLDS


def _ground(code: str, message: str, remedy: str) -> Ground:
    return Ground(code=code, message=message, remedy=remedy)
