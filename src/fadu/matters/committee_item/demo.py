# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives an item before the heads of the bureau: attendance, report, votes one by one, resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel import clock

if TYPE_CHECKING:
    from fadu.cases.acts.services import Case
    from fadu.scene.stage import Life, Scene


def live_child(scene: Scene, case: Case) -> Life:
    """An item: docketed, discussed at the next meeting, adopted."""
    secretary = scene.people["committee_secretary"][0]
    heads = [*scene.people["bureau_head"], *scene.people["deputy_head"]]
    yield scene.later(scene.rng.randint(2, 5))
    meeting = {
        "body": "bureau_heads",
        "meeting_on": clock.today().isoformat(),
        "place": "局会议室",
        "presided_by": heads[0].name,
        "entitled": len(heads),
        "quorum": len(heads) // 2 + 1,
    }
    scene.act(case, "convene", secretary, meeting)
    rows = [{"member": head.name, "status": "present"} for head in heads]
    scene.act(case, "take_attendance", secretary, {"attendance": rows})
    if scene.chance(40):
        scene.refused(case, "adopt", heads[0], {"resolution": "同意。"})
    reporter = scene.assigned(case.parent, "handler")
    scene.act(
        case,
        "present_case",
        reporter,
        {
            "report_text": "承办机构汇报：违法事实有现场笔录、询问笔录和照片证明；已依法告知并举行听证，听证报告建议维持；法制审核同意。拟维持告知的处罚内容。"
        },
    )
    votes = [{"member": head.name, "vote": "for", "opinion": "同意拟处理意见。"} for head in reversed(heads)]
    scene.act(case, "speak", secretary, {"votes": votes})
    scene.act(case, "adopt", heads[0], {"resolution": "同意拟处理意见。"})
