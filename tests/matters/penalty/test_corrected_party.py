# SPDX-License-Identifier: MulanPSL-2.0
"""A slip in the name of a party, put right after the examination: what was examined stands, and goes on against the same party."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.procedure import engine
from fadu.procedure.decision import Request
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run


def test_a_name_put_right_after_the_examination_leaves_the_examination_as_it_is() -> None:
    story = Path(library().folders["penalty"]) / "scenarios" / "ordinary.yaml"
    case = run(story, library(), law_library()).case
    entries = case.state.entries
    acts = 1 + max(i for i, entry in enumerate(entries) if entry.action == "examine")
    examined = entries[acts - 1]
    party = fold(case.procedure, entries[:acts]).parties[0]
    said = {"party": party.key, "name": "更正后的商行", "was": party.name, "reason": "笔误"}
    corrected = replace(examined, seq=examined.seq + 1, action="correct_party", payload=said, voids=())
    at = datetime.combine(examined.at.date(), time.max, LEGAL_TIME)
    world = case.world(at, case.actor_for("notify"))
    before = world.with_(state=fold(case.procedure, entries[:acts]))
    after = world.with_(state=fold(case.procedure, (*entries[:acts], corrected)))
    request = Request(action="notify", blank=True)

    assert engine.decide(after, request) == engine.decide(before, request)
    assert after.state.parties == (replace(party, name="更正后的商行"), *before.state.parties[1:])
