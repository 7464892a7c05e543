# SPDX-License-Identifier: MulanPSL-2.0
"""What decision and approval say of the hearings that were asked for: by whom and why, and what came of each.

Only a hearing that was held has a record a decision can rest on (行政处罚法 65); of one that was withdrawn, missed, ended or
refused the paper says that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.sanctions import accused
from fadu.procedure.outlines import outcome_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.state import ChildView

_ASKED, _HEARING, _HELD = "request_hearing", "hearing", "held"


def hearings_told(world: World) -> str:
    """A sentence or two of each hearing asked for since the case was last begun anew; nothing where none was."""
    return "".join(_told(world))


def _told(world: World) -> Iterator[str]:
    names = {party.key: party.name for party in accused(world.state)}
    requests = world.state.done(_ASKED)
    children = {
        max((entry.seq for entry in requests if entry.seq < child.opened_seq), default=0): child
        for child in world.state.children_of(_HEARING)
    }
    for entry in requests:
        if entry.seq <= world.state.latest(("begin_anew",)):
            continue
        who = names.get(str(entry.payload.get("party") or ""), "") if len(names) > 1 else ""
        reason = str(entry.payload.get("hearing_reason") or "").strip().rstrip("。")
        yield f"{who or '当事人'}要求听证" + (f"，理由是：{reason}。" if reason else "。")
        yield _came_of_it(children.get(entry.seq))


def _came_of_it(child: ChildView | None) -> str:
    """What came of a request; nothing while its hearing is under way, and where it is not known which it was."""
    if child is None or not child.outcome:
        return ""
    if child.outcome == _HELD:
        return f"本机关依法举行了听证（{child.case}），根据听证笔录作出决定。"
    return f"本机关依法办理（{child.case}），结果是：{outcome_title(child.matter, child.outcome)}。"
