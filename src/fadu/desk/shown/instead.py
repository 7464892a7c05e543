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
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.mending import CONFIRM, REFUSE
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
    #: what is to be done first; empty: it may be done now
    first: str = ""


#: the other answer to what is asked of a second person
_ANSWERS = {CONFIRM: REFUSE}
#: of the ways that are not open yet so many are named
MOST = 3


def of_turn(case: Case, action: str, officer: Officer, at: datetime) -> list[Way]:
    """The officer's other turns in the case and the other acts of this stage that are open to him, those that lead on first, and of
    those that lead on elsewhere what is to be done before them; none where the act is not his turn: he chose it himself.
    """
    own = [turn for turn in turns.turns_in(case, officer, at) if turn.kind in turn_lines.KINDS]
    here = [turn for turn in own if turn_lines.action_of(turn) == action]
    if not here or here[0].kind == "sign":
        return []
    others = _turns([turn for turn in own if turn not in here], at)
    ways = [*others, *_BY_KIND.get(here[0].kind, _nothing)(case, action, officer, at)]
    return list({way.address: way for way in reversed(ways)}.values())[::-1]


def _turns(others: Sequence[OpenTurn], at: datetime) -> Iterator[Way]:
    for line in (turn_lines.line_of(turn, at.date()) for turn in others):
        yield Way(line.what, line.address)


def _acts(case: Case, action: str, officer: Officer, at: datetime) -> Iterator[Way]:
    options = services.explain(case=case, by=OfficerActor(officer=officer), at=at)
    here = [o for o in options if o.action != action and _of_this_stage(case, o.action)]
    for option in sorted(filter(open_to, here), key=lambda option: not leads_on(case, option)):
        yield Way(option.title, reverse("desk:act", args=[case.pk, option.action]))
    barred = [o for o in here if not open_to(o) and leads_on(case, o) and _is_of(case, o.action, action)]
    for option in barred[:MOST]:
        first = next(g.message for g in option.grounds if not g.unknown).rstrip("。")
        yield Way(option.title, reverse("desk:act", args=[case.pk, option.action]), first)


def _is_of(case: Case, other: str, action: str) -> bool:
    """Whether an act is another answer to the same question: of the same role, and the case goes on elsewhere by both."""
    actions = procedure_of(case).actions
    return action in actions and actions[other].actors[:1] == actions[action].actors[:1]


def _answer(case: Case, action: str, officer: Officer, at: datetime) -> Iterator[Way]:
    """The other answer to what is asked of a second person."""
    other = _ANSWERS.get(action)
    if other and other in turn_lines.open_to_officer(officer, case, at):
        yield Way(BUILT_IN[other], reverse("desk:act", args=[case.pk, other]))


def _nothing(*_: object) -> Iterator[Way]:
    return iter(())


#: what else there is besides a turn, by its kind; a paper to be served is served and nothing else
_BY_KIND = {"act": _acts, "resume": _acts, "assign": _acts, "confirm": _answer}


def _of_this_stage(case: Case, action: str) -> bool:
    """Whether a declared act belongs to the stage the case is in, and not to any stage."""
    definition = procedure_of(case).actions.get(action)
    return (
        definition is not None
        and case.stage in definition.sources
        and not {OPEN, ENDED}.intersection(definition.sources)
    )
