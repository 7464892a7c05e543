# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts of a penalty case mean."""

from __future__ import annotations

from judge.amounts import NEW_PENALTIES
from judge.reading import Need, Reading, Runs, Still

FILE, RULES = "行政处罚法 57", "程序规定 60"
CRIME = "行政执法机关移送涉嫌犯罪案件的规定"
GOES_ON = frozenset(
    {
        *("preservation_lapses", "announcement_over", "settle_preservation", "approve_preservation"),
        "record_seizure_outcome",
        *(
            "receive_appraisal",
            "receive_assistance",
            "confirm_address",
            "note_registration",
            "check_correction",
            "order_correction",
        ),
        *("decide_recusal", "ask_recusal_discussion", "settle_dispute", "report_dispute"),
        *("report_crime", "reject_police_transfer", "merge", "end_announcement", "finish_refund"),
        *("plead", "waive_defence", "waive_hearing", "request_hearing", "note_registration"),
        *("send_to_police", "deliver_to_police", "police_accept", "police_refuse", "police_return_beside"),
        *("ask_police_review", "police_uphold", "ask_supervision", "police_take_lead"),
        *("transfer_to_police", "police_return", "police_accept_decided", "hand_over_goods"),
        *("hand_goods_beside", "justice_return"),
    }
)
#: after this the police have the case, or it is back
POLICE_TOOK = (
    *("transfer_to_police", "send_to_police", "police_accept", "police_take_lead", "police_accept_decided"),
    *("police_return", "police_return_beside"),
)
#: what does not count of the term to decide
HELD = (
    (frozenset({"suspend"}), frozenset({"resume"})),
    (frozenset({"transfer_to_police"}), frozenset({"police_return"})),
    (frozenset({"commission_appraisal"}), frozenset({"receive_appraisal"})),
    (frozenset({"announce"}), frozenset({"announcement_over", "end_announcement"})),
    (frozenset({"order_refund"}), frozenset({"finish_refund"})),
)
SINCE_BACK = ("return_to_investigation", "police_return", "begin_anew")

