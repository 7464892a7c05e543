# SPDX-License-Identifier: MulanPSL-2.0
"""A turn as a line of a list: what is to be done, in which case, until when, and the one press that opens its form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from fadu.cases.acts import services
from fadu.cases.lamps import light
from fadu.cases.reading import sight, turn_words, turns, worklist
from fadu.cases.world.worlds import is_installed, law_for, procedure_of
from fadu.desk.came_back import notes_of
from fadu.desk.options import open_to
from fadu.desk.words import kind_title, lamp_words, stage_title
from fadu.people.actors import OfficerActor
from fadu.procedure import who
from fadu.storage.once import looked_up

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date, datetime

    from fadu.cases.models import Case
    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Officer

#: what waits for somebody to do something, in the order in which a desk is cleared, and how it is called
KINDS = {
    "sign": "签署",
    "confirm": "确认",
    "act": "办理",
    "serve": "送达",
    "assign": "指派",
    "resume": "恢复",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnLine:
    """One turn in words; ``address`` opens the form it asks for, filled in as far as the turn says."""

    case: Case
    kind: str
    what: str
    #: the act a signature or a step is of
    action: str
    case_kind: str
    stage: str
    since: date
    until: date | None
    lamp: str
    words: str
    address: str
    #: of what came back: who sent it back, when, and why
    note: str = ""


def line_of(turn: OpenTurn, on: date) -> TurnLine:
    """A turn that waits for somebody at the desk, as of a day."""
    left = (turn.until - on).days if turn.until else None
    lamp = light(due_on=turn.until, on=on, amber_on=turn.amber_on)
    days = worklist.work_days(law_for(turn.case.bureau).calendar, on, turn.until) if turn.until else None
    return TurnLine(
        case=turn.case,
        kind=turn.kind,
        what=turn_words.what(turn),
        action=turn.what,
        case_kind=kind_title(turn.case),
        stage=stage_title(turn.case),
        since=turn.since,
        until=turn.until,
        lamp=lamp,
        words=lamp_words(lamp, left, days),
        address=address_of(turn),
    )


def lines_of(turns: Iterable[OpenTurn], on: date) -> list[TurnLine]:
    """The turns of a list, each with how it came back, where it did."""
    listed = list(turns)
    notes = notes_of(listed)
    return [replace(line_of(turn, on), note=note) for turn, note in zip(listed, notes, strict=True)]


def at_the_desk(officer: Officer, at: datetime) -> list[OpenTurn]:
    """The turns of an officer that ask for an act, the most urgent first.

    A post may be named that many hold. In a case an officer does not see, what falls to whoever registers is the turn of those who
    see it; any other act is his where he may do it now.
    """
    return looked_up(("at the desk", officer.pk, at), lambda: _at_the_desk(officer, at))


def _at_the_desk(officer: Officer, at: datetime) -> list[OpenTurn]:
    asked = [
        turn for turn in turns.turns_of(officer, at) if turn.kind in KINDS and is_installed(turn.case.kind)
    ]
    keys = {turn.case.pk for turn in asked}
    seen = set(sight.visible_to(officer, at).filter(pk__in=keys).values_list("pk", flat=True))
    unseen = {
        turn.case.pk: turn.case
        for turn in asked
        if turn.case.pk not in seen and turn.role not in who.registering(procedure_of(turn.case))
    }
    open_there = {pk: open_to_officer(officer, case, at) for pk, case in unseen.items()}
    return [
        turn
        for turn in asked
        if turn.case.pk in seen or action_of(turn) in open_there.get(turn.case.pk, frozenset())
    ]


def open_to_officer(officer: Officer, case: Case, at: datetime) -> frozenset[str]:
    """The acts an officer may do in a case now, or might once something is known."""

    def asked() -> frozenset[str]:
        options = services.explain(case=case, by=OfficerActor(officer=officer), at=at)
        return frozenset(option.action for option in options if open_to(option))

    return looked_up(("open to", officer.pk, case.pk, at), asked)


def parted(
    own: Iterable[OpenTurn], may: Callable[[OpenTurn], Collection[str]]
) -> tuple[list[OpenTurn], list[OpenTurn]]:
    """An officer's turns: those whose act may be done now, and those that are his and still lack something in the case.

    ``may``: the acts open to him in the case of a turn. What a press says and what the page of the case says both come from here.
    """
    mine = [turn for turn in own if turn.kind in KINDS]
    ready = [turn for turn in mine if action_of(turn) in may(turn)]
    return ready, [turn for turn in mine if turn not in ready]


def action_of(turn: OpenTurn) -> str:
    """The act a turn asks for."""
    return turn.kind if turn.kind in {"serve", "assign"} else turn.what


def address_of(turn: OpenTurn) -> str:
    """The form a turn asks for: of a paper to be served with the paper chosen, of an assignment with its role; of an act of others the case."""
    if turn_words.is_of_others(turn):
        return reverse("desk:case", args=[turn.case.pk])
    chosen = {"serve": {"document": turn.what, "party": turn.about}, "assign": {"role": turn.about}}
    said = {name: value for name, value in chosen.get(turn.kind, {}).items() if value}
    address = reverse("desk:act", args=[turn.case.pk, action_of(turn)])
    return f"{address}?{urlencode(said)}" if said else address
