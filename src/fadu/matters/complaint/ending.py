# SPDX-License-Identifier: MulanPSL-2.0
"""Guards on how mediation and a complaint end: on a ground the record bears out (投诉举报办法 16, 23).

Mediation that nobody held cannot have failed; what was withdrawn or settled is
recorded by its own act, in the name of who withdrew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("mediation_ended_for_cause", "终止调解的情形确有其事")
def mediation_ended_for_cause(world: World) -> Verdict:
    """Mediation is ended as failed once it was held, as withdrawn by that act itself."""
    named = str(world.value("termination_ground") or "")
    if named == "elsewhere" and not world.state.done("mediate"):
        return _no_cause(
            world,
            "没有组织过调解，不能以经组织调解无法达成协议为由终止。",
            "组织调解以后办理；一方拒绝、不参加调解的，改选情形",
        )
    if named == "withdrawn":
        return _no_cause(
            world,
            "没有登记撤回投诉或者双方自行和解。",
            "办理“撤回投诉”或者“双方自行和解”；此后告知终止调解",
        )
    return HOLDS


@guard("both_took_part", "达成协议的那次调解，双方都参加")
def both_took_part(world: World) -> Verdict:
    """An agreement is made by both sides: where one of them alone came to the last mediation, nobody was there to agree with."""
    held = world.state.last("mediate")
    if held is None or held.payload.get("attended") != "one":
        return HOLDS
    return Ground(
        code="one_side_alone",
        message=f"{held.at.date()}的调解只有一方到场，没有双方参加的调解，不能达成协议。",
        remedy="双方参加（可以远程）调解后登记；双方自行和解的，办理“双方自行和解”",
        unknown=world.replay,
    )


@guard(
    "ours_is_not_refused",
    "已定由本局处理的，不以没有处理权限为由不予受理",
    opposite="within_our_competence",
)
def ours_is_not_refused(world: World) -> Verdict:
    """Who is competent is neither in dispute nor settled as ours, where a complaint is refused for want of competence."""
    if world.value("refusal_ground") != "not_competent":
        return HOLDS
    raised, settled = world.state.last("raise_dispute"), world.state.last("settle_dispute")
    if raised is not None and (settled is None or settled.seq < raised.seq):
        return Ground(
            code="dispute_open",
            message="管辖争议尚未解决，不能以本局没有处理权限为由不予受理。",
            remedy="先登记争议的结果；协商不成的，报共同的上一级机关指定",
        )
    if settled is None or settled.payload.get("dispute_result") != "ours":
        return HOLDS
    return Ground(
        code="competence_ours",
        message=f"{settled.at.date()}管辖争议已定由本局处理，不能以没有处理权限为由不予受理。",
        remedy="受理，或者改选其他情形",
    )


def _no_cause(world: World, message: str, remedy: str) -> Ground:
    return Ground(code="no_such_cause", message=message, remedy=remedy, unknown=world.replay)
