# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts of a licence mean."""

from __future__ import annotations

from judge.amounts import LICENCE_RULES
from judge.reading import Need, Reading, Runs

LAW = "行政许可法"
#: who is told that the licence is to be taken away is told of the hearing with it (行政许可程序规定 44、53)
TELLS_OF_HEARING = ("tell_interested", "propose_revocation", "propose_recall")
#: what a finding comes to; after it another finding is needed
SETTLED = ("revoke", "not_revoked")
EXAMINER = ("handler", 1, "行政许可法 34")

READING = Reading(
    kind="licence",
    sides=frozenset({"申请人"}),
    words={
        "receive": ("receives",),
        "receive_corrections": ("receives",),
        "accept": ("accepts",),
        "refuse_acceptance": ("does_not_accept", "ends_application", "contested", "turns_away"),
        "accept_by_law": ("accepted_by_silence",),
        "deemed_renewed": ("renewed_by_silence", "ends_application"),
        "tell_interested": ("offers_hearing",),
        "request_hearing": ("asks_for_hearing",),
        "waive_hearing": ("waives_hearing",),
        "propose_recall": ("takes_away", "tells_of_taking_away", "tells_of_recalling"),
        "find_revocable": ("takes_away", "finds_revocable"),
        "propose_revocation": ("tells_of_taking_away", "tells_of_revoking"),
        "state_views": ("states_views",),
        "withdraw": ("ends_application", "withdraws_application"),
        "end_undelivered": ("keeps_back",),
        "record_challenge_result": ("hears_of_decision",),
        "begin_anew": ("taken_up_anew",),
        "take_up_anew": ("taken_up_anew",),
        "review_grant_anew": ("taken_up_anew",),
        "not_cancelled_anew": ("leaves_it_in_force",),
        "take_back_termination": ("takes_back_end",),
        "deliver": ("ends_application", "hands_out"),
        "ask_termination": ("asks_to_end",),
        "terminate": ("ends_application", "terminates"),
        "not_needed": ("ends_application", "contested", "turns_away"),
        "notify_hearing": ("licence_hearing_appointed",),
        "hold_hearing": ("heard",),
        "start_step": ("step_begins",),
        "end_step": ("step_ends",),
        "grant": ("decides_licence", "grants", "ends_application", "said_once"),
        "grant_on_spot": ("grants", "accepts", "ends_application"),
        "refuse": ("decides_licence", "ends_application", "contested"),
        "revoke": ("revokes", "takes_away", "contested"),
        "recall": ("recalls", "takes_away", "contested"),
        "not_recalled": ("lets_it_stand",),
        "cancel": ("takes_away", "cancels", "said_once"),
        "waive_revocation_defence": ("waives_on_revocation",),
        "waive_recall_defence": ("waives_on_recall",),
        "lapse": ("lapses", "ends_application"),
    },
    needs={
        "receive_corrections": (Need(("ask_correction",), LAW),),
        "request_hearing": (Need(TELLS_OF_HEARING, "行政许可法 47；行政许可程序规定 53"),),
        "waive_hearing": (Need(TELLS_OF_HEARING, "行政许可法 47；行政许可程序规定 53"),),
        "announce_hearing": (Need(("notify_hearing",), "行政许可法 46"),),
        "hold_hearing": (Need(("notify_hearing",), "行政许可法 48"),),
        "end_step": (Need(("start_step",), "行政许可法 45"),),
        "extend_annulment": (Need(("find_revocable",), "行政许可程序规定 45", since=SETTLED),),
        "propose_revocation": (Need(("find_revocable",), "行政许可程序规定 44、45", since=SETTLED),),
        "waive_revocation_defence": (Need(("propose_revocation",), "行政许可程序规定 44"),),
        "not_revoked": (Need(("find_revocable",), "行政许可程序规定 45", since=SETTLED),),
        "revoke": (
            Need(
                ("find_revocable", "grant", "grant_on_spot", "record_challenge_result"),
                "行政许可法 69",
                since=SETTLED,
            ),
        ),
        "not_recalled": (Need(("propose_recall",), "行政许可程序规定 38", since=("recall", "not_recalled")),),
        "waive_recall_defence": (Need(("propose_recall",), "行政许可程序规定 38"),),
    },
    once={
        "extend": (("begin_anew", "review_grant_anew"), "行政许可法 42"),
        "ask_correction": ((), "行政许可法 32"),
        "extend_annulment": (("find_revocable",), "行政许可程序规定 45"),
    },
    undoes={"not_recalled": ("recall_notice",)},
    to_come=frozenset({"correction_by", "hearing_at", "valid_to"}),
    past=frozenset(
        {
            "received_on",
            "supplied_on",
            "requested_on",
            "found_on",
            "ended_on",
            "delivered_on",
            "hearing_held_on",
            "checked_at",
            "announced_on",
            "recall_announced_on",
            "result_received_on",
        }
    ),
    runs={
        "licence_decision": Runs(
            clock="decision",
            starts=frozenset({"accept", "accept_by_law"}),
            stops=("grant", "refuse", "terminate", "withdraw"),
            longer={"extend": "licence_extension"},
            held=((frozenset({"start_step"}), frozenset({"end_step"})),),
            named="step_days",
        ),
        "annulment": Runs(
            clock="annulment",
            starts=frozenset({"find_revocable"}),
            day=("found_on",),
            stops=("revoke", "not_revoked"),
            longer={"extend_annulment": "annulment_extension"},
            held=((frozenset({"start_step"}), frozenset({"end_step"})),),
            named="step_days",
        ),
    },
    in_hand={
        "waive_revocation_defence": ("revocation_notice", "行政许可程序规定 44"),
        "waive_recall_defence": ("recall_notice", "行政许可程序规定 38"),
        "waive_hearing": ("hearing_right_notice revocation_notice recall_notice", "行政许可法 47"),
    },
    sends_since={"recall": LICENCE_RULES},
    sends={
        **dict.fromkeys(
            (
                *("not_needed", "refuse_acceptance", "ask_correction", "accept", "start_step", "extend"),
                *("refuse", "grant", "grant_on_spot", "revoke", "recall"),
            ),
            frozenset({"申请人"}),
        ),
        **dict.fromkeys(
            ("tell_interested", "notify_hearing", "propose_revocation", "propose_recall"),
            frozenset({"申请人", "利害关系人"}),
        ),
    },
    speaks={
        **dict.fromkeys(("withdraw", "ask_termination", "take_back_termination"), frozenset({"申请人"})),
        **dict.fromkeys(
            (
                *("state_views", "request_hearing", "waive_hearing"),
                *("waive_revocation_defence", "waive_recall_defence"),
            ),
            frozenset({"申请人", "利害关系人"}),
        ),
    },
    spoke_on=frozenset({"requested_on"}),
    teams={
        "inspect_site": ("inspector", 2, "行政许可法 34"),
        "grant": EXAMINER,
        "refuse": EXAMINER,
    },
)
