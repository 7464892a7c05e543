# SPDX-License-Identifier: MulanPSL-2.0
"""When no remedy against the decision is open any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.days import day

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import World


def remedies_end(world: World, served: date) -> tuple[date, tuple[str, ...]]:
    """The day on which no remedy is open any more, with the articles of the term that ends then; none for a judgment."""
    results = [
        e
        for e in world.state.done("record_challenge_result")
        if e.payload.get("challenge_result") != "withdrawn"
    ]
    challenged = world.state.last("record_challenge")
    if not results or challenged is None:
        return _term(world, "litigation/suit", served)
    received = day(results[-1].payload.get("result_received_on")) or results[-1].at.date()
    if challenged.payload.get("challenge_kind") == "litigation":
        return received, ()
    return _term(world, "performance/suit_after_reconsideration", received)


def _term(world: World, limit: str, start: date) -> tuple[date, tuple[str, ...]]:
    return world.law.due(limit, start).last_day, world.law.limit(limit, start).cites
