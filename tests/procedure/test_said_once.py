# SPDX-License-Identifier: MulanPSL-2.0
"""What could not be taken is said once, for what it is: no guard adds that it is missing, which it is not."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.procedure import engine
from fadu.procedure.decision import Refused, Request, World
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run

FILING = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
}


def before(action: str) -> World:
    """The case of an ordinary penalty before an act, asked by whoever may do it."""
    story = Path(library().folders["penalty"]) / "scenarios" / "ordinary.yaml"
    case = run(story, library(), law_library()).case
    entries = case.state.entries
    place = next(i for i, entry in enumerate(entries) if entry.action in {action, "sign"})
    at = datetime.combine(entries[place].at.date(), time.max, LEGAL_TIME)
    return case.world(at, case.actor_for(action)).with_(state=fold(case.procedure, entries[:place]))


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({}, ["limitation_unknown"]),
        ({"violation_ended_on": "昨天"}, ["invalid"]),
        ({"violation_ended_on": "2022-02-30"}, ["invalid"]),
    ],
)
def test_a_day_that_is_none_is_said_to_be_none_and_not_to_be_missing(
    said: dict[str, str], codes: list[str]
) -> None:
    decision = engine.decide(before("file"), Request(action="file", payload={**FILING, **said}))

    assert isinstance(decision, Refused)
    assert [ground.code for ground in decision.grounds] == codes
