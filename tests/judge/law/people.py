# SPDX-License-Identifier: MulanPSL-2.0
"""Who may act: not in two roles that check one another, not alone where two are needed, not without being appointed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.sentences import sentence

if TYPE_CHECKING:
    from judge.life import Deed, Life
    from judge.reading import Reading


@sentence(
    "调查的不审核，审核的不主持听证：同一人不兼任相互制约的职责。",
    "Nobody holds two roles of which one checks the other.",
    "程序规定 49、51",
    "行政处罚法 58、64",
    "听证办法 11",
)
def nobody_in_two_separated_roles(life: Life, deed: Deed, reading: Reading) -> str | None:
    for person, role in deed.by:
        for roles, article in reading.apart:
            other = next((r for p, r in life.took if p == person and r in roles and r != role), None)
            if role in roles and other:
                return f"{person} is {other} and {role} ({article})"
    return None


@sentence(
    "同一人不得审批自己签署的意见。",
    "Nobody approves what he has signed himself.",
    "行政处罚法 58",
    "程序规定 49、56",
)
def nobody_approves_his_own(life: Life, deed: Deed, reading: Reading) -> str | None:
    signers = [person for person, _ in deed.by]
    again = {person for person in signers if signers.count(person) > 1 and person != "law"}
    return f"{', '.join(sorted(again))} signs twice" if again else None


@sentence(
    "依法应当指派的人员已经指派，人数足够。",
    "Whoever must be appointed has been, and there are as many as there must be.",
    "行政处罚法 42",
    "程序规定 19",
    "听证办法 11、18",
)
def whoever_must_be_appointed_is(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.name not in reading.teams:
        return None
    role, count, article = reading.teams[deed.name]
    there = len(life.appointed.get(role, ()))
    return f"{there} of {count} {role} ({article})" if there < count else None


@sentence(
    "调查终结以后分案的，分出的是当事人之一，本案仍有当事人，其听证没有正在进行。",
    "Once the investigation has ended, a party of the case leaves it and another stays, and nobody leaves in the middle of a hearing.",
    "行政处罚法 54",
    "行政处罚法 29",
    at=("separates",),
)
def who_is_separated_is_one_of_several(life: Life, deed: Deed, reading: Reading) -> str | None:
    leaving, here = str(deed.own.get("split_party") or ""), life.people(reading.sides)
    if not leaving:
        back = life.seq("return_to_investigation", "police_return", "begin_anew")
        return "nobody is named" if life.last("concludes", since=back) else None
    if leaving not in here or len(here) < 2:
        return f"{leaving} of {here}"
    asked = [one for one in life.all("asks_for_hearing") if one.own.get("party") == leaving]
    later = [e for e in life.errands if asked and e.kind == "hearing" and e.sent > asked[-1].seq]
    return "its hearing is under way" if later and not later[0].back else None
