# SPDX-License-Identifier: MulanPSL-2.0
"""Differences that are known, each with what it is, so that a new one is seen. What is mended leaves a line here to delete.

Keys are (kind, verdict, act, sentence broken or ground of the refusal).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judge.walks import Difference

Key = tuple[str, str, str, str]

#: the law is with the judge, and the procedure has still to be mended: kind, verdict, acts, sentences or grounds, what it is
FAULTS = (
    (
        "penalty",
        "permits",
        "extend_by_resolution",
        "further_extension_rests_on_a_resolution no_term_is_stretched_after_its_end",
        "2019年版继续延期没有决议",
    ),
    (
        "licence",
        "permits",
        "recall",
        "holder_was_heard recalled_by_law_once_announced nothing_is_sent_to_the_dead",
        "旧版程序没有撤回前告知、公告的动作，也不制发撤回决定书，2019年10月以后仍可不告知撤回",
    ),
)

#: the law leaves it open, and the procedure is stricter or laxer for the sake of order, or the judge cannot know
OPEN = (
    ("performance", "finds", "record_challenge_result", "filled:annulled_for", "没有写明结果的记录"),
    (
        "penalty",
        "refuses",
        "request_hearing",
        "no_hearing_of_theirs_open",
        "同一当事人的听证正在进行的，再次要求不另开听证，是秩序",
    ),
    (
        "hearing",
        "refuses",
        "tell_handlers announce_hearing",
        "on_its_own_day:told_on on_its_own_day:announced_on",
        "通知、公告另填日期的，本系统只以办理之日为准，不另填",
    ),
    (
        "licence",
        "refuses",
        "extend",
        "term_over:remaking_ordered",
        "撤销后重新作出许可决定的期限（行政复议法实施条例49）法官不另计，引擎按决定期限、自结果之日计",
    ),
    (
        "licence",
        "refuses",
        "revoke",
        "done:find_revocable",
        "撤销的决定失去效力以后再撤销，2019年版要求重新登记发现；条文没有写，法官以责令重作的结果为足",
    ),
    (
        "licence",
        "refuses",
        "grant refuse",
        "over:hearing_request",
        "申请听证的人没有送达登记的，引擎要求补登送达，法官以其已行使权利为足",
    ),
    (
        "licence",
        "permits",
        "revoke recall",
        "taken_away_after_the_hearing",
        "重复告知、先后送达的，期限以哪一份为准，两种读法",
    ),
    (
        "penalty",
        "permits",
        "submit_without_notice",
        "case_was_examined",
        "依法法制审核的案件不另作案件审核（程序规定52），法制审核在决定以前完成即可；法官看提请之时",
    ),
    (
        "penalty",
        "permits",
        "extend extend_verification extend_examination",
        "no_term_is_stretched_after_its_end",
        "移送公安期间是否计入核查期限、几次中止如何合计，规定没有列明",
    ),
    (
        "performance",
        "permits",
        "grant_deferral",
        "instalments_fit",
        "同一当事人的份额写了几行的，以哪一行为准，两种读法；没有写明期限届满之日的记录",
    ),
    (
        "performance",
        "refuses",
        "pay",
        "payments_plausible",
        "同一当事人的份额写了几行的，法官只作粗略判断",
    ),
    (
        "complaint",
        "misses",
        "entrust",
        "entrusted_by_consent",
        "没有写明双方同意的记录",
    ),
    (
        "penalty",
        "misses",
        "decide",
        "case_was_examined",
        "重复登记调查终结而意见没有变化的记录，原审核是否仍然有效，两种读法",
    ),
    (
        "penalty",
        "misses",
        "record_unheard",
        "unheard_was_stated_before_the_decision",
        "没有写明何日提出的记录",
    ),
    (
        "penalty",
        "refuses",
        "decide",
        "bases_as_told",
        "依据的情节与告知的不同，法官只比对条目",
    ),
    (
        "penalty",
        "refuses",
        "propose_again",
        "not_heavier_for_being_heard",
        "情节、其他处罚是否更重，法官没有比对",
    ),
    (
        "performance",
        "permits",
        "apply_to_court",
        "court_only_after_the_demand",
        "催告以后才加入的当事人是否另行催告，两种读法",
    ),
    ("tip_off", "misses", "register", "real_name_names_somebody", "没有写明联系方式的记录，不成问题"),
    ("complaint", "finds", "mediate", "done:invite", "没有写明以何种方式参加调解的记录"),
    (
        "complaint",
        "finds",
        "terminate",
        "termination_ground_fits",
        "没有受理、鉴定起止不明的记录，调解期限的末日两种读法",
    ),
    ("licence", "finds", "revoke", "done:find_revocable", "没有登记发现可撤销情形的记录，只有告知"),
    (
        "licence",
        "misses",
        "revoke",
        "only_what_was_granted_is_taken_away",
        "没有准予的记录，在“发现可撤销情形”处已经发现",
    ),
    (
        "penalty",
        "permits",
        "notify tell_again",
        "told_is_what_was_examined",
        "以较轻的种类代替审核过的种类，判断者没有按轻重排列",
    ),
    (
        "licence",
        "permits",
        "grant refuse",
        "licence_decided_after_the_hearing",
        "写明的申请之日早于告知的，是否在期限内，两种读法",
    ),
    (
        "licence",
        "refuses",
        "grant refuse",
        "done:hold_hearing",
        "告知以后、送达以前或者逾期申请听证的，是否仍须举行，两种读法",
    ),
    (
        "hearing",
        "finds",
        "hold",
        "handlers_told_in_time:tell_handlers",
        "没有写明通知办案人员之日的记录",
    ),
    (
        "licence",
        "finds",
        "waive_hearing request_hearing notify_hearing",
        "hearing_offered_before told_before",
        "决定以后再登记的听证申请、放弃，不影响任何人，两种读法",
    ),
    (
        "performance",
        "permits",
        "record_enforced",
        "enforced_covers_what_is_owed",
        "同一当事人的份额写了几行的，以哪一行为准，两种读法",
    ),
    (
        "complaint",
        "finds",
        "tell_acceptance tell_refusal",
        "served:acceptance_decision served:refusal_decision",
        "没有写明告知方式的记录",
    ),
    (
        "hearing",
        "misses",
        "hold record_absence",
        "no_hearing_before_its_hour notice_of_the_hearing_in_time",
        "没有写明听证时间的记录",
    ),
    (
        "licence",
        "finds",
        "grant refuse",
        "done:hold_hearing over:hearing_request",
        "决定以后重复的决定、没有送达的告知，听证申请和期限以哪一份告知为准，两种读法",
    ),
    ("licence", "finds", "terminate", "done:ask_termination", "没有写明终止情形的记录"),
    ("penalty", "finds", "conclude", "proposal_stated", "没有写明处理建议的记录"),
    ("penalty", "finds", "split", "split_leaves_both_a_party", "没有写明分出何人的记录"),
    (
        "penalty",
        "permits",
        "submit decide",
        "decided_only_after_the_term_to_ask",
        "告知了听证权而依法没有的，是否也等要求听证的期限，两种读法",
    ),
    ("tip_off", "finds", "close", "is_not:owes_notice", "没有写明是否实名的记录"),
    ("tip_off", "finds", "file not_file", "is_not:is_fair_competition", "没有写明举报类别的记录"),
    (
        "complaint",
        "misses",
        "elect_representatives",
        "representatives_are_elected",
        "没有写明代表人的记录",
    ),
    (
        "licence",
        "refuses",
        "revoke recall",
        "done:hold_hearing",
        "同时告知撤销和撤回的，听证申请属于哪一个，两种读法",
    ),
    (
        "penalty",
        "refuses",
        "tell_again",
        "bases_stated",
        "每个受处罚的当事人都要写明依据；法官只看写明的依据是否合幅度",
    ),
    ("penalty", "finds", "close", "performances_ended", "履行程序是否终结，法官没有看子案"),
    (
        "penalty",
        "finds",
        "record_unheard",
        "heard_before_the_decision",
        "决定以后登记的意见说明决定违法；登记本身是事实，法官只看登记",
    ),
    (
        "licence",
        "refuses",
        "revoke recall",
        "proposal:told",
        "撤销、撤回的与所告知的事实、依据不同的，法官没有比对",
    ),
    (
        "penalty",
        "refuses",
        "tell_again",
        "cause_to_tell_again proposal:reviewed proposal:examined kinds_of_basis",
        "重新告知要有变化、先经审核：比法律细",
    ),
    (
        "penalty",
        "refuses",
        "ask_collective_discussion",
        "proposal:reviewed",
        "先审核后讨论，是次序，不是禁止",
    ),
    (
        "penalty",
        "refuses",
        "propose_again conclude",
        "amounts_belong_to_kinds shares_add_up kinds_of_basis",
        "退回以前填写的数额是否仍然有效，两种读法",
    ),
    (
        "penalty",
        "refuses",
        "notify decide",
        "proposal:examined proposal:reviewed over:hearing_request",
        "正文的改动、没有听证权的告知是否也等要求听证的期限，两种读法",
    ),
    ("penalty", "refuses", "extend", "term_over:handling", "几次中止、鉴定如何合计，两种读法"),
    (
        "licence",
        "refuses",
        "hold_hearing request_hearing",
        "announced_of_office hearing_offered_before",
        "依职权听证的公告，法官没有写",
    ),
    (
        "complaint",
        "refuses",
        "tell_transfer",
        "reply_reviewed:transfer",
        "几次送审以哪一次为准，属于本局规定",
    ),
    ("complaint", "finds", "confirm_transfer", "done:tell_transfer", "退回以后再次分送的，两种读法"),
    (
        "hearing",
        "finds",
        "announce_hearing schedule postpone record_absence tell_handlers suspend hold",
        "stands_still:suspension announced_in_time:announce_hearing",
        "两次中止、一次恢复，两种读法",
    ),
    ("performance", "finds", "repay", "repays_what_was_collected", "没有登记缴款的记录，可退数额未知"),
    (
        "penalty",
        "refuses",
        "ask_legal_review ask_collective_discussion",
        "is:needs_legal_review child:legal_review",
        "不属于法制审核情形的案件不送审，是分工，不是法律禁止",
    ),
    (
        "penalty",
        "refuses",
        "tell_again",
        "changed_since_notice hearing_right_told amounts_belong_to_kinds shares_add_up not_heavier_for_being_heard",
        "内容没有变化的不重新告知，是分工，不是法律禁止",
    ),
    (
        "penalty",
        "refuses",
        "propose_again",
        "is:penalty_proposed",
        "处理建议不是处罚的，不改变拟处罚意见，是分工，不是法律禁止",
    ),
    (
        "penalty",
        "refuses",
        "notify decide",
        "amounts_belong_to_kinds shares_add_up fine_reaches_floor kinds_of_basis bases_stated",
        "退回补充调查以前填写的数额是否仍然有效，两种读法",
    ),
    (
        "penalty",
        "refuses",
        "decide_recusal",
        "recusal_decided_at_right_level",
        "人员的职务不在记录里，法官不知道",
    ),
    (
        "penalty",
        "refuses",
        "send_to_police deliver_to_police",
        "no_transfer_open transfer_open",
        "公安机关答复以前再次移送，两种读法",
    ),
    (
        "penalty",
        "refuses",
        "police_refuse ask_police_review police_uphold ask_supervision",
        "transfer_open",
        "未经批准即送交公安机关的，其后的答复是否以移送在办为前提，两种读法",
    ),
    ("licence", "refuses", "extend", "term_over:decision", "撤回听证申请以后期限恢复计算的日子，两种读法"),
    (
        "licence",
        "refuses",
        "extend_annulment",
        "not_done:extend_annulment",
        "重新发现以后能否再次延长，两种读法",
    ),
    (
        "performance",
        "refuses",
        "record_remedies_ended",
        "remedies_really_ended",
        "救济期限的末日在复议以后如何计算，法官只作粗略判断",
    ),
    (
        "performance",
        "refuses",
        "dun repay record_enforced take_in_goods",
        "something_overdue repays_what_was_collected things_dealt_with goods_as_decided",
        "当事人的份额、变更后的数额，法官只作粗略判断",
    ),
    (
        "performance",
        "permits",
        "dun settle pay repay record_enforced take_in_goods",
        "no_dunning_before_default settled_is_wholly_paid payments_are_plausible what_goes_back_came_in "
        "things_are_enforced_too what_is_taken_in_was_confiscated",
        "当事人的份额、变更后的数额，法官只作粗略判断",
    ),
    (
        "performance",
        "refuses",
        "impose_additional_fine",
        "is:fine_overdue additional_fine_lawful",
        "数额为零的加处罚款",
    ),
    ("performance", "permits", "impose_additional_fine", "surcharge_is_lawful", "数额为零的加处罚款"),
    (
        "performance",
        "refuses",
        "apply_to_court",
        "not_before_deferral_ends",
        "暂缓期内申请法院执行，法官只看三个月",
    ),
    (
        "performance",
        "permits",
        "apply_to_court",
        "court_within_three_months",
        "救济结束的日子，法官只作粗略判断",
    ),
    (
        "performance",
        "refuses",
        "record_challenge_result",
        "change_stated change_of_goods_listed",
        "变更后的数额应当填写，是记录的要求",
    ),
    (
        "complaint",
        "refuses",
        "withdraw",
        "filled:withdrawal_paper attached:withdrawal_paper",
        "书面撤回的材料入卷：法官不看卷内材料",
    ),
    ("complaint", "permits", "terminate", "replies_go_out_as_reviewed", "几次送审以哪一次为准，属于本局规定"),
    (
        "tip_off",
        "permits",
        "tell tell_transfer tell_result tell_elsewhere",
        "replies_go_out_as_reviewed",
        "几次送审以哪一次为准，属于本局规定",
    ),
    (
        "tip_off",
        "refuses",
        "tell tell_transfer tell_result tell_elsewhere",
        "reply_reviewed:tell reply_reviewed:tell_transfer reply_reviewed:tell_result reply_reviewed:tell_elsewhere",
        "几次送审以哪一次为准，属于本局规定",
    ),
    (
        "tip_off",
        "permits",
        "extend file not_file",
        "what_is_done_fits_what_was_found",
        "公平竞争举报在规定施行前后的转换",
    ),
    (
        "tip_off",
        "refuses",
        "conclude not_verify ask_supplement",
        "is:is_fair_competition supplement_failed",
        "公平竞争举报在规定施行前后的转换；补正期限没有核对原文",
    ),
    (
        "complaint",
        "permits",
        "refuse tell_transfer",
        "replies_go_out_as_reviewed",
        "几次送审以哪一次为准，属于本局规定",
    ),
    ("performance", "refuses", "grant_deferral", "until_not_later:payment", "暂缓只能延到更晚的一日"),
    (
        "penalty",
        "misses",
        "clock:handling clock:verification",
        "late",
        "移送公安期间是否计入、几次鉴定如何合计，两种读法",
    ),
    ("complaint", "misses", "clock:mediation", "late", "几次鉴定如何合计，两种读法"),
    ("licence", "misses", "clock:decision clock:annulment", "late", "几次特殊环节如何合计，两种读法"),
    (
        "committee_item",
        "misses",
        "take_attendance reject adopt speak",
        "each_member_is_entered_once enough_have_come",
        "没有召集记录的会议，应到人数未知",
    ),
    (
        "penalty",
        "misses",
        "conclude",
        "nothing_while_it_stands_still",
        "没有登记立案的记录，何时中止无从判断",
    ),
    ("hearing", "misses", "report", "nothing_while_it_stands_still", "中止期间已经举行的听证，报告照写"),
    (
        "penalty",
        "finds",
        "announce commission_appraisal examine conclude notify suspend submit close extend gather ask_legal_review "
        "hear_on_refund order_refund send_to_police",
        "stands_still:suspension",
        "两次中止、一次恢复，两种读法",
    ),
    (
        "complaint",
        "finds",
        "refuse tell_transfer terminate",
        "reply_reviewed:refuse reply_reviewed:transfer reply_reviewed:terminate",
        "几次送审以哪一次为准，属于本局规定",
    ),
    (
        "licence",
        "finds",
        "lapse revoke recall waive_revocation_defence waive_recall_defence hold_hearing",
        "served:correction_notice served:revocation_notice served:recall_notice served:licence_hearing_notice",
        "重复告知的，以哪一份为准，两种读法",
    ),
    (
        "committee_item",
        "misses",
        "adopt reject",
        "more_than_half_are_for_it",
        "没有召集、到会登记的，表决基数未知",
    ),
    (
        "performance",
        "misses",
        "record_remedies_ended",
        "remedies_end_when_the_law_says",
        "没有送达记录的，救济期限未知",
    ),
    (
        "penalty",
        "finds",
        "submit decide request_hearing waive_defence waive_hearing",
        "served:penalty_notice",
        "重复告知的，以哪一份为准，两种读法",
    ),
    (
        "penalty",
        "refuses",
        "conclude propose_again notify tell_again decide",
        "basis_applies fine_within_ceiling",
        "依据对个人没有规定罚则的，判断者没有逐条收录",
    ),
    (
        "penalty",
        "refuses",
        "submit decide",
        "done:answer_defence",
        "已退出的当事人说过的，也先复核：是次序，不是禁止",
    ),
    (
        "penalty",
        "permits",
        "decide",
        "unascertained_gains_are_approved",
        "退回补充调查以后是否重新报主要负责人审批，两种读法",
    ),
    ("committee_item", "misses", "convene", "quorum_is_plausible", "没有写明应到人数的记录"),
    ("hearing", "finds", "postpone", "room_for_notice", "没有写明听证时间的记录，按原定时间判断"),
    (
        "licence",
        "refuses",
        "extend_annulment",
        "term_over:annulment",
        "重新发现以后期限从何日起算，两种读法",
    ),
    (
        "licence",
        "permits",
        "extend_annulment",
        "no_term_is_stretched_after_its_end",
        "重新发现以后期限从何日起算，两种读法",
    ),
    (
        "performance",
        "refuses",
        "settle",
        "all_paid",
        "当事人的份额、变更后的数额，法官只作粗略判断",
    ),
    ("penalty", "misses", "conclude", "sums_belong_to_kinds", "没有写明处罚种类的记录"),
    (
        "penalty",
        "refuses",
        "dismiss",
        "is:dismissal_proposed",
        "负责人审查后可以不同于处理建议；2018年版的记录以处理建议为准",
    ),
    (
        "penalty",
        "finds",
        "file",
        "within_limitation_period",
        "没有写明发现之日的记录，追责期限未知",
    ),
    ("performance", "finds", "grant_deferral", "instalments_fit", "写明暂缓而又写了各期的记录"),
    (
        "complaint",
        "permits",
        "accept invite",
        "replies_go_out_as_reviewed",
        "几次送审以哪一次为准，属于本局规定",
    ),
    (
        "complaint",
        "refuses",
        "accept invite ask_identity",
        "reply_reviewed:accept reply_reviewed:invite reply_reviewed:ask_identity",
        "几次送审以哪一次为准，属于本局规定",
    ),
    ("tip_off", "permits", "receive_supplement", "rests_on_what_came_before", "补正材料可以分次收到"),
    ("tip_off", "permits", "extend", "no_term_is_stretched_after_its_end", "再次举报后期限重新计算"),
)


def _keys(rows: tuple[tuple[str, str, str, str, str], ...]) -> Iterator[tuple[Key, str]]:
    for kind, verdict, acts, whys, note in rows:
        for act in acts.split():
            for why in whys.split():
                yield (kind, verdict, act, why), note


#: what is still to be mended
FAULT_KEYS: dict[Key, str] = dict(_keys(FAULTS))
KNOWN: dict[Key, str] = {**dict(_keys(OPEN)), **FAULT_KEYS}


def note_on(difference: Difference) -> str:
    """What is known of a difference; empty where it is new."""
    return noted(difference.key)


def noted(key: tuple[str, ...]) -> str:
    """What is known of a difference by its key; of a history that is replayed as of a walk, where nothing else is said."""
    kind, verdict, act, why = key
    live = {"misses": "permits", "finds": "refuses"}.get(verdict, verdict)
    return KNOWN.get((kind, verdict, act, why)) or KNOWN.get((kind, live, act, why), "")
