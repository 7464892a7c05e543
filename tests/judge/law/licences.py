# SPDX-License-Identifier: MulanPSL-2.0
"""A licence: silence counts, hearings come before, nothing granted is taken away unheard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from judge.amounts import LICENCE_RULES, NOTICE_DAYS, end_of
from judge.days import working_days_before
from judge.law.anew import applicants, asks_to_end, taken_away, was_cancelled
from judge.life import day_of, moment_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from judge.life import Deed, Life
    from judge.reading import Reading


@sentence(
    "五个工作日内没有一次告知的，自收到之日起视为受理。",
    "Silence for five working days is acceptance, and only then.",
    "行政许可法 32",
    at=("accepted_by_silence",),
)
def silence_is_acceptance_after_its_days(life: Life, deed: Deed, reading: Reading) -> str | None:
    received = life.last("receives")
    day = (received.day("supplied_on") or received.day("received_on") or received.on) if received else deed.on
    last = end_of("acceptance_silence", day)
    if deed.on <= last:
        return f"may still be told until {last}"
    paper = life.paper("correction_notice")  # what lies in a drawer tells nobody
    if paper is None or received is None or paper.seq < received.seq:
        return None
    handed = [day for party in paper.to if (day := paper.handed_to(party, last))]
    return f"told on {handed}" if len(handed) == len(paper.to) else None


@sentence(
    "延续申请写明原许可的届满之日。",
    "Whoever asks for renewal says when the licence ends.",
    "行政许可法 50",
    at=("receives",),
)
def renewal_says_when_it_ends(life: Life, deed: Deed, reading: Reading) -> str | None:
    is_renewal = deed.says.get("application_kind") == "renewal" and deed.name == "receive"
    return "no day" if is_renewal and not deed.says.get("expires_on") else None


@sentence(
    "原许可已经届满的，不以延续申请受理。",
    "A licence that had ended when renewal was asked for is not renewed.",
    "行政许可法 50、70",
    at=("accepts",),
)
def nothing_ended_is_renewed(life: Life, deed: Deed, reading: Reading) -> str | None:
    ends, asked = day_of(life.fields.get("expires_on")), day_of(life.fields.get("received_on"))
    if life.fields.get("application_kind") != "renewal" or ends is None or asked is None or asked <= ends:
        return None
    return f"ended on {ends}, asked for on {asked}"


#: items whose late renewals are not accepted (医疗器械经营监督管理办法 16, 化妆品生产经营监督管理办法 20, 计量标准考核办法 17)
LATE_IS_REFUSED = {"第三类医疗器械经营许可", "化妆品生产许可", "计量标准考核", "计量标准器具核准"}


@sentence(
    "不予受理的理由确有其事：材料不齐的先告知补正，不属本机关的告知向谁申请，逾期、届满的属实。",
    "What is turned away is so for a true cause: incomplete once it was to be completed, not ours with whose it is, late or ended where it was.",
    "行政许可法 32、50",
    at=("does_not_accept",),
)
def turned_away_for_cause(life: Life, deed: Deed, reading: Reading) -> str | None:
    cause, is_renewal = deed.says.get("not_accepted_ground"), life.fields.get("application_kind") == "renewal"
    ends, asked = day_of(life.fields.get("expires_on")), day_of(life.fields.get("received_on"))
    if cause == "expired" and not (is_renewal and ends and asked and asked > ends):
        return f"ends {ends}, asked for on {asked}"
    if cause == "incomplete" and not life.last("receive_corrections"):
        return "nobody was asked to complete it"
    if cause == "not_competent" and not deed.says.get("competent_body"):
        return "it is not said who is competent"
    if cause == "late_renewal" and not (is_renewal and life.fields.get("item") in LATE_IS_REFUSED):
        return "this item has no such rule"
    return None


@sentence(
    "撤销、撤回许可前，收到告知书的人都有五日申请听证；有人申请的，听证后决定。",
    "Before a licence is revoked or recalled everybody told had his five days to ask for a hearing, and one asked for was held.",
    "行政许可程序规定 38、44、53",
    at=("revokes", "recalls"),
)
def taken_away_after_the_hearing(life: Life, deed: Deed, reading: Reading) -> str | None:
    if _recalled_by_law(deed):
        return None
    notice = life.last("tells_of_revoking" if "revokes" in deed.words else "tells_of_recalling")
    if notice is None:
        return None
    kind = "revocation_notice" if "revokes" in deed.words else "recall_notice"
    anew = any(_stands(life, each, kind, deed.on) for each in life.all("asks_for_hearing", since=notice.seq))
    if anew and life.last("heard", since=notice.seq) is None:
        return "asked for and not held"
    if _asked_before_it_was_told_anew(life, notice, deed.on):
        return "asked for before it was told anew, and not held"
    paper = life.paper(kind)
    for party in paper.to if paper else ():
        handed = paper.handed_to(party, deed.on) if paper else None
        gave_up = any(d.party == party for d in life.all("waives_hearing", since=notice.seq))
        if handed is not None and not gave_up and deed.on <= end_of("licence_hearing", handed):
            return f"{party} may still ask"
    return None


def _asked_before_it_was_told_anew(life: Life, notice: Deed, on: date) -> bool:
    """Whether a request made in time on an earlier notice, not given up, still waits for its hearing (行政许可法 47)."""
    word = next(word for word in ("tells_of_revoking", "tells_of_recalling") if word in notice.words)
    over = max(
        (d.seq for end in ("revokes", "recalls", "not_revoked", "lets_it_stand") for d in life.all(end)),
        default=0,
    )
    first = min((d.seq for d in life.all(word, since=over)), default=notice.seq)
    for each in life.all("asks_for_hearing", since=first):
        if each.seq < notice.seq and life.last("heard", since=each.seq) is None:
            gave_up = _gave_up(life, each, on)
            handed = [
                day for p in life.papers if each.party in p.to and (day := p.handed_to(each.party, each.on))
            ]
            made = each.day("requested_on") or each.on
            if not gave_up and (not handed or made <= end_of("licence_hearing", max(handed))):
                return True
    return False


def _recalled_by_law(deed: Deed) -> bool:
    """Recalled because the law changed: announced to the public, told to nobody by name (行政许可程序规定 37)."""
    return "recalls" in deed.words and deed.says.get("recall_ground") == "law"


@sentence(
    "因法律、法规、规章修改或者废止撤回许可的，先公告，写明公告的机关。",
    "A licence recalled because the law changed was announced before, after it had been granted.",
    "行政许可程序规定 37",
    at=("recalls",),
)
def recalled_by_law_once_announced(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not _recalled_by_law(deed) or deed.on < LICENCE_RULES:
        return None
    day = deed.day("recall_announced_on") or day_of(life.fields.get("recall_announced_on"))
    granted = max((d.on for d in life.all("grants") if d.seq < deed.seq), default=None)
    if day is None:
        return "not announced"
    if not (deed.says.get("recall_announced_by") or life.fields.get("recall_announced_by")):
        return "not said by whom it was announced"
    return "announced before there was a licence" if granted and day < granted else None


@sentence(
    "已告知以某一情形撤回的，不以另一情形撤回。",
    "Told that a licence is to be recalled on one ground, nobody has it recalled on another.",
    "行政许可程序规定 38",
    at=("recalls",),
)
def recalled_on_the_ground_told(life: Life, deed: Deed, reading: Reading) -> str | None:
    taken = max(
        (d.seq for d in life.all("revokes", "recalls", "lets_it_stand") if d.seq < deed.seq), default=0
    )
    notices = [d for d in life.all("tells_of_recalling", since=taken) if d.seq < deed.seq]
    before = notices[-1].says.get("recall_ground") if notices else None
    announced = deed.day("recall_announced_on") or day_of(life.fields.get("recall_announced_on"))
    if notices and _recalled_by_law(deed) and announced and announced > notices[-1].on:
        return None  # the law changed since
    return "told on another ground" if before and before != deed.says.get("recall_ground", before) else None


@sentence(
    "受理后申请人申请终止的，终止；没有申请的，不以申请为由终止。",
    "Who asks after acceptance that it be ended gets no other decision; and nothing is ended for his asking where he did not.",
    "行政许可程序规定 30",
    at=("decides_licence", "terminates"),
)
def ended_where_that_was_asked(life: Life, deed: Deed, reading: Reading) -> str | None:
    here = applicants(life, deed, reading)
    requests = {key: asks_to_end(life, key) for key in here}
    if "decides_licence" in deed.words:
        return "an applicant asked to end it" if any(requests.values()) else None
    if deed.says.get("termination_ground") != "withdrawn":
        return None
    for_all = any(each and each.own.get("others_agree") is True for each in requests.values())
    asked = all(requests.values()) and life.last("asks_to_end") is not None
    return None if for_all or asked else "not everybody asked"


#: for how many years an item is granted
YEARS = {"食品经营许可": 5, "食品生产许可": 5, "药品零售许可": 5, "第三类医疗器械经营许可": 5}
#: items whose renewal begins on the day it is decided -> since when
#: (食品经营许可管理办法(2015) 34, 食品经营许可和备案管理办法 36, 食品生产许可管理办法 39, 重点液态食品准运办法)
BEGINS_WHEN_DECIDED = {
    "食品经营许可": date(2015, 10, 1),
    "食品生产许可": date(2020, 3, 1),
    "重点液态食品准运证": date(2026, 2, 3),
}
#: items whose renewal does so once the old licence has ended (医疗器械经营监督管理办法)
BEGINS_WHEN_DECIDED_LATE = {"第三类医疗器械经营许可": date(2022, 5, 1)}


@sentence(
    "延续后的有效期自原有效期届满次日起算；该事项的规章另有规定的，从其规定。",
    "A renewed licence runs from the day after it would have ended, or from the day the rules of its item name.",
    "行政许可程序规定 27",
    at=("grants",),
)
def renewed_term_begins(life: Life, deed: Deed, reading: Reading) -> str | None:
    ends, begins = day_of(life.fields.get("expires_on")), day_of(deed.says.get("valid_from"))
    if deed.on < LICENCE_RULES or life.fields.get("application_kind") != "renewal" or not ends or not begins:
        return None
    item = str(life.fields.get("item") or "").split("（")[0]
    anyhow = deed.on >= BEGINS_WHEN_DECIDED.get(item, date.max)
    late = deed.on >= BEGINS_WHEN_DECIDED_LATE.get(item, date.max) and deed.on > ends
    due = deed.on if anyhow or late else ends + timedelta(days=1)
    return None if begins == due else f"ends {ends}, decided {deed.on}, begins {begins}"


@sentence(
    "新办的，有效期自作出决定之日起算，该事项的规章有规定的；有效期届满不早于起算。",
    "A new licence runs from the day it is decided, where the rules of its item say so; none ends before it begins.",
    "食品经营许可管理办法(2015) 19",
    "食品经营许可和备案管理办法 19",
    at=("grants",),
)
def new_term_begins(life: Life, deed: Deed, reading: Reading) -> str | None:
    begins, ends = day_of(deed.says.get("valid_from")), day_of(deed.says.get("valid_to"))
    if begins and ends and ends < begins:
        return f"begins {begins}, ends {ends}"
    item = str(life.fields.get("item") or "").split("（")[0]
    is_new = life.fields.get("application_kind") in ("new", None)
    if begins is None or not is_new or deed.on < BEGINS_WHEN_DECIDED.get(item, date.max):
        return None
    return None if begins == deed.on else f"decided {deed.on}, begins {begins}"


@sentence(
    "证件在准予以后送交，可撤销的情形在准予以后发现。",
    "What is handed out, or found to be revocable, was granted by then.",
    "行政许可法 44、69",
    at=("hands_out", "finds_revocable"),
)
def after_it_was_granted(life: Life, deed: Deed, reading: Reading) -> str | None:
    granted = life.last("grants", "renewed_by_silence")
    said = day_of(deed.own.get("delivered_on")) or day_of(deed.own.get("found_on"))
    return f"granted {granted.on}, said {said}" if granted and said and said < granted.on else None


@sentence(
    "撤销、撤回的情形、事实和依据，就是最后告知的。",
    "A licence is taken away for what was last told: on that ground, those facts, that basis.",
    "行政许可程序规定 38、43",
    at=("revokes", "recalls"),
)
def taken_away_for_what_was_told(life: Life, deed: Deed, reading: Reading) -> str | None:
    if _recalled_by_law(deed):
        return None
    if deed.on < LICENCE_RULES:
        return None
    notice = life.last("tells_of_revoking" if "revokes" in deed.words else "tells_of_recalling")
    what = ("revocation", "recall")["recalls" in deed.words]
    for key in (f"{what}_ground", f"{what}_facts", "legal_basis"):
        if notice is not None and "".join(str(notice.says.get(key)).split()) != "".join(
            str(deed.says.get(key)).split()
        ):
            return f"{key} is not what was told"
    return None


@sentence(
    "决定以后，发现可撤销的情形，才有期限可以扣除；告知拟撤销、撤回以后，才有意见可以陈述、听证可以举行。",
    "After the end there is a term to leave days out of only once something revocable was found, and views and hearings only once it was told.",
    "行政许可程序规定 38、44、45",
    at=("step_begins", "states_views", "licence_hearing_appointed", "asks_for_hearing", "waives_hearing"),
)
def after_the_end_only_what_was_opened_again(life: Life, deed: Deed, reading: Reading) -> str | None:
    if life.last("ends_application", since=life.seq("taken_up_anew")) is None:
        return None
    again = "finds_revocable" if "step_begins" in deed.words else "tells_of_taking_away"
    return None if life.last(again) is not None else f"ended, and nothing {again}"


#: what is left out of the term besides, by the rules of an item (药品经营和使用质量监督管理办法 75, 医疗器械经营监督管理办法 12)
BESIDES = {
    "药品零售许可": {"technical", "site", "rectification"},
    "第三类医疗器械经营许可": {"rectification"},
}
#: what the law leaves out of the term for every item (行政许可法 45)
LEFT_OUT = {"hearing", "bidding", "auction", "inspection", "testing", "quarantine", "appraisal", "expert"}


@sentence(
    "不计入许可期限的，只有法律和该事项的规定写明的环节。",
    "Only the steps the law or the rules of the item name are left out of the term.",
    "行政许可法 45",
    at=("step_begins",),
)
def only_what_is_named_is_left_out(life: Life, deed: Deed, reading: Reading) -> str | None:
    step, item = str(deed.says.get("step_kind") or ""), str(life.fields.get("item") or "")
    if not step or step in LEFT_OUT | BESIDES.get(item, set()):
        return None
    return f"{step} is not named for {item}"


@sentence(
    "延续申请在原许可届满前没有决定的，视为准予。",
    "A renewal is deemed granted only where the licence ended undecided.",
    "行政许可法 50",
    at=("renewed_by_silence",),
)
def renewed_only_when_it_ended_undecided(life: Life, deed: Deed, reading: Reading) -> str | None:
    ends = day_of(life.fields.get("expires_on"))
    if life.fields.get("application_kind") != "renewal" or ends is None:
        return "no renewal"
    return f"ends {ends}" if deed.on <= ends else None


@sentence(
    "告知听证权的，五日期限届满前不决定；要求听证的，听证后决定。",
    "Where a hearing was offered, nothing is decided before the term to ask is over, nor before it was held.",
    "行政许可法 36、47、48",
    at=("decides_licence",),
)
def licence_decided_after_the_hearing(life: Life, deed: Deed, reading: Reading) -> str | None:
    if _called_of_office(life) and life.last("heard") is None:
        return "called of office and not held"
    offered = next(life.all("offers_hearing"), None)
    if offered is None:
        return None
    asked = [
        d
        for d in life.all("asks_for_hearing", since=offered.seq)
        if _stands(life, d, "hearing_right_notice", deed.on)
    ]
    if asked and life.last("heard", since=asked[-1].seq) is None:
        return "asked for and not held"
    return _may_still_ask(life, deed, offered, life.people(reading.sides))


@sentence(
    "申请过听证的，重新告知之前不再申请。",
    "Whoever asked for a hearing does not ask once more before being told anew.",
    "行政许可法 47",
    at=("asks_for_hearing",),
)
def asks_once(life: Life, deed: Deed, reading: Reading) -> str | None:
    if life.kind != "licence":
        return None
    since = max((d.seq for d in life.all("offers_hearing", "tells_of_taking_away")), default=0)
    again = any(d.party == deed.party for d in life.all("asks_for_hearing", since=since))
    return f"{deed.party} has asked" if again else None


def _called_of_office(life: Life) -> bool:
    """Whether a hearing was appointed before anybody had asked for one (行政许可法 46)."""
    asked = min((d.seq for d in life.all("asks_for_hearing")), default=None)
    return any(asked is None or d.seq < asked for d in life.all("licence_hearing_appointed"))


def _gave_up(life: Life, asked: Deed, on: date) -> bool:
    """Whether nobody wants a hearing asked for any more: given up since, by the author or whoever has the place, or nobody has it."""
    there = [p for p in life.parties.values() if asked.party in p.stands_for | {p.key} and not p.is_gone(on)]
    waived = {d.party for d in life.all("waives_hearing", since=asked.seq)}
    return all(waived & (p.stands_for | {p.key}) for p in there)


def _stands(life: Life, asked: Deed, kind: str, on: date) -> bool:
    """Whether a request still counts on a day: made within the five days, and wanted still."""
    if _gave_up(life, asked, on):
        return False
    papers = [p for p in life.papers if p.kind == kind and asked.party in p.to and not p.undone]
    if papers and papers[-1].seq < asked.seq and papers[-1].handed_to(asked.party, asked.on) is None:
        return True  # told anew and not in hand yet: the days have not begun
    days = [day for p in papers if (day := p.handed_to(asked.party, asked.on))]
    made = asked.day("requested_on") or asked.on
    return not days or made <= end_of("licence_hearing", max(days))


def _may_still_ask(life: Life, deed: Deed, offered: Deed, people: Iterable[str]) -> str | None:
    """Whoever had a notice in hand is told; one sent once more begins the days anew when it is in hand."""
    papers = [p for p in life.papers if p.kind == "hearing_right_notice" and not p.undone]
    here = [party for party in papers[-1].to if party in life.parties] if papers else []
    for party in dict.fromkeys((*here, *people)) if papers else ():
        if any(d.party == party for d in life.all("waives_hearing", "asks_for_hearing", since=offered.seq)):
            continue
        days = [day for p in papers if party in p.to and (day := p.handed_to(party, deed.on))]
        handed = max(days, default=None)
        if handed is None:
            return f"{party} was not told"
        if deed.on <= end_of("licence_hearing", handed):
            return f"{party} may still ask"
    return None


@sentence(
    "许可听证七日前通知。",
    "Those to be heard on a licence are told seven days before.",
    "行政许可法 48",
    at=("licence_hearing_appointed",),
)
def licence_hearing_with_room(life: Life, deed: Deed, reading: Reading) -> str | None:
    at = moment_of(deed.own.get("hearing_at"))
    if at is None:
        return None
    latest = working_days_before(at.date(), NOTICE_DAYS)
    return f"would have had to be told by {latest}" if deed.on > latest else None


@sentence(
    "写明依申请举行的许可听证，有人申请。",
    "A hearing on a licence said to be asked for was asked for; otherwise it is one of office.",
    "行政许可法 46、47",
    at=("licence_hearing_appointed",),
)
def licence_hearing_asked_for(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.says.get("hearing_ground") != "requested" or life.last("asks_for_hearing") is not None:
        return None
    return "nobody asked"


@sentence(
    "许可听证按通知、在期日举行，通知七日前送达。",
    "A hearing on a licence is held on its day, after notice in time.",
    "行政许可法 48",
    at=("heard",),
)
def licence_hearing_after_notice(life: Life, deed: Deed, reading: Reading) -> str | None:
    paper, at = life.paper("licence_hearing_notice"), moment_of(life.fields.get("hearing_at"))
    if paper is None or at is None:
        return "no notice"
    if deed.on < at.date():
        return f"appointed for {at.date()}"
    latest = working_days_before(at.date(), NOTICE_DAYS)
    here = [party for party in paper.to if party in life.parties]
    for party in dict.fromkeys((*here, *life.people(reading.sides))):
        handed = paper.handed_to(party, deed.on)
        if handed is None or handed > latest:
            return f"{party} had the notice {handed}, not by {latest}"
    return None


@sentence(
    "许可听证主持人不是审查该申请的人员。",
    "Whoever examines an application does not preside over the hearing.",
    "行政许可法 48",
    at=("licence_hearing_appointed",),
)
def licence_host_has_not_examined(life: Life, deed: Deed, reading: Reading) -> str | None:
    host = str(deed.own.get("hearing_host") or "")
    examined = life.named["handler"] | life.named["inspector"]
    return f"{host} examines it" if host in examined else None


@sentence(
    "特殊环节结束后才决定许可。",
    "Nothing is decided while a test or an expert's review is open.",
    "行政许可法 45",
    at=("decides_licence",),
)
def steps_have_ended(life: Life, deed: Deed, reading: Reading) -> str | None:
    begun, ended = (sum(1 for _ in life.all(word)) for word in ("step_begins", "step_ends"))
    return "a step is open" if begun > ended else None


@sentence(
    "撤销、撤回许可前告知，听取陈述申辩，期限届满后决定。",
    "No licence is revoked or recalled before its holder was told and had his five days.",
    "行政许可法 7、69",
    "行政许可程序规定 38、44",
    at=("revokes", "recalls"),
)
def holder_was_heard(life: Life, deed: Deed, reading: Reading) -> str | None:
    if _recalled_by_law(deed):
        return None
    if deed.on < LICENCE_RULES:
        return None
    kind, waiver = (
        ("revocation_notice", "waives_on_revocation")
        if "revokes" in deed.words
        else ("recall_notice", "waives_on_recall")
    )
    paper = life.paper(kind)
    if paper is None:
        return "not told"
    for party in life.people(reading.sides):
        handed = paper.handed_to(party, deed.on)
        if handed is None:
            return f"{party} has no notice in hand"
        waived = any(d.party == party for d in life.all(waiver, since=paper.seq))
        if not waived and deed.on <= end_of("licence_defence", handed):
            return f"{party} may still speak"
    return None


@sentence(
    "准予许可后才能撤销、撤回、注销。",
    "Only what was granted is taken away.",
    "行政许可法 8、69、70",
    at=("takes_away",),
)
def only_what_was_granted_is_taken_away(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not life.last("grants", "renewed_by_silence"):
        return "nothing was granted"
    taken = deed.words & {"revokes", "recalls"} and taken_away(life)
    return "taken away already" if taken else None


@sentence(
    "已经撤销、撤回的许可，不再撤销、撤回。",
    "What was revoked or recalled is not taken away once more.",
    "行政许可法 8、69",
    at=("finds_revocable", "tells_of_recalling", "recalls"),
)
def taken_away_once(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "taken away already" if taken_away(life) else None


@sentence(
    "已经注销的许可，不再撤回。",
    "What was cancelled is not recalled any more.",
    "行政许可程序规定 49",
    at=("tells_of_recalling", "recalls"),
)
def cancelled_is_not_recalled(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "cancelled already" if was_cancelled(life) else None


@sentence(
    "受理以前，只因申请人死亡、终止而无人承受，才终止。",
    "Before it is accepted an application ends only because nobody is left who applied.",
    "行政许可程序规定 30",
    at=("terminates",),
)
def ended_before_acceptance_only_for_the_gone(life: Life, deed: Deed, reading: Reading) -> str | None:
    if life.last("accepts", "accepted_by_silence") and deed.on >= LICENCE_RULES:
        return None  # article 30 has more grounds; before it there is nothing but that nobody is left
    here = [p.key for p in life.parties.values() if p.capacity in reading.sides and not p.is_gone(deed.on)]
    gone = not here and deed.says.get("termination_ground") in {"died", "ended"}
    return None if gone else f"not accepted, {here} there"


@sentence(
    "注销、终止的情形确有其事。",
    "A licence is cancelled, an application ended, on a ground that is so.",
    "行政许可法 70",
    "行政许可程序规定 30、49",
    at=("cancels", "terminates"),
)
def ended_on_a_ground_that_is_so(life: Life, deed: Deed, reading: Reading) -> str | None:
    cancels = "cancels" in deed.words
    ground = str(deed.says.get("cancellation_ground" if cancels else "termination_ground") or "")
    said = day_of(deed.says.get("ended_on"))
    kind = {"died": "person", "incapable": "person", "ended": "unit"}.get(ground)
    if kind:
        asked = [p for p in life.parties.values() if p.capacity in reading.sides]
        ours = not asked or kind in {p.kind for p in asked}
        # an heir keeps no licence of the dead, but goes on with an application
        alive = [p.key for p in asked if p.ended is None and not (cancels and len(p.stands_for) > 1)]
        there = alive if ground != "incapable" else []
        return (
            None
            if ours and said and not there
            else f"{ground} on {said}, {there} there, no {kind} asked: {not ours}"
        )
    if not cancels or ground not in {"expired", "revoked", "struck"}:
        return None
    if ground == "revoked":
        return None if taken_away(life) else "was neither revoked nor recalled"
    if ground == "struck":
        return None if deed.says.get("struck_by") else "no decision is named"
    ends = day_of(life.fields.get("valid_to")) or said
    return None if ends is not None and ends < deed.on else f"ends {ends}"


@sentence(
    "有效期不超过该事项的年限。",
    "No licence is granted for longer than its item says.",
    "食品经营许可和备案管理办法",
    at=("grants",),
)
def no_longer_than_its_years(life: Life, deed: Deed, reading: Reading) -> str | None:
    years = YEARS.get(str(life.fields.get("item") or "").split("（")[0])
    ends, begins = day_of(deed.says.get("valid_to")), day_of(deed.says.get("valid_from")) or deed.on
    if years is None or ends is None or life.fields.get("application_kind") not in {"new", "renewal"}:
        return None
    return (
        None
        if (ends.year, ends.month, ends.day) < (begins.year + years, begins.month, begins.day)
        else "too long"
    )


@sentence(
    "有利害关系人的，告知以后才准予。",
    "Where others have an interest, nothing is granted before everybody was told of his right to a hearing.",
    "行政许可法 36、47",
    at=("grants",),
)
def granted_for_those_told(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not life.people({"利害关系人"}):
        return None
    for party in life.people({"利害关系人", *reading.sides}):
        papers = [
            p for p in life.papers if p.kind == "hearing_right_notice" and party in p.to and not p.undone
        ]
        if not papers or papers[-1].handed_to(party, deed.on) is None:
            return f"{party} was not told"
    return None


@sentence(
    "核查不符合条件的，不准予。",
    "Nothing is granted against what the last look on the spot found.",
    "行政许可法 34、38",
    at=("decides_licence",),
)
def granted_by_what_was_seen(life: Life, deed: Deed, reading: Reading) -> str | None:
    look = life.last("inspect_site")
    if "grants" not in deed.words or look is None:
        return None
    seen = look.own.get("conclusion")
    return f"the last look: {seen}" if seen in {"unmet", "rectify"} else None


@sentence(
    "告知的补正期限届满才视为放弃。",
    "An application is taken as given up only once the days to complete it are over, and were told.",
    "行政许可程序规定 15",
    at=("lapses",),
)
def lapsed_after_its_days(life: Life, deed: Deed, reading: Reading) -> str | None:
    until, paper = day_of(life.fields.get("correction_by")), life.paper("correction_notice")
    if until is None or deed.on <= until:
        return f"may be completed until {until}"
    if paper is None or any(
        paper.handed_to(party, deed.on) is None for party in (*paper.to, *life.people(reading.sides))
    ):
        return "the notice is not in hand"
    return None
