# SPDX-License-Identifier: MulanPSL-2.0
"""The last day of a limit, and why it is that day.

The day of the event does not count unless the rule says so; pauses are half-open ranges of days, united; an
extension continues from the last day it extends; a last day that is a rest day moves on if the rule rolls. The last
day runs to its end at 24:00 of legal time.
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fadu.law.calendar import Calendar
    from fadu.law.limit import Limit


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted: ``[start, end)``; ``end`` None while it runs (then nothing is deducted yet)."""

    start: date
    end: date | None
    reason: str
    cites: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """By another limit's amount, or to a date that was fixed."""

    limit: str | None
    until: date | None
    cites: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a last day is what it is: sentences in Chinese, and the same as values."""

    lines: tuple[str, ...]
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The explanation as plain values."""
        return {**self.facts, "lines": list(self.lines)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The last day, whether it hangs on a year not yet announced, and its explanation (made when asked for)."""

    last_day: date
    provisional: bool
    moment: datetime | None = None  # for limits in hours
    _explain: Callable[[], Explanation] = field(repr=False, compare=False)

    @property
    def last_moment(self) -> datetime:
        """The first moment that is too late: the end of the last day, or the hour itself."""
        return self.moment or datetime.combine(self.last_day + timedelta(days=1), time.min, LEGAL_TIME)

    @property
    def explanation(self) -> Explanation:
        """Start, every skipped or excluded day with its reason, last day, citation."""
        return self._explain()


def united(pauses: Sequence[Pause]) -> list[tuple[date, date]]:
    """Ended pauses as disjoint half-open ranges, in order.

    >>> a, b = Pause(date(2022, 1, 3), date(2022, 1, 6), "听证"), Pause(date(2022, 1, 5), date(2022, 1, 9), "鉴定")
    >>> united([b, a])
    [(datetime.date(2022, 1, 3), datetime.date(2022, 1, 9))]
    """
    ranges = sorted((p.start, p.end) for p in pauses if p.end is not None and p.end > p.start)
    found: list[tuple[date, date]] = []
    for start, end in ranges:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def last_day_of(
    amount: int, unit: str, start: date, calendar: Calendar, ranges: Sequence[tuple[date, date]] = ()
) -> date:
    """The last day of one stretch of a limit, before it rolls; ``start`` itself does not count."""
    if unit == "working_day":
        count: Callable[[date, date], int] = calendar.between
        reach: Callable[[int], date] = lambda extra: calendar.plus(start, amount + extra)  # noqa: E731
    else:
        count = _days_between
        base = _reached(amount, unit, start)
        reach = lambda extra: base + timedelta(days=extra)  # noqa: E731
    last = reach(0)
    if not ranges:
        return last
    while True:
        paused = sum(_within(range_, start, last, count) for range_ in ranges)
        moved = reach(paused)
        if moved == last:
            return last
        last = moved


def _reached(amount: int, unit: str, start: date) -> date:
    if unit == "calendar_day":
        return start + timedelta(days=amount)
    total = start.year * 12 + start.month - 1 + amount * (12 if unit == "year" else 1)
    year, month = divmod(total, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _days_between(first: date, last: date) -> int:
    return (last - first).days


def _within(range_: tuple[date, date], start: date, last: date, count: Callable[[date, date], int]) -> int:
    """How many counted days after ``start`` up to ``last`` lie in a half-open range."""
    first = max(range_[0], start + timedelta(days=1)) - timedelta(days=1)
    end = min(range_[1] - timedelta(days=1), last)
    return count(first, end) if end > first else 0


def compute(
    limit: Limit,
    start: date | datetime,
    *,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    extension_limit: Callable[[str], Limit],
) -> Due:
    """The last day of a limit that starts on a day (or at a moment, for hours)."""
    if limit.unit == "hour":
        return _hours(limit, start)
    began = start.date() if isinstance(start, datetime) else start
    if limit.backwards:
        return _backwards(limit, began, calendar)
    ranges = united(pauses)
    steps = _steps(limit, extensions, extension_limit)
    last = began - timedelta(days=1) if limit.first_day_counts else began
    for amount, unit in steps:
        last = last_day_of(amount, unit, last, calendar, ranges)
    fixed = [e.until for e in extensions if e.until is not None]
    if fixed:
        last = max(fixed)
    elif limit.rolls and steps and steps[-1][1] != "working_day":
        last = calendar.on_or_after(last)
    unit = steps[-1][1] if steps else limit.unit
    provisional = not calendar.is_announced(last) or (
        unit == "working_day" and not calendar.is_announced(began)
    )
    return Due(
        last_day=last,
        provisional=provisional and not fixed,
        _explain=lambda: _explained(
            limit, began, last, calendar, pauses, extensions, extension_limit, provisional
        ),
    )


def _steps(
    limit: Limit, extensions: Sequence[Extension], extension_limit: Callable[[str], Limit]
) -> list[tuple[int, str]]:
    """The stretches of a limit: neighbours of one unit are one stretch, so that only the last day rolls."""
    steps: list[tuple[int, str]] = [(limit.amount, limit.unit)]
    for extension in extensions:
        if extension.limit is None:
            continue
        more = extension_limit(extension.limit)
        if steps[-1][1] == more.unit:
            steps[-1] = (steps[-1][0] + more.amount, more.unit)
        else:
            steps.append((more.amount, more.unit))
    return steps


def _hours(limit: Limit, start: date | datetime) -> Due:
    moment = start if isinstance(start, datetime) else datetime.combine(start, time.min, LEGAL_TIME)
    end = moment + timedelta(hours=limit.amount)

    def explain() -> Explanation:
        lines = (
            f"自{moment:%Y年%m月%d日%H时%M分}起{limit.length}，连续计算，不扣除休息日。",
            f"至{end:%Y年%m月%d日%H时%M分}届满。依据：{'、'.join(limit.cites)}。",
        )
        return Explanation(
            lines=lines, facts={"limit": limit.key, "start": moment.isoformat(), "due": end.isoformat()}
        )

    return Due(last_day=end.date(), provisional=False, moment=end, _explain=explain)


def _backwards(limit: Limit, event: date, calendar: Calendar) -> Due:
    """The latest day of an act that must lie a full term before an event; both days lie outside the term."""
    if limit.unit == "working_day":
        last = calendar.plus(event, -limit.amount) - timedelta(days=1)
    else:
        last = event - timedelta(days=limit.amount + 1)
    provisional = not calendar.is_announced(last) or not calendar.is_announced(event)

    def explain() -> Explanation:
        lines = (
            f"应在{chinese_date(event)}之前满{limit.length}办理；当日与办理之日均不计入。",
            f"最迟为{chinese_date(last)}。依据：{'、'.join(limit.cites)}。",
        )
        return Explanation(
            lines=lines, facts={"limit": limit.key, "event": event.isoformat(), "due": last.isoformat()}
        )

    return Due(last_day=last, provisional=provisional, _explain=explain)


# -- explanations ----------------------------------------------------------------------------------


def _explained(
    limit: Limit,
    start: date,
    last: date,
    calendar: Calendar,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension],
    extension_limit: Callable[[str], Limit],
    provisional: bool,  # noqa: FBT001
) -> Explanation:
    lines = [_opening(limit, start)]
    excluded = [
        (p, (min(p.end, last + timedelta(days=1)) - p.start).days)
        for p in pauses
        if p.end is not None and p.start <= last
    ]
    for pause, days in excluded:
        until = pause.end - timedelta(days=1) if pause.end else last
        lines.append(
            f"{chinese_date(pause.start)}至{chinese_date(until)}因{pause.reason}不计入（{days}日）{_by(pause.cites)}。"
        )
    lines += [
        f"自{chinese_date(p.start)}起因{p.reason}暂停计算，恢复后顺延{_by(p.cites)}。"
        for p in pauses
        if p.end is None
    ]
    lines += [_extended(e, extension_limit) for e in extensions]
    skipped = _skipped(limit, start, last, calendar)
    if skipped:
        lines.append("不计入的日子：" + "、".join(f"{d.month}月{d.day}日（{n}）" for d, n in skipped) + "。")
    worked = [d for d in _span(start, last) if calendar.is_working_day(d) and d.weekday() >= 5]
    if limit.unit == "working_day" and worked:
        lines.append("调休上班计入的日子：" + "、".join(f"{d.month}月{d.day}日" for d in worked) + "。")
    lines.append(f"末日为{chinese_date(last)}，至当日二十四时届满。{_by_cites(limit)}")
    if provisional:
        lines.append(f"{last.year}年的放假安排尚未公布，此日期为暂定，公布后重算。")
    if limit.question:
        lines.append(f"提请法制机构确认：{limit.question}")
    if limit.unverified:
        lines.append("此规定尚未与文本核对。")
    facts = {
        "limit": limit.key,
        "title": limit.title,
        "amount": limit.amount,
        "unit": limit.unit,
        "cites": list(limit.cites),
        "start": start.isoformat(),
        "due": last.isoformat(),
        "provisional": provisional,
        "in_force_from": limit.in_force_from.isoformat(),
        "excluded": [
            {"from": p.start.isoformat(), "to": p.end.isoformat() if p.end else None, "reason": p.reason}
            for p in pauses
        ],
        "skipped": [{"day": d.isoformat(), "reason": n} for d, n in skipped],
    }
    return Explanation(lines=tuple(lines), facts=facts)


def _opening(limit: Limit, start: date) -> str:
    first = "当日计入" if limit.first_day_counts else "当日不计入"
    version = f"适用自{chinese_date(limit.in_force_from)}起施行的规定"
    return f"“{limit.title}”{limit.length}，自{chinese_date(start)}起算，{first}；{version}。"


def _extended(extension: Extension, extension_limit: Callable[[str], Limit]) -> str:
    if extension.until is not None:
        return f"集体讨论决定延长至{chinese_date(extension.until)}{_by(extension.cites)}。"
    more = extension_limit(extension.limit or "")
    return f"经批准延长{more.length}{_by(extension.cites)}。"


def _skipped(limit: Limit, start: date, last: date, calendar: Calendar) -> list[tuple[date, str]]:
    if limit.unit == "working_day":
        return [(d, calendar.name(d)) for d in _span(start, last) if not calendar.is_working_day(d)]
    found, day = [], last - timedelta(days=1)
    while (
        limit.rolls and day > start and not calendar.is_working_day(day) and calendar.on_or_after(day) == last
    ):
        found.append((day, f"{calendar.name(day)}，末日顺延"))
        day -= timedelta(days=1)
    return found[::-1]


def _span(start: date, last: date) -> list[date]:
    return [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]


def _by(cites: str) -> str:
    return f"（{cites}）" if cites else ""


def _by_cites(limit: Limit) -> str:
    return f"依据：{'、'.join(limit.cites)}。" if limit.cites else ""
