# SPDX-License-Identifier: MulanPSL-2.0
"""A complaint under suspicion of fraud or extortion: referred to the police, mediation does not go on (投诉举报办法 42)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("no_fraud_pending", "没有移送后尚无处理结果的骗取赔偿、敲诈勒索嫌疑", law="complaint/fraud")
def no_fraud_pending(world: World) -> Verdict:
    """What was referred has been answered: until then nothing is accepted, mediated or agreed, and mediation is ended.

    Referred on 14 May and answered on 20 May ("no crime"): agreed from 20 May on, and not on the days between.
    """
    referred, answered = world.state.last("report_fraud"), world.state.last("fraud_answered")
    if referred is None or (answered is not None and answered.seq > referred.seq):
        return HOLDS
    return Ground(
        code="fraud_pending",
        message=f"{referred.at.date()}已就涉嫌骗取赔偿、敲诈勒索移送，尚无处理结果。",
        remedy="已经受理的，终止调解；受移送机关查明不构成的，登记其处理后再办理",
    )
