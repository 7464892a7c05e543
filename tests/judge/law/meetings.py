# SPDX-License-Identifier: MulanPSL-2.0
"""A body decides: enough have come, each votes once, whoever is recused does not, and more than half are for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judge.life import day_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from judge.life import Deed, Life
    from judge.reading import Reading

#: which rule says of whom more than half: its article by number
NAMES_ARTICLE = re.compile("第.+条")


def _statuses(rows: Iterable[object]) -> dict[str, str]:
    """The last word on each member."""
    return {row["member"]: row["status"] for row in rows}  # type: ignore[index]


def _present(life: Life) -> int:
    return sum(status == "present" for status in _statuses(life.rows["attendance"]).values())


@sentence(
    "到会人数达到法定人数才能表决。",
    "Nothing is resolved unless enough have come.",
    "行政处罚法 57",
    "党组工作条例 27",
    at=("resolves",),
)
def enough_have_come(life: Life, deed: Deed, reading: Reading) -> str | None:
    quorum, entitled = (int(life.fields.get(key) or 0) for key in ("quorum", "entitled"))
    half = -(-entitled // 2) if life.fields.get("body") == "party_group" else 1
    return f"{_present(life)} of {quorum}" if _present(life) < max(quorum, half, 1) else None


@sentence(
    "赞成的超过半数为通过：党组以应到会人数计，其他机构以其自己的议事规则计。",
    "More than half adopt, and only they: of those due in a party group, elsewhere of those the body's own rule counts.",
    "行政处罚法 57",
    "党组工作条例 27",
    at=("resolves",),
)
def more_than_half_are_for_it(life: Life, deed: Deed, reading: Reading) -> str | None:
    here = {name for name, status in _statuses(life.rows["attendance"]).items() if status == "present"}
    votes = {row["member"]: row["vote"] for row in life.rows["votes"] if row["member"] in here}
    base = deed.says.get("counted_on")
    if life.fields.get("body") == "party_group":
        base = "due"
    elif base is None or not NAMES_ARTICLE.search(str(deed.says.get("rules_used"))):
        return "nobody says of whom more than half"
    whole = int(life.fields.get("entitled") or 0) if base == "due" else _present(life)
    is_adopted = 2 * sum(vote == "for" for vote in votes.values()) > whole
    if not is_adopted and "adopts" not in deed.words:
        silent = here - votes.keys()
        yes = len(silent) + sum(vote == "for" for vote in votes.values())
        return f"{sorted(silent)} could still carry it" if 2 * yes > whole else None
    return None if is_adopted == ("adopts" in deed.words) else f"{votes} of {whole}"


@sentence(
    "修改后通过的是拟处理意见：延期、回避的议题没有可以修改的拟处理意见。",
    "What is adopted once it is changed is a proposal.",
    "行政处罚法 57",
    at=("adopts_changed",),
)
def what_is_to_be_changed_is_a_proposal(life: Life, deed: Deed, reading: Reading) -> str | None:
    return None if life.fields.get("proposal_version") else "no proposal was discussed"


@sentence(
    "会议之日以前，不登记到会、表决，不作决议。",
    "Nobody attends, votes or resolves before the day of the meeting.",
    "行政处罚法 57",
    at=("counts_members", "votes", "resolves", "reports"),
)
def met_before(life: Life, deed: Deed, reading: Reading) -> str | None:
    day = day_of(life.fields.get("meeting_on"))
    return f"the meeting is on {day}" if day and deed.on < day else None


@sentence(
    "会议定在召集之日或者以后。",
    "A meeting is called for the day on which it is called, or a later one.",
    "行政处罚法 57",
    at=("convenes", "moves_meeting"),
)
def called_for_a_day_to_come(life: Life, deed: Deed, reading: Reading) -> str | None:
    day = day_of(deed.own.get("meeting_on"))
    return f"on {day}, which was over" if day and day < deed.on else None


@sentence(
    "会议已经登记到会的，不再改期。",
    "A meeting that members have come to is not moved to another day.",
    "行政处罚法 57",
    at=("moves_meeting",),
)
def not_moved_once_begun(life: Life, deed: Deed, reading: Reading) -> str | None:
    return "members have come" if life.last("counts_members") is not None else None


@sentence(
    "回避、缺席的人不主持会议。",
    "Whoever steps aside or stays away does not preside.",
    "行政处罚法 43",
    "程序规定 4",
    at=("resolves",),
)
def who_presides_is_there(life: Life, deed: Deed, reading: Reading) -> str | None:
    chair = str(deed.says.get("presided_by") or life.fields.get("presided_by") or "")
    status = _statuses(life.rows["attendance"]).get(chair)
    return f"{chair} is {status}" if chair and status not in ("present", "observer") else None


@sentence(
    "每人表决一次。",
    "Nobody votes twice.",
    "行政处罚法 57",
    at=("votes",),
)
def nobody_votes_twice(life: Life, deed: Deed, reading: Reading) -> str | None:
    said = [row["member"] for row in life.rows["votes"]]
    new = [row["member"] for row in deed.says.get("votes") or ()]
    again = [name for place, name in enumerate(new) if name in said or name in new[:place]]
    return f"{again} voted already" if again else None


@sentence(
    "出席的成员才能表决；回避、缺席、列席的不表决。",
    "Only members who are present vote; not whoever is recused, absent or a guest.",
    "行政处罚法 43、57",
    "程序规定 4",
    at=("votes",),
)
def only_members_present_vote(life: Life, deed: Deed, reading: Reading) -> str | None:
    statuses = _statuses(life.rows["attendance"])
    wrong = [r["member"] for r in deed.says.get("votes") or () if statuses.get(r["member"]) != "present"]
    return f"{wrong} may not vote" if wrong else None


@sentence(
    "书面意见只由未到会的成员提出，不计入表决。",
    "An opinion in writing comes from a member who is absent.",
    "党组工作条例 27",
    at=("writes_in",),
)
def only_absent_members_write_in(life: Life, deed: Deed, reading: Reading) -> str | None:
    statuses = _statuses(life.rows["attendance"])
    rows = deed.own.get("written_opinions") or ()
    wrong = [row["member"] for row in rows if statuses.get(row["member"]) != "absent"]
    return f"{wrong} is not absent" if wrong else None


@sentence(
    "到会登记每人一次，回避的写明理由。",
    "Each member is entered once, and whoever steps aside with the reason.",
    "行政处罚法 57",
    at=("counts_members",),
)
def each_member_is_entered_once(life: Life, deed: Deed, reading: Reading) -> str | None:
    rows = deed.own.get("attendance") or ()
    silent = [r["member"] for r in rows if r.get("status") == "recused" and not r.get("recusal_reason")]
    if silent:
        return f"{silent} recused without a reason"
    known, entitled = _statuses(life.rows["attendance"]), int(life.fields.get("entitled") or 0)
    for row in rows:
        before, now = known.get(row["member"]), row.get("status")
        if (
            before
            and not (now == "recused" and before != "observer" and before != now)
            and (before, now) != LATE
        ):
            return "entered twice"
        known[row["member"]] = now
    come = sum(status != "observer" for status in known.values())
    return f"{come} members of {entitled}" if come > entitled else None


#: who was away and comes
LATE = ("absent", "present")


@sentence(
    "法定到会人数不多于应到人数。",
    "The quorum is no more than all who should come.",
    "党组工作条例 27",
    "行政处罚法 57",
    at=("convenes",),
)
def quorum_is_plausible(life: Life, deed: Deed, reading: Reading) -> str | None:
    entitled, quorum = int(deed.says.get("entitled") or 0), int(deed.says.get("quorum") or 0)
    return f"{quorum} of {entitled}" if quorum > entitled or entitled < 1 else None


@sentence(
    "议题写明才能讨论、审核。",
    "What is discussed or reviewed has been named.",
    "程序规定 53、60",
    at=("takes_up_subject",),
)
def subject_is_named(life: Life, deed: Deed, reading: Reading) -> str | None:
    return None if life.says(deed, "subject") else "no subject"
