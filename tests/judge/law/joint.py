# SPDX-License-Identifier: MulanPSL-2.0
"""Several who complain together, whoever speaks for them, and mediation by somebody else.

The regulations of 2019 and 2025 both know joint complaints and entrusted mediation; the articles named are those of 2019 first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.amounts import NEW_COMPLAINTS
from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Life
    from judge.reading import Reading

COMPLAINANTS = frozenset({"投诉人"})


@sentence(
    "两名以上投诉人的，同意按共同投诉处理才能一并受理。",
    "Several complainants are one complaint only where they have agreed to be.",
    "投诉举报处理暂行办法 10",
    "投诉举报处理办法 11",
    at=("takes_complaint",),
)
def several_are_one_only_by_agreement(life: Life, deed: Deed, reading: Reading) -> str | None:
    several = len(life.people(COMPLAINANTS)) > 1
    return "several complainants" if several and not life.last("handle_jointly") else None


@sentence(
    "共同投诉须有两名以上投诉人，并且都同意。",
    "A joint complaint has several complainants, and all agree.",
    "投诉举报处理暂行办法 10",
    "投诉举报处理办法 11",
    at=("joins_complaints",),
)
def joint_complaints_are_of_several_who_agree(life: Life, deed: Deed, reading: Reading) -> str | None:
    if len(life.people(COMPLAINANTS)) < 2:
        return "one complainant"
    return "not all agree" if deed.own.get("joint_consent") is False else None


@sentence(
    "共同投诉由投诉人书面推选两名以下的投诉人为代表人；变更代表人须被代表的人同意。",
    "Those who complain together elect at most two of themselves, in writing; a change needs the consent of those represented.",
    "投诉举报处理暂行办法 10",
    "投诉举报处理办法 11",
    at=("elects",),
)
def representatives_are_elected(life: Life, deed: Deed, reading: Reading) -> str | None:
    people = life.people(COMPLAINANTS)
    chosen = [deed.own.get("representative"), deed.own.get("second_representative")]
    strangers = [who for who in chosen if who and who not in people]
    if strangers or chosen[0] == chosen[1]:
        return f"{chosen} of {people}"
    if deed.own.get("elected_in_writing") is False:
        return "not in writing"
    is_change = life.last("elect_representatives") is not None
    return (
        "those represented have not agreed"
        if is_change and deed.own.get("represented_consent") is not True
        else None
    )


@sentence(
    "代表人撤回投诉、和解、达成协议，须被代表的投诉人同意。",
    "Whoever represents others gives nothing up without their consent.",
    "投诉举报处理暂行办法 10",
    "投诉举报处理办法 11",
    at=("gives_up",),
)
def nothing_is_given_up_without_consent(life: Life, deed: Deed, reading: Reading) -> str | None:
    there = [p for p in life.parties.values() if p.capacity in COMPLAINANTS and p.ended is None]
    are_several = len(there) > 1
    return (
        "without their consent" if are_several and deed.own.get("represented_consent") is not True else None
    )


@sentence(
    "委托调解须投诉人和被投诉人都同意。",
    "Mediation is entrusted to others only where both sides agree.",
    "投诉举报处理办法 19",
    at=("entrusts",),
)
def entrusted_by_consent(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.on < NEW_COMPLAINTS:
        return None
    return None if deed.says.get("entrust_agreed") is True else "not both agree"


@sentence(
    "受委托的组织才能主持调解。",
    "Only a body that was entrusted mediates in the name of the bureau.",
    "投诉举报处理暂行办法 16",
    "投诉举报处理办法 19",
    at=("goes_on_mediating",),
)
def only_the_entrusted_mediate(life: Life, deed: Deed, reading: Reading) -> str | None:
    given = life.last("entrust")
    is_given = given is not None and life.last("end_entrustment", since=given.seq) is None
    return "nobody is entrusted" if deed.own.get("mediated_by") == "entrusted" and not is_given else None
