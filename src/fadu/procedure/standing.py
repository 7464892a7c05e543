# SPDX-License-Identifier: MulanPSL-2.0
"""Where a case may stand, given the acts so far: an automaton over sets of stages, one look-up an act.

A record that leaves acts out leaves a case in several stages at once. The automaton is built as it is walked:
its states are the sets of stages that histories really reach.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from fadu.procedure.compiled import rules_of
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.model import START
from fadu.procedure.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.procedure.model import Procedure

#: how an act fits where the case stands: it follows; acts between are missing; it cannot come any more; not in this procedure
Fit = Literal["follows", "after_gap", "impossible", "unknown"]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The stages a case may be in, and how each act goes on from there."""

    procedure: Procedure
    stages: frozenset[str]
    #: action -> where it leads, and how it fits; filled as acts are asked for
    steps: dict[str, tuple[Standing, Fit]] = field(default_factory=dict)

    def after(self, action: str) -> tuple[Standing, Fit]:
        """Where the case may stand after an act, and how the act fits."""
        step = self.steps.get(action)
        if step is None:
            step = self.steps[action] = _step(self, action)
        return step


def standing(procedure: Procedure, stages: Iterable[str] = (START,)) -> Standing:
    """The state of the automaton for these stages; a case that has not begun stands before the start."""
    known, wanted = once(procedure, _states), frozenset(stages)
    if wanted not in known:
        known[wanted] = Standing(procedure, wanted)
    return known[wanted]


def _states(_: Procedure) -> dict[frozenset[str], Standing]:
    """The states of the automaton that histories have reached so far."""
    return {}


def misfits(procedure: Procedure, actions: Iterable[str]) -> list[tuple[int, Fit]]:
    """Where a sequence of acts leaves the procedure: the place of each act that does not follow, and how.

    >>> from fadu.procedure.library import library
    >>> licence = library().editions("licence")[-1]
    >>> misfits(licence, ["receive", "accept", "grant"])
    []
    >>> misfits(licence, ["receive", "grant", "receive"])
    [(1, 'after_gap'), (2, 'impossible')]
    """
    here = standing(procedure)
    places: list[tuple[int, Fit]] = []
    for place, action in enumerate(actions):
        here, fit = here.steps.get(action) or here.after(action)
        if fit != "follows":
            places.append((place, fit))
    return places


def _step(here: Standing, action: str) -> tuple[Standing, Fit]:
    procedure = here.procedure
    if action in BUILT_IN:
        return here, "follows"
    rule = rules_of(procedure).get(action)
    if rule is None:
        return here, "unknown"
    fit: Fit = "follows"
    at = here.stages & rule.stages
    if not at:
        at = _reachable(procedure, here.stages) & rule.stages
        fit = "after_gap" if at else "impossible"
    to = rule.action.to
    return standing(procedure, (to,) if to else at or here.stages), fit


def _reachable(procedure: Procedure, stages: frozenset[str]) -> frozenset[str]:
    """The stages a case may come to from these by acts the procedure knows, themselves included."""
    reached, waiting = set(stages), list(stages)
    while waiting:
        stage = waiting.pop()
        for rule in rules_of(procedure).values():
            to = rule.action.to
            if to and to not in reached and stage in rule.stages:
                reached.add(to)
                waiting.append(to)
    return frozenset(reached)
