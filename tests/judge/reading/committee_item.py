# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts of a discussion by a body mean."""

from __future__ import annotations

from judge.reading import Need, Reading

READING = Reading(
    kind="committee_item",
    to_come=frozenset({"meeting_on", "until"}),
    words={
        "convene": ("convenes", "takes_up_subject"),
        "take_attendance": ("counts_members",),
        "reschedule": ("moves_meeting",),
        "present_case": ("reports",),
        "speak": ("votes",),
        "enclose_opinion": ("writes_in",),
        "adopt": ("resolves", "adopts"),
        "adopt_changed": ("resolves", "adopts", "adopts_changed"),
        "reject": ("resolves",),
    },
    needs={
        "adopt": (Need(("present_case",), "行政处罚法 57"),),
        "adopt_changed": (Need(("present_case",), "行政处罚法 57"),),
        "reject": (Need(("present_case",), "行政处罚法 57"),),
    },
)