READING = Reading(
    kind="penalty",
    words={
        "file": ("files", "waits_for_police"),
        "conclude": ("concludes",),
        "split": ("separates",),
        "examine": ("examines",),
        "notify": ("tells",),
        "tell_again": ("tells", "tells_again"),
        "plead": ("pleads",),
        "propose_again": ("proposes",),
        "announce": ("announces",),
        "answer_defence": ("answers_defence",),
        "waive_defence": ("waives_defence", "waives_right"),
        "waive_hearing": ("waives_hearing", "waives_right"),
        "request_hearing": ("asks_for_hearing",),
        "submit": ("goes_to_decision",),
        "submit_without_notice": ("examined_first",),
        "decide": ("punishes", "crime_first"),
        "decide_no_penalty": ("not_punished", "no_penalty", "crime_first"),
        "dismiss": ("not_punished", "dismisses", "crime_first"),
        "transfer_case": ("transfers", "passes_on", "crime_first"),
        "pass_on": ("passes_on", "kept_first", "crime_first", "waits_for_police"),
        "decline": ("not_filed", "kept_first", "crime_first", "waits_for_police"),
        "merge": ("kept_first", "crime_first", "waits_for_police"),
        "discontinue": ("discontinues", "crime_first"),
        "police_accept": ("police_take_case", "police_answer"),
        "withdraw_decision": ("withdraws_decision",),
        "withdraw_unperformed": ("withdraws_decision",),
        "withdraw_for_party": ("withdraws_for_one",),
        "close": ("closes_case", "kept_first", "crime_first"),
        "ask_police_review": ("asks_police_again",),
        "ask_supervision": ("asks_police_again",),
        "police_uphold": ("police_answer",),
        "police_return": ("police_answer",),
        "police_accept_decided": ("police_answer",),
        "ask_collective_discussion": ("goes_to_heads",),
        "approve_unascertained_gains": ("approves_gains",),
        "confirm_range": ("confirms_range",),
        "police_refuse": ("police_answer",),
        "police_return_beside": ("police_answer",),
        "police_take_lead": ("police_answer",),
        "preserve": ("preserves",),
        "preserve_at_once": ("preserves",),
        "settle_preservation": ("settles_preserved",),
        "preservation_lapses": ("settles_preserved",),
        "record_seizure_outcome": ("ends_seizure",),
        "report_crime": ("reports_crime",),
        "reject_police_transfer": ("answers_crime",),
        "transfer_to_police": ("answers_crime", "to_police", "waits_for_police"),
        "send_to_police": ("answers_crime", "to_police", "waits_for_police"),
        "decide_recusal": ("decides_recusal",),
        "finish_performance": ("finishes",),
        "record_ruling": ("result_said",),
        "finish_refund": ("refunds",),
        "record_unheard": ("was_unheard",),
        "begin_anew": ("begins_anew",),
        "record_result": ("end_ruled",),
        "withdraw_end": ("takes_end_back",),
        "correct_end": ("mends_end",),
        "withdraw_non_filing": ("takes_end_back", "verifies_anew"),
        "verify_anew": ("verifies_anew",),
        "split_fallen": ("separates_fallen",),
        "end_for_fall": ("ends_for_fall",),
        "withdraw_publication": ("withdraws_publication",),
        "review_publication": ("clears_publication",),
        "note_registration": ("registered_elsewhere",),
        "push_publication": ("pushes",),
        "record_push_received": ("reaches_elsewhere",),
        "record_published_elsewhere": ("reaches_elsewhere", "published_elsewhere"),
        "stop_publication": ("ends_publication",),
        "stop_early": ("ends_publication", "ends_early"),
        "correct_publication": ("corrects_publication",),
        "extend_by_resolution": ("extends_by_resolution",),
    },
    needs={
        "answer_defence": (Need(("plead",), "行政处罚法 45"),),
        "receive_appraisal": (Need(("commission_appraisal",), "程序规定 32"),),
        "receive_assistance": (Need(("ask_assistance",), "程序规定 45"),),
        "settle_dispute": (Need(("record_dispute",), "程序规定 13"),),
        "report_dispute": (Need(("record_dispute",), "程序规定 13"),),
        "push_publication": (Need(("decide",), "处罚公示规定 10"),),
        "state_publication_field": (Need(("decide",), "处罚公示规定 14"),),
        "archive": (Need(("close",), "程序规定 78"),),
        "settle_preservation": (
            Need(
                ("preserve", "preserve_at_once"),
                "程序规定 35",
                since=("settle_preservation", "preservation_lapses"),
                paired=True,
            ),
        ),
        "approve_preservation": (
            Need(("preserve_at_once",), "程序规定 33", since=("approve_preservation",), paired=True),
        ),
        "check_correction": (Need(("order_correction",), "行政处罚法 28"),),
        "order_refund": (Need(("hear_on_refund",), "程序规定 59"),),
        "finish_refund": (Need(("order_refund",), "程序规定 59"),),
        "extend_by_resolution": (Need(("extend",), "程序规定 64", since=("begin_anew",)),),
        "ask_extension_discussion": (Need(("extend",), "程序规定 64", since=("begin_anew",)),),
        "tell_again": (Need(("notify",), "程序规定 57"),),
        "waive_defence": (Need(("notify", "tell_again"), "行政处罚法 62"),),
        "waive_hearing": (Need(("notify", "tell_again"), "行政处罚法 62"),),
        "examine": (Need(("conclude",), "程序规定 52"),),
        "notify": (Need(("conclude",), "程序规定 48", since=SINCE_BACK),),
        "submit": (Need(("notify", "tell_again"), "程序规定 57", since=SINCE_BACK),),
        "decide": (
            Need(("conclude",), "程序规定 48", since=SINCE_BACK),
            Need(("notify", "tell_again"), "行政处罚法 44", since=SINCE_BACK),
        ),
        "decide_no_penalty": (Need(("conclude",), FILE, since=SINCE_BACK),),
        "dismiss": (Need(("conclude",), FILE, since=SINCE_BACK),),
        "transfer_to_police": (
            Need(
                ("report_crime",),
                CRIME,
                since=("reject_police_transfer", "send_to_police", "transfer_to_police"),
            ),
        ),
        "send_to_police": (
            Need(
                ("report_crime",),
                CRIME,
                since=("reject_police_transfer", "send_to_police", "transfer_to_police"),
            ),
        ),
        "reject_police_transfer": (
            Need(
                ("report_crime",),
                CRIME,
                since=("reject_police_transfer", "transfer_to_police", "send_to_police"),
            ),
        ),
        "deliver_to_police": (
            Need(("transfer_to_police", "send_to_police"), CRIME, since=("deliver_to_police",)),
        ),
        **dict.fromkeys(
            ("police_accept", "police_take_lead", "police_accept_decided", "police_refuse"),
            (Need(("deliver_to_police",), CRIME, since=POLICE_TOOK),),
        ),
        "ask_police_review": (Need(("police_refuse",), CRIME, since=(*POLICE_TOOK, "ask_police_review")),),
        "police_uphold": (Need(("ask_police_review",), CRIME, since=(*POLICE_TOOK, "police_uphold")),),
        "ask_supervision": (Need(("police_refuse", "police_uphold"), CRIME, since=POLICE_TOOK),),
        "police_return": (Need(("transfer_to_police",), CRIME),),
        "police_return_beside": (Need(("send_to_police",), CRIME, since=POLICE_TOOK[2:]),),
        "justice_return": (
            Need(
                ("police_accept", "police_accept_decided", "police_take_lead"),
                "行政处罚法 27",
                since=("justice_return",),
            ),
        ),
        "hand_over_goods": (Need(("police_accept",), CRIME),),
        "hand_goods_beside": (Need(("police_accept_decided", "police_take_lead"), CRIME),),
        "end_announcement": (Need(("announce",), "程序规定 82"),),
        "correct_decision": (Need(("decide",), "程序规定 62"),),
        "withdraw_for_party": (Need(("decide",), "行政处罚法 75"),),
        **dict.fromkeys(
            ("withdraw_end", "correct_end"), (Need(("decide_no_penalty", "dismiss"), "行政处罚法 75"),)
        ),
        **dict.fromkeys(("withdraw_non_filing", "verify_anew"), (Need(("decline",), "程序规定 19"),)),
        "withdraw_decision": (Need(("decide",), "行政处罚法 48", since=("withdraw_decision",)),),
        "record_ruling": (Need(("decide",), "行政诉讼法 70"),),
        "review_publication": (Need(("decide",), "处罚公示规定 4"),),
        "withdraw_publication": (
            Need(("withdraw_decision", "withdraw_unperformed", "withdraw_for_party"), "行政处罚法 48"),
        ),
    },
    once={
        "extend_verification": (("verify_anew", "withdraw_non_filing"), "程序规定 18"),
        "extend": (("begin_anew",), "程序规定 64"),
        "police_refuse": (("deliver_to_police", "ask_supervision"), CRIME),
        "refer_for_detention": ((), "食品安全法实施条例 77"),
    },
    past=frozenset(
        {
            *(
                "received_on",
                "seized_on",
                "approved_on",
                "seizure_outcome_on",
                "taken_on",
                "began_at",
                "ended_at",
                "ended_on",
                "violation_ended_on",
                "file_received_on",
                "requested_on",
                "archived_on",
                "waived_on",
                "delivered_on",
                "police_notice_on",
                "review_delivered_on",
            ),
            *(
                "unheard_on",
                "dispute_arose_on",
                "rights_told_on",
                "publication_withdrawn_on",
                "result_received_on",
            ),
            *("push_received_on", "published_elsewhere_on"),
        }
    ),
    stills=(
        Still(
            ("suspend",),
            ("resume",),
            GOES_ON,
            "程序规定 46",
            over=("discontinue", "transfer_case", "police_accept", "merge"),
        ),
    ),
    apart=(
        (frozenset({"handler", "examiner"}), "程序规定 49"),
        (frozenset({"handler", "reviewer"}), "行政处罚法 58"),
        (frozenset({"handler", "hearing_host"}), "行政处罚法 64"),
    ),
    undoes={
        "return_to_investigation": ("conclude", "propose_again", "examine"),
        "police_return": ("conclude", "propose_again", "examine"),
        "begin_anew": (
            *("conclude", "propose_again", "examine", "notify", "tell_again", "penalty_notice"),
            *("plead", "answer_defence"),
            "approve_unascertained_gains",
        ),
        "tell_again": ("penalty_notice",),
    },
    in_hand={
        "waive_defence": ("penalty_notice", "行政处罚法 62"),
        "waive_hearing": ("penalty_notice", "行政处罚法 62"),
        "request_hearing": ("penalty_notice", "行政处罚法 64"),
    },
    sends=dict.fromkeys(
        (
            *("notify", "tell_again", "decide", "ask_materials", "preserve", "preserve_at_once"),
            *("settle_preservation", "receive_appraisal", "order_correction", "order_refund"),
            *("decide_no_penalty", "dismiss", "hand_over_goods", "hand_goods_beside"),
            *("withdraw_unperformed", "correct_decision", "withdraw_decision", "withdraw_end", "correct_end"),
        ),
        frozenset({"当事人"}),
    ),
    sends_to_one=frozenset({"withdraw_for_party"}),
    sends_since=dict.fromkeys(
        (
            *("ask_materials", "preserve", "preserve_at_once", "settle_preservation", "receive_appraisal"),
            *("order_correction", "order_refund", "decide_no_penalty", "dismiss", "hand_over_goods"),
            *("hand_goods_beside", "withdraw_unperformed", "correct_decision", "withdraw_decision"),
            *("withdraw_end", "correct_end"),
        ),
        NEW_PENALTIES,
    ),
    speaks=dict.fromkeys(
        ("plead", "waive_defence", "waive_hearing", "request_hearing"), frozenset({"当事人"})
    ),
    spoke_on=frozenset({"waived_on"}),
    for_want={"discontinue": ("discontinue_ground", frozenset({"person_died", "entity_ended"}))},
    teams={
        **dict.fromkeys(("file", "decline"), ("handler", 2, "行政处罚法 42；程序规定 19")),
        "conclude": ("handler", 2, "行政处罚法 42"),
        "decide": ("handler", 2, "行政处罚法 42"),
    },
    runs={
        "handling": Runs(
            clock="handling",
            starts=frozenset({"file"}),
            stops=(
                "decide",
                "decide_no_penalty",
                "dismiss",
                "transfer_case",
                "discontinue",
                "police_accept",
                "merge",
            ),
            longer={"extend": "extension"},
            until=frozenset({"extend_by_resolution"}),
            held=HELD,
            errands=frozenset({"hearing"}),
        ),
        "remaking": Runs(
            term="handling",
            starts=frozenset({"begin_anew"}),
            stops=(
                *("decide", "decide_no_penalty", "dismiss", "transfer_case", "discontinue"),
                *("police_accept", "merge"),
            ),
            longer={"extend": "extension"},
            until=frozenset({"extend_by_resolution"}),
            held=HELD,
            errands=frozenset({"hearing"}),
        ),
        "verification": Runs(
            clock="verification",
            starts=frozenset({"register"}),
            day=("received_on",),
            stops=("file", "decline", "pass_on", "merge"),
            longer={"extend_verification": "verification"},
            held=((frozenset({"commission_appraisal"}), frozenset({"receive_appraisal"})),),
        ),
        "examination": Runs(
            starts=frozenset({"conclude"}),
            day=("file_received_on",),
            stops=("examine",),
            until=frozenset({"extend_examination"}),
        ),
    },
)
