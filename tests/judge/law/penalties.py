# SPDX-License-Identifier: MulanPSL-2.0
"""What makes a penalty lawful in substance: filed in time, on evidence, within its range, reviewed, discussed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from judge.amounts import FAIR_COMPETITION, GRAVE_SINCE, GRAVE_YEARS, NEW_PENALTIES, PUNISHABLE_YEARS
from judge.days import years_after
from judge.law.answers import is_otherwise
from judge.law.fallen_ends import end_fell
from judge.law.telling import may_ask_for_hearing
from judge.life import day_of
from judge.measures import measures
from judge.ranges import CITY, scope
from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Errand, Life
    from judge.reading import Reading

FOUR_CONDITIONS = frozenset({"evidence", "punishable", "jurisdiction", "in_time"})
PASSED = frozenset({"agreed", "amended"})
#: acts that say what is proposed
PROPOSING = frozenset({"concludes", "proposes", "tells", "punishes"})


@sentence(
    "登记已退还的价款不多于责令退还的；多退的写明情况。",
    "No more is entered as given back than was ordered, unless it is said how that came about.",
    "行政处罚法 28",
    "程序规定 59",
    at=("refunds",),
)
def refunded_as_it_was_ordered(life: Life, deed: Deed, reading: Reading) -> str | None:
    order = life.last("order_refund")
    ordered = int(order.own.get("refund_amount") or 0) if order else 0
    back = int(deed.own.get("refunded_amount") or 0)
    if not ordered or back <= ordered or str(life.says(deed, "refund_note") or "").strip():
        return None
    return f"{back} of {ordered}"


@sentence(
    "立案须四项条件齐备。",
    "A case is filed only where all four conditions hold.",
    "程序规定 19",
    at=("files",),
)
def filed_on_all_conditions(life: Life, deed: Deed, reading: Reading) -> str | None:
    said = deed.says.get("filing_conditions")
    lacking = FOUR_CONDITIONS - set(said) if said is not None else ()
    return f"without {sorted(lacking)}" if lacking else None


@sentence(
    "违法行为超过追责期限的，不再给予处罚。",
    "What lies too far back is not punished.",
    "行政处罚法 36",
    at=("files",),
)
def not_punished_after_the_years(life: Life, deed: Deed, reading: Reading) -> str | None:
    ended = deed.day("violation_ended_on")
    if deed.says.get("violation_continues") is True:
        return None
    if ended is None:  # records of the rules of 2018 have no place for it
        return "nobody knows when it ended" if deed.on >= NEW_PENALTIES else None
    noticed = min(deed.on, day_of(life.fields.get("received_on")) or deed.on)
    is_grave = deed.says.get("grave_harm") is True
    lapsed = years_after(ended, PUNISHABLE_YEARS)
    if is_grave and lapsed >= GRAVE_SINCE:
        lapsed = years_after(ended, GRAVE_YEARS)
    return f"ended {ended}, lapsed {lapsed}" if noticed > lapsed else None


@sentence(
    "依据所列的行为超过追责期限的，不处罚。",
    "No act that a row of bases charges lies too far back.",
    "行政处罚法 36",
    at=("concludes", "proposes", "tells", "punishes"),
)
def no_row_lies_too_far_back(life: Life, deed: Deed, reading: Reading) -> str | None:
    if "concludes" in deed.words and (deed.on < NEW_PENALTIES or deed.says.get("disposition") != "penalty"):
        return None
    noticed = day_of(life.fields.get("received_on"))
    for row in life.says(deed, "bases") or ():
        ended = day_of(row.get("ended_on"))
        if noticed is None or ended is None:
            continue
        said = row["grave_harm"] if row.get("grave_harm") is not None else life.says(deed, "grave_harm")
        lapsed = years_after(ended, PUNISHABLE_YEARS)
        if said is True and row.get("harm") is not False and lapsed >= GRAVE_SINCE:
            lapsed = years_after(ended, GRAVE_YEARS)
        if noticed > lapsed:
            return f"{row.get('base')} ended {ended}, lapsed {lapsed}"
    return None


@sentence(
    "没收的违法所得不多于依据所列的违法所得。",
    "From nobody more gains are taken than his rows say there were.",
    "行政处罚法 28",
    at=("concludes", "proposes", "tells", "punishes"),
)
def no_more_gains_than_there_were(life: Life, deed: Deed, reading: Reading) -> str | None:
    if "concludes" in deed.words and deed.on < NEW_PENALTIES:
        return None
    content = measures(deed.says)
    for party in life.people(reading.sides):
        sums = content.by_party.get(party) if content.by_party else content.whole
        there = _gained(_rows(life, deed, party))
        if sums and there is not None and sums.gains > there:
            return f"{sums.gains} of {there}"
    return None


def _gained(rows: list[Any]) -> int | None:
    """What rows say was gained: parts of an act by one basis added, another basis of it the same once more; None where an act says nothing."""
    acts: dict[int, dict[str, int]] = {}
    for row in rows:
        of_act, base = acts.setdefault(row.get("act") or 1, {}), str(row.get("base"))
        if row.get("illegal_gains") is not None:
            of_act[base] = of_act.get(base, 0) + int(row["illegal_gains"])
    return sum(max(of_act.values()) for of_act in acts.values()) if acts and all(acts.values()) else None


@sentence(
    "已经退还的价款不再没收；责令退还的，期满以前不没收。",
    "What was refunded is not taken; nor, by a decision, what is ordered to be refunded until that is over.",
    "行政处罚法 28",
    "程序规定 59",
    at=("concludes", "proposes", "tells", "punishes"),
)
def what_is_refunded_is_not_taken(life: Life, deed: Deed, reading: Reading) -> str | None:
    rows = life.says(deed, "bases") or ()
    gained = [_gained([row for row in rows if row.get("party") == key]) for key in {r["party"] for r in rows}]
    content = measures(deed.says)
    parts = content.by_party.values() if content.by_party else (content.whole,)
    taken = sum(part.gains for part in parts)
    back = sum(int(d.own.get("refunded_amount") or 0) for d in life.all("refunds"))
    order = life.last("order_refund")
    is_open = order is not None and not life.last("refunds", since=order.seq)
    owed = int(order.own.get("refund_amount") or 0) if order and is_open and "punishes" in deed.words else 0
    if not taken or not back + owed or not gained or None in gained:
        return None
    there = sum(each or 0 for each in gained)
    return f"{taken} taken, {back + owed} refunded, of {there}" if taken + back + owed > there else None


@sentence(
    "办理的方式与调查终结的处理建议一致。",
    "What is done fits what was found.",
    "行政处罚法 57",
    "程序规定 60",
)
def what_is_done_fits_what_was_found(life: Life, deed: Deed, reading: Reading) -> str | None:
    for key, values, article in FITS.get((reading.kind, deed.name), ()):
        if article == FAIR and deed.on < FAIR_COMPETITION:
            if values == ("fair_competition",):
                return "there is no such procedure yet"
            continue
        said = life.says(deed, key)
        if said not in values:
            return f"{key} is {said} ({article})"
    return None


#: 公平竞争审查条例实施办法, the article on reports of policies that hinder competition
FAIR = "公平竞争审查条例实施办法"
#: tip-offs whose law sets no term of its own
ORDINARY = ("general", "unfair_competition", "food", "drug", "unlicensed")
NOT_FAIR = ("general", "unfair_competition", "food", "drug", "unlicensed", "advertising", "false_information")
#: (kind, act) -> what must have been said last, under which name, by which article
FITS: dict[tuple[str, str], tuple[tuple[str, tuple[object, ...], str], ...]] = {
    ("tip_off", "extend_fair"): (("special_kind", ("fair_competition",), FAIR),),
    ("tip_off", "conclude"): (("special_kind", ("fair_competition",), FAIR),),
    ("tip_off", "ask_supplement"): (("special_kind", ("fair_competition",), FAIR),),
    ("tip_off", "not_verify"): (("special_kind", ("fair_competition",), FAIR),),
    ("tip_off", "file"): (("special_kind", NOT_FAIR, FAIR),),
    ("tip_off", "not_file"): (("special_kind", NOT_FAIR, FAIR),),
    ("tip_off", "extend"): (("special_kind", ORDINARY, "程序规定 18"),),
    ("penalty", "notify"): (("disposition", ("penalty",), "程序规定 57"),),
    ("penalty", "propose_again"): (("disposition", ("penalty",), "程序规定 57"),),
    ("penalty", "decide"): (("disposition", ("penalty",), "程序规定 60"),),
    ("penalty", "submit_without_notice"): (
        ("disposition", ("no_penalty", "dismissal", "transfer", "police"), "程序规定 57、60"),
    ),
}


@sentence(
    "罚款、没收的数额与处罚种类相符。",
    "No sum without its kind of sanction, and no such kind without its sum.",
    "行政处罚法 9、59",
    "程序规定 57、62",
    at=("concludes", "proposes", "tells", "punishes"),
)
def sums_belong_to_kinds(life: Life, deed: Deed, reading: Reading) -> str | None:
    content = measures(deed.says)
    pairs = (
        ("fine", "fine", content.whole.fine),
        ("confiscate_gains", "gains", content.whole.gains),
        ("confiscate_goods", "goods", content.whole.goods),
    )
    for kind, name, amount in pairs:
        if amount and kind not in content.kinds:
            return f"{name} {amount} without its kind"
        if kind in content.kinds and not amount:
            return f"{kind} without a sum"
    return None


@sentence(
    "各当事人的份额相加等于总额，且只及于本案当事人。",
    "Shares add up to the whole and fall on parties of the case.",
    "行政处罚法 44、59",
    "程序规定 57、62",
    at=("concludes", "proposes", "tells", "punishes"),
)
def shares_add_up(life: Life, deed: Deed, reading: Reading) -> str | None:
    content = measures(deed.says)
    if "concludes" in deed.words and deed.says.get("disposition") != "penalty":
        return None
    if not content.by_party:
        several = len(life.people(reading.sides)) > 1 and "concludes" not in deed.words
        return "several parties, and nothing is divided" if several else None
    for name in ("fine", "gains", "goods"):
        total = sum(getattr(each, name) for each in content.by_party.values())
        if total != getattr(content.whole, name):
            return f"{name}: {total}, not {getattr(content.whole, name)}"
    strangers = set(content.by_party) - set(life.people(reading.sides))
    return f"{sorted(strangers)} is no party" if strangers else None


def _imposed(life: Life, deed: Deed, reading: Reading) -> dict[str, tuple[int, frozenset[str]]]:
    """The fine and the kinds of each party on whom something is imposed."""
    content = measures(deed.says)
    money = {"fine": "fine", "gains": "confiscate_gains", "goods": "confiscate_goods"}
    each = content.by_party or dict.fromkeys(life.people(reading.sides), content.whole)
    others = {party: content.kinds_of(party) - set(money.values()) for party in each}
    return {
        party: (sums.fine, content.kinds_of(party))
        for party, sums in each.items()
        if others[party] or sums.fine or sums.gains or sums.goods
    }


def _rows(life: Life, deed: Deed, party: str) -> list[Any]:
    return [row for row in life.says(deed, "bases") or () if row.get("party") == party]


def _wholes(rows: list[Any]) -> list[dict[str, Any]]:
    """Rows of one party with the parts of an act under one basis as one: what was sold and gained together, serious where one is."""
    wholes: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = (row.get("base"), row.get("act") or 1, row.get("liable") or "operator")
        if key not in wholes:
            wholes[key] = dict(row)
            continue
        whole = wholes[key]
        for name in ("goods_value", "illegal_gains"):
            if row.get(name) is not None:
                whole[name] = int(whole.get(name) or 0) + int(row[name])
        whole["serious"] = whole.get("serious") is True or row.get("serious") is True
    return list(wholes.values())


def _is_weighed(life: Life, deed: Deed) -> bool:
    """At the end of an investigation only the newer procedure weighs what is proposed, and only what is said."""
    if "concludes" in deed.words:
        return deed.on >= NEW_PENALTIES and bool(life.says(deed, "bases"))
    return bool(life.says(deed, "bases")) or deed.on >= NEW_PENALTIES


@sentence(
    "受处罚的每一人都有处罚依据，且只处以依据规定的处罚种类。",
    "Everyone punished is so by a basis, and by its kinds alone.",
    "行政处罚法 4、9",
    at=("concludes", "tells", "punishes"),
)
def punished_by_a_basis_and_its_kinds(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not _is_weighed(life, deed):
        return None
    for party, (_, kinds) in _imposed(life, deed, reading).items():
        rows = _rows(life, deed, party)
        if not rows:
            is_owed = deed.on >= NEW_PENALTIES and "concludes" not in deed.words
            return f"{party} without a basis" if is_owed else None
        scopes = [scope(row) for row in _wholes(rows)]
        if None in scopes:
            return f"{party} by a basis nobody knows"
        if kinds - frozenset().union(*(each.kinds for each in scopes if each)):
            return f"{sorted(kinds)} are not all of its basis"
    return None


@sentence(
    "决定对每一当事人都作出处理。",
    "A decision leaves nobody of the case without a word.",
    "行政处罚法 57",
    at=("punishes",),
)
def nobody_is_left_out(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.on < NEW_PENALTIES:
        return None
    punished = _imposed(life, deed, reading)
    left = set(life.people(reading.sides)) - set(punished) - set(life.gone(reading.sides, deed.on))
    return f"nothing for {sorted(left)}" if punished and left else None


@sentence(
    "罚款不超出依据的幅度；低于下限的只能是减轻处罚；食品案件三十万元以上的由市级决定。",
    "No fine outside the range of its basis; below the floor only where it is mitigated; high fines of food law are the city's.",
    "行政处罚法 4、32",
    "食品安全法实施条例 81",
    at=("concludes", "tells", "punishes"),
)
def fine_lies_within_its_range(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not _is_weighed(life, deed):
        return None
    for party, (fine, _) in _imposed(life, deed, reading).items():
        scopes = [each for each in map(scope, _wholes(_rows(life, deed, party))) if each]
        if not scopes:
            continue
        least, most = max((each.most, each.least) for each in scopes)[::-1]
        if not fine and all(each.alone for each in scopes):
            continue
        if fine > most:
            return f"{fine} over {most}"
        if fine < least and life.says(deed, "discretion_grade") != "mitigated":
            return f"{fine} under {least}"
        if fine >= CITY and any(each.is_food for each in scopes) and deed.on.isoformat() >= "2019-12-01":
            return f"{fine} is for the city"
    return None


@sentence(
    "从轻、减轻、从重处罚写明情形。",
    "Lighter, mitigated and heavier each have a ground.",
    "行政处罚法 32、34",
    at=("tells", "punishes"),
)
def grades_have_their_ground(life: Life, deed: Deed, reading: Reading) -> str | None:
    grade = life.says(deed, "discretion_grade")
    key = {"lighter": "lighter_grounds", "mitigated": "lighter_grounds", "heavier": "heavier_grounds"}.get(
        str(grade)
    )
    if key is None or deed.on < NEW_PENALTIES:
        return None
    given = life.says(deed, key)
    points_elsewhere = any(str(ground).startswith("by_") for ground in given or ())
    if points_elsewhere and "第" not in str(life.says(deed, "ground_article") or ""):
        return f"{grade} by a rule that is not named"
    return None if given else f"{grade} without a ground"


@sentence(
    "决定的依据与告知的依据相同。",
    "What is decided rests on the basis that was told.",
    "行政处罚法 44",
    at=("punishes",),
)
def decided_by_the_basis_that_was_told(life: Life, deed: Deed, reading: Reading) -> str | None:
    notice = life.last("tells")
    here, charged = life.people(reading.sides), (notice.says.get("bases") if notice else None) or ()
    before = {(r["party"], r.get("base")) for r in charged if r["party"] in here}
    now = {(r["party"], r.get("base")) for r in life.says(deed, "bases") or ()}
    return "by another basis" if before and now and before != now else None


@sentence(
    "法制机构确认的，是目录没有收录的依据。",
    "The legal office confirms what the catalogue does not hold, and nothing else.",
    "行政处罚法 4",
    at=("confirms_range",),
)
def only_what_the_catalogue_lacks_is_confirmed(life: Life, deed: Deed, reading: Reading) -> str | None:
    own = [row for row in life.fields.get("bases") or () if row.get("base") == "own"]
    return None if own else "nothing to confirm"


@sentence(
    "拟给予处罚的，写明依据和种类。",
    "Whoever proposes a penalty says on what basis and of which kinds.",
    "程序规定 48",
    at=("concludes", "proposes"),
)
def a_proposal_says_what_is_proposed(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.on < NEW_PENALTIES or deed.says.get("disposition") != "penalty":
        return None
    if not (deed.says.get("basis") or deed.says.get("bases")):
        return "without a basis"
    return None if deed.says.get("penalty_kinds") else "without kinds"


@sentence(
    "以无法送达为由公告的，先有送达未成的记录。",
    "What cannot be served is announced only after an attempt that failed.",
    "程序规定 82",
    "民事诉讼法 95",
    at=("announces",),
)
def announced_after_a_failed_attempt(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.own.get("announcement_ground") != "undeliverable":
        return None
    return None if life.last("failed_attempt") else "no attempt has failed"


@sentence(
    "认定违法事实要有证据。",
    "No fact without evidence.",
    "行政处罚法 40、46",
    "程序规定 23、48",
    at=("concludes",),
)
def facts_rest_on_evidence(life: Life, deed: Deed, reading: Reading) -> str | None:
    return None if life.rows["evidence"] else "no evidence"


@sentence(
    "首次收集、调取证据时，告知当事人陈述权、申辩权和申请回避权。",
    "Whoever is investigated was told of his rights when evidence was first taken.",
    "程序规定 21",
    at=("concludes",),
)
def rights_were_told_with_the_first_evidence(life: Life, deed: Deed, reading: Reading) -> str | None:
    is_new = deed.on >= NEW_PENALTIES
    return "not told of his rights" if is_new and not deed.says.get("rights_told_on") else None


@sentence(
    "移送公安机关后，公安机关答复以前，不另行处理。",
    "What is with the police waits for their answer.",
    "行政处罚法 27",
    "行政执法机关移送涉嫌犯罪案件的规定 8、11",
    at=("waits_for_police",),
)
def what_is_with_the_police_waits(life: Life, deed: Deed, reading: Reading) -> str | None:
    sent = life.last("to_police", "asks_police_again")
    return "with the police" if sent and not life.last("police_answer", since=sent.seq) else None


def legal_review_is_due(life: Life, deed: Deed, reading: Reading) -> bool:
    """Whether the law asks for a legal review of what is about to be decided (处罚法 58)."""
    sent = any(e.outcome != "returned" for e in life.sent("legal_review", topic=""))
    if life.says(deed, "review_grounds") or sent:
        return True
    held = any(e.outcome == "held" for e in life.sent("hearing"))
    return held and life.says(deed, "major_interest") is not False


def _passed(life: Life, deed: Deed, review: Errand, reading: Reading) -> bool:
    """Whether a review lets this be done: it agreed, or it agreed once something is changed and that was done."""
    if review.outcome != "amended":
        return review.outcome in PASSED
    seen = next((d for d in reversed(life.deeds) if d.seq <= review.sent and d.words & PROPOSING), None)
    now, people = {**life.fields, **deed.says}, life.people(reading.sides)
    return seen is not None and is_otherwise(life, now, seen.says, people, people)


@sentence(
    "应当法制审核的，审核通过后才决定；经听证的，在听证后审核。",
    "Where a legal review is due it has passed, and after the hearing where there was one.",
    "行政处罚法 58",
    "程序规定 50",
    at=("punishes", "goes_to_heads"),
)
def legal_review_has_passed(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not legal_review_is_due(life, deed, reading):
        return None
    heard = max((e.back for e in life.sent("hearing") if e.outcome == "held"), default=0)
    since = max(heard, life.seq("concludes"))
    reviews = [e for e in life.sent("legal_review", topic="") if e.sent > since and e.back]
    if not reviews or not _passed(life, deed, reviews[-1], reading):
        return "no legal review passed since the hearing or the conclusion"
    return None


@sentence(
    "不需法制审核的普通程序案件，应当案件审核。",
    "Every other case of the ordinary procedure has been examined.",
    "程序规定 52、54",
    at=("tells", "punishes", "not_punished", "examined_first"),
)
def case_was_examined(life: Life, deed: Deed, reading: Reading) -> str | None:
    since = life.seq("concludes")
    reviews = [e for e in life.sent("legal_review", topic="") if e.sent > since and e.outcome in PASSED]
    if any(e.outcome == "agreed" or "not_punished" not in deed.words for e in reviews):
        return None
    if deed.words & {"tells"} and life.says(deed, "review_grounds"):
        return "no legal review passed"
    return None if life.last("examines", since=since) else "neither examined nor reviewed"


@sentence(
    "案件审核建议改正、修改的，照其改变；不采纳的，写明理由。",
    "What an examiner objects to is changed, or it is written why not.",
    "程序规定 54、56",
    at=("tells", "punishes", "not_punished", "examined_first"),
)
def examiner_who_objects_is_answered(life: Life, deed: Deed, reading: Reading) -> str | None:
    examined = life.last("examines")
    opinion = examined.own.get("exam_opinion") if examined else None
    if examined is None or opinion in (None, "", "agree") or deed.on < NEW_PENALTIES:
        return None
    since = (d for d in life.deeds if d.seq > examined.seq and not d.undone)
    if deed.own.get("exam_answer") or any(d.own.get("exam_answer") for d in since):
        return None
    seen = next((d for d in reversed(life.deeds) if d.seq <= examined.seq and d.words & PROPOSING), None)
    people = life.people(reading.sides)
    if seen is not None and is_otherwise(life, life.fields, seen.says, people, people):
        return None
    return f"{opinion} was passed over"


@sentence(
    "情节复杂、重大违法以及应当法制审核的处罚，由负责人集体讨论决定。",
    "Where the law asks for it, the heads have discussed what is decided.",
    "行政处罚法 57",
    "程序规定 60",
    at=("punishes",),
)
def heads_have_discussed(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not legal_review_is_due(life, deed, reading):
        return None
    talks = [e for e in life.sent("committee_item", topic="collective_discussion") if e.back]
    if not talks or talks[-1].outcome not in {"adopted", "adopted_changed"}:
        return "not discussed by the heads"
    heard = max((e.back for e in life.sent("hearing") if e.outcome == "held"), default=0)
    return "discussed before the hearing" if talks[-1].sent < heard else None


@sentence(
    "违法所得无法查清的，报主要负责人审批。",
    "Where the gains cannot be ascertained, the chief has approved how they are treated.",
    "违法所得认定办法 14",
    at=("punishes",),
)
def unascertained_gains_are_approved(life: Life, deed: Deed, reading: Reading) -> str | None:
    since = life.seq("concludes")
    unsure = deed.says.get("gains_uncertain") is True and deed.on.isoformat() >= "2026-03-20"
    return "not approved" if unsure and not life.last("approves_gains", since=since) else None


@sentence(
    "违法所得能够查清的，不适用无法查清的规定。",
    "Only gains that cannot be ascertained are treated as such, and only since the law knows it.",
    "违法所得认定办法 14",
    at=("approves_gains",),
)
def only_uncertain_gains_are_approved(life: Life, deed: Deed, reading: Reading) -> str | None:
    unsure = life.fields.get("gains_uncertain") is True and deed.on.isoformat() >= "2026-03-20"
    return None if unsure else "nothing to approve"


@sentence(
    "先行登记保存的物品，处理后才能决定、结束。",
    "What was preserved has been dealt with before the case is decided or ends.",
    "行政处罚法 56",
    "程序规定 35",
    at=("kept_first", "preserved_first"),
)
def what_was_preserved_is_settled(life: Life, deed: Deed, reading: Reading) -> str | None:
    kept = life.last("preserves")
    return (
        "preserved and not dealt with"
        if kept and not life.last("settles_preserved", since=kept.seq)
        else None
    )


@sentence(
    "报告涉嫌犯罪的，主要负责人作出是否移送的决定后才往下办理。",
    "A crime reported has been answered by the chief before the case goes on.",
    "行政执法机关移送涉嫌犯罪案件的规定 5",
    "行政处罚法 27",
    at=("crime_first",),
)
def crime_reported_is_answered(life: Life, deed: Deed, reading: Reading) -> str | None:
    reported = life.last("reports_crime")
    if reported is None or life.last("answers_crime", since=reported.seq):
        return None
    return "the report of a crime is not answered"


@sentence(
    "涉嫌犯罪的，依移送规定移送公安机关，不以其他方式移送。",
    "A suspected crime goes to the police by its own way only.",
    "行政执法机关移送涉嫌犯罪案件的规定 5",
    at=("passes_on",),
)
def crime_goes_its_own_way(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "to the police" if deed.says.get("receiving_kind") == "police" else None


@sentence(
    "移送来的案件不再自行移送，报共同上一级指定管辖。",
    "What was passed to us is not passed on once more.",
    "程序规定 14",
    "行政处罚法 25",
    at=("passes_on",),
)
def not_passed_on_twice(life: Life, deed: Deed, reading: Reading) -> str | None:
    raised, settled = life.last("disputes"), life.last("dispute_settled")
    if raised and settled and raised.seq < settled.seq and settled.own.get("dispute_result") == "theirs":
        reported = life.last("reports_dispute", since=raised.seq)
        if reported and reported.seq < settled.seq:
            return None  # the superior designated the other
    return "it was passed to us" if life.fields.get("source") == "supervision" else None


@sentence(
    "负责人的回避由负责人集体讨论、主要负责人、负责人分级决定。",
    "Who decides on a recusal follows from the post of the person.",
    "程序规定 4",
    "行政处罚法 43",
    at=("decides_recusal",),
)
def recusal_is_decided_by_whom_the_post_demands(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.says.get("recusal_level") != "chief":
        return None
    talked = [e for e in life.sent("committee_item", topic="recusal") if e.outcome == "adopted"]
    return None if talked else "the heads have not discussed it"


@sentence(
    "继续延期由负责人集体讨论决定，期限以决议为准。",
    "A further extension rests on a resolution of the heads and ends on the day it says.",
    "程序规定 64",
    at=("extends_by_resolution",),
)
def further_extension_rests_on_a_resolution(life: Life, deed: Deed, reading: Reading) -> str | None:
    talks = [e for e in life.sent("committee_item", topic="extension") if e.back]
    if not talks or talks[-1].outcome != "adopted":
        return "no resolution"
    fixed = talks[-1].says.get("until")
    if fixed and str(fixed)[:10] != str(deed.says.get("until"))[:10]:
        return f"the resolution says {fixed}"
    return None if talks[-1].says.get("body") == "bureau_heads" else "not the heads of the bureau"


RESULTS = {
    "penalised": ("punishes",),
    "no_penalty": ("no_penalty",),
    "dismissed": ("dismisses",),
    "transferred": ("transfers",),
    "police": ("police_take_case",),
    "discontinued": ("discontinues",),
    "withdrawn": ("withdraws_decision",),
}


@sentence(
    "结案写明的结果就是案件的结果。",
    "A case is closed with the result it had.",
    "程序规定 77",
    at=("closes_case",),
)
def closed_with_the_result_it_had(life: Life, deed: Deed, reading: Reading) -> str | None:
    ends = [word for words in RESULTS.values() for word in words]
    ended = life.last(*ends)
    said = deed.says.get("result")
    wanted = RESULTS.get(str(said), ())
    if end_fell(life):
        return None if said in (None, "withdrawn") else "what it ended by fell"
    return None if ended is None or said is None or ended.words & set(wanted) else f"it ended by {ended.name}"


__all__ = ["may_ask_for_hearing"]
