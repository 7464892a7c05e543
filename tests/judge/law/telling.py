# SPDX-License-Identifier: MulanPSL-2.0
"""Told, heard, answered: what must have happened with whoever is punished before he is punished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.amounts import HEARING_FINE, HEARING_KINDS, NEW_PENALTIES, end_of
from judge.measures import heavier, measures, shares
from judge.sentences import sentence

if TYPE_CHECKING:
    from datetime import date

    from judge.life import Deed, Errand, Life
    from judge.reading import Reading

NOTICE = ("penalty_notice",)
#: deeds that say what is to be done
PROPOSING = frozenset({"concludes", "proposes", "tells"})
ENDS_OF_HEARING = frozenset({"held", "withdrawn", "absent", "terminated", "inadmissible"})


@sentence(
    "受处罚的每一人，处罚前都已告知并收到告知书。",
    "Everyone punished was told before, by name, and had the notice in hand.",
    "行政处罚法 44、62",
    "程序规定 57",
    at=("goes_to_decision", "punishes"),
)
def everyone_punished_was_told(life: Life, deed: Deed, reading: Reading) -> str | None:
    paper = life.paper(*NOTICE)
    for party in life.people(reading.sides):
        if paper is None or party not in paper.to:
            return f"{party} was not told"
        if paper.handed_to(party, deed.on) is None:
            return f"{party} has no notice in hand"
    return None


def _over(life: Life, deed: Deed, party: str, waiver: str) -> date | None:
    """The last day of a party's term to speak, if it is not over on the day of the deed."""
    paper = life.paper(*NOTICE)
    handed = paper.handed_to(party, deed.on) if paper is not None and party in paper.to else None
    if paper is None or handed is None:
        return None
    if any(d.party == party for d in life.all(waiver, since=paper.seq)):
        return None
    last = end_of("defence", handed)
    return last if deed.on <= last else None


@sentence(
    "陈述申辩期限届满前，不作出处罚决定；当事人明确放弃的除外。",
    "Nothing is decided before the term for the defence is over, unless it was waived.",
    "行政处罚法 44、62",
    "程序规定 57",
    "程序暂行规定 51",
    at=("goes_to_decision", "punishes"),
)
def decided_only_after_the_defence(life: Life, deed: Deed, reading: Reading) -> str | None:
    lasts = (_over(life, deed, party, "waives_defence") for party in life.people(reading.sides))
    return next((f"may speak until {last}" for last in lasts if last), None)


@sentence(
    "告知听证权的，要求听证的期限届满前不作出决定。",
    "Where the right to a hearing was told, nothing is decided before the term to ask for one is over.",
    "行政处罚法 64",
    "听证办法 7",
    at=("goes_to_decision", "punishes"),
)
def decided_only_after_the_term_to_ask(life: Life, deed: Deed, reading: Reading) -> str | None:
    notice = life.last("tells")
    if notice is None or notice.says.get("hearing_told") is not True:
        return None
    for party in life.people(reading.sides):
        asked = any(d.party == party for d in life.all("asks_for_hearing", since=notice.seq))
        last = _over(life, deed, party, "waives_hearing")
        if last and not asked:
            return f"{party} may ask until {last}"
    return None


@sentence(
    "当事人的陈述申辩，复核后才决定。",
    "What was said in defence is weighed before anything is decided.",
    "行政处罚法 45",
    "程序规定 58",
    at=("goes_to_decision", "punishes"),
)
def defence_is_answered(life: Life, deed: Deed, reading: Reading) -> str | None:
    here = set(life.people(reading.sides))
    spoken = next(
        (d for d in reversed(life.deeds) if "pleads" in d.words and not d.undone and d.party in here), None
    )
    if spoken is None or life.last("answers_defence", since=spoken.seq):
        return None
    return f"what was said in {spoken.seq} is not weighed"


@sentence(
    "要求听证的，听证结束后才决定。",
    "A hearing asked for has ended before anything is decided.",
    "行政处罚法 63、65",
    "听证办法 29",
    at=("goes_to_decision", "punishes"),
)
def hearing_asked_for_has_ended(life: Life, deed: Deed, reading: Reading) -> str | None:
    if any(not errand.back for errand in life.sent("hearing")):
        return "a hearing is open"
    return None


@sentence(
    "当事人要求的听证没有举行即中途终止的，除当事人死亡、终止或者放弃外，仍须举行。",
    "A hearing that was broken off is held after all, unless whoever asked for it is gone, gave it up, or was told anew.",
    "行政处罚法 63",
    "听证办法 27",
    at=("goes_to_decision", "punishes"),
)
def hearing_broken_off_is_held_after_all(life: Life, deed: Deed, reading: Reading) -> str | None:
    if not may_ask_for_hearing(life, deed, reading):
        return None
    last: dict[str, tuple[Errand, Deed]] = {}
    for errand in life.sent("hearing"):
        asked = [d for d in life.all("asks_for_hearing") if d.seq < errand.sent]
        if asked:
            last[asked[-1].party] = (errand, asked[-1])
    there = {p.key for p in life.parties.values() if p.capacity in reading.sides and p.ended is None}
    for party, (errand, asked_in) in last.items():
        gave_up = any(d.party in ("", party) for d in life.all("waives_hearing", since=asked_in.seq))
        told_anew = life.last("tells_again", since=errand.back) is not None
        if errand.outcome == "terminated" and party in there and not gave_up and not told_anew:
            return f"{party} asked, and it was broken off"
    return None


