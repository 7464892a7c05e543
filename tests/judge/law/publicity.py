# SPDX-License-Identifier: MulanPSL-2.0
"""What is public stays so for its time, is put right, and ends: early only where the rules open it (处罚公示规定 12–16)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from judge.days import months_after
from judge.law.falling import fallen_for, has_fallen
from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Life
    from judge.reading import Reading

#: the day on which the rules of 2025 came into force
NEW = date(2025, 12, 25)
#: from that day the fine that counts as low, in fen, of a firm and of a person
LOW = {"unit": 5_000_000, "person": 500_000}
FIELDS = {"food", "drug", "device", "cosmetics", "special_equipment", "key_product"}
BARS = {"restrict_business", "restrict_occupation"}
NO_END = {"downgrade", "revoke_licence"}


def _public(life: Life) -> Deed | None:
    """The latest publication since the last withdrawal, here or in another province."""
    return life.last("publish", "published_elsewhere", since=life.seq("withdraws_publication"))


def _first_public(life: Life) -> date:
    deeds = list(life.all("publish", "published_elsewhere", since=life.seq("withdraws_publication")))
    days = [day_of(d.own.get("published_on") or d.own.get("published_elsewhere_on")) for d in deeds]
    return min(day for day in days if day)


def _decided(life: Life, party: str) -> tuple[set[str], int]:
    rows = life.fields.get("party_penalties") or ()
    kinds = set(life.fields.get("penalty_kinds") or ())
    for row in rows:
        if row.get("party") == party:
            return set(row.get("penalty_kinds") or kinds), int(row.get("fine") or 0)
    return kinds, int(life.fields.get("fine") or 0)


def _is_low(life: Life, party: str, on: date) -> bool | None:
    """Whether nothing but a reprimand or a low fine was imposed; None where the record does not say."""
    kinds, fine = _decided(life, party)
    if not kinds or kinds - {"criticism", "fine"}:
        return False
    if "fine" not in kinds:
        return True
    most: Any = life.adopted.get("penalty/minor_fine")
    if on >= NEW:
        grade = life.fields.get("discretion_grade")
        if grade not in {"lighter", "mitigated"}:
            return False if grade else None
        most = LOW[life.parties[party].kind or "unit"]
    return None if most is None else fine <= most


def _months(life: Life, party: str, on: date, *, early: bool) -> int | None:
    """How many months it stays public at the least; None where it does not end early."""
    kinds, _fine = _decided(life, party)
    new = on >= NEW
    final = kinds & (NO_END | ({"close_down"} if new else BARS | {"stop_business"}))
    low = _is_low(life, party, on)
    if early and (final or low):
        return None
    if low:
        return 3
    trade = life.fields.get("publication_field")
    grave = bool(kinds & (BARS | {"stop_business"})) or trade in FIELDS or trade is None
    if final or not new:
        return 6 if early else 36
    return (12 if grave else 3) if early else (36 if grave else 12)


@sentence(
    "停止公示、更正的是正在公示的。",
    "What is ended or put right stands public.",
    "处罚公示规定 12",
    at=("ends_publication", "corrects_publication"),
)
def only_the_public_is_touched(life: Life, deed: Deed, reading: Reading) -> str | None:
    public = _public(life)
    if public is None:
        return "nothing stands public"
    ended = [d for d in life.all("ends_publication", since=public.seq) if d.party == deed.party]
    return "it has ended already" if ended and "ends_publication" in deed.words else None


@sentence(
    "公示期满才停止公示，限制期限未满的不停止；提前停止须准许提前并已满最短公示期。",
    "What is public stays so for its time, and while a bar lasts; early ends only where and when the rules open them.",
    "处罚公示规定 13",
    "处罚公示规定 14",
    "处罚公示规定 15",
    at=("ends_publication",),
)
def stays_public_for_its_time(life: Life, deed: Deed, reading: Reading) -> str | None:
    if _public(life) is None or deed.party not in life.parties:
        return None
    on = _first_public(life)
    months = _months(life, deed.party, on, early="ends_early" in deed.words)
    if months is None:
        return "it does not end early"
    if deed.on <= (last := months_after(on, months)):
        return f"public until {last}"
    kinds, _fine = _decided(life, deed.party)
    ends = day_of(life.fields.get("restriction_ends_on"))
    if kinds & (BARS | ({"stop_business"} if on >= NEW else set())) and (ends is None or deed.on <= ends):
        return f"the bar lasts until {ends}"
    return None


@sentence(
    "提前停止公示须同时具备各项条件。",
    "An early end rests on every condition.",
    "处罚公示规定 16",
    at=("ends_early",),
)
def early_end_meets_its_conditions(life: Life, deed: Deed, reading: Reading) -> str | None:
    old = {"performed", "harm_removed", "not_again"}
    old |= {"not_listed"} if deed.on < date(2025, 5, 1) else {"not_on_grave_list"}
    wanted = {"performed", "rectified", "not_again"} if deed.on >= NEW else old
    lacking = wanted - set(deed.own.get("early_stop_conditions") or ())
    return f"{sorted(lacking)} is not confirmed" if lacking else None


@sentence(
    "处罚信息只推送登记地在外省的当事人的，已失去效力的不推送。",
    "Only what stands, of who is registered elsewhere, is pushed there.",
    "处罚公示规定 10",
    at=("pushes", "reaches_elsewhere"),
)
def pushed_for_who_is_registered_elsewhere(life: Life, deed: Deed, reading: Reading) -> str | None:
    before = "pushes" if "reaches_elsewhere" in deed.words else "registered_elsewhere"
    if not any(each.party == deed.party for each in life.all(before)):
        return f"nothing {before} before"
    return "the decision fell" if "pushes" in deed.words and fallen_for(life, deed.party) else None


@sentence(
    "公示、推送处罚信息的，作出决定之后先经审查。",
    "What is made public of a decision, or sent to be, was looked at after that decision.",
    "处罚公示规定 5、6",
    at=("publish", "pushes"),
)
def looked_at_before_public(life: Life, deed: Deed, reading: Reading) -> str | None:
    decided = life.seq("punishes")
    if reading.kind != "penalty" or not decided:
        return None
    return None if life.last("clears_publication", since=decided) else "nobody looked at it"


@sentence(
    "公示的决定书，除必要的处理外，与送达的一致，并且仍然有效。",
    "What is made public is what was served, but for what must be withheld, and still stands.",
    "处罚公示规定 7、11",
    at=("clears_publication",),
)
def public_as_served(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.says.get("as_served") is not True:
        return "it is not said to be the same"
    return "the decision fell" if has_fallen(life) else None
