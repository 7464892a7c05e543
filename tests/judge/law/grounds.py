# SPDX-License-Identifier: MulanPSL-2.0
"""Grounds of no penalty, no case and a lighter penalty that what else is on record speaks against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.amounts import GRAVE_SINCE, GRAVE_YEARS, NEW_PENALTIES, PUNISHABLE_YEARS
from judge.days import years_after
from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from datetime import date

    from judge.life import Deed, Life
    from judge.reading import Reading

OF_A_PERSON = frozenset({"under_fourteen", "incapable", "minor", "limited"})
PUT_RIGHT = frozenset({"minor_corrected", "first_minor"})


def _only_units(life: Life, reading: Reading) -> bool:
    kinds = [life.parties[key].kind for key in life.people(reading.sides)]
    return bool(kinds) and "person" not in kinds


@sentence(
    "年龄、精神状况的情形只及于自然人；复查没有改正的不是及时改正；在追责期限内的不是超过期限。",
    "Age and capacity are a natural person's; what a check found not put right was not; what is in time has not lapsed.",
    "行政处罚法 30、31、33、36",
    at=("no_penalty", "not_filed"),
)
def the_file_bears_its_ground(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.on < NEW_PENALTIES:
        return None
    ground = deed.says.get("decline_ground" if "not_filed" in deed.words else "no_penalty_ground")
    if ground in OF_A_PERSON and _only_units(life, reading):
        return f"{ground}, of units"
    checked = life.last("check_correction")
    if ground in PUT_RIGHT and checked and checked.own.get("corrected") is False:
        return "it was not put right"
    return "it has not lapsed" if ground == "out_of_time" and _in_time(life, deed) else None


def _in_time(life: Life, deed: Deed) -> bool:
    """Whether the file says of an act that it was found within the term."""
    noticed = day_of(life.fields.get("received_on"))
    if noticed is None:
        return False
    case_is_grave = life.says(deed, "grave_harm") is True
    rows = life.says(deed, "bases") or ()
    for row in rows:
        ended, said = day_of(row.get("ended_on")), row.get("grave_harm")
        is_grave = (case_is_grave if said is None else said is True) and row.get("harm") is not False
        if ended and noticed <= _lapses(ended, is_grave=is_grave):
            return True
    if rows:
        return False
    if life.says(deed, "violation_continues") is True:
        return True
    ended = day_of(life.says(deed, "violation_ended_on"))
    return ended is not None and noticed <= _lapses(ended, is_grave=case_is_grave)


def _lapses(ended: date, *, is_grave: bool) -> date:
    lapsed = years_after(ended, PUNISHABLE_YEARS)
    return years_after(ended, GRAVE_YEARS) if is_grave and lapsed >= GRAVE_SINCE else lapsed


@sentence(
    "以年龄、精神状况从轻、减轻的，当事人中有自然人。",
    "Age and capacity make a penalty lighter only where a natural person is among the parties.",
    "行政处罚法 30、31",
    at=("concludes", "tells", "punishes"),
)
def lighter_for_a_person(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.on < NEW_PENALTIES or life.says(deed, "discretion_grade") not in {"lighter", "mitigated"}:
        return None
    given = OF_A_PERSON & set(life.says(deed, "lighter_grounds") or ())
    imposed = deed.says.get("penalty_kinds")
    return f"{sorted(given)}, of units" if given and imposed and _only_units(life, reading) else None


#: grounds of not filing that are no ground by themselves: what they are in this case is said in words
UNNAMED = frozenset({"conditions_unmet", "other"})


@sentence(
    "不予立案的情形没有列明的，写明理由。",
    "Where the list does not name why nothing is filed, who decides says it.",
    "程序规定 20",
    "投诉举报暂行办法 31",
    at=("not_filed", "tip_not_filed"),
)
def not_filed_for_a_reason(life: Life, deed: Deed, reading: Reading) -> str | None:
    ground = deed.own.get("decline_ground") or deed.own.get("not_filed_ground")
    said = deed.own.get("decline_reason") or deed.own.get("not_filed_reason")
    return "no reason" if ground in UNNAMED and not said else None
