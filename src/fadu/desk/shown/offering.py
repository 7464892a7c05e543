# SPDX-License-Identifier: MulanPSL-2.0
"""What an officer may do in a case, in the order in which it is thought of: the turn that is his, what adds to the file, and
behind these whatever else is lawful; and why not what his posts could do otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from fadu.cases.world import sealed
from fadu.cases.world.worlds import procedure_of
from fadu.desk import turn_lines, words
from fadu.desk.options import open_to
from fadu.procedure.model import ENDED, OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fadu.cases.models import Case
    from fadu.cases.reading.turns import OpenTurn
    from fadu.desk.turn_lines import TurnLine
    from fadu.procedure.decision import Option
    from fadu.procedure.model import Action
    from fadu.procedure.state import Pending, State

#: grounds that say: this is another's to do
OF_OTHERS = frozenset(
    {
        "no_post",
        "outside_scope",
        "not_assigned",
        "not_party",
        "not_of_the_case",
        "no_role",
        "not_assigner",
        "by_law",
        "not_by_law",
        "not_over",
        "unseen",
    }
)
#: built-in acts that lay something more into the file
LAYS_IN = frozenset({"attach", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button: what it says, and its form with whatever the turn says filled in; ``is_one_of_several``: what is due is to decide
    between this and other acts, which then are shown with it.
    """

    action: str
    title: str
    address: str
    may: bool
    is_one_of_several: bool = False


def offered(
    case: Case, state: State, options: Sequence[Option], own: Sequence[OpenTurn], on: date
) -> dict[str, Any]:
    """``first``: the one act that is ordinarily the officer's next, None where nothing is his. ``beside``: to send back what he is
    to sign. ``mine``: what else is his turn, ``lacking``: what is and cannot be done yet. ``adds``: what adds to the file, ``steps`` and ``others``: whatever else is lawful.
    """
    may = [option for option in options if open_to(option)]
    ready, lacking = turn_lines.parted(own, lambda _: [option.action for option in may])
    turns = [press for turn in ready if (press := _of_turn(turn, may, on)) is not None]
    if not turns:  # signatures of an exercise, or of a post no row names
        begun = {pending.action for pending in state.pending}
        turns = [_press(case, option) for option in may if option.action in begun]
    taken = {press.action for press in turns}
    beside = [option for option in may if option.action == "return_proposal" and turns]
    rest = [option for option in may if option.action not in taken and option not in beside]
    adds = [option for option in rest if adds_to(case, option)]
    steps = [option for option in rest if leads_on(case, option)]
    others = [option for option in rest if option not in adds and option not in steps]
    return {
        "first": turns[0] if turns else None,
        "mine": turns[1:],
        "lacking": list(dict.fromkeys(turn_lines.line_of(turn, on).what for turn in lacking)),
        "beside": beside,
        "adds": adds,
        "steps": steps,
        "others": others,
        "more": len(steps) + len(others),
    }


def barred(options: Sequence[Option]) -> list[Option]:
    """What the officer's posts and roles could do and the case does not allow now; what is another's to do is left out."""
    return [
        option
        for option in options
        if not open_to(option) and not any(ground.code in OF_OTHERS for ground in option.grounds)
    ]


def leads_on(case: Case, option: Option) -> bool:
    """Whether an action moves the case to another stage; the others only add to it."""
    definition = procedure_of(case).actions.get(option.action)
    return definition is not None and bool(definition.to or definition.returns)


def adds_to(case: Case, option: Option) -> bool:
    """Whether an action lays something more into the file: a record of this stage that one person makes by himself, or of what a party
    did there, whatever follows from it.
    """
    procedure = procedure_of(case)
    definition = procedure.actions.get(option.action)
    if definition is None:
        return option.action in LAYS_IN
    of_this_stage = case.stage in definition.sources and not {OPEN, ENDED}.intersection(definition.sources)
    interrupts = any(option.action == each.start for each in procedure.interruptions.values())
    is_a_partys = bool(definition.by in procedure.roles and procedure.roles[definition.by].capacity)
    return of_this_stage and not interrupts and (is_a_partys or not _goes_further(definition))


def _goes_further(action: Action) -> bool:
    """Whether more follows from an action than what it writes down."""
    return any(
        (
            action.to,
            action.returns,
            action.signs,
            action.opens,
            action.extends,
            action.links,
            action.merges_into,
            action.splits,
            action.voids,
            action.restarts,
            action.publishes,
        )
    )


def pending(case: Case, state: State, *, whole: bool) -> list[dict[str, Any]]:
    """Actions that wait for signatures, and those that lapsed with the end of the case (``lapsed``)."""
    return [
        *(_unsigned(case, each, whole=whole, lapsed=False) for each in state.pending),
        *(_unsigned(case, each, whole=whole, lapsed=True) for each in state.lapsed),
    ]


def _unsigned(case: Case, pending: Pending, *, whole: bool, lapsed: bool) -> dict[str, Any]:
    """What was proposed and is not signed by all: what it says, and who has signed."""
    procedure = procedure_of(case)
    payload = sealed.cover(procedure, pending.payload)
    shown = payload if whole else sealed.main_only(procedure, payload)
    return {
        "action": pending.action,
        "title": words.action_title(case, pending.action),
        "signed": [signature.name for signature in pending.signatures],
        "values": words.payload_words(case, shown, pending.action),
        "lapsed": lapsed,
    }


def _of_turn(turn: OpenTurn, may: Sequence[Option], on: date) -> Press | None:
    """The button of a turn; None where its act may not be done now."""
    line: TurnLine = turn_lines.line_of(turn, on)
    action = turn_lines.action_of(turn)
    option = next((option for option in may if option.action == action), None)
    if option is None:
        return None
    title = option.title if turn.kind in {"act", "resume"} else line.what
    return Press(
        action=action,
        title=title,
        address=line.address,
        may=option.may,
        is_one_of_several=line.what not in {title, option.title} and turn.kind == "act",
    )


def _press(case: Case, option: Option) -> Press:
    address = reverse("desk:act", args=[case.pk, option.action])
    return Press(action=option.action, title=option.title, address=address, may=option.may)
