# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of the licence procedure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("renewal_names_expiry", "延续申请写明原许可届满之日")
def renewal_names_expiry(world: World, **_: Any) -> Verdict:
    """A renewal names the day on which the licence expires: the decision is due before it (行政许可法 50)."""
    if world.value("application_kind") != "renewal" or world.value("expires_on"):
        return HOLDS
    return Ground(
        code="no_expiry",
        message="延续申请没有写明原许可有效期届满之日，不能计算应当作出决定的日期。",
        cites=("行政许可法 50",),
        remedy="填写原许可有效期届满之日",
        unknown=world.replay,
    )


@guard("correction_term_over", "告知的补正期限已满")
def correction_term_over(world: World, **_: Any) -> Verdict:
    """The term for corrections that the notice named has passed (许可程序暂行规定 15)."""
    last = world.value("correction_by")
    if last and world.at.date() > date.fromisoformat(last):
        return HOLDS
    return Ground(
        code="correction_running",
        message=f"补正期限至{last}，尚未届满。" if last else "告知书没有写明补正期限。",
        cites=("许可程序暂行规定 15",),
        remedy="补正期限届满后办理",
    )


@guard("special_step_ended", "没有尚未结束的听证、检验、评审等环节")
def special_step_ended(world: World, **_: Any) -> Verdict:
    """No hearing, test or expert review is still under way (行政许可法 45)."""
    running = [s for s in world.state.spells if s.key == "special" and s.end is None and s.seq not in world.state.void]
    if not running:
        return HOLDS
    return Ground(
        code="step_running",
        message=f"自{running[-1].start}开始的特殊环节尚未结束。",
        cites=("行政许可法 45",),
        remedy="先登记特殊环节的结果",
    )


@guard("licence_was_granted", "本案曾准予许可")
def licence_was_granted(world: World, **_: Any) -> Verdict:
    """There is a licence to cancel (行政许可法 70)."""
    granted = any(world.state.done(action) for action in ("grant", "grant_on_spot", "deemed_renewed"))
    if granted:
        return HOLDS
    return Ground(
        code="no_licence",
        message="本件没有准予许可，无可注销。",
        cites=("行政许可法 70",),
        remedy="在准予许可的办件中办理注销",
    )
