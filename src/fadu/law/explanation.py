# SPDX-License-Identifier: MulanPSL-2.0
"""Why a last day is what it is: start, each day not counted and why, last day, articles, doubts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from fadu.kernel.chinese_dates import chinese_date, chinese_moment
from fadu.law import stretch
from fadu.law.holidays import titles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from fadu.law.calendar import Calendar
    from fadu.law.limit import Limit
    from fadu.law.stretch import Extension, Pause, Reckoning, Span, Taken

#: weekdays count from Monday, 0
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a last day is what it is: sentences in Chinese, and the same as values."""

    lines: tuple[str, ...]
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The explanation as plain values."""
        return {**self.facts, "lines": list(self.lines)}


def hours(
    limit: Limit, start: datetime, end: datetime, extension_limit: Callable[[str], Limit]
) -> Explanation:
    """A limit in hours: it runs on through nights and rest days."""
    lines = (
        f"“{limit.title}”{limit.length}，自{chinese_moment(start)}起连续计算，不扣除休息日。",
        f"至{chinese_moment(end)}届满。{_by_cites(limit)}",
        *_doubts(limit),
    )
    facts = {
        **_facts(limit, end.date(), extension_limit, provisional=False),
        "start": start.isoformat(),
        "due": end.isoformat(),
    }
    return Explanation(lines=lines, facts=facts)


def backwards(
    limit: Limit,
    event: date,
    last: date,
    calendar: Calendar,
    extension_limit: Callable[[str], Limit],
    open_years: Sequence[int],
) -> Explanation:
    """A term that must lie before an event: neither the day of the act nor that of the event counts."""
    counts_work = limit.unit == "working_day"
    between = [last + timedelta(days=n) for n in range(1, (event - last).days)]
    skipped = [(d, calendar.name(d)) for d in between if counts_work and not calendar.is_working_day(d)]
    lines = (
        f"“{limit.title}”应在{chinese_date(event)}{f'（{limit.event}）' if limit.event else ''}之前满{limit.length}办理；{'办理之日计入' if limit.first_day_counts else '当日与办理之日均不计入'}。",
        *_skipped_line(skipped),
        f"最迟为{chinese_date(last)}。{_by_cites(limit)}",
        *_open_lines(open_years),
        *_doubts(limit),
    )
    facts = {
        **_facts(limit, last, extension_limit, provisional=bool(open_years)),
        "event": event.isoformat(),
        "skipped": [{"day": d.isoformat(), "reason": n} for d, n in skipped],
    }
    return Explanation(lines=lines, facts=facts)


def forwards(
    limit: Limit,
    start: date,
    reckoning: Reckoning,
    calendar: Calendar,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension],
    extension_limit: Callable[[str], Limit],
) -> Explanation:
    """A term from its start to its last day: what was counted, and no day that moved nothing."""
    last, spans = reckoning.last, reckoning.spans
    removed = list(stretch.taken(pauses, spans))
    running = [pause for pause in pauses if pause.end is None and pause.start <= last]
    gone = {day for each in removed for day in each.days}
    working = [day for span in spans if span.unit == "working_day" for day in span.days() if day not in gone]
    skipped = _skipped(working, reckoning, calendar, gone)
    worked = [day for day in working if calendar.is_working_day(day) and day.weekday() >= _SATURDAY]
    lines = (
        _opening(limit, start),
        *(_removed(each, spans, calendar) for each in removed),
        *(f"自{chinese_date(p.start)}起因{p.reason}暂停计算，恢复后顺延{_by(p.cites)}。" for p in running),
        *(_extended(limit, extension, reckoning, extension_limit) for extension in extensions),
        *_skipped_line(skipped),
        *_worked_line(worked),
        f"末日为{chinese_date(last)}，至当日二十四时届满。{_by_cites(limit)}",
        *_open_lines(reckoning.open_years),
        *_doubts(limit),
    )
    facts = {
        **_facts(limit, last, extension_limit, provisional=bool(reckoning.open_years)),
        "start": start.isoformat(),
        "excluded": [_excluded(pause) for pause in (*(each.pause for each in removed), *running)],
        "skipped": [{"day": d.isoformat(), "reason": n} for d, n in skipped],
    }
    return Explanation(lines=lines, facts=facts)


def _skipped(
    working: Sequence[date], reckoning: Reckoning, calendar: Calendar, gone: Collection[date]
) -> list[tuple[date, str]]:
    """The days that do not count: rest days of stretches in working days, and those that move a last day on."""
    rest = [(day, calendar.name(day)) for day in working if not calendar.is_working_day(day)]
    moved = (reckoning.last - reckoning.unrolled).days
    rolled = [reckoning.unrolled + timedelta(days=n) for n in range(moved)]
    return [*rest, *((day, f"{calendar.name(day)}，末日顺延") for day in rolled if day not in gone)]


def _excluded(pause: Pause) -> dict[str, Any]:
    return {
        "from": pause.start.isoformat(),
        "to": pause.end.isoformat() if pause.end else None,
        "reason": pause.reason,
    }


def _removed(each: Taken, spans: Sequence[Span], calendar: Calendar) -> str:
    """The days a pause took out of the term, in the units the term counts; what an earlier one had taken is not counted again."""
    pause = each.pause
    if not each.days:
        return f"{pause.reason}的期间与前述不计入的日子重合，不另扣除{_by(pause.cites)}。"
    days = each.days
    length = f"{len(days)}日"
    if any(span.unit == "working_day" for span in spans):
        length += f"，其中工作日{sum(calendar.is_working_day(day) for day in days)}日"
    shared = f"，另有{each.shared}日与前述重合" if each.shared else ""
    return f"{chinese_date(days[0])}至{chinese_date(days[-1])}因{pause.reason}不计入（{length}{shared}）{_by(pause.cites)}。"


def _facts(
    limit: Limit, due: date, length_of: Callable[[str], Limit], *, provisional: bool
) -> dict[str, Any]:
    return {
        "limit": limit.key,
        "title": limit.title,
        "amount": limit.amount,
        "unit": limit.unit,
        "cites": list(limit.cites),
        "due": due.isoformat(),
        "provisional": provisional,
        "in_force_from": limit.in_force_from.isoformat(),
        "in_force_to": limit.in_force_to.isoformat() if limit.in_force_to else None,
        "counts_first_day": limit.first_day_counts,
        "rolls": limit.rolls,
        "may_exclude": list(limit.excludes),
        "may_extend": [
            {**way.as_json(), "words": way.words(length_of(way.limit).length if way.limit else "")}
            for way in limit.extensions
        ],
        "restarts": limit.restarts,
        "question": limit.question,
        "unverified": limit.unverified,
        **({"governed": limit.governed.as_json()} if limit.governed else {}),
    }


def _skipped_line(skipped: Sequence[tuple[date, str]]) -> list[str]:
    if not skipped:
        return []
    return ["不计入的日子：" + "、".join(f"{d.month}月{d.day}日（{n}）" for d, n in skipped) + "。"]


def _worked_line(worked: Sequence[date]) -> list[str]:
    if not worked:
        return []
    return ["调休上班计入的日子：" + "、".join(f"{d.month}月{d.day}日" for d in worked) + "。"]


def _open_lines(years: Sequence[int]) -> list[str]:
    """What a provisional date leans on; holidays by the lunar calendar have no fixed date and are not guessed."""
    if not years:
        return []
    named = "、".join(f"{year}年" for year in years)
    first = date(years[0], 1, 1)
    fixed, movable = ("、".join(titles(first, movable=moves)) for moves in (False, True))
    return [
        f"没有收录{named}的放假安排，此日期为暂定，公布后重算：暂按周末和{fixed}推算，{movable}和调休未计入。"
    ]


def question_line(question: str) -> str:
    """A question for the legal office, as a line."""
    return f"提请法制机构确认：{question}"


def _doubts(limit: Limit) -> list[str]:
    """Which rule governs where it hangs on the subject matter, and what is doubtful about it."""
    lines = [limit.governed.words()] if limit.governed else []
    lines += [question_line(limit.question)] if limit.question else []
    return [*lines, unverified_line(limit.cites)] if limit.unverified else lines


def unverified_line(cites: Sequence[str]) -> str:
    """What whoever relies on a rule that was not compared with its text is to do, as a line.

    >>> unverified_line(["处罚公示规定 15"])
    '录入这一期限时没有见到所依据条文（处罚公示规定 15）的原文：据以办理以前请对照原文，并请法制机构确认；与原文不一致的，以原文为准，并告知系统管理员。'
    """
    by = f"（{'、'.join(cites)}）" if cites else ""
    return (
        f"录入这一期限时没有见到所依据条文{by}的原文：据以办理以前请对照原文，并请法制机构确认；"
        "与原文不一致的，以原文为准，并告知系统管理员。"
    )


def _opening(limit: Limit, start: date) -> str:
    first = "当日计入" if limit.first_day_counts else "当日不计入"
    version = f"适用自{chinese_date(limit.in_force_from)}起施行的规定"
    event = f"（{limit.event}）" if limit.event else ""
    if limit.open_ended:
        return f"“{limit.title}”没有法定的长度，届满之日由{chinese_date(start)}的决定{event}写明；{version}。"
    if not limit.amount:
        return f"“{limit.title}”应在{chinese_date(start)}{event}当日办理；{version}。"
    return f"“{limit.title}”{limit.length}，自{chinese_date(start)}{event}起算，{first}；{version}。"


def _extended(
    limit: Limit, extension: Extension, reckoning: Reckoning, extension_limit: Callable[[str], Limit]
) -> str:
    if extension.until is None:
        more = extension_limit(extension.limit or "")
        return f"经批准延长{more.length}{_by(extension.cites)}。"
    if limit.open_ended and extension.act:
        return f"“{extension.act}”写明至{chinese_date(extension.until)}{_by(extension.cites)}。"
    act = f"经“{extension.act}”延长至" if extension.act else "决定延长至"
    moves = "" if reckoning.fixed else "；该日不晚于应有的末日，末日不变"
    return f"{act}{chinese_date(extension.until)}{_by(extension.cites)}{moves}。"


def _by(cites: str) -> str:
    return f"（{cites}）" if cites else ""


def _by_cites(limit: Limit) -> str:
    return f"依据：{'、'.join(limit.cites)}。" if limit.cites else ""
