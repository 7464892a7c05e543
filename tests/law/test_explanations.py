# SPDX-License-Identifier: MulanPSL-2.0
"""No false sentence: every day an explanation names is read back and held against a count of its own, with another calendar."""

from __future__ import annotations

import random
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar
import pytest

from fadu.law import library
from fadu.law.errors import OpenEndedError
from fadu.law.explanation import Explanation
from fadu.law.limit import Limit
from fadu.law.stretch import Extension, Pause

LAW = library()
DAY = timedelta(days=1)
#: the last day the other calendar knows
KNOWN = date(2026, 12, 31)
FORWARD = [
    limit
    for limit in LAW.limits()
    if limit.unit != "hour" and not limit.backwards and not limit.open_ended and not limit.local_key
]
PAUSED = [limit for limit in FORWARD if limit.excludes and not limit.together]


class Count(NamedTuple):
    """A term counted day by day: each day of it, the days that count, and where the count ended before it rolled."""

    days: list[date]
    counted: list[date]
    unrolled: date
    last: date


def count(limit: Limit, start: date, pauses: list[Pause]) -> Count:
    """Day by day with the other calendar; a day in a pause is none."""
    paused = {p.start + n * DAY for p in pauses if p.end for n in range((p.end - p.start).days)}
    days: list[date] = []
    counted: list[date] = []
    day = start - DAY if limit.first_day_counts else start
    left = limit.amount if limit.unit.endswith("_day") else (_calendar_end(limit, start) - day).days
    while left:
        day += DAY
        days.append(day)
        if day in paused or (limit.unit == "working_day" and not chinese_calendar.is_workday(day)):
            continue
        counted.append(day)
        left -= 1
    last = day
    while limit.rolls and limit.unit != "working_day" and not chinese_calendar.is_workday(last):
        last += DAY
    return Count(days, counted, day, last)


