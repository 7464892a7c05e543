# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts of performing a decision mean."""

from __future__ import annotations

from judge.reading import Need, Reading

READING = Reading(
    kind="performance",
    words={
        "confirm_service": ("was_served",),
        "pay": ("pays",),
        "settle": ("settles_all", "enforces"),
        "dispose_goods": ("disposes_goods", "enforces"),
        "return_goods": ("returns_goods",),
        "remit_proceeds": ("remits",),
        "take_in_goods": ("takes_in", "enforces"),
        "grant_deferral": ("puts_off", "enforces"),
        "impose_additional_fine": ("surcharges", "enforces"),
        "agree_on_performance": ("agrees", "enforces"),
        "break_agreement": ("breaks_agreement",),
        "record_challenge": ("challenge_begins",),
        "record_challenge_result": ("challenge_ends", "result_said"),
        "record_remedies_ended": ("remedies_end",),
        "repay": ("repays",),
        "end_fallen": ("ends_fallen",),
        "resume_performance": ("goes_on_again",),
        "dun": ("duns", "enforces"),
        "apply_to_court": ("asks_court", "enforces"),
        "court_refuses": ("is_refused",),
        "record_enforced": ("is_enforced", "enforces"),
        "terminate": ("terminates_performance", "ends_ourselves", "ends_by_court"),
        "end_by_court": ("terminates_performance", "ends_by_court"),
        "clear_store": ("clears_store",),
        "ask_court_review": ("asks_above", "enforces"),
    },
    needs={
        "grant_deferral": (
            Need(("ask_deferral",), "行政处罚法 66", since=("grant_deferral", "refuse_deferral")),
        ),
        "refuse_deferral": (
            Need(("ask_deferral",), "行政处罚法 66", since=("grant_deferral", "refuse_deferral")),
        ),
        "record_challenge_result": (
            Need(("record_challenge",), "行政处罚法 73", since=("record_challenge_result",)),
        ),
        "answer_dunning": (Need(("dun",), "行政强制法 36"),),
        "review_dunning_defence": (
            Need(("answer_dunning",), "行政强制法 36", since=("review_dunning_defence",)),
        ),
        "break_agreement": (Need(("agree_on_performance",), "行政强制法 42", since=("break_agreement",)),),
        "record_enforced": (Need(("court_accepts",), "行政强制法 57"),),
    },
    sends=dict.fromkeys(("grant_deferral", "dun"), frozenset({"当事人"})),
    speaks=dict.fromkeys(("ask_deferral", "answer_dunning"), frozenset({"当事人"})),
    binds=frozenset({"impose_additional_fine", "agree_on_performance", "apply_to_court"}),
    for_want={"terminate": ("ending_ground", frozenset({"no_successor"}))},
    once={"end_fallen": (("goes_on_again",), "行政强制法 40")},
    to_come=frozenset({"until", "due_on"}),
    past=frozenset(
        {
            "ruling_received_on",
            "served_on",
            "challenged_on",
            "result_received_on",
            "enforced_on",
            "paid_on",
            "agreed_on",
            "taken_on",
            "disposed_on",
            "remitted_on",
            "repaid_on",
        }
    ),
)
