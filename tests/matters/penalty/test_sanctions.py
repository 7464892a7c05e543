# SPDX-License-Identifier: MulanPSL-2.0
"""What is a penalty, and what is none."""

from __future__ import annotations

from datetime import date

from fadu.procedure.fields import choices_of, every_choice
from fadu.procedure.library import library


def test_an_order_to_correct_is_no_kind_of_penalty() -> None:
    books = library()
    for procedure in books.editions("penalty"):
        titles = every_choice(procedure.fields["penalty_kinds"], books.law).values()
        assert not any("责令改正" in title or "责令退" in title for title in titles)


def kinds_on(day: date, name: str = "penalty_kinds", column: str = "") -> list[str]:
    """The kinds of penalty a form of that day offers, in a field or a column of it."""
    books = library()
    field = books.procedure("penalty", day).fields[name]
    asked = next((each for each in field.columns if each.key == column), field)
    return list(choices_of(asked, books.law, day))


def test_the_kinds_are_those_of_the_law_of_the_day() -> None:
    added = {"criticism", "downgrade", "restrict_business", "close_down", "restrict_occupation"}

    assert set(kinds_on(date(2021, 7, 15))) - set(kinds_on(date(2021, 7, 14))) == added
    assert set(kinds_on(date(2021, 7, 14))) <= set(kinds_on(date(2021, 7, 15)))


def test_what_lasts_or_has_an_object_is_none_of_the_kinds_that_are_said_once() -> None:
    terms = kinds_on(date(2022, 3, 1), "penalty_terms", "kind")

    assert set(kinds_on(date(2022, 3, 1))) - set(terms) == {
        "warning",
        "criticism",
        "fine",
        "confiscate_gains",
        "confiscate_goods",
    }
    assert "fine" not in kinds_on(date(2022, 3, 1), "own_ranges", "kinds")