def _calendar_end(limit: Limit, start: date) -> date:
    months = start.year * 12 + start.month - 1 + limit.amount * (12 if limit.unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def asked(seed: int, limits: list[Limit], often: int) -> Iterator[tuple[Limit, date, list[Pause]]]:
    """Questions about terms that end where the other calendar still knows each day."""
    rng = random.Random(seed)
    while often:
        limit = rng.choice(limits)
        first, end = max(limit.in_force_from, date(2005, 1, 1)), min(limit.in_force_to or KNOWN, KNOWN)
        start = first + DAY * rng.randrange(max((end - first).days, 1))
        pauses = [_pause(start, rng) for _ in range(rng.randrange(4) if limit.excludes else 0)]
        if LAW.due(limit.key, start, pauses=pauses).last_day <= KNOWN - 15 * DAY:
            often -= 1
            yield limit, start, pauses


def _pause(start: date, rng: random.Random) -> Pause:
    begin = start + DAY * rng.randrange(-10, 60)
    return Pause(begin, begin + DAY * rng.randrange(25), "鉴定")


def named(days: list[date], month: str, day: str) -> date:
    """The day of the term that a sentence names without its year."""
    (meant,) = {each for each in days if (each.month, each.day) == (int(month), int(day))}
    return meant


def rest_days_named(explanation: Explanation, days: list[date]) -> dict[date, str]:
    line = next((line for line in explanation.lines if line.startswith("不计入的日子")), "")
    return {
        named(days, m, d): why
        for m, d, why in re.findall(r"(\d+)月(\d+)日（((?:[^（）]|（[^）]*）)*)）", line)
    }


def worked_days_named(explanation: Explanation, days: list[date]) -> set[date]:
    line = next((line for line in explanation.lines if line.startswith("调休上班计入的日子")), "")
    return {named(days, *parts) for parts in re.findall(r"(\d+)月(\d+)日", line)}


SPELL = re.compile(
    r"(\d+)年(\d+)月(\d+)日至(\d+)年(\d+)月(\d+)日因鉴定不计入（(\d+)日(?:，其中工作日(\d+)日)?"
)


def paused_days_named(explanation: Explanation) -> list[date]:
    spelt: list[date] = []
    for line in explanation.lines:
        if spell := SPELL.match(line):
            *parts, length, working = spell.groups()
            first, last = date(*map(int, parts[:3])), date(*map(int, parts[3:]))
            days = [first + n * DAY for n in range((last - first).days + 1)]
            assert len(days) == int(length)
            assert working is None or sum(map(chinese_calendar.is_workday, days)) == int(working)
            spelt += days
    return spelt


@pytest.mark.parametrize("seed", range(6))
def test_each_day_that_an_explanation_names_is_what_it_says_and_none_is_named_twice(seed: int) -> None:
    for limit, start, pauses in [*asked(seed, FORWARD, 40), *asked(seed, PAUSED, 20)]:
        if limit.together:
            continue
        mine, due = count(limit, start, pauses), LAW.due(limit.key, start, pauses=pauses)
        about = f"{limit.key} {start} {pauses}"
        assert due.last_day == mine.last, about
        rolled = [mine.unrolled + n * DAY for n in range((mine.last - mine.unrolled).days)]
        paused = paused_days_named(due.explanation)
        assert len(paused) == len(set(paused)), about
        in_pauses = {d for d in mine.days if any(p.end and p.start <= d < p.end for p in pauses)}
        assert set(paused) == in_pauses, about
        rest = set(mine.days) - set(mine.counted) - in_pauses
        last_year = [*mine.days[-360:], *rolled]  # a day is named without its year
        assert set(rest_days_named(due.explanation, last_year)) == rest | set(rolled), about
        at_work = {d for d in mine.counted if d.weekday() > 4 and limit.unit == "working_day"}
        assert worked_days_named(due.explanation, last_year) == at_work, about


@pytest.mark.parametrize(
    "key", ["publication/stop_general", "penalty/limitation_grave", "complaint/claim_age"]
)
def test_a_day_that_no_rest_day_can_move_is_not_provisional_however_far_it_lies(key: str) -> None:
    due = LAW.due(key, date(2026, 6, 2))

    assert due.last_day.year > 2026
    assert not due.provisional
    assert not any("暂定" in line for line in due.explanation.lines)


def test_of_two_rules_at_once_the_answer_is_provisional_as_a_value_too() -> None:
    due = LAW.due("complaint/mediation", date(2025, 12, 1))

    assert due.explanation.facts["provisional"] is due.provisional


def test_a_pause_within_another_takes_nothing_more() -> None:
    long, within = (
        Pause(date(2022, 3, 11), date(2022, 3, 21), "鉴定"),
        Pause(date(2022, 3, 14), date(2022, 3, 16), "听证"),
    )
    due = LAW.due("penalty/handling", date(2022, 3, 10), pauses=[long, within])

    assert due.last_day == date(2022, 6, 20)  # 6-08 and ten days are Saturday the 18th
    assert "听证的期间与前述不计入的日子重合，不另扣除。" in due.explanation.lines


def test_a_pause_before_the_term_or_of_no_day_is_not_told() -> None:
    before, empty = (
        Pause(date(2022, 3, 1), date(2022, 3, 10), "鉴定"),
        Pause(date(2022, 4, 1), date(2022, 4, 1), "鉴定"),
    )
    due = LAW.due("penalty/handling", date(2022, 3, 10), pauses=[before, empty])

    assert due.last_day == date(2022, 6, 8)
    assert due.explanation.facts["excluded"] == []
    assert not any("鉴定" in line for line in due.explanation.lines)


def test_who_fixed_a_day_is_told_as_it_was() -> None:
    deferred = Extension(None, date(2022, 8, 31), "行政处罚法 66", "批准暂缓、分期缴纳", date(2022, 5, 17))
    due = LAW.due("penalty/payment", date(2022, 5, 12), extensions=[deferred])

    assert "经“批准暂缓、分期缴纳”延长至2022年8月31日（行政处罚法 66）。" in due.explanation.lines
    assert not any("集体讨论" in line for line in due.explanation.lines)


def test_where_a_fixed_day_governs_the_rest_days_of_the_term_before_are_not_told() -> None:
    fixed = Extension(None, date(2022, 6, 30), "程序规定 55", "延长案件审核期限", date(2022, 5, 6))
    due = LAW.due("penalty/review", date(2022, 4, 20), extensions=[fixed])

    assert due.last_day == date(2022, 6, 30)
    assert due.explanation.facts["skipped"] == []


def test_a_fixed_day_that_is_not_later_leaves_the_day_to_which_the_term_rolled() -> None:
    # fifteen days end on Saturday 2022-03-12
    fixed = Extension(None, date(2022, 3, 10), act="批准暂缓、分期缴纳", decided_on=date(2022, 3, 1))
    due = LAW.due("penalty/payment", date(2022, 2, 25), extensions=[fixed])

    assert due.last_day == date(2022, 3, 14)
    assert (
        "经“批准暂缓、分期缴纳”延长至2022年3月10日；该日不晚于应有的末日，末日不变。" in due.explanation.lines
    )


def test_days_not_counted_after_a_day_was_fixed_push_it_on() -> None:
    fixed = Extension(None, date(2022, 9, 10), "程序规定 64", "按决议继续延期", date(2022, 6, 20))
    before, after = (
        Pause(date(2022, 6, 1), date(2022, 6, 11), "鉴定"),
        Pause(date(2022, 8, 1), date(2022, 8, 11), "中止调查"),
    )
    due = LAW.due("penalty/handling", date(2022, 3, 1), pauses=[before, after], extensions=[fixed])

    assert due.last_day == date(2022, 9, 20)
    assert [each["reason"] for each in due.explanation.facts["excluded"]] == ["中止调查"]


def test_what_is_due_at_once_is_said_to_be_due_on_the_day_itself() -> None:
    lines = LAW.due("penalty/service_on_spot", date(2022, 3, 5)).explanation.lines

    assert (
        lines[0]
        == "“宣告后当场交付处罚决定书”应在2022年3月5日（宣告之日）当日办理；适用自2021年7月15日起施行的规定。"
    )
    assert lines[1].startswith("末日为2022年3月5日")


def test_a_term_without_a_length_in_the_law_has_no_last_day_until_one_is_fixed() -> None:
    with pytest.raises(OpenEndedError) as refused:
        LAW.due("penalty/handling_collective", date(2022, 6, 8))
    fixed = Extension(None, date(2022, 8, 8), decided_on=date(2022, 6, 8))

    assert refused.value.message == (
        "“集体讨论决定的继续延期”没有法定的长度，由决定确定；没有决定所定之日，不能计算末日。"
    )
    assert LAW.due("penalty/handling_collective", date(2022, 6, 8), extensions=[fixed]).last_day == date(
        2022, 8, 8
    )
