# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives a legal review: within its ten working days, mostly agreed, replies sometimes amended."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.cases.acts.services import Case
    from fadu.scene.stage import Life, Scene

WORDS = {
    "facts_opinion": "事实清楚，证据确实充分。",
    "law_opinion": "定性准确，适用依据正确。",
    "procedure_opinion": "程序合法。",
    "opinion_text": "同意承办机构的意见。",
}


def live_child(scene: Scene, case: Case) -> Life:
    """A slip: received, looked at for some days, answered."""
    counsel = scene.rng.choice(scene.seats.those(scene.people["legal_counsel"], at_desk=case))
    is_reply = case.topic == "reply"
    yield scene.later(scene.rng.randint(0, 1) if is_reply else scene.rng.randint(2, 8))
    is_doubtful = scene.chance(12)
    if is_doubtful and is_reply:
        asked = {"changed_parts": ["other"], "changes": "补充告知救济途径和期限。"}
        amended = {**WORDS, "opinion_text": "建议修改后办理。", **asked}
        scene.act(case, "amend", counsel, amended)
    else:
        risk = "middle" if is_doubtful else scene.rng.choice(["low", "low", "middle"])
        scene.act(case, "agree", counsel, {**WORDS, "risk_level": risk})
