# SPDX-License-Identifier: MulanPSL-2.0
"""What was said of a paper after it was made: who of those it names has confirmed since that he was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.world.worlds import procedure_of
from fadu.procedure import jointly

if TYPE_CHECKING:
    from datetime import date

    from fadu.cases.models import Case
    from fadu.procedure.state import State


def names_today(case: Case, state: State) -> dict[int, dict[str, str]]:
    """Act done together -> what its papers print of each it names beside whoever recorded it -> how that stands today; nothing of whom
    still waits.
    """
    return {
        joint.entry.seq: {
            f"{one.name}{jointly.UNCONFIRMED}": f"{one.name}{confirmed_words(said[one.person], joint.entry.at.date())}"
            for one in joint.beside
            if one.person in said
        }
        for joint, said in jointly.settled(procedure_of(case), state)
    }


def confirmed_words(on: date | None, made: date) -> str:
    """On which day somebody confirmed it, in words: with its year where that is another than the paper's; nothing where others did.

    >>> from datetime import date
    >>> confirmed_words(date(2023, 1, 2), date(2022, 12, 30)), confirmed_words(date(2022, 3, 9), date(2022, 3, 8))
    ('（2023年1月2日确认）', '（3月9日确认）')
    """
    if on is None:
        return ""
    year = f"{on.year}年" if on.year != made.year else ""
    return f"（{year}{on.month}月{on.day}日确认）"
