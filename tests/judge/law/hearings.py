# SPDX-License-Identifier: MulanPSL-2.0
"""A hearing: who is told when, who sits, when it may be held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.amounts import AGENTS, NEW_PENALTIES, term
from judge.days import DAY, working_days_before
from judge.life import moment_of
from judge.sentences import sentence

if TYPE_CHECKING:
    from datetime import date

    from judge.life import Deed, Life
    from judge.reading import Reading


def _before(day: date, name: str, on: date) -> date:
    """The latest day for something that must lie a term before a day."""
    each = term(name, on)
    if each is None:
        return day
    return working_days_before(day, each.count) if each.working else day - (each.count + 1) * DAY


@sentence(
    "听证通知书在举行听证七日前送达。",
    "Whoever is to be heard has had the notice of the hearing in hand in time.",
    "行政处罚法 64",
    "听证办法 20",
    at=("holds_hearing", "is_absent"),
)
def notice_of_the_hearing_in_time(life: Life, deed: Deed, reading: Reading) -> str | None:
    at, paper = moment_of(life.fields.get("hearing_at")), life.paper("hearing_notice")
    if at is None or paper is None:
        return "no notice of the hearing"
    latest = _before(at.date(), "hearing_notice", paper.on)
    for party in life.people(reading.sides):
        handed = paper.handed_to(party, deed.on)
        if handed is None:
            return f"{party} was not notified"
        if handed > latest:
            return f"{party} was notified {handed}, after {latest}"
    return None


@sentence(
    "确定的听证日期，留足送达听证通知书的七日。",
    "A hearing is appointed so far ahead that its notice can still be in time.",
    "行政处罚法 64",
    "听证办法 20",
    at=("appoints_hearing",),
)
def hearing_appointed_with_room(life: Life, deed: Deed, reading: Reading) -> str | None:
    at = moment_of(deed.own.get("hearing_at"))
    if at is None:
        return None
    latest = _before(at.date(), "hearing_notice", deed.on)
    return f"would have had to be told by {latest}" if deed.on > latest else None


@sentence(
    "听证按通知的时间举行，不提前。",
    "No hearing before its hour.",
    "听证办法 20、24",
    at=("holds_hearing", "is_absent"),
)
def no_hearing_before_its_hour(life: Life, deed: Deed, reading: Reading) -> str | None:
    at = moment_of(life.fields.get("hearing_at"))
    return f"appointed for {at}" if at is None or deed.at < at else None


@sentence(
    "听证公开举行；不公开的，写明国家秘密、商业秘密或者个人隐私的理由。",
    "A hearing is public; where not, it says why.",
    "行政处罚法 64",
    at=("appoints_hearing",),
)
def closed_hearings_say_why(life: Life, deed: Deed, reading: Reading) -> str | None:
    if deed.says.get("public") is False and not deed.says.get("closed_reason"):
        return "closed without a reason"
    return None


@sentence(
    "公开听证的，举行三日前公告。",
    "A public hearing was announced in time.",
    "听证办法 22",
    at=("holds_hearing",),
)
def public_hearing_was_announced(life: Life, deed: Deed, reading: Reading) -> str | None:
    at = moment_of(life.fields.get("hearing_at"))
    if at is None or life.fields.get("public") is not True:
        return None
    said = life.last("announces_hearing", since=life.seq("appoints_hearing"))
    if said is None:
        return "not announced"
    day = said.on
    latest = _before(at.date(), "hearing_announced", day)
    return f"announced {day}, after {latest}" if day > latest else None


@sentence(
    "举行听证七日前通知办案人员并退回案件材料。",
    "Those who handled the case were told of the hearing in time.",
    "听证办法 21",
    at=("holds_hearing",),
)
def handlers_were_told_of_the_hearing(life: Life, deed: Deed, reading: Reading) -> str | None:
    at = moment_of(life.fields.get("hearing_at"))
    if at is None or at.date() < NEW_PENALTIES:
        return None
    said = life.last("tells_handlers", since=life.seq("appoints_hearing"))
    if said is None:
        return "not told"
    day = said.on
    latest = _before(at.date(), "hearing_notice", day)
    return f"told {day}, after {latest}" if day > latest else None


@sentence(
    "委托代理人一至二人。",
    "Nobody is represented by more than two.",
    "行政处罚法 64",
    "听证办法 15",
    at=("appoints_agents",),
)
def no_more_than_two_agents(life: Life, deed: Deed, reading: Reading) -> str | None:
    count = deed.says.get("agent_count")
    if count is None:
        return None
    return f"{count} agents" if not 1 <= count <= AGENTS else None
