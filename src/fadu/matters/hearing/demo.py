# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives a hearing: host, file, date, notice seven working days before, hearing, report."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fadu.kernel import clock

if TYPE_CHECKING:
    from fadu.cases.acts.services import Case
    from fadu.scene.stage import Life, Scene


def live_child(scene: Scene, case: Case) -> Life:
    """A hearing, by people who did not handle the case; who did hands the file over and serves."""
    head, host = scene.people["bureau_head"][0], scene.people["legal_counsel"][0]
    handler = scene.assigned(case.parent, "handler")
    yield scene.later(1)
    recorder = scene.people["committee_secretary"][0]
    scene.assign(case, "host", head, host)
    scene.assign(case, "recorder", head, recorder)
    scene.act(case, "designate_host", head, {"host_name": host.name, "recorder_name": recorder.name})
    yield scene.later(1)
    scene.act(case, "hand_over", handler, {"materials": "案卷一册"})
    yield scene.later(1)
    held_on = scene.working_day(clock.today(), 12)
    too_soon = scene.working_day(clock.today(), 3)
    plan = {"place": "局听证室", "public": False, "closed_reason": "涉及当事人商业秘密"}
    if scene.chance(40):
        scene.refused(case, "schedule", host, {**plan, "hearing_at": scene.moment(too_soon, 9).isoformat()})
    scene.act(case, "schedule", host, {**plan, "hearing_at": scene.moment(held_on, 9).isoformat()})
    scene.act(case, "tell_handlers", host)
    yield scene.later(1)
    scene.serve(case, "hearing_notice", handler)
    yield scene.moment(held_on, 11, 30)
    said = {
        "attendance": "办案人员二人、当事人的法定代表人及其委托代理人一人到场，主持人核对身份，宣布听证纪律，告知权利和义务，询问是否申请回避；均不申请回避。",
        "handler_case": "办案人员提出当事人违法的事实，出示现场笔录、询问笔录和照片，说明拟作出的处罚、法律依据和裁量理由。",
        "party_case": "当事人对现场笔录、照片的真实性没有异议；提出违法行为持续时间短、发现后已经自行改正，请求从轻处罚，并提交整改情况说明一份。",
        "debate": "双方就是否具有从轻情节进行辩论：办案人员认为当事人在案发后才改正，不属于主动消除危害后果；当事人认为整改及时，应当酌情考虑。当事人最后陈述：请求从轻处罚，今后守法经营。",
        "ended_at": scene.moment(held_on, 11).isoformat(),
    }
    scene.act(case, "hold", host, said)
    yield scene.moment(scene.working_day(held_on + timedelta(days=1), 1), 15)
    scene.act(
        case,
        "report",
        host,
        {
            "findings": "听证依法公正进行，双方就事实、证据、依据和裁量充分陈述、质证、辩论，意见已记录在卷。",
            "advice": "违法事实清楚，证据确实充分，适用依据正确；当事人所提情节不属于法定从轻情形，建议维持拟处罚意见。",
        },
    )