@sentence(
    "决定以前提出而未听取的，是决定以前提出的。",
    "What is entered as unheard was stated before there was a decision.",
    "行政处罚法 45、62",
    at=("was_unheard",),
)
def unheard_was_stated_before_the_decision(life: Life, deed: Deed, reading: Reading) -> str | None:
    decided, stated = life.last("punishes"), deed.day("unheard_on") or deed.on
    if decided is None:
        return "nothing was decided"
    return f"stated {stated}, decided {decided.on}" if stated > decided.on else None


@sentence(
    "听证期间，听证的是同一拟处罚意见：听证没有结束，不改为更重的告知。",
    "While somebody is heard on a proposal, nothing heavier is told in its place.",
    "行政处罚法 64、65",
    at=("tells_again",),
)
def what_is_heard_is_not_made_heavier_meanwhile(life: Life, deed: Deed, reading: Reading) -> str | None:
    notice = life.last("tells")
    if notice is None or all(errand.back for errand in life.sent("hearing")):
        return None
    return heavier(measures(deed.says), measures(notice.says))


@sentence(
    "没有结束的子程序（听证、审核、讨论）结束前不决定。",
    "Nothing is decided while a review or a discussion of it is still open.",
    "行政处罚法 57、58",
    "程序规定 50、60",
    at=("punishes",),
)
def nothing_decided_while_a_review_is_open(life: Life, deed: Deed, reading: Reading) -> str | None:
    latest: dict[tuple[str, str], bool] = {}
    for errand in life.sent("legal_review", "committee_item"):
        if errand.topic in {"", "collective_discussion"}:
            latest[errand.kind, errand.topic] = bool(errand.back)
    is_open = [kind for (kind, _), back in latest.items() if not back]
    return f"{is_open} open" if is_open else None


@sentence(
    "放弃陈述申辩、听证，应当书面明确。",
    "A right is waived in writing or not at all.",
    "行政处罚法 62",
    at=("waives_right",),
)
def waived_in_writing(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.on < NEW_PENALTIES:
        return None
    if deed.says.get("waived_in_writing") is not True:
        return "not in writing"
    paper = deed.own.get("waiver_paper")
    return f"{paper} is not in the file" if paper and paper not in life.file else None


def may_ask_for_hearing(life: Life, deed: Deed, reading: Reading) -> bool:
    """Whether what is intended gives somebody the right to a hearing."""
    content = measures(deed.says)
    if content.kinds & HEARING_KINDS or deed.says.get("other_heavy") is True:
        return True
    parties = [p for p in life.parties.values() if p.capacity in reading.sides]
    for party in parties:
        mine = shares(content, party.key, alone=len(parties) == 1)
        line = HEARING_FINE[party.kind]
        if mine.fine >= line or mine.gains >= line or mine.goods >= line or mine.gains + mine.goods >= line:
            return True
    return False


@sentence(
    "属于听证范围的，告知听证权。",
    "Where the law gives a hearing, the notice says so.",
    "行政处罚法 63",
    "听证办法 5",
    at=("tells",),
)
def right_to_a_hearing_is_told(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.on < NEW_PENALTIES and "hearing_told" not in deed.says:
        return None  # records of the rules of 2018 have no place for it
    due = may_ask_for_hearing(life, deed, reading)
    return "the right to a hearing is not told" if due and deed.says.get("hearing_told") is not True else None


@sentence(
    "决定的就是告知过的，或者更轻。",
    "The text decided is the one told, or a lighter one.",
    "行政处罚法 44、62",
    "程序规定 57、60",
    at=("punishes",),
)
def decided_is_told_or_lighter(life: Life, deed: Deed, reading: Reading) -> str | None:
    notice = life.last("tells")
    if notice is None:
        return "nothing was told"
    return heavier(measures(deed.says), measures(notice.says))


@sentence(
    "告知的就是审核过的；决定的就是审核过的，或者更轻。",
    "What is told is what was examined; what is decided is that, or a lighter measure on the same facts.",
    "程序规定 52、56、57",
    at=("tells", "punishes"),
)
def told_is_what_was_examined(life: Life, deed: Deed, reading: Reading) -> str | None:
    since = life.seq("concludes")
    examined = life.last("examines", since=since)
    seen = [
        e
        for e in life.sent("legal_review", topic="")
        if e.sent > since and e.outcome in {"agreed", "amended"}
    ]
    last = max((e.sent for e in seen), default=0)
    if (examined is None and not seen) or deed.on < NEW_PENALTIES:
        return None
    before = max(last, examined.seq if examined else 0)
    proposed = next((d for d in reversed(life.deeds) if d.seq <= before and d.words & PROPOSING), None)
    if proposed is None:
        return None
    changed = [key for key in ("facts", "basis") if deed.says.get(key) != proposed.says.get(key)]
    if changed:
        return f"{changed} is not what was examined"
    more = heavier(measures(deed.says), measures(proposed.says))
    less = heavier(measures(proposed.says), measures(deed.says)) if "tells" in deed.words else None
    return more or (f"less than was examined: {less}" if less else None)


@sentence(
    "不因当事人陈述申辩、要求听证给予更重的处罚。",
    "Nobody is punished more for having spoken.",
    "行政处罚法 45",
    "程序规定 58",
    at=("punishes", "tells_again"),
)
def nobody_fares_worse_for_speaking(life: Life, deed: Deed, reading: Reading) -> str | None:
    first = next(life.all("tells"), None) or _first_told(life)
    spoke = life.last("pleads") or next((e for e in life.sent("hearing") if e.outcome == "held"), None)
    if first is None or spoke is None or deed.says.get("new_facts"):
        return None
    return heavier(measures(deed.says), measures(first.says))


def _first_told(life: Life) -> Deed | None:
    return next((d for d in life.deeds if "tells" in d.words), None)
