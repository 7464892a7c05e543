# SPDX-License-Identifier: MulanPSL-2.0
"""What the legal office is asked about an edition: the doubts about the law it reaches while it reigns, and no others."""

from __future__ import annotations

from datetime import date

from fadu.law import doubts
from fadu.law import library as law
from fadu.procedure.library import library
from fadu.procedure.questions import of_edition


def asked(kind: str, on: date) -> dict[str, set[str]]:
    """Kind of doubt -> where the doubts about the edition of a day stand, with the first day each is about."""
    books = library()
    edition = books.procedure(kind, on)
    raised = list(of_edition(edition, law(), books.reigns_until(kind, edition.edition)))
    return {
        d: {f"{x.where} {x.in_force_from}" for x in raised if x.kind == d} for d in ("question", "unverified")
    }


def test_an_edition_asks_about_the_law_it_reaches_and_about_running_cases() -> None:
    questions = asked("penalty", date(2022, 3, 1))["question"]

    assert "procedure:penalty/2021-07-15 2021-07-15" in questions
    assert "limit:criminal_transfer/approval 2020-08-07" in questions
    assert not any(where.startswith(("limit:complaint/", "limit:licence/")) for where in questions)


def test_an_edition_asks_only_about_the_law_of_the_days_on_which_it_reigns() -> None:
    before, after = (asked("complaint", date.fromisoformat(day)) for day in ("2024-08-01", "2026-05-01"))

    assert "limit:complaint/mediation 2024-07-01" in before["question"] - after["question"]
    assert "limit:complaint/mediation 2026-04-15" in after["question"] - before["question"]


def test_every_doubt_about_an_edition_is_one_that_the_law_as_a_whole_has_or_about_its_running_cases() -> None:
    everything = {f"{doubt.where} {doubt.in_force_from}" for doubt in doubts.of_law(law())}

    for kind in library().kinds():
        for edition in library().editions(kind):
            for wheres in asked(kind, edition.edition).values():
                assert {w for w in wheres if not w.startswith("procedure:")} <= everything
