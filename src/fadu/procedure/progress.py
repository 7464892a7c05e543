# SPDX-License-Identifier: MulanPSL-2.0
"""How far a case has come: the stages it went through with their days, the one in which it stands, and those that ordinarily follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from fadu.procedure.model import Procedure, Stage, WayStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An act by which a case came into a stage."""

    action: str
    stage: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A stage of a case: behind it, present, or to come. ``by``: what led or leads into it; days where they are known."""

    title: str
    where: Literal["past", "here", "ahead"]
    by: str = ""
    since: date | None = None
    until: date | None = None


def legs(procedure: Procedure, moves: Sequence[Move], is_possible: Callable[[str], bool]) -> tuple[Leg, ...]:
    """The stages of a case in the order in which it went and goes through them.

    ``is_possible`` says of a named condition whether it may hold in the stage in which the case stands; of later ones nothing is
    known yet, and of the stages to which their ways lead the first is taken. Stages of ways not taken are left out.
    """
    if not moves:
        return ()
    return (*_behind(procedure, moves), *_ahead(procedure, moves[-1].stage, is_possible))


def _behind(procedure: Procedure, moves: Sequence[Move]) -> Iterator[Leg]:
    for place, move in enumerate(moves):
        following = moves[place + 1] if place + 1 < len(moves) else None
        stage = procedure.stages.get(move.stage)
        is_over = following is None and stage is not None and stage.final  # nobody stands in an end
        yield Leg(
            title=_title(procedure, move.stage),
            where="past" if following or is_over else "here",
            by=_by(procedure, move.action),
            since=move.on,
            until=following.on if following else move.on if is_over else None,
        )


def _ahead(procedure: Procedure, here: str, is_possible: Callable[[str], bool]) -> Iterator[Leg]:
    """The stages to which the straight way leads, until the end or until it comes back."""
    stage, been = procedure.stages.get(here), {here}
    while stage is not None and not stage.final:
        onward = _onward(procedure, stage, been)
        if stage.key == here:
            onward = [(step, to) for step, to in onward if all(map(is_possible, step.when))][:1]
        if not onward:
            return
        step, key = min(onward, key=lambda way: list(procedure.stages).index(way[1]))
        been.add(key)
        stage = procedure.stages[key]
        yield Leg(title=stage.title, where="ahead", by=step.called or procedure.actions[step.action].title)


def _onward(procedure: Procedure, stage: Stage, been: Collection[str]) -> list[tuple[WayStep, str]]:
    """The steps of a stage's way that lead out of it to one that lies ahead, with that stage."""
    return [
        (step, action.to)
        for step in stage.way
        if (action := procedure.actions.get(step.action)) and not step.after
        if action.to and action.to not in been
    ]


def _title(procedure: Procedure, key: str) -> str:
    stage = procedure.stages.get(key)
    return stage.title if stage else "原有台账中的环节"


def _by(procedure: Procedure, key: str) -> str:
    action = procedure.actions.get(key)
    return action.title if action else ""
