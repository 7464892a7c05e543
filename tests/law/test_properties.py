# SPDX-License-Identifier: MulanPSL-2.0
"""What holds for every last day, whatever the dates."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from fadu.cli.limit import answer_lines
from fadu.law import library
from fadu.law.calendar import shipped
from fadu.law.deadline import last_day_of, united
from fadu.law.stretch import Pause

LAW = library()
ON = date(2026, 5, 1)
DAYS = some.dates(date(2004, 1, 1), date(2030, 12, 31))
#: a length that a place sets, or each decision, is no length of the law's
OWN = [limit for limit in LAW.limits() if not limit.local_key and not limit.open_ended]
FORWARD = [limit for limit in OWN if limit.is_in_force(ON) and limit.unit != "hour" and not limit.backwards]
LIMITS = some.sampled_from(FORWARD)
WORKING = some.sampled_from([limit for limit in FORWARD if limit.unit == "working_day" and limit.amount])
BACKWARD = some.sampled_from([limit for limit in OWN if limit.backwards and limit.is_in_force(ON)])


def pauses_near(start: date) -> some.SearchStrategy[tuple[date, list[Pause]]]:
    """A start with pauses around its term: overlapping, touching, empty, within and outside."""
    spans = some.lists(some.tuples(some.integers(-20, 130), some.integers(0, 40)), max_size=5)
    return spans.map(lambda lengths: (start, [pause(start, *span) for span in lengths]))


def pause(start: date, after: int, days: int) -> Pause:
    begin = start + timedelta(days=after)
    return Pause(begin, begin + timedelta(days=days), "鉴定")


LIVES = DAYS.flatmap(pauses_near)
CALENDAR = shipped()


@given(limit=LIMITS, start=DAYS)
def test_a_last_day_that_rolls_is_never_a_rest_day(limit, start):  # type: ignore[no-untyped-def]
    due = LAW.due(limit.key, start, on=ON)

    assert CALENDAR.is_working_day(due.last_day) or not limit.rolls or not limit.amount


@given(limit=WORKING, start=DAYS)
def test_a_term_in_working_days_holds_exactly_that_many(limit, start):  # type: ignore[no-untyped-def]
    last = LAW._compute(limit, start, ON, (), ()).last_day
    counted = [
        n for n in range(1, (last - start).days + 1) if CALENDAR.is_working_day(start + timedelta(days=n))
    ]

    assert len(counted) == limit.amount
    assert CALENDAR.is_working_day(last)


@given(limit=LIMITS, first=DAYS, second=DAYS)
def test_who_starts_later_never_ends_earlier(limit, first, second):  # type: ignore[no-untyped-def]
    early, late = sorted((first, second))

    assert LAW.due(limit.key, early, on=ON).last_day <= LAW.due(limit.key, late, on=ON).last_day


@given(start=DAYS, amount=some.integers(1, 200), after=some.integers(1, 200), days=some.integers(1, 90))
def test_a_pause_of_n_days_within_a_calendar_term_moves_its_end_by_n(start, amount, after, days):  # type: ignore[no-untyped-def]
    begin = start + timedelta(days=min(after, amount))
    plain = last_day_of(amount, "calendar_day", start, CALENDAR)
    paused = last_day_of(amount, "calendar_day", start, CALENDAR, [(begin, begin + timedelta(days=days))])

    assert paused - plain == timedelta(days=days)


@given(start=DAYS, amount=some.integers(1, 200), days=some.integers(1, 90))
def test_a_pause_after_the_end_or_before_the_start_changes_nothing(start, amount, days):  # type: ignore[no-untyped-def]
    last = last_day_of(amount, "calendar_day", start, CALENDAR)
    outside = [
        (start - timedelta(days=days), start + timedelta(days=1)),
        (last + timedelta(days=1), last + timedelta(days=1 + days)),
    ]

    assert last_day_of(amount, "calendar_day", start, CALENDAR, outside) == last


@given(limit=LIMITS, life=LIVES)
def test_pauses_never_shorten_a_term(limit, life):  # type: ignore[no-untyped-def]
    start, pauses = life
    assert (
        LAW.due(limit.key, start, on=ON, pauses=pauses).last_day >= LAW.due(limit.key, start, on=ON).last_day
    )


@given(limit=LIMITS, life=LIVES)
def test_pauses_count_by_their_union_in_any_order(limit, life):  # type: ignore[no-untyped-def]
    start, pauses = life
    merged = [Pause(first, last, "合并") for first, last in united(pauses)]
    expected = LAW.due(limit.key, start, on=ON, pauses=merged).last_day

    assert LAW.due(limit.key, start, on=ON, pauses=pauses[::-1]).last_day == expected


@given(life=LIVES)
def test_united_pauses_are_in_order_and_do_not_touch(life):  # type: ignore[no-untyped-def]
    pauses = life[1]
    spans = united(pauses)
    covered = {p.start + timedelta(days=n) for p in pauses for n in range((p.end - p.start).days)}

    assert all(first[1] < second[0] for first, second in pairwise(spans))
    assert all(first < last for first, last in spans)
    assert {a + timedelta(days=n) for a, b in spans for n in range((b - a).days)} == covered


@given(limit=BACKWARD, event=DAYS)
def test_a_backward_term_lies_whole_between_the_act_and_the_event(limit, event):  # type: ignore[no-untyped-def]
    last = LAW.due(limit.key, event, on=ON).last_day
    between = [last + timedelta(days=n) for n in range(1, (event - last).days)]
    counted = [day for day in between if limit.unit != "working_day" or CALENDAR.is_working_day(day)]

    assert len(counted) == limit.amount
    assert counted[0] == between[0]  # one day later would be one too few


@given(day=DAYS, amount=some.integers(1, 300))
def test_counting_working_days_back_undoes_counting_them_forward(day, amount):  # type: ignore[no-untyped-def]
    worked = CALENDAR.on_or_after(day)

    assert CALENDAR.plus(CALENDAR.plus(worked, amount), -amount) == worked
    assert CALENDAR.between(worked, CALENDAR.plus(worked, amount)) == amount


@given(start=DAYS)
def test_where_two_rules_bind_a_bureau_takes_the_earlier_and_a_party_the_later(start):  # type: ignore[no-untyped-def]
    duty, term = date(2025, 1, 1), date(2022, 3, 1)
    mediation = {
        LAW._compute(LAW.limit(k, duty), start, duty, (), ()).last_day
        for k in ("complaint/mediation", "complaint/mediation_regulation")
    }
    service = {
        LAW._compute(LAW.limit(k, term), start, term, (), ()).last_day
        for k in ("service/announcement", "service/announcement_civil")
    }

    assert LAW.due("complaint/mediation", start, on=duty).last_day == min(mediation)
    assert LAW.due("service/announcement", start, on=term).last_day == max(service)


@given(asked=some.lists(some.tuples(LIMITS, DAYS), min_size=1, max_size=30))
def test_a_stream_answers_as_single_questions_do(asked):  # type: ignore[no-untyped-def]
    out = io.StringIO()
    lines = [
        json.dumps({"rule": limit.key, "from": start.isoformat(), "on": ON.isoformat()})
        for limit, start in asked
    ]
    dues = [LAW.due(limit.key, start, on=ON) for limit, start in asked]

    assert answer_lines(LAW, lines, out.write, explain=False) == 0
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"rule": limit.key, "due": due.last_day.isoformat(), "provisional": due.provisional}
        for (limit, _), due in zip(asked, dues, strict=True)
    ]


@given(limit=LIMITS, life=LIVES)
def test_every_answer_explains_itself_without_gaps(limit, life):  # type: ignore[no-untyped-def]
    start, pauses = life
    due = LAW.due(limit.key, start, on=ON, pauses=pauses)
    explanation = due.explanation.as_json()

    assert explanation["due"] == due.last_day.isoformat()
    assert explanation["start"] == start.isoformat()
    assert "None" not in "".join(explanation["lines"])
