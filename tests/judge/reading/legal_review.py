# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts of a legal review mean."""

from __future__ import annotations

from judge.reading import Reading, Runs

READING = Reading(
    kind="legal_review",
    to_come=frozenset({"until"}),
    words={
        **dict.fromkeys(
            ("agree", "amend", "ask_supplement", "return_file", "disagree"), ("takes_up_subject",)
        ),
    },
    runs={
        "review": Runs(
            clock="review",
            starts=frozenset({"receive"}),
            stops=("agree", "amend", "ask_supplement", "return_file", "disagree"),
            until=frozenset({"extend"}),
        )
    },
    apart=((frozenset({"sender", "counsel"}), "行政处罚法 58"),),
)
