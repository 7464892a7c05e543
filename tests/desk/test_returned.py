# SPDX-License-Identifier: MulanPSL-2.0
"""What came back is filled in again, and what was said anew since is not said as it was."""

from __future__ import annotations

from datetime import date, datetime

from fadu.desk.shown.returned import SentBack, values_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.library import library

NOTICE = {"facts": "原来认定的事实", "fine": 20_000_000, "hearing_told": True}


def filled(*since: str) -> dict[str, object]:
    """What the form of a notice begins with that came back, after acts that said so much."""
    back = SentBack(
        by="局长",
        at=datetime(2022, 5, 10, 9, 30, tzinfo=LEGAL_TIME),
        reason="金额不当",
        payload=NOTICE,
        since=frozenset(since),
    )
    return values_of(library().procedure("penalty", date(2022, 5, 10)), back, whole=True)


def test_what_came_back_is_filled_in_as_it_was_sent() -> None:
    assert filled() == NOTICE
    assert filled("place") == NOTICE


def test_of_a_proposal_that_was_changed_since_nothing_is_filled_in_as_it_came_back() -> None:
    assert filled("fine") == {"hearing_told": True}


def test_what_an_act_said_since_outside_the_proposal_gives_way_alone() -> None:
    assert filled("hearing_told") == {key: NOTICE[key] for key in ("facts", "fine")}
