# SPDX-License-Identifier: MulanPSL-2.0
"""The edition a case opens under follows the legal day of what opens it, as far as later editions do not take it over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.procedure import opening_day
from fadu.procedure.checker import check
from fadu.procedure.entry import Entry
from fadu.procedure.library import library
from fadu.procedure.model import Procedure
from fadu.procedure.replay import replay
from fadu.procedure.testing import moment

#: an edition of complaints begins on this day
NEW = date(2026, 4, 15)
REGISTERED = date(2026, 4, 20)


def editions(*, goes_on: bool) -> tuple[Procedure, ...]:
    """The editions of complaints; the last lets running cases go on as they began, or takes them over as it does."""
    *earlier, last = library().editions("complaint")
    running = replace(last.running, kind="continue", stages={}) if goes_on else last.running
    return (*earlier, replace(last, running=running))


def opened_under(received: str, *, goes_on: bool) -> date:
    edition = opening_day.edition_for(editions(goes_on=goes_on), {"received_on": received}, REGISTERED)
    assert edition is not None
    return edition.edition


@pytest.mark.parametrize(
    ("received", "expected"),
    [("2026-04-14", date(2024, 7, 1)), ("2026-04-15", NEW), ("2026-04-16", NEW)],
)
def test_where_running_cases_go_on_the_day_of_receipt_says_which_edition(
    received: str, expected: date
) -> None:
    assert opened_under(received, goes_on=True) == expected


@pytest.mark.parametrize("received", ["2026-04-14", "2026-04-15", "2026-04-16"])
def test_an_edition_that_takes_running_cases_over_takes_what_was_received_before_it(received: str) -> None:
    assert opened_under(received, goes_on=False) == NEW


def test_a_day_unsaid_unreadable_or_ahead_is_that_of_the_act() -> None:
    known = editions(goes_on=True)

    for payload in ({}, {"received_on": "四月"}, {"received_on": "2027-01-01"}):
        assert opening_day.day_of(known, payload, REGISTERED) == REGISTERED


def test_what_was_received_before_the_first_edition_opens_under_the_first() -> None:
    edition = opening_day.edition_for(
        editions(goes_on=True)[:1], {"received_on": "2019-12-30"}, date(2020, 1, 2)
    )

    assert edition is not None
    assert edition.edition == date(2020, 1, 1)
    assert opening_day.edition_for(editions(goes_on=True), {}, date(2019, 12, 31)) is None


def test_the_day_is_asked_before_the_form_only_where_it_decides() -> None:
    assert [p.edition for p in opening_day.possible(editions(goes_on=True), REGISTERED)] == [
        date(2024, 7, 1),
        NEW,
    ]
    assert [p.edition for p in opening_day.possible(editions(goes_on=True), date(2026, 4, 14))] == [
        date(2024, 7, 1)
    ]
    assert [p.edition for p in opening_day.possible(editions(goes_on=False), REGISTERED)] == [NEW]


@pytest.mark.parametrize(("received", "expected"), [("2026-04-14", date(2024, 7, 1)), ("2026-04-15", NEW)])
def test_a_history_is_judged_by_the_edition_it_opened_under(received: str, expected: date) -> None:
    entry = Entry(seq=1, action="register", at=moment("2026-04-20"), payload={"received_on": received})

    assert replay(editions(goes_on=True), [entry], law_library()).procedure.edition == expected


def test_an_edition_whose_opening_records_another_event_than_the_one_before_fails() -> None:
    *_, before, last = library().editions("complaint")
    register = replace(last.actions["register"], dated={})
    otherwise = replace(last, actions={**last.actions, "register": register})

    verdicts = {each.code: each for each in check(otherwise, previous=before).lines}

    assert not verdicts["opening_event"].ok
    assert "2024-07-01版" in verdicts["opening_event"].witness


def test_a_term_from_a_field_of_the_opening_that_is_no_day_of_an_event_fails() -> None:
    first = library().editions("complaint")[0]
    register = replace(first.actions["register"], dated={})
    undated = replace(first, actions={**first.actions, "register": register})

    failures = {each.code for each in check(undated, law=law_library()).failures}

    assert "opening_event" in failures
