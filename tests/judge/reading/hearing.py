# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts of a hearing mean."""

from __future__ import annotations

from judge.amounts import NEW_PENALTIES
from judge.reading import Need, Reading, Still

READING = Reading(
    kind="hearing",
    words={
        "schedule": ("appoints_hearing",),
        "postpone": ("appoints_hearing",),
        "announce_hearing": ("announces_hearing",),
        "tell_handlers": ("tells_handlers",),
        "appoint_agents": ("appoints_agents",),
        "record_absence": ("is_absent",),
        "hold": ("holds_hearing",),
    },
    needs={
        "resume": (Need(("suspend",), "听证办法 26"),),
    },
    to_come=frozenset({"hearing_at"}),
    past=frozenset({"requested_on", "announced_on", "told_on", "ended_at"}),
    stills=(
        Still(
            ("suspend",), ("resume",), frozenset({"withdraw", "end_hearing", "appoint_agents"}), "听证办法 26"
        ),
    ),
    apart=(
        (frozenset({"handler", "host"}), "行政处罚法 64"),
        (frozenset({"handler", "assessor"}), "听证办法 11"),
        (frozenset({"handler", "recorder"}), "听证办法 11"),
    ),
    sends=dict.fromkeys(("schedule", "postpone", "refuse_request"), frozenset({"当事人"})),
    sends_since={"refuse_request": NEW_PENALTIES},
    speaks=dict.fromkeys(("appoint_agents", "withdraw"), frozenset({"当事人"})),
    for_want={"end_hearing": ("ending_ground", frozenset({"no_successor"}))},
    undoes={"postpone": ("hearing_notice",)},
    teams={"designate_host": ("host", 1, "听证办法 11、18")},
)
