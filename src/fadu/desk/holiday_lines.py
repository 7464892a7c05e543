# SPDX-License-Identifier: MulanPSL-2.0
"""A holiday notice as it is typed: lines of festivals with their days, or the paragraphs of the notice as they were published."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from fadu.kernel.chinese_dates import chinese_date

_DAY = re.compile(r"(?:(?P<year>\d{4})\s*[年-])?\s*(?P<month>\d{1,2})\s*[月-]\s*(?P<day>\d{1,2})\s*日?")
_BETWEEN = re.compile(r"[、，,；;\s]+")
_TO = re.compile(r"至|到|—+|~|～|\.\.")
#: of a published paragraph: its number and festival, what stands in brackets, the day without its month
_PARAGRAPH = re.compile(r"^\s*[一二三四五六七八九十]+、\s*([^：:]{2,12})[：:](.+)$")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_SPAN = re.compile(
    r"((?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:至((?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日))?(?=[^。]*?放假)"
)
_TITLE = re.compile(r"国务院办公厅关于\s*(\d{4})\s*年.{0,20}?通知", re.DOTALL)
_NUMBER = re.compile(r"国办发明电\s*〔\d{4}〕\s*\d+\s*号")
_SATURDAY = 5


@dataclass(slots=True)
class Lines:
    """What was read: festival -> its days, first and last; and what is wrong, a sentence each."""

    spans: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def days(self) -> dict[date, str]:
        """Every day with its festival."""
        return {
            first + timedelta(days=place): name
            for name, spans in self.spans.items()
            for first, last in spans
            for place in range((last - first).days + 1)
        }

    def kept(self, year: int) -> dict[str, list[str]]:
        """As it stands in a notice's file: days of the year without it."""

        def written(day: date) -> str:
            return day.isoformat()[5:] if day.year == year else day.isoformat()

        return {
            name: [
                written(first) if first == last else f"{written(first)}..{written(last)}"
                for first, last in spans
            ]
            for name, spans in self.spans.items()
        }


def read(text: str, year: int) -> Lines:
    """Lines of festivals with their days.

    >>> read("春节 2月5日至2月6日、2月8日", 2022).kept(2022)
    {'春节': ['02-05..02-06', '02-08']}
    >>> read("春节 2月30日", 2022).faults
    ['第1行的“2月30日”不是日历上有的日子。请照通知原文填写，如 春节 2月5日至2月11日。']
    """
    lines = Lines()
    for place, line in enumerate(text.splitlines(), start=1):
        name, _, days = line.replace("\u3000", " ").strip().partition(" ")
        if not name:
            continue
        if not days.strip():
            lines.faults.append(f"第{place}行“{name}”没有日期。请写节日名称、空格、起止日期。")
        for span in filter(None, _BETWEEN.split(days)):
            ends = [_day(end, year) for end in _TO.split(span)]
            if not 1 <= len(ends) <= 2 or None in ends:
                lines.faults.append(
                    f"第{place}行的“{span}”不是日历上有的日子。请照通知原文填写，如 春节 2月5日至2月11日。"
                )
                continue
            first, last = ends[0], ends[-1]
            assert first is not None
            assert last is not None
            if last < first:
                lines.faults.append(f"第{place}行的“{span}”止日早于起日。跨年的，起止都写明年份。")
            else:
                lines.spans.setdefault(name, []).append((first, last))
    return lines


def against(off: Lines, worked: Lines) -> list[str]:
    """What is wrong with the days that are worked, beside those that are off."""
    free = off.days()
    faults = []
    for day in worked.days():
        if day in free:
            faults.append(f"{chinese_date(day)}已在“放假”中，不能又上班。请与通知原文核对。")
        elif day.weekday() < _SATURDAY:
            faults.append(f"{chinese_date(day)}本来是工作日；调休上班的应是周末。请与通知原文核对。")
    return faults


def of_original(text: str) -> tuple[str, str]:
    """The paragraphs of a published notice as lines of days off and of days worked; both empty where none was recognised.

    >>> of_original("二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。")
    ('春节 2月15日至2月23日', '春节 2月14日、2月28日')
    """
    off, worked = [], []
    for line in text.splitlines():
        paragraph = _PARAGRAPH.match(_BRACKETS.sub("", line))
        if paragraph is None:
            continue
        name = paragraph[1].strip()
        for sentence in re.split(r"[。；]", paragraph[2]):
            if "放假" in sentence or "休息" in sentence:
                spans = [_whole(*each.groups()) for each in _SPAN.finditer(sentence.replace("休息", "放假"))]
                off += [f"{name} {'、'.join(spans)}"] if spans else []
            elif "上班" in sentence:
                days = re.findall(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日", sentence)
                worked += [f"{name} {'、'.join(days)}"] if days else []
    return "\n".join(off), "\n".join(worked)


def title_of(text: str) -> tuple[int | None, str, str]:
    """Year, title and number that a published notice bears; empty where it bears none."""
    title, number = _TITLE.search(text), _NUMBER.search(text)
    return (
        int(title[1]) if title else None,
        re.sub(r"\s", "", title[0]) if title else "",
        re.sub(r"\s", "", number[0]) if number else "",
    )


def _whole(first: str, last: str | None) -> str:
    """A span with the month of its last day, which a notice leaves out where it is that of the first."""
    if last is None:
        return first
    return f"{first}至{last if '月' in last else first.split('月')[0] + '月' + last}"


def _day(text: str, year: int) -> date | None:
    written = _DAY.fullmatch(text.strip())
    if written is None:
        return None
    try:
        return date(int(written["year"] or year), int(written["month"]), int(written["day"]))
    except ValueError:
        return None
