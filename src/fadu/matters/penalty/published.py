# SPDX-License-Identifier: MulanPSL-2.0
"""Which publication of the decision stands towards a party, and from when its term runs (处罚公示规定 11, 13).

Withdrawn is a whole paper, also where the decision fell or was changed towards one party alone. Published again for the others, it
is the same publication towards them: their term goes on. Towards whom the decision was unsound it begins anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.fallen import RESTORED, UNSOUND, unsound_by_acts
from fadu.matters.penalty.publicity import PERIODS
from fadu.procedure.clocks import readings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

_PERIOD_CLOCKS = frozenset(period for period, _early in PERIODS.values())
_CLOCKS = _PERIOD_CLOCKS.union(early for _period, early in PERIODS.values() if early)
_ENDS = ("stop_publication", "stop_early")
_NEVER = 10**9


def stands_published(state: State) -> bool:
    """Whether the paper is public: published, here or elsewhere, and not withdrawn since."""
    return max((e.seq for e in _publishing(state)), default=0) > max(_withdrawals(state), default=0)


def has_ended(state: State, party: str) -> bool:
    """Whether the publication that stands towards a party was ended already, at its term or early."""
    since, _until = _span(state, party)
    ends = (e for action in _ENDS for e in state.done(action))
    return any(e.payload.get("party") == party and e.seq > since for e in ends)


def last_day(counts: Iterable[ClockReading], clocks: Collection[str]) -> date | None:
    """The last day of some of the terms that run from a publication (``counts_of``); None where one has no known end."""
    ends = [(r.clock, r.due_on) for r in counts if r.clock in clocks and not r.void and r.due_on is not None]
    return max(day for _, day in ends) if ends and {clock for clock, _ in ends} >= set(clocks) else None


def published_on(counts: Iterable[ClockReading]) -> date | None:
    """The day from which the decision has been public towards the party the counts are of."""
    return min((r.started_on for r in counts if r.clock in _PERIOD_CLOCKS), default=None)


def counts_of(world: World, party: str) -> list[ClockReading]:
    """The terms that began with the publication that stands towards a party; what began when the paper was published again for others
    is left out.
    """
    since, until = _span(world.state, party)
    return [r for r in readings(world, only=_CLOCKS) if since < r.started_seq < until]


def _span(state: State, party: str) -> tuple[int, int]:
    """The act after which the publication towards a party began, its decision or a withdrawal, and the next withdrawal; by number."""
    decided = state.last("decide")
    since = decided.seq if decided else 0
    rounds = [at for at in _withdrawals(state) if at > since]
    for before, at in zip((since, *rounds), rounds, strict=False):
        if _unsound(state, party, after=before, until=at):
            since = at
    first = min((e.seq for e in _publishing(state) if e.seq > since), default=since)
    return since, min((at for at in rounds if at > first), default=_NEVER)


def _unsound(state: State, party: str, *, after: int, until: int) -> bool:
    """Whether the decision was annulled, changed, declared unlawful or withdrawn towards a party between two acts.

    What was annulled and upheld again before the withdrawal was sound when the paper was withdrawn. Where nothing of the kind is on
    record towards anybody, it is taken to concern everybody.
    """
    mine = {"", *state.standing_for(party)}
    restored = {t.case: t.seq for t in state.tellings("performance", RESTORED) if t.seq < until}
    results = state.tellings("performance", UNSOUND)
    by_others = {t.seq: state.whom(t) for t in results if t.seq > restored.get(t.case, 0)}
    causes = by_others | unsound_by_acts(state)
    between = [whom for seq, whom in causes.items() if after < seq < until]
    return not between or any(whom in mine for whom in between)


def _publishing(state: State) -> tuple[Entry, ...]:
    papers = (e for e in state.done("publish") if e.payload.get("rule") == "penalty_decision")
    return (*papers, *state.done("record_published_elsewhere"))


def _withdrawals(state: State) -> list[int]:
    return [e.seq for e in state.done("withdraw_publication")]
