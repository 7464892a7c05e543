# SPDX-License-Identifier: MulanPSL-2.0
"""§1: a deadline, single and in bulk: `fadu.law.Law.due` without its explanation."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from itertools import repeat
from typing import TYPE_CHECKING

from benchmarks.measure import Result, in_turn
from fadu.cli.limit import answer_lines
from fadu.law import library

if TYPE_CHECKING:
    from collections.abc import Iterator

START, TERM = date(2022, 1, 20), 20


def run() -> Iterator[Result]:
    """Against a loop over chinesecalendar, numpy, pandas, holidays; and against two list reads."""
    import chinese_calendar
    import numpy
    import pandas
    from holidays import country_holidays

    law = library()
    calendar = law.calendar
    # make-up working days on weekends can be told to numpy only so: every weekday is worked, every day of rest a holiday
    span = [date(2018, 1, 1) + timedelta(days=n) for n in range(3287)]
    rest = numpy.array([d for d in span if not calendar.is_working_day(d)], dtype="datetime64[D]")
    exact = numpy.busdaycalendar("1111111", rest)
    china = country_holidays("CN", years=[2021, 2022, 2023])

    def loop() -> date:
        day, left = START, TERM
        while left:
            day += timedelta(days=1)
            left -= chinese_calendar.is_workday(day)
        return day

    def by_holidays() -> date:
        return china.get_nth_working_day(START, TERM)

    def by_numpy() -> date:
        return numpy.busday_offset(START, TERM, roll="backward", busdaycal=exact).item()

    def by_pandas() -> date:
        return (pandas.Timestamp(START) + pandas.offsets.CustomBusinessDay(TERM, calendar=exact)).date()

    assert calendar.plus(START, TERM) == loop() == by_holidays() == by_numpy() == by_pandas()
    table = list(range(4000))
    ours, plain, peer_loop, peer_numpy, peer_pandas, peer_holidays, reads = in_turn(
        (lambda: law.due("licence/decision", START), 2000),
        (lambda: calendar.plus(START, TERM), 5000),
        (loop, 50),
        (by_numpy, 2000),
        (by_pandas, 200),
        (by_holidays, 50),
        (lambda: table[table[1000] + 20], 20000),
    )
    yield Result(
        section="deadlines",
        name="due vs chinesecalendar loop",
        goal=3000,
        ratio=peer_loop / plain,
        note="calendar.plus, the bare arithmetic",
    )
    yield Result(section="deadlines", name="plus vs numpy.busday_offset", goal=20, ratio=peer_numpy / plain)
    yield Result(section="deadlines", name="plus vs holidays", goal=150, ratio=peer_holidays / plain)
    yield Result(
        section="deadlines", name="plus vs pandas CustomBusinessDay", goal=200, ratio=peer_pandas / plain
    )
    yield Result(
        section="deadlines", name="plus vs two list reads", goal=4, ratio=plain / reads, better="less"
    )
    yield Result(
        section="deadlines",
        name="Law.due (rule, dates, cites) vs numpy.busday_offset",
        goal=1,
        ratio=peer_numpy / ours,
        note="the whole question: which rule governs, its length, pauses, provisional or not",
    )
    starts = [date(2018, 7, 20) + timedelta(days=n * 7919 % 2800) for n in range(200_000)]
    starts64 = numpy.array(starts, dtype="datetime64[D]")
    few = pandas.Series(starts64[:2000].astype("datetime64[ns]"))
    bulk, bulk_numpy, series, answers = in_turn(
        (lambda: list(map(calendar.plus, starts, repeat(TERM))), 1),
        (lambda: numpy.busday_offset(starts64, TERM, roll="backward", busdaycal=exact), 1),
        (lambda: few + pandas.offsets.CustomBusinessDay(TERM, calendar=exact), 1),
        (lambda: answer_lines(law, questions(starts[:20_000]), io.StringIO().write, explain=False), 1),
        rounds=5,
    )
    yield Result(
        section="deadlines",
        name="200,000 deadlines in plain Python vs numpy.busday_offset on an array",
        goal=2,
        ratio=bulk_numpy / bulk,
    )
    yield Result(
        section="deadlines",
        name="the same vs a pandas series",
        goal=50,
        ratio=(series / 2000) / (bulk / len(starts)),
    )
    yield Result(
        section="deadlines",
        name="fadu limit --stdin, thousand answers a second",
        goal=20,
        ratio=20 / answers,
        note="law of the date, JSON in and out; no peer: the goal of the issue",
    )


def questions(starts: list[date]) -> list[str]:
    """Lines as the command reads them."""
    return [
        json.dumps({"rule": "licence/decision", "from": start.isoformat(), "on": "2022-03-01"})
        for start in starts
    ]
