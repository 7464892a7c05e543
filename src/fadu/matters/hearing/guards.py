# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of hearings: room for the notice, notice in time, the hour reached."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import LEGAL_TIME
from fadu.matters.hearing.staff import FIELDS, names_in, names_of
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry


def _moment(value: Any) -> datetime | None:
    if value in (None, ""):
        return None
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)


def _last_notice_day(world: World, hearing_day: date) -> date:
    """The last day on which the notice may still be served (听证办法 20)."""
    return world.law.due("hearing/notice", hearing_day, on=world.at.date()).last_day


def _done_for_this_day(world: World, action: str) -> Entry | None:
    """The last act that told of the hearing as it is set now; what was told of a day since put off does not count."""
    state = world.state
    planned = max((entry.seq for key in ("schedule", "postpone") for entry in state.done(key)), default=0)
    return next((entry for entry in reversed(state.done(action)) if entry.seq > planned), None)


def _said_earlier(entry: Entry | None, field: str, last: date) -> bool:
    """Whether a record from before days were no longer typed says a day in time; it is kept, and may be so."""
    said = _day_said(entry.payload.get(field)) if entry else None
    return said is not None and said <= last


def _day_said(value: Any) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None


@guard("on_its_own_day", "本机关办理的事项以办理之日为准")
def on_its_own_day(world: World, *, field: str) -> Verdict:
    """What the bureau does itself happened on the day of the act; no other day is typed beside it.

    What was done earlier and is entered now is entered as of the day it was done, and the record shows both.
    """
    said = _day_said(world.value(field))
    if said is None or said == world.at.date():
        return HOLDS
    return Ground(
        code="another_day_typed",
        message=f"“{world.procedure.fields[field].title}”填写为{said}，办理之日为{world.at.date()}；本机关办理的事项以办理之日为准。",
        remedy="不填写；已在此前办理的，按实际办理时间补录",
        unknown=world.replay,
    )


@guard("named_assigned", "写明的人员就是指派的人员")
def named_assigned(world: World, *, role: str) -> Verdict:
    """Whoever is typed as host, assessor or recorder is assigned as such: only of them it is known that they did not handle the case (听证办法 11)."""
    names, field = names_of(world.state, role), FIELDS[role]
    others = [name for name in names_in(world.proposed.get(field)) if name not in names]
    if not others:
        return HOLDS
    defined = world.procedure.roles[role]
    assigned = f"指派的是{'、'.join(names)}" if names else f"没有指派“{defined.title}”"
    return Ground(
        code="not_the_assigned",
        message=f"“{world.procedure.fields[field].title}”写的是{'、'.join(others)}，本案{assigned}。",
        cites=defined.cites,
        remedy=f"先由负责人指派其为“{defined.title}”（办案人员不得担任），或者改为指派的人员；不填的，文书印出指派的人员",
        unknown=world.replay,
    )


@guard("room_for_notice", "所定日期留足通知期限", law="hearing/notice")
def room_for_notice(world: World) -> Verdict:
    """The day chosen leaves the days of notice the law asks for."""
    hearing_at = _moment(world.value("hearing_at"))
    if hearing_at is None:
        return HOLDS
    last = _last_notice_day(world, hearing_at.date())
    if world.at.date() <= last:
        return HOLDS
    return Ground(
        code="no_room_for_notice",
        message=f"听证定于{hearing_at.date()}举行，通知最迟应于{last}送达，已经来不及。",
        remedy="另定较晚的听证日期",
    )


@guard("reason_if_closed", "不公开听证的写明理由")
def reason_if_closed(world: World) -> Verdict:
    """A hearing not open to the public says why."""
    if world.value("public") is False and not world.value("closed_reason"):
        return Ground(
            code="closed_without_reason",
            message="听证不公开举行，未写明理由。",
            remedy="写明涉及的国家秘密、商业秘密或者个人隐私；没有的，公开举行",
        )
    return HOLDS


@guard("notified_in_time", "听证通知在法定期限前送达", law="hearing/notice")
def notified_in_time(world: World) -> Verdict:
    """Every party was served the notice in time before the hearing day (听证办法 20)."""
    hearing_at = _moment(world.state.fields.get("hearing_at"))
    notice = world.state.document("hearing_notice")
    if hearing_at is None or notice is None:
        return HOLDS
    last = _last_notice_day(world, hearing_at.date())
    here = {party.key for party in world.state.parties}
    late = [s.effective_on for s in notice.services if s.effective_on > last and s.party in here]
    if not late:
        return HOLDS
    return Ground(
        code="notified_too_late",
        message=f"听证通知书最迟应于{last}送达，实际于{max(late)}送达，距听证不足法定天数。",
        remedy="延期听证并重新通知",
    )


@guard("handlers_told_in_time", "按期通知办案人员并退回案件材料", law="hearing/notice", version=2)
def handlers_told_in_time(world: World, *, action: str = "tell_handlers") -> Verdict:
    """Those who handled the case were told in time before the hearing day, and have their file back (听证办法 21)."""
    hearing_at = _moment(world.state.fields.get("hearing_at"))
    if hearing_at is None:
        return HOLDS
    last = _last_notice_day(world, hearing_at.date())
    notice = _done_for_this_day(world, action)
    if notice is not None and notice.at.date() <= last:
        return HOLDS
    said = f"实际于{notice.at.date()}通知" if notice else "尚未通知"
    return Ground(
        code="handlers_told_too_late",
        message=f"最迟应于{last}通知办案人员和第三人并退回案件材料，{said}。",
        remedy="通知，或者延期听证后通知",
        unknown=world.replay and (notice is None or _said_earlier(notice, "told_on", last)),
    )


@guard("hearing_hour_reached", "已到听证时间")
def hearing_hour_reached(world: World) -> Verdict:
    """What happened at a hearing cannot be recorded before its hour."""
    hearing_at = _moment(world.state.fields.get("hearing_at"))
    if hearing_at is None or world.at >= hearing_at:
        return HOLDS
    return Ground(
        code="before_the_hour",
        message=f"听证定于{hearing_at:%Y-%m-%d %H:%M}举行，时间未到。",
        remedy="待举行后记录",
    )


@guard("announced_in_time", "公开听证已按期公告", law="hearing/public_notice", version=2)
def announced_in_time(world: World, *, action: str = "announce_hearing") -> Verdict:
    """A public hearing is announced in time beforehand (听证办法 22)."""
    hearing_at = _moment(world.state.fields.get("hearing_at"))
    if hearing_at is None:
        return HOLDS
    last = world.law.due("hearing/public_notice", hearing_at.date(), on=world.at.date()).last_day
    announced = _done_for_this_day(world, action)
    if announced is not None and announced.at.date() <= last:
        return HOLDS
    said = f"实际于{announced.at.date()}公告" if announced else "尚未公告"
    return Ground(
        code="not_announced",
        message=f"公开听证最迟应于{last}公告当事人姓名或者名称、案由以及听证的时间、地点，{said}。",
        remedy="公告，或者延期听证后公告",
        unknown=world.replay and _said_earlier(announced, "announced_on", last),
    )
