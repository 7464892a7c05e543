# SPDX-License-Identifier: MulanPSL-2.0
"""What else an officer may do in a case where the form before him is what is his turn: another turn of his, another way of the step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from fadu.cases.acts import services
from fadu.cases.reading import turns
from fadu.cases.world.worlds import procedure_of
from fadu.desk import turn_lines
from fadu.desk.options import open_to
from fadu.desk.shown.offering import leads_on
from fadu.people.actors import OfficerActor
from fadu.procedure.model import ENDED, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Officer


@dataclass(frozen=True, slots=True)
class Way:
    """Another form, and what it is called."""

    title: str
    address: str


def of_turn(case: Case, action: str, officer: Officer, at: datetime) -> list[Way]:
    """The officer's other turns in the case and the other acts of this stage that are open to him, those that lead on first; none
    where the act is not his turn: he chose it himself.
    """
    own = [turn for turn in turns.turns_in(case, officer, at) if turn.kind in turn_lines.KINDS]
    here = [turn for turn in own if turn_lines.action_of(turn) == action]
    if not here or here[0].kind == "sign":
        return []
    ways = [*_turns([turn for turn in own if turn not in here], at), *_acts(case, action, officer, at)]
    return list({way.address: way for way in reversed(ways)}.values())[::-1]


def _turns(others: Sequence[OpenTurn], at: datetime) -> Iterator[Way]:
    for line in (turn_lines.line_of(turn, at.date()) for turn in others):
        yield Way(line.what, line.address)


def _acts(case: Case, action: str, officer: Officer, at: datetime) -> Iterator[Way]:
    options = services.explain(case=case, by=OfficerActor(officer=officer), at=at)
    others = [o for o in options if o.action != action and open_to(o) and _of_this_stage(case, o.action)]
    for option in sorted(others, key=lambda option: not leads_on(case, option)):
        yield Way(option.title, reverse("desk:act", args=[case.pk, option.action]))


def _of_this_stage(case: Case, action: str) -> bool:
    """Whether a declared act belongs to the stage the case is in, and not to any stage."""
    definition = procedure_of(case).actions.get(action)
    return (
        definition is not None
        and case.stage in definition.sources
        and not {OPEN, ENDED}.intersection(definition.sources)
    )
