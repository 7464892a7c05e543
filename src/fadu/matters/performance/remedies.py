# SPDX-License-Identifier: MulanPSL-2.0
"""When no remedy against the decision is open any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.matters.performance.days import day
from fadu.procedure.contesting import contested

if TYPE_CHECKING:
    from datetime import date

    from fadu.law.remedies import Contested
    from fadu.procedure.decision import World
    from fadu.procedure.state import State

#: what ends after a judgment: nothing more to wait for
JUDGMENT = "裁判生效"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The last day on which a remedy is open, which one that is, and the articles of its term; none for a judgment."""

    last_day: date
    title: str
    cites: tuple[str, ...] = ()


def is_contested(state: State) -> bool:
    """Whether a reconsideration or a lawsuit about the decision is open."""
    return any(spell.key == "challenge" and spell.end is None for spell in state.spells)


def decision(world: World) -> Contested:
    """The decision that is performed, as far as its remedies hang on it: it was made on the day the performance began."""
    served = day(world.state.fields.get("served_on"))
    opened = world.state.opened_at
    return contested(world, opened.date() if opened else served or world.at.date())


def remedies_end(world: World, served: date) -> End:
    """The end of remedies: after a decision on reconsideration the term to sue, else the remedy that stays open longest.

    A lawsuit that is open only after reconsideration (price, on the spot) does not stay open when nobody asked for that.
    """
    results = [
        e
        for e in world.state.done("record_challenge_result")
        if e.payload.get("challenge_result") != "withdrawn"
    ]
    challenged = world.state.last("record_challenge")
    if results and challenged is not None:
        received = day(results[-1].payload.get("result_received_on")) or results[-1].at.date()
        return _after(world, str(challenged.payload.get("challenge_kind")), received)
    longest = world.law.remedies(decision(world), served).latest
    if longest is None or longest.last_day is None:
        return End(last_day=served, title="")
    return End(last_day=longest.last_day, title=longest.title, cites=longest.cites)


def _after(world: World, kind: str, received: date) -> End:
    if kind == "litigation":
        return End(last_day=received, title=JUDGMENT)
    limit = world.law.limit("litigation/after_reconsideration", received)
    due = world.law.due(limit.key, received)
    return End(last_day=due.last_day, title=limit.title, cites=limit.cites)
