# SPDX-License-Identifier: MulanPSL-2.0
"""The last day of a limit, and why it is that day.

The day of the event does not count unless the rule says so; pauses are half-open ranges of days, united; an
extension continues from the last day it extends; a last day that is a rest day moves on if the rule rolls. The last
day runs to its end at 24:00 of legal time.
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import explanation
from fadu.law.errors import OpenEndedError, YearError
from fadu.law.notices import FIRST_YEAR, LAST_YEAR
from fadu.law.stretch import Reckoning, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fadu.law.calendar import Calendar
    from fadu.law.explanation import Explanation
    from fadu.law.limit import Limit
    from fadu.law.stretch import Extension, Pause


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

    >>> from fadu.law.stretch import Pause
    >>> a, b = Pause(date(2022, 1, 3), date(2022, 1, 6), "听证"), Pause(date(2022, 1, 5), date(2022, 1, 9), "鉴定")
    >>> united([b, a])
    [(datetime.date(2022, 1, 3), datetime.date(2022, 1, 9))]
    """
    ranges = sorted((p.start, p.end) for p in pauses if p.end is not None and p.end > p.start)
    spans: list[tuple[date, date]] = []
    for start, end in ranges:
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def last_day_of(
    amount: int, unit: str, start: date, calendar: Calendar, ranges: Sequence[tuple[date, date]] = ()
) -> date:
    """The last day of one stretch of a limit, before it rolls; ``start`` itself does not count."""
    if unit == "working_day" and not ranges:
        return calendar.plus(start, amount)
    if unit == "working_day":
        count: Callable[[date, date], int] = calendar.between
        reach: Callable[[int], date] = lambda extra: calendar.plus(start, amount + extra)  # noqa: E731
    else:
        count = _days_between
        base = reached(amount, unit, start)
        if not ranges:
            return base
        reach = lambda extra: base + timedelta(days=extra)  # noqa: E731
    last = reach(0)
    while True:
        paused = sum(_within(range_, start, last, count) for range_ in ranges)
        moved = reach(paused)
        if moved == last:
            return last
        last = moved


def asking(due: Due, questions: Sequence[str]) -> Due:
    """The same last day, with more questions for the legal office in its explanation."""

    def explain() -> Explanation:
        own = due.explanation
        lines = (*own.lines, *map(explanation.question_line, questions))
        every = "".join(filter(None, (own.facts["question"], *questions)))
        return replace(own, lines=lines, facts={**own.facts, "question": every})

    return Due(last_day=due.last_day, provisional=due.provisional, moment=due.moment, _explain=explain)


def reached(amount: int, unit: str, start: date) -> date:
    """The day so many calendar days, months or years after another: the corresponding day, else the last of its month (民法典 202).

    >>> reached(48, "month", date(2026, 5, 12)), reached(1, "month", date(2026, 1, 31))
    (datetime.date(2030, 5, 12), datetime.date(2026, 2, 28))
    """
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
    began = start.date() if isinstance(start, datetime) else start
    if not FIRST_YEAR <= began.year <= LAST_YEAR:
        raise YearError(f"日历收录{FIRST_YEAR}年至{LAST_YEAR}年；{began.isoformat()}不在其中。")
    if limit.open_ended and not any(extension.until for extension in extensions):
        raise OpenEndedError(f"“{limit.title}”没有法定的长度，由决定确定；没有决定所定之日，不能计算末日。")
    if limit.unit == "hour":
        return _hours(limit, start, extension_limit)
    if limit.backwards:
        return _backwards(limit, began, calendar, extension_limit)
    return _forwards(limit, began, calendar, pauses, extensions, extension_limit)


def _forwards(
    limit: Limit,
    began: date,
    calendar: Calendar,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension],
    extension_limit: Callable[[str], Limit],
) -> Due:
    """A term that runs on from its start, and how its last day comes about."""
    ranges = united(pauses) if pauses else []
    steps = _steps(limit, extensions, extension_limit)
    after = last = began - timedelta(days=1) if limit.first_day_counts else began
    ends: list[date] = []
    for amount, unit in steps:
        last = last_day_of(amount, unit, last, calendar, ranges)
        ends.append(last)
    unrolled, is_rolling = last, limit.rolls and steps[-1][1] != "working_day"
    held: list[Span] = []
    if is_rolling:
        last, held = _rolled(last, ranges, calendar)
    fixed = _fixed(extensions, last, ranges, calendar) if extensions else None
    if fixed is not None:
        last = fixed[1]
    open_years = [] if fixed else _open_years(steps, after, ends, last if is_rolling else None, calendar)

    def explain() -> Explanation:
        reckoning = Reckoning(
            spans=(*_counted(steps, after, ends, fixed), *([] if fixed else held)),
            unrolled=unrolled if fixed is None else last,
            last=last,
            fixed=fixed[0] if fixed else None,
            open_years=tuple(open_years),
        )
        return explanation.forwards(limit, began, reckoning, calendar, pauses, extensions, extension_limit)

    return Due(last_day=last, provisional=bool(open_years), _explain=explain)


