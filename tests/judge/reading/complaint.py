# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts of a complaint mean."""

from __future__ import annotations

from judge.reading import Need, Reading, Runs

RULES = "投诉举报处理暂行办法；投诉举报处理办法"
MEDIATOR = ("handler", 1, "投诉举报处理暂行办法 18；投诉举报处理办法 19")

READING = Reading(
    kind="complaint",
    sides=frozenset({"投诉人", "被投诉人"}),
    words={
        "report_fraud": ("refers_fraud",),
        "fraud_answered": ("hears_of_fraud",),
        "raise_dispute": ("disputes",),
        "settle_dispute": ("dispute_settled",),
        "accept": (
            "goes_on_with_complaint",
            "needs_competence",
            "is_competent",
            "takes_complaint",
            "replies",
        ),
        "invite": (
            "goes_on_with_complaint",
            "replies",
        ),
        "ask_identity": ("replies",),
        "ask_reply_review": ("sends_reply_for_review",),
        "handle_jointly": ("joins_complaints",),
        "elect_representatives": ("elects",),
        "entrust": ("entrusts",),
        "withdraw": ("gives_up",),
        "settle": (
            "goes_on_with_complaint",
            "gives_up",
        ),
        "refuse": ("refuses_complaint", "replies", "contested", "turns_away"),
        "record_challenge_result": ("hears_of_decision",),
        "begin_anew": ("taken_up_anew",),
        "transfer": ("needs_competence", "sends_complaint", "turns_away"),
        "tell_transfer": ("replies",),
        "agree": ("goes_on_with_complaint", "goes_on_mediating", "gives_up", "comes_to_terms"),
        "agree_unwritten": ("goes_on_with_complaint", "goes_on_mediating", "gives_up", "comes_to_terms"),
        "mediate": ("goes_on_with_complaint", "goes_on_mediating", "mediates"),
        "terminate": ("goes_on_mediating", "replies", "ends_mediation"),
        "tell_acceptance": ("tells_of_taking", "tells_on_paper", "tells_what_was_decided"),
        "tell_refusal": ("tells_on_paper", "tells_what_was_decided"),
        "tell_termination": ("ends_what_was_taken", "tells_what_was_decided"),
        "tell_end_of_mediation": ("tells_what_was_decided",),
        "call_back": ("ends_what_was_taken", "closes_agreed"),
        "request_recusal": ("asks_recusal",),
        "decide_recusal": ("recusal_decided",),
        "report_result": ("reports_back",),
    },
    needs={
        "settle_dispute": (Need(("raise_dispute",), RULES, since=("settle_dispute",)),),
        "confirm_transfer": (Need(("tell_transfer",), RULES, since=("return_transfer",)),),
        "receive_appraisal": (
            Need(("commission_appraisal",), RULES, since=("receive_appraisal",), paired=True),
        ),
        "decide_recusal": (Need(("request_recusal",), RULES, since=("decide_recusal",)),),
        "mediate": (Need(("invite",), RULES, where=("attended", ("both", "one"))),),
        "agree": (Need(("mediate",), RULES),),
        "agree_unwritten": (Need(("mediate",), RULES),),
        "receive_identity": (Need(("ask_identity",), "投诉举报处理办法 10"),),
        "tell_end_of_mediation": (
            Need(("withdraw", "settle"), "投诉举报处理暂行办法 21；投诉举报处理办法 23"),
            Need(("accept",), "投诉举报处理暂行办法 21；投诉举报处理办法 23"),
        ),
        "tell_refusal": (Need(("refuse",), RULES, since=("begin_anew",)),),
        "elect_representatives": (Need(("handle_jointly",), RULES),),
        "end_entrustment": (Need(("entrust",), RULES, since=("end_entrustment",)),),
        "fraud_answered": (Need(("report_fraud",), "投诉举报处理办法 42", since=("fraud_answered",)),),
        "call_back": (Need(("record_performance",), RULES),),
    },
    once={
        "raise_dispute": (("settle_dispute",), RULES),
        "handle_jointly": ((), RULES),
        "entrust": (("end_entrustment",), RULES),
        "report_fraud": (("fraud_answered",), "投诉举报处理办法 42"),
        "tell_refusal": (("begin_anew",), RULES),
        "tell_end_of_mediation": ((), "投诉举报处理暂行办法 21；投诉举报处理办法 23"),
    },
    to_come=frozenset({"mediate_on", "report_by", "identity_by"}),
    past=frozenset(
        {
            "received_on",
            "told_on",
            "lead_found_on",
            "reported_on",
            "dispute_arose_on",
            "entrusted_on",
            "bought_on",
            "knew_on",
            "result_received_on",
        }
    ),
    apart=((frozenset({"handler", "counsel"}), "程序规定 49"),),
    teams=dict.fromkeys(("accept", "refuse", "settle"), MEDIATOR),
    sends=dict.fromkeys(("accept", "ask_identity"), frozenset({"投诉人"})),
    speaks={"withdraw": frozenset({"投诉人"})},
    binds=frozenset({"invite", "mediate", "agree", "agree_unwritten", "settle"}),
    for_want={"terminate": ("termination_ground", frozenset({"party_gone"}))},
    undoes={"return_transfer": ("transfer",)},
    runs={
        "mediation": Runs(
            clock="mediation",
            starts=frozenset({"accept"}),
            stops=("agree", "agree_unwritten", "terminate", "settle", "withdraw"),
            held=((frozenset({"commission_appraisal"}), frozenset({"receive_appraisal"})),),
        )
    },
)
