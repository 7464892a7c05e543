# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts of a tip-off mean."""

from __future__ import annotations

from judge.reading import Need, Reading, Runs

RULES = "投诉举报处理暂行办法 31；投诉举报处理办法 35"

READING = Reading(
    kind="tip_off",
    sides=frozenset({"被举报人"}),
    words={
        "register": ("takes_tip_off",),
        "raise_dispute": ("disputes",),
        "settle_dispute": ("dispute_settled",),
        "file": ("is_competent", "needs_competence", "decides_filing"),
        "not_file": ("needs_competence", "decides_filing", "tip_not_filed"),
        "transfer": ("needs_competence",),
        "tell": ("tells_informant", "replies"),
        "tell_elsewhere": ("tells_informant", "replies", "needs_competence"),
        "tell_transfer": ("tells_informant", "replies"),
        "tell_result": ("tells_informant", "replies"),
        "ask_supplement": ("tells_informant", "replies"),
        "note_withdrawal": ("tells_informant",),
        "grant_reward": ("tells_informant",),
        "name_case": ("names_its_case",),
        "close": ("leaves_untold",),
        "report_result": ("reports_back",),
    },
    needs={
        "settle_dispute": (Need(("raise_dispute",), RULES, since=("settle_dispute",)),),
        "receive_appraisal": (
            Need(("commission_appraisal",), RULES, since=("receive_appraisal",), paired=True),
        ),
        "receive_supplement": (
            Need(("ask_supplement",), "公平竞争审查条例实施办法", since=("receive_supplement",)),
        ),
        "file": (Need(("verify",), RULES),),
        "not_file": (Need(("verify",), RULES),),
        "conclude": (Need(("verify",), RULES),),
        "grant_reward": (Need(("file",), RULES),),
        "name_case": (Need(("file",), RULES),),
        "fraud_answered": (Need(("report_fraud",), "投诉举报处理办法 42", since=("fraud_answered",)),),
        "not_verify": (Need(("ask_supplement",), "公平竞争审查条例实施办法"),),
        "tell_result": (Need(("file", "not_file", "conclude"), RULES),),
        "tell_transfer": (Need(("transfer",), RULES),),
    },
    once={
        "raise_dispute": (("settle_dispute",), RULES),
        "note_withdrawal": ((), RULES),
        "grant_reward": ((), RULES),
        "report_fraud": (("fraud_answered",), "投诉举报处理办法 42"),
        "extend": (("receive_again",), "程序规定 18"),
    },
    to_come=frozenset({"report_by", "until"}),
    past=frozenset(
        {
            *("received_on", "told_on", "visited_on", "reported_on", "dispute_arose_on", "supplied_on"),
            "again_received_on",
            "withdrawn_on",
        }
    ),
    apart=((frozenset({"handler", "counsel"}), "程序规定 49"),),
    teams={
        "verify": ("handler", 2, "行政处罚法 42"),
        "file": ("handler", 2, "行政处罚法 42"),
        "not_file": ("handler", 2, "行政处罚法 42"),
        "conclude": ("handler", 2, "行政处罚法 42"),
    },
    runs={
        "tip_off": Runs(
            starts=frozenset({"register", "receive_again"}),
            day=("again_received_on", "withdrawn_on", "received_on"),
            stops=(
                "file",
                "not_file",
                "join",
                "transfer",
                "tell_elsewhere",
                "close_repeated",
                "conclude",
                "not_verify",
            ),
            longer={"extend": "tip_off"},
            held=((frozenset({"commission_appraisal"}), frozenset({"receive_appraisal"})),),
        ),
        "fair": Runs(
            starts=frozenset({"register"}),
            day=("received_on",),
            stops=("conclude", "not_verify"),
            until=frozenset({"extend_fair"}),
        ),
    },
)
