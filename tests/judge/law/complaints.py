# SPDX-License-Identifier: MulanPSL-2.0
"""Complaints and tip-offs: taken or refused on its grounds, mediated by consent, told how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.amounts import CONSUMER_YEARS, NEW_COMPLAINTS
from judge.days import years_after
from judge.law.terms import last_day
from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Life
    from judge.reading import Reading


@sentence(
    "管辖争议解决以前不受理、不转出、不决定。",
    "Nothing is taken, passed on, told or decided while it is disputed who is competent.",
    "程序规定 13",
    "投诉举报处理暂行办法 13、30",
    "投诉举报处理办法 14、33",
    at=("needs_competence",),
)
def no_act_on_disputed_competence(life: Life, deed: Deed, reading: Reading) -> str | None:
    raised = life.last("disputes")
    return "disputed" if raised and not life.last("dispute_settled", since=raised.seq) else None


@sentence(
    "管辖争议确定不属本局的，不由本局受理、决定。",
    "What was settled to be another's is not taken by us.",
    "程序规定 13",
    "投诉举报处理暂行办法 14",
    "投诉举报处理办法 15",
    at=("is_competent",),
)
def only_what_is_ours(life: Life, deed: Deed, reading: Reading) -> str | None:
    settled = life.last("dispute_settled")
    ours = settled is None or settled.says.get("dispute_result") == "ours"
    return None if ours else f"settled as {settled.says.get('dispute_result')}" if settled else None


@sentence(
    "知道权益受侵害超过三年的，才能以此不予受理。",
    "A complaint is refused for its age only where three years have passed.",
    "投诉举报处理暂行办法 15",
    "投诉举报处理办法 16",
    at=("refuses_complaint",),
)
def refused_for_age_only_when_old(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.says.get("refusal_ground") not in {"too_late"}:
        return None
    knew, came = day_of(life.says(deed, "knew_on")), day_of(life.fields.get("received_on"))
    if knew is None or came is None:
        return "no days"
    return f"knew {knew}, came {came}" if came <= years_after(knew, CONSUMER_YEARS) else None


@sentence(
    "以拒不配合核验身份为由的，限期提供的日子已过；自己说明的冒名除外。",
    "A complaint is refused for want of proof who complains only once the day set for that is over.",
    "投诉举报处理办法 10、16",
    at=("refuses_complaint",),
)
def refused_for_identity_once_its_day_is_over(life: Life, deed: Deed, reading: Reading) -> str | None:
    until = day_of(life.fields.get("identity_by"))
    if deed.says.get("refusal_ground") != "false_identity" or until is None or not life.last("ask_identity"):
        return None
    if life.last("receive_identity", since=life.seq("ask_identity")):
        return None
    return f"may be proved until {until}" if deed.on <= until else None


@sentence(
    "投诉只分送有处理权限的下级或者本局相关机构；不属本局处理的，告知另行提出。",
    "A complaint is sent down or within the bureau; what is another's is not sent on.",
    "投诉举报处理暂行办法 14、15",
    "投诉举报处理办法 15、16",
    at=("sends_complaint",),
)
def complaints_are_sent_down_only(life: Life, deed: Deed, reading: Reading) -> str | None:
    kind = deed.says.get("receiving_kind")
    return f"sent to {kind}" if kind not in {None, "lower_bureau", "our_unit"} else None


@sentence(
    "本局规定先送审的答复，审查通过后才发出。",
    "A reply that the bureau's own rule has reviewed first goes out as it was reviewed.",
    "本局法制审核规定",
    at=("replies",),
)
def replies_go_out_as_reviewed(life: Life, deed: Deed, reading: Reading) -> str | None:
    kind = REPLIES[deed.name]
    if not life.adopted.get(f"{reading.kind}/reply_review_{kind}", kind not in UNREVIEWED):
        return None
    before = life.seq("refuse") if deed.name == "refuse" else 0  # what is refused anew is reviewed anew
    asked = [d for d in life.all("ask_reply_review", since=before) if d.says.get("reply_kind") == kind]
    said = deed.day("told_on") if "told_on" in deed.own else deed.on
    for request in reversed(asked):
        sent = next((e for e in life.sent("legal_review", topic="reply") if e.sent > request.seq), None)
        if sent is None or not sent.back:
            continue
        if sent.outcome not in {"agreed", "amended"}:
            return f"reviewed and {sent.outcome}"
        reviewed = sent.back_on
        if said and reviewed and said < reviewed:
            return f"told {said}, reviewed {reviewed}"
        stated = STATED.get(deed.name, ()) if sent.outcome == "agreed" else ()
        words = TEXTS.get(deed.name, "")
        seen = {
            words: request.own.get("reply_text"),
            **{k: request.own[k] for k in stated if request.own.get(k)},
        }
        goes_out = {*stated, *({words} & deed.own.keys() if sent.outcome == "agreed" else ())}
        other = [key for key in sorted(goes_out) if deed.own.get(key) != seen.get(key)]
        return f"{other} is not what was reviewed" if other else None
    return "not reviewed"


@sentence(
    "送审的不予受理、终止调解写明情形和理由。",
    "A reply that says a ground and reasons is sent for review with them.",
    "本局法制审核规定",
    at=("sends_reply_for_review",),
)
def replies_are_reviewed_whole(life: Life, deed: Deed, reading: Reading) -> str | None:
    acts = [act for act, kind in REPLIES.items() if kind == deed.own.get("reply_kind")]
    lacking = [key for act in acts for key in STATED.get(act, ()) if not deed.own.get(key)]
    return f"{lacking} not stated" if lacking else None


@sentence(
    "受理决定告知投诉人以后，才办结；以文书告知的，文书已经送到。",
    "A complaint is not brought to its end while a complainant does not know that it was taken; what is told on paper has arrived.",
    "投诉举报处理暂行办法 14、21",
    "投诉举报处理办法 15、23",
    at=("ends_what_was_taken", "tells_on_paper"),
)
def nobody_is_left_untold(life: Life, deed: Deed, reading: Reading) -> str | None:
    paper = ON_PAPER.get(deed.name) if deed.own.get("told_by") == "document" else None
    if paper:
        ends = paper == "termination_decision"
        asked = [p.key for p in life.parties.values() if not p.is_gone(deed.on) and p.capacity != "投诉人"]
        asked = asked if ends else []
        asked += (
            _to_be_told(life, deed)
            if ends
            else [p.key for p in life.parties.values() if p.capacity == "投诉人" and not p.is_gone(deed.on)]
        )
        anew = paper == "acceptance_decision"  # it is made out again for whoever takes the place
        if anew and not asked:  # nobody is left to hand it to: what was told had arrived before
            asked = life.people({"投诉人"})
        lacking = [key for key in asked if not _has(life, deed, key, {paper}, himself=anew)]
        if lacking:
            return f"{lacking} were not handed the {paper}"
    if deed.name in {"tell_acceptance", "tell_refusal"}:
        return None
    spoken = [str(d.own.get("told_complainant") or "") for d in life.all("tells_of_taking")]
    if "" in spoken and (len(life.people({"投诉人"})) < 2 or life.last("elects")):
        return None  # the only one was told, or who speaks for them
    reached = {key for key, p in life.parties.items() if p.stands_for & {*spoken}}
    papers = {"acceptance_decision", "mediation_notice"}
    untold = [
        key for key in _to_be_told(life, deed) if key not in reached and not _has(life, deed, key, papers)
    ]
    return f"{untold} were not told" if untold else None


def _to_be_told(life: Life, deed: Deed) -> list[str]:
    """The complainants who are there and were elected by the last election, else all who are there."""
    election = life.last("elects")  # whoever is elected anew takes the place of all who were before
    names = ("representative", "second_representative")
    elected = {str(election.own.get(key)) for key in names} if election else set()
    here = [p for p in life.parties.values() if p.capacity == "投诉人" and not p.is_gone(deed.on)]
    return [p.key for p in here if p.stands_for & elected] or [p.key for p in here]


@sentence(
    "调解书交给双方以后，才回访办结。",
    "An agreement in writing is in the hands of both sides before the complaint is closed.",
    "投诉举报处理暂行办法 22",
    "投诉举报处理办法 24",
    at=("closes_agreed",),
)
def both_have_the_agreement(life: Life, deed: Deed, reading: Reading) -> str | None:
    if life.paper("mediation_agreement") is None:
        return None
    here = [key for key, party in life.parties.items() if not party.is_gone(deed.on)]
    lacking = [key for key in here if not _has(life, deed, key, {"mediation_agreement"})]
    return f"{lacking} have no agreement" if lacking else None


@sentence(
    "告知的日期不早于所告知的决定作出之日。",
    "What is told was decided by the day on which it is said to have been told.",
    "投诉举报处理暂行办法 14、21",
    "投诉举报处理办法 15、23",
    at=("tells_what_was_decided",),
)
def told_once_decided(life: Life, deed: Deed, reading: Reading) -> str | None:
    day, decided = day_of(deed.own.get("told_on")), life.last(*DECIDED[deed.name])
    return f"decided {decided.on}" if day and decided and day < decided.on else None


#: act that tells -> the paper it tells by, where it is one
ON_PAPER = {
    "tell_acceptance": "acceptance_decision",
    "tell_refusal": "refusal_decision",
    "tell_termination": "termination_decision",
}
#: act that tells -> what it tells of
DECIDED = {
    "tell_acceptance": ("accept",),
    "tell_refusal": ("refuse",),
    "tell_termination": ("terminate",),
    "tell_end_of_mediation": ("withdraw", "settle"),
}


def _has(life: Life, deed: Deed, party: str, kinds: set[str], *, himself: bool = False) -> bool:
    """Whether a party, or somebody in whose place it stands, was handed a paper of one of these kinds by the day of the deed."""
    papers = [paper for paper in life.papers if paper.kind in kinds]
    days = [day for paper in papers for day in paper.handed.get(party, ())]
    inherited = [day for paper in papers for day in paper.handed_before.get(party, ()) if not himself]
    return any(day <= deed.on for day in (*days, *inherited))


#: replies that go out without review where the bureau has not adopted otherwise
UNREVIEWED = frozenset({"accept", "invite", "ask_identity", "ask_supplement"})
#: act -> what of it is stated where its review is asked for
STATED = {
    "refuse": ("refusal_ground", "refusal_reason"),
    "terminate": ("termination_ground", "termination_reason"),
}
#: act -> where it says the text that was reviewed, unless what was sent says it apart
TEXTS = {
    "refuse": "refusal_reason",
    "terminate": "termination_reason",
    "tell": "result_text",
    "tell_result": "result_text",
}
#: act -> the reply by which its review is asked for
REPLIES = {
    "accept": "accept",
    "invite": "invite",
    "ask_identity": "ask_identity",
    "ask_supplement": "ask_supplement",
    "refuse": "refuse",
    "terminate": "terminate",
    "tell_transfer": "transfer",
    "tell": "tell",
    "tell_elsewhere": "tell_elsewhere",
    "tell_result": "tell_result",
}


@sentence(
    "调解期限届满才能以此终止调解。",
    "Mediation ends for want of time only when its time is over.",
    "投诉举报处理暂行办法 21",
    "消费者权益保护法实施条例 46",
    "投诉举报处理办法 23",
    at=("ends_mediation",),
)
def mediation_ends_with_its_time(life: Life, deed: Deed, reading: Reading) -> str | None:
    running = last_day(life, reading, "mediation", deed.seq)
    if deed.says.get("termination_ground") != "expired" or running is None:
        return None
    return f"runs until {running[1]}" if deed.on <= running[1] else None


@sentence(
    "没有组织过调解的，不以调解不成终止；撤回、和解的，以撤回、和解本身登记。",
    "What nobody mediated has not failed; withdrawn or settled it ends by that act itself.",
    "投诉举报处理暂行办法 21",
    "投诉举报处理办法 23",
    at=("ends_mediation",),
)
def mediation_ends_for_what_happened(life: Life, deed: Deed, reading: Reading) -> str | None:
    ground = deed.says.get("termination_ground")
    if ground == "elsewhere" and life.last("mediates") is None:
        return "nobody mediated"
    return "nobody withdrew" if ground == "withdrawn" else None


@sentence(
    "管辖有争议、已定由本局处理的，不以没有处理权限不予受理。",
    "What is in dispute, or was settled as ours, is not refused for want of competence.",
    "投诉举报处理办法 16、33",
    at=("refuses_complaint",),
)
def ours_is_not_turned_away(life: Life, deed: Deed, reading: Reading) -> str | None:
    disputed, settled = life.last("disputes"), life.last("dispute_settled")
    if deed.says.get("refusal_ground") != "not_competent" or disputed is None:
        return None
    if settled is None or settled.seq < disputed.seq:
        return "the dispute is open"
    return "it is ours" if settled.says.get("dispute_result") == "ours" else None


@sentence(
    "调解须双方同意。",
    "Nobody is mediated who does not agree to it.",
    "投诉举报处理暂行办法 16",
    "投诉举报处理办法 18",
    at=("mediates",),
)
def mediated_by_consent(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "not both agree" if life.says(deed, "both_consent") is False else None


@sentence(
    "协议由双方参加调解达成。",
    "An agreement is made in a mediation in which both sides took part.",
    "投诉举报处理暂行办法 22",
    "投诉举报处理办法 24",
    at=("comes_to_terms",),
)
def both_sides_made_the_agreement(life: Life, deed: Deed, reading: Reading) -> str | None:
    held = life.last("mediates")
    return "one side alone" if held is not None and held.says.get("attended") == "one" else None


@sentence(
    "申请回避的，作出是否回避的决定后才调解、终止。",
    "Whether the mediator steps aside is decided before mediation goes on.",
    "投诉举报处理暂行办法 19",
    "投诉举报处理办法 20",
    at=("goes_on_mediating",),
)
def recusal_is_decided_first(life: Life, deed: Deed, reading: Reading) -> str | None:
    asked = life.last("asks_recusal")
    if asked is None:
        return None
    answered = life.last("recusal_decided", since=asked.seq)
    return None if answered is not None else "the recusal is open"


@sentence(
    "涉嫌骗取赔偿、敲诈勒索已经移送的，有处理结果以前不再受理、调解、达成协议。",
    "What was referred as fraud or extortion is answered before the complaint goes on.",
    "投诉举报处理办法 42",
    at=("goes_on_with_complaint",),
)
def fraud_is_answered_first(life: Life, deed: Deed, reading: Reading) -> str | None:
    referred = life.last("refers_fraud")
    if referred is None or life.last("hears_of_fraud", since=referred.seq) is not None:
        return None
    return "the suspicion is open"


@sentence(
    "实名举报登记举报人的姓名和联系方式。",
    "Who informs under his real name is named, with a way to reach him.",
    "投诉举报处理暂行办法 25、31",
    at=("takes_tip_off",),
)
def real_name_names_somebody(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.says.get("real_name") is not True:
        return None
    reached = any(deed.says.get(key) for key in ("informant_phone", "informant_address"))
    return None if deed.says.get("informant_name") and reached else "named by nothing"


@sentence(
    "举报人的身份只写在密封栏内。",
    "Who informs is named in the sealed fields alone.",
    "投诉举报处理暂行办法 33",
    "投诉举报处理办法 37",
    at=("takes_tip_off",),
)
def the_informant_stays_sealed(life: Life, deed: Deed, reading: Reading) -> str | None:
    name = str(deed.says.get("informant_name") or "")
    return "named in the open" if name and name in str(deed.says.get("allegation")) else None


@sentence(
    "有举报人才能告知；匿名的无从告知。",
    "Only an informant who is known can be told.",
    "投诉举报处理暂行办法 29、31",
    at=("tells_informant",),
)
def only_a_known_informant_is_told(life: Life, deed: Deed, reading: Reading) -> str | None:
    return None if life.fields.get("real_name") is True else "nobody is known"


@sentence(
    "转来的才向转来机关报告。",
    "A result is reported only to whoever sent the matter.",
    "信访工作条例 22",
    at=("reports_back",),
)
def reported_to_whoever_sent_it(life: Life, deed: Deed, reading: Reading) -> str | None:
    sent = life.fields.get("channel") in {"forwarded", "petition"} or life.fields.get("sender")
    return None if sent else "nobody sent it"


@sentence(
    "属于本局应当告知的，告知；以为不必告知的，确实不必。",
    "An informant is left untold only where no law owes him an answer.",
    "投诉举报处理暂行办法 31",
    "广告法 53",
    "反不正当竞争法 20",
    "食品安全法 115",
    "药品管理法 106",
    at=("leaves_untold",),
)
def untold_only_where_nothing_is_owed(life: Life, deed: Deed, reading: Reading) -> str | None:
    if life.fields.get("real_name") is not True:
        return None
    decided = life.last("decides_filing")
    if decided is not None and decided.on < NEW_COMPLAINTS:
        return "real name"
    special = life.fields.get("special_kind")
    if special == "unfair_competition" and life.fields.get("evidence_given") is False:
        return None  # 反不正当竞争法: whoever gives facts and evidence with his name; a register that is silent frees nobody
    return f"{special} is owed an answer" if special not in {None, "general", "fair_competition"} else None


@sentence(
    "登记立案的案号的，写明案号。",
    "Whoever enters which case was filed names it.",
    "程序规定 19",
    at=("names_its_case",),
)
def the_case_is_named(life: Life, deed: Deed, reading: Reading) -> str | None:
    return None if deed.own.get("linked") else "no number"