def _rolled(day: date, ranges: Sequence[tuple[date, date]], calendar: Calendar) -> tuple[date, list[Span]]:
    """The working day to which a last day passes, and the days a pause took that began only then, up to it.

    A term that ends on a Saturday may be stopped on the Monday to which that end has passed: its last day is then the one on
    which the pause ends.
    """
    last, held = calendar.on_or_after(day), []
    for start, end in ranges:
        if day < start <= last:
            held.append(Span("calendar_day", start - timedelta(days=1), end - timedelta(days=1)))
            last = calendar.on_or_after(end)
    return last, held


def _fixed(
    extensions: Sequence[Extension], last: date, ranges: Sequence[tuple[date, date]], calendar: Calendar
) -> tuple[Extension, date] | None:
    """The extension to a fixed day that prevails, with the day to which later pauses push it; none that shortens the term."""
    reached = [(e, _pushed(e, e.until, ranges, calendar)) for e in extensions if e.until is not None]
    farthest = max(reached, key=lambda pair: pair[1], default=None)
    return farthest if farthest is not None and farthest[1] > last else None


def _pushed(
    extension: Extension, until: date, ranges: Sequence[tuple[date, date]], calendar: Calendar
) -> date:
    """A fixed day, pushed on by the days after its decision that are not counted."""
    if extension.decided_on is None or not ranges:
        return until
    later = [(max(start, extension.decided_on), end) for start, end in ranges]
    days = (until - extension.decided_on).days
    return last_day_of(days, "calendar_day", extension.decided_on, calendar, later)


def _open_years(
    steps: Sequence[tuple[int, str]],
    after: date,
    ends: Sequence[date],
    rolled: date | None,
    calendar: Calendar,
) -> list[int]:
    """The years without a notice that the last day hangs on: those of stretches in working days, and of a day that may roll."""
    years: list[int] = [] if rolled is None else calendar.unannounced(min(ends[-1], rolled), rolled)
    for (_, unit), last in zip(steps, ends, strict=True):
        if unit == "working_day":
            years += calendar.unannounced(min(after, last), last)
        after = last
    return years if len(years) < 2 else sorted(set(years))


def _counted(
    steps: Sequence[tuple[int, str]], after: date, ends: Sequence[date], fixed: tuple[Extension, date] | None
) -> list[Span]:
    """The stretches from whose counting the last day follows."""
    if fixed is not None:
        decided_on = fixed[0].decided_on
        return [] if decided_on is None else [Span("calendar_day", decided_on, fixed[1])]
    spans = []
    for (_, unit), last in zip(steps, ends, strict=True):
        spans.append(Span(unit, after, last))
        after = last
    return spans


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


def _hours(limit: Limit, start: date | datetime, extension_limit: Callable[[str], Limit]) -> Due:
    moment = start if isinstance(start, datetime) else datetime.combine(start, time.min)
    moment = moment.astimezone(LEGAL_TIME) if moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)
    end = moment + timedelta(hours=limit.amount)
    return Due(
        last_day=end.date(),
        provisional=False,
        moment=end,
        _explain=lambda: explanation.hours(limit, moment, end, extension_limit),
    )


def _backwards(limit: Limit, event: date, calendar: Calendar, extension_limit: Callable[[str], Limit]) -> Due:
    """The latest day of an act that must lie a full term before an event; both days lie outside the term.

    Where the day of the act counts, it is the last one of the term: “during the fifteen days before”.
    """
    if limit.unit == "working_day":
        last = calendar.plus(event, -limit.amount)
    else:
        last = reached(-limit.amount, limit.unit, event)
    if not limit.first_day_counts:
        last -= timedelta(days=1)
    open_years = calendar.unannounced(last, event) if limit.unit == "working_day" else []
    return Due(
        last_day=last,
        provisional=bool(open_years),
        _explain=lambda: explanation.backwards(limit, event, last, calendar, extension_limit, open_years),
    )
