# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of deferral and instalments: of the fine alone, instalment by instalment, up to the day granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.days import day
from fadu.matters.performance.dues import owed, paid
from fadu.matters.performance.fallen import fall_of
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from fadu.procedure.decision import Verdict, World


@guard(
    "instalments_fit",
    "各期之和等于未缴的罚款，依次在后，末期为期限届满之日",
    law="performance/deferral",
    version=3,
)
def instalments_fit(world: World) -> Verdict:
    """Instalments make up what is still owed of the fine, the only sum put off, follow one another, and the last one ends the term."""
    rows = world.proposed.get("instalments") or ()
    if world.value("deferral_kind") != "instalments":
        return (
            _ground("no_instalments", "准许暂缓缴纳的，不填写各期。", "删去各期，或者改为分期缴纳")
            if rows
            else HOLDS
        )
    if not rows or any(not row.get("amount") or not row.get("due_on") for row in rows):
        return _ground(
            "instalment_incomplete",
            "分期缴纳的，每一期都应写明应缴日期和金额。",
            "补充填写；没有的期次删去整行",
        )
    outstanding = owed(world.state).fine - paid(world.state).fine
    total = sum(row["amount"] for row in rows)
    if total != outstanding:
        return _ground(
            "instalments",
            f"各期金额之和应当等于未缴的罚款{outstanding // 100}元；没收违法所得不在暂缓、分期之列。",
            "改正各期金额",
        )
    return _days(world, rows)


@guard("fine_to_put_off", "有尚未缴纳的罚款", law="performance/deferral")
def fine_to_put_off(world: World) -> Verdict:
    """Only a fine is put off: what was gained unlawfully, and an additional fine, are not among what the law lets wait."""
    state = world.state
    if state.fields.get("fine") is None or fall_of(state) is not None:
        return HOLDS  # nobody knows what is owed, or nothing is any more, which another guard says
    if owed(state).fine > paid(state).fine:
        return HOLDS
    return _ground(
        "no_fine_to_put_off",
        "没有尚未缴纳的罚款；没收违法所得、加处罚款不在暂缓、分期之列。",
        "不批准暂缓、分期缴纳，写明理由",
    )


def _days(world: World, rows: Sequence[Mapping[str, Any]]) -> Verdict:
    days, until = [day(row.get("due_on")) for row in rows], day(world.value("until"))
    dated = [one for one in days if one is not None]
    if len(dated) < len(days) or dated != sorted(set(dated)) or any(d <= world.at.date() for d in dated):
        return _ground("instalment_days", "各期应写明缴纳之日，依次在后，都在批准之后。", "改正各期日期")
    if until is not None and dated and dated[-1] != until:
        return _ground(
            "last_instalment",
            f"分期期限至{until}届满，末期却是{dated[-1]}；申请强制执行的期限自分期期限结束之日起算，二者应当一致。",
            "改正末期日期或者期限届满之日",
            *world.cites("performance/enforcement_after_deferral"),
        )
    return HOLDS


def _ground(code: str, message: str, remedy: str, *cites: str) -> Ground:
    return Ground(code=code, message=message, cites=cites, remedy=remedy)
