# SPDX-License-Identifier: MulanPSL-2.0
"""Money owed after a decision: paid, put off, surcharged, demanded, enforced."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from judge.amounts import COURT_MONTHS, SURCHARGE_PERCENT, end_of
from judge.days import DAY, months_after, rolled
from judge.law.goods import earned, lacking, price_for_the_party, stored, unheeded
from judge.life import day_of
from judge.measures import measures
from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Life
    from judge.reading import Reading

#: months in which to sue (行政诉讼法 46)
SUIT_MONTHS = 6
#: days in which to ask for reconsideration (行政复议法 20)
REVIEW_DAYS = 60
#: what comes before the stroke in a basis that the court takes only after reconsideration, or within fifteen days: there the
#: sixty days are the longest (价格违法行为行政处罚规定 20, 计量法 31, 烟草专卖法 41)
NOT_SIX_MONTHS = {"price", "price_marking", "metrology", "tobacco"}
#: fen up to which a fine is collected on the spot (行政处罚法 68)
ON_THE_SPOT = 100_00


def owed_of(life: Life) -> dict[str, int]:
    """What is owed of each sort, in fen."""
    fields = life.fields
    content = measures(fields)
    ours = frozenset[str]().union(*(party.stands_for for party in life.parties.values()))
    rows = [sums for party, sums in content.by_party.items() if party in ours][:1] or [content.whole]
    return {
        "fine": sum(each.fine for each in rows),
        "gains": sum(each.gains for each in rows),
        "additional": max(
            sum(int(deed.says.get("additional_fine") or 0) for deed in _surcharges(life)) - _let_off(life), 0
        ),
    }


def agreed(life: Life) -> Deed | None:
    """The agreement on performance that is still kept."""
    made = life.last("agrees")
    return made if made is not None and life.last("breaks_agreement", since=made.seq) is None else None


def _let_off(life: Life) -> int:
    made = agreed(life)
    return int(made.own.get("reduced") or 0) if made is not None else 0


def _surcharges(life: Life) -> list[Deed]:
    """The surcharges that none reckoned later takes the place of."""
    kept: list[Deed] = []
    for deed in life.all("surcharges"):
        days = deed.day("additional_from"), deed.day("additional_to")
        kept = [one for one in kept if not _covers(days, one)] + [deed]
    return kept


def _covers(days: tuple[date | None, date | None], earlier: Deed) -> bool:
    first, last = earlier.day("additional_from"), earlier.day("additional_to")
    if first is None or last is None:
        return True
    return days[0] is not None and days[1] is not None and days[0] <= first and last <= days[1]


def paid_of(life: Life, sort: str, by: date | None = None) -> int:
    rows = life.rows["payments"]
    return sum(
        int(row.get("amount") or 0)
        for row in rows
        if row.get("payment_kind") == sort and (by is None or (day_of(row.get("paid_on")) or by) <= by)
    )


@sentence(
    "处罚决定书已送达每一当事人，才开始计算履行。",
    "Performance begins once everybody has the decision in hand.",
    "行政处罚法 61",
    "程序规定 81",
    at=("was_served",),
)
def everybody_has_the_decision(life: Life, deed: Deed, reading: Reading) -> str | None:
    paper = life.paper("penalty_decision")
    for party in life.people(reading.sides):
        if paper is None or paper.handed_to(party, deed.on) is None:
            return f"{party} has no decision in hand"
    return None


@sentence(
    "罚缴分离：当场收缴限于一百元以下，或者边远、水上、交通不便地区当事人提出的；法院划拨须先申请强制执行。",
    "The bank collects; officers only little sums, or where it is far and the party asks.",
    "行政处罚法 67、68、69",
    at=("pays",),
)
def the_bank_collects(life: Life, deed: Deed, reading: Reading) -> str | None:
    is_small = life.fields.get("decided_on_the_spot") and int(life.fields.get("fine") or 0) <= 100_00
    for row in deed.says.get("payments") or ():
        is_taken = row.get("collected_by") == "on_the_spot"
        if is_taken and is_small and row.get("payment_kind") == "fine":
            continue
        if is_taken and not row.get("remote_reason"):
            return "collected on the spot"
        if row.get("collected_by") == "court" and life.last("asks_court") is None:
            return "no court was asked"
    return None


@sentence(
    "缴款不在将来，不超过所欠；超过的写明退还。",
    "Nothing is paid in the future, nor more than is owed unless it says what comes back.",
    "行政处罚法 67、74",
    at=("pays",),
)
def payments_are_plausible(life: Life, deed: Deed, reading: Reading) -> str | None:
    owed = owed_of(life)
    paid = {sort: paid_of(life, sort) for sort in owed}
    for row in deed.says.get("payments") or ():
        if row.get("payment_kind") == "proceeds":
            return "what things brought in is no payment of the party"
        day = day_of(row.get("paid_on"))
        if day is None or day > deed.on:
            return f"paid {day}"
        if life.began and day < life.began:
            return f"paid {day}, before it began"
        sort = row.get("payment_kind") or ""
        paid[sort] = paid.get(sort, 0) + int(row.get("amount") or 0)
        if paid[sort] > owed.get(sort, 0) and not row.get("overpaid"):
            return f"{sort}: {paid[sort]} of {owed.get(sort, 0)}"
    return None


@sentence(
    "各当事人的履行程序全部终结，才是执行完毕。",
    "A decision is performed once everybody's part has come to its end.",
    "程序规定 77",
    at=("finishes",),
)
def performed_by_everybody(life: Life, deed: Deed, reading: Reading) -> str | None:
    parts = life.sent("performance")
    return None if parts and all(part.back for part in parts) else "not everybody's part has ended"


@sentence(
    "全部缴清才是履行完毕。",
    "Only what is wholly paid is settled.",
    "行政处罚法 66",
    "程序规定 77",
    at=("settles_all",),
)
def settled_is_wholly_paid(life: Life, deed: Deed, reading: Reading) -> str | None:
    if any(number > 0 for number in stored(life).values()) or earned(life) > 0:
        return "goods are in store, or their price is not in the treasury"
    if life.fields.get("confiscated_goods") and (not life.rows["goods"] or lacking(life)):
        return "goods are not dealt with"
    if unheeded(life) or price_for_the_party(life) > _price_given_back(life):
        return "a duty demanded is not performed, or what was sold of the party's is not given back"
    owed = owed_of(life)
    unpaid = {sort: sum_ - paid_of(life, sort) for sort, sum_ in owed.items() if sum_ > paid_of(life, sort)}
    return f"{unpaid} is missing" if unpaid else None


def _price_given_back(life: Life) -> int:
    rows = life.rows["repayments"]
    return sum(int(row.get("amount") or 0) for row in rows if row.get("payment_kind") == "proceeds")


@sentence(
    "暂缓、分期只对罚款，各期相加等于所欠罚款，日期依次在后。",
    "A fine alone is put off; its instalments add up to it and follow one another, all still to come.",
    "行政处罚法 66",
    "程序规定 74",
    at=("puts_off",),
)
def instalments_fit(life: Life, deed: Deed, reading: Reading) -> str | None:
    until = deed.day("until")
    if until is None or until <= deed.on:
        return f"until {until}"
    rows: Any = deed.says.get("instalments") or ()
    open_fine = owed_of(life)["fine"] - paid_of(life, "fine")
    if life.fields.get("fine") is not None and open_fine <= 0:
        return "nothing of the fine is owed"
    if deed.says.get("deferral_kind") != "instalments":
        return "instalments of what is put off whole" if deed.own.get("instalments") else None
    days = [day_of(row.get("due_on")) for row in rows]
    if days and days[-1] != until:
        return f"ends {until}, last instalment {days[-1]}"
    total = sum(int(row.get("amount") or 0) for row in rows)
    if not rows or total != open_fine:
        return f"{total} of {open_fine}"
    if any(day is None or day <= deed.on or day > until for day in days):
        return f"instalments on {days}"
    return "not in order" if days != sorted(set(days)) else None  # type: ignore[type-var]


@sentence(
    "加处罚款每日百分之三，不超过本金，自缴款期限届满次日起，且决定书已告知。",
    "A surcharge is three per cent a day of the fine not paid, at most the fine, from the day after payment was due, and was told.",
    "行政处罚法 72",
    "行政强制法 45",
    at=("surcharges",),
)
def surcharge_is_lawful(life: Life, deed: Deed, reading: Reading) -> str | None:
    fine = owed_of(life)["fine"]
    amount = int(deed.says.get("additional_fine") or 0)
    since, until = deed.day("additional_from"), deed.day("additional_to")
    letter = life.paper("dunning_letter")
    demanded = letter is not None and any(letter.handed_to(party, deed.on) for party in letter.to)
    in_decision = deed.says.get("additional_fine_told", life.fields.get("additional_fine_told"))
    if in_decision is not True and not demanded:
        return "told neither in the decision nor by a demand"
    due = _payment_due(life)
    if due is None or since is None or until is None:
        return "no days"
    if since <= due or until < since or until > deed.on:
        return f"{since} to {until}, due {due}"
    days = [since + n * DAY for n in range((until - since).days + 1)]
    unpaid = (max(fine - paid_of(life, "fine", day), 0) for day in days if not _is_challenged(life, day))
    others = [one for one in _surcharges(life) if one.seq < deed.seq and not _covers((since, until), one)]
    for one in others:
        first, last = one.day("additional_from"), one.day("additional_to")
        if first is not None and last is not None and first <= until and since <= last:
            return f"{first} to {last} is surcharged already"
    left = fine - sum(int(one.says.get("additional_fine") or 0) for one in others)
    most = min(sum(unpaid) * SURCHARGE_PERCENT // 100, left)
    return f"{amount} over {most}" if amount > most else None


def _is_challenged(life: Life, day: date) -> bool:
    """Whether a reconsideration or a suit was open on a day (行政处罚法 73)."""
    for begun in life.all("challenge_begins"):
        ended = life.last("challenge_ends", since=begun.seq)
        first = begun.day("challenged_on") or begun.on
        last = (ended.day("result_received_on") or ended.on) if ended else date.max
        if first <= day < last:
            return True
    return False


def _payment_due(life: Life) -> date | None:
    """The last day of payment, put off where it was."""
    put_off = life.last("puts_off")
    if put_off is not None:
        return put_off.day("until")
    served = _served(life)
    return end_of("payment", served) if served else None


def _served(life: Life) -> date | None:
    """The day on which the last of the parties had the decision in hand."""
    paper = life.paper("penalty_decision")
    ours = frozenset[str]().union(*(party.stands_for for party in life.parties.values()))
    days = [min(paper.handed[party]) for party in paper.to if party in ours] if paper else []
    return max(days, default=None)


@sentence(
    "没有到期的不催告；暂缓、分期期间不催告。",
    "Nobody is dunned before the payment is overdue, nor while it is put off.",
    "行政处罚法 66、67",
    "行政强制法 54",
    at=("duns",),
)
def no_dunning_before_default(life: Life, deed: Deed, reading: Reading) -> str | None:
    due, owed = _payment_due(life), owed_of(life)
    if str(deed.own.get("unperformed") or "").strip():
        return None  # another duty than to pay: nothing says until when
    if due is None or deed.on <= due:
        return f"due {due}"
    if all(paid_of(life, sort) >= amount for sort, amount in owed.items()) and not life.fields.get(
        "confiscated_goods"
    ):
        return "nothing is owed"
    return None


@sentence(
    "申请法院强制执行前催告，满十日仍不履行；听取的意见已复核。",
    "The court is asked only after a demand, and ten days without performance.",
    "行政强制法 54",
    "程序规定 76",
    at=("asks_court",),
)
def court_only_after_the_demand(life: Life, deed: Deed, reading: Reading) -> str | None:
    paper, said = life.paper("dunning_letter"), life.last("answer_dunning")
    if agreed(life) is not None:
        return "an agreement is being kept"
    if paper is None:
        return "not dunned"
    if said is not None and life.last("review_dunning_defence", since=said.seq) is None:
        return "what was said against the demand is not weighed"
    weighed = life.last("review_dunning_defence")
    is_right = weighed is not None and weighed.says.get("dunning_outcome") in {"adopted", "partly"}
    if weighed is not None and is_right and life.last("dun", since=weighed.seq) is None:
        return "what was said was right, and nothing was demanded anew"
    for party in life.people(reading.sides):
        handed = paper.handed_to(party, deed.on) if party in paper.to else None
        if handed is None:
            return f"{party} has no demand in hand"
        last = end_of("dunning", handed)
        if deed.on <= last:
            return f"may perform until {last}"
    return None


@sentence(
    "复议、诉讼期限届满当事人既不救济又不履行的，三个月内申请法院执行；逾期写明正当理由。",
    "The court is asked once remedies have ended, and within three months; later only with a reason.",
    "行政强制法 53",
    "行政处罚法 72",
    at=("asks_court",),
)
def court_within_three_months(life: Life, deed: Deed, reading: Reading) -> str | None:
    ended = day_of(life.fields.get("remedies_ended_on"))
    if life.last("remedies_end") is None or ended is None or ended >= deed.on:
        return "remedies have not ended"
    begun = life.last("challenge_begins")
    if begun is not None and life.last("challenge_ends", since=begun.seq) is None:
        return "a challenge is open"
    put_off = life.last("puts_off")
    if put_off is not None:
        ended = max(ended, put_off.day("until") or ended)
    if deed.on > months_after(ended, COURT_MONTHS) and not deed.says.get("late_reason"):
        return f"three months since {ended} are over"
    return None


@sentence(
    "对不予受理、不予执行的裁定，自收到之日起十五日内向上一级法院申请复议，只申请一次。",
    "A ruling that refuses enforcement is taken to the court above within fifteen days, and once.",
    "行政强制法 56",
    "行政强制法 58",
    at=("asks_above",),
)
def above_within_fifteen_days(life: Life, deed: Deed, reading: Reading) -> str | None:
    refused, asked = life.last("is_refused"), life.last("asks_court")
    if refused is None:
        return "no ruling"
    if life.last("asks_above", since=asked.seq if asked else 0) is not None:
        return "the court above has ruled already"
    last = end_of("ruling_review", day_of(refused.own.get("ruling_received_on")) or refused.on)
    return f"fifteen days ended {last}" if deed.on > last else None


@sentence(
    "起诉期限六个月、复议后十五日届满，救济才结束；价格、计量、烟草处罚，六十日的复议期限届满即结束。",
    "Remedies end six months after service, or fifteen days after reconsideration, or where no six months run after sixty days.",
    "行政诉讼法 45、46",
    "行政复议法 20、23",
    at=("remedies_end",),
)
def remedies_end_when_the_law_says(life: Life, deed: Deed, reading: Reading) -> str | None:
    day, served = deed.day("remedies_ended_on"), _served(life)
    if day is None or served is None or day > deed.on:
        return f"ended {day}"
    begun = life.last("challenge_begins")
    if begun is not None:
        ended = life.last("challenge_ends", since=begun.seq)
        return None if ended else "a challenge is open"
    bases = [str(row.get("base") or "") for row in life.fields.get("bases") or ()]
    short = bool(bases) and all(base.split("/")[0] in NOT_SIX_MONTHS for base in bases)
    earliest = rolled(served + REVIEW_DAYS * DAY if short else months_after(served, SUIT_MONTHS))
    return f"served {served}: {earliest}" if day != earliest else None


def last_result(life: Life) -> Deed | None:
    """The last result of a remedy; that one was given up says nothing of the decision."""
    results = [d for d in life.all("result_said") if d.own.get("challenge_result") != "withdrawn"]
    return results[-1] if results else None


@sentence(
    "处罚决定被撤销的，不再执行。",
    "What was annulled is not enforced.",
    "行政处罚法 73",
    "行政复议法 64",
    at=("enforces",),
)
def annulled_is_not_enforced(life: Life, deed: Deed, reading: Reading) -> str | None:
    result = last_result(life)
    fallen = {"annulled", "remade", "invalid"}
    return "annulled" if result is not None and result.says.get("challenge_result") in fallen else None


@sentence(
    "强制执行到位的不少于尚欠的，才是执行完毕；只到位一部分的，余款继续执行。",
    "Enforcement is complete once what came in covers what is owed; a part is a payment.",
    "程序规定 77",
    at=("is_enforced",),
)
def enforced_covers_what_is_owed(life: Life, deed: Deed, reading: Reading) -> str | None:
    left = sum(max(due - paid_of(life, sort), 0) for sort, due in owed_of(life).items())
    came_in = int(deed.says.get("enforced_amount") or 0)
    return f"{came_in} of {left}" if came_in < left else None


@sentence(
    "以法院终结执行为由的，已申请法院执行；处罚决定失去效力的，不以终结执行了事。",
    "A court ends what it was asked to enforce; what fell is given back, not ended.",
    "程序规定 77",
    "行政处罚法 75",
    at=("terminates_performance",),
)
def ended_by_a_court_that_was_asked(life: Life, deed: Deed, reading: Reading) -> str | None:
    result = last_result(life)
    if result is not None and result.says.get("challenge_result") in {"annulled", "remade", "invalid"}:
        return "the decision fell"
    asked, refused = life.last("asks_court", "asks_above"), life.last("is_refused")
    if deed.says.get("ending_ground") != "court_ended":
        return None
    return None if asked and (refused is None or asked.seq > refused.seq) else "no court was asked"


@sentence(
    "没有强制执行权的机关，没有采用执行协议的不订；减免只及于加处罚款，且当事人已补救。",
    "A bureau that cannot enforce makes no agreement unless it has adopted to; it lets off surcharge alone, and for a remedy.",
    "行政强制法 42",
    at=("agrees",),
)
def agreement_is_lawful(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not life.adopted.get("performance/execution_agreement"):
        return "not adopted"
    if agreed(life) is not None:
        return "one is being kept"
    let_off = int(deed.own.get("reduced") or 0)
    most = sum(int(one.says.get("additional_fine") or 0) for one in _surcharges(life))
    if let_off > most:
        return f"{let_off} let off of {most}"
    return "nothing was remedied" if let_off and not deed.own.get("remedied") else None
