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
    scene.assign(case, "host", head, host)
    scene.act(
        case,
        "designate_host",
        head,
        {"host_name": host.name, "recorder_name": scene.people["committee_secretary"][0].name},
    )
    yield scene.later(1)
    scene.act(case, "hand_over", handler, {"materials": "案卷一册"})
    yield scene.later(1)
    held_on = scene.working_day(clock.today(), 12)
    too_soon = scene.working_day(clock.today(), 3)
    plan = {"place": "局听证室", "public": False, "closed_reason": "涉及当事人商业秘密"}
    if scene.chance(40):
        scene.refused(case, "schedule", host, {**plan, "hearing_at": scene.moment(too_soon, 9).isoformat()})
    scene.act(case, "schedule", host, {**plan, "hearing_at": scene.moment(held_on, 9).isoformat()})
    scene.act(case, "tell_handlers", host, {"told_on": clock.today().isoformat()})
    yield scene.later(1)
    scene.serve(case, "hearing_notice", handler)
    yield scene.moment(held_on, 11, 30)
    said = {
        "attendance": "办案人员、当事人及其代理人到场。",
        "handler_case": "办案人员陈述违法事实、证据、处罚建议和依据。",
        "party_case": "当事人陈述申辩并质证，请求从轻处罚。",
        "debate": "双方就裁量情节进行辩论，当事人作最后陈述。",
        "ended_at": scene.moment(held_on, 11).isoformat(),
    }
    scene.act(case, "hold", host, said)
    yield scene.moment(scene.working_day(held_on + timedelta(days=1), 1), 15)
    scene.act(
        case, "report", host, {"findings": "听证依法进行，双方意见已记录在卷。", "advice": "维持拟处罚意见。"}
    )
