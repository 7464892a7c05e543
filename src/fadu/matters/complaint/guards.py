# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of the complaint procedure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

@guard("within_our_competence", "管辖争议已定由本局处理")
def within_our_competence(world: World, **_: Any) -> Verdict:
    """A dispute about competence, if there was one, ended with us."""
    raised = world.state.last("raise_dispute")
    settled = world.state.last("settle_dispute")
    if raised is None or (settled is not None and settled.payload.get("dispute_result") == "ours"):
        return HOLDS
    return Ground(code="competence", message="管辖争议尚未解决，或者已定由其他机关处理。", remedy="解决管辖争议，或者分送有权机关")


@guard("ground_fits", "以超过三年为由的，确已超过三年")
def ground_fits(world: World, **_: Any) -> Verdict:
    """The three years since the consumer knew have really passed, where that is the ground."""
    if world.value("refusal_ground") != "too_late":
        return HOLDS
    knew, received = world.value("knew_on"), world.value("received_on")
    if not knew or not received:
        return Ground(
            code="knew_unknown",
            message="以超过三年为由不予受理，应写明投诉人知道权益受侵害之日。",
            remedy="填写知道权益受侵害之日",
            unknown=True,
        )
    last = world.law.due("complaint/claim_age", date.fromisoformat(knew), on=world.at.date()).last_day
    if date.fromisoformat(received) > last:
        return HOLDS
    return Ground(code="not_too_late", message=f"自{knew}起至{received}未超过三年（末日{last}），不能以此为由不予受理。", remedy="受理，或者改正情形")
