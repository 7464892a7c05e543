# SPDX-License-Identifier: MulanPSL-2.0
"""What stands beside the form of an act: what is being signed and by whom, what is still to be confirmed, on which services it rests, and what it
brings about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.papers.paper import form_of
from fadu.cases.rules import names_of
from fadu.cases.world import sealed, worlds
from fadu.cases.world.worlds import procedure_of
from fadu.desk import words
from fadu.desk.shown.binding import act_of
from fadu.kernel import clock
from fadu.procedure import examined, jointly
from fadu.procedure.conditions import answer_of
from fadu.procedure.elsewhere import services as services_told
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.cases.models import Case
    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import State


def pending_of(state: State, action: str) -> Any:
    """The proposal that waits for further signatures to this action."""
    return next((p for p in state.pending if p.action == action), None)


def is_signed_or_lapsed(state: State, action: str) -> bool:
    """Whether the form of an action asks for nothing: it was proposed and waits, or waited when the case ended."""
    return any(each.action == action for each in (*state.pending, *state.lapsed))


def signing(case: Case, state: State, action: str) -> dict[str, Any]:
    """What is being signed, in words, and who has signed."""
    proposal = pending_of(state, action)
    if proposal is None:
        return {}
    return {
        "values": words.payload_words(case, sealed.cover(procedure_of(case), proposal.payload), action),
        "by": [f"{s.name}（{words.role_title(case, s.role)}）" for s in proposal.signatures],
    }


def rests_on(case: Case, cites: Sequence[str]) -> Sequence[str]:
    """What an act or a term of a case rests on; of a review on a topic of its own that for which it was asked: the review of a reply is a
    rule of the bureau, and no article of penalties stands on it.
    """
    if case.parent is None or not case.topic or not worlds.is_installed(case.parent.kind):
        return cites
    if not examined.is_review(procedure_of(case)):
        return cites
    return examined.asked_by(procedure_of(case.parent), case.kind, case.topic) or cites


def unconfirmed(case: Case, state: State, definition: Action) -> str:
    """What two did and the second has not confirmed, in words, where the case goes on upon it, somebody approves it or its file
    is bound.
    """
    binding = act_of(procedure_of(case))
    if not (definition.to or definition.signs or (binding and binding[0] == definition.key)):
        return ""
    waiting: dict[str, list[str]] = {}
    for joint in jointly.unconfirmed(procedure_of(case), state):
        for one in joint.waiting:
            waiting.setdefault(one.name, []).append(words.action_title(case, joint.entry.action))
    return "；".join(f"{name}：{'、'.join(dict.fromkeys(titles))}" for name, titles in waiting.items())


def resting(case: Case, state: State, action: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the register says of the service an act confirms: paper, and for each party the day, the manner and the number."""
    names = names_of(state)
    return [
        (
            f"登记的送达：{paper.title}",
            [
                (
                    names.get(one.party, "当事人"),
                    words.service_words(one.effective_on, one.manner, one.number),
                )
                for one in services_told(state, paper.template)
            ],
        )
        for paper in procedure_of(case).rests_on.values()
        if paper.told_by == action and services_told(state, paper.template)
    ]


def follows(case: Case, state: State, definition: Action) -> list[str]:
    """What doing it brings about: the stage that follows, the papers made, the procedures opened; of papers that hang on what the
    case knows already those alone that are made in this one, and of those that hang on what is being filled in, that they do.
    """
    procedure, today = procedure_of(case), clock.today()
    world = worlds.past_of(case, clock.now(), state)
    consequences = (
        [f"转入“{procedure.stages[definition.to].title}”"]
        if definition.to and definition.to != case.stage
        else []
    )
    for issue in definition.issues:
        is_open = not _is_settled(procedure, definition, issue.when)
        is_made = answer_of(world, issue.when) != "no"
        if is_made or is_open:
            made = "制作" if is_made else "视所填情形制作"
            consequences.append(f"{made}《{form_of(procedure, issue.template, today).title}》")
    return consequences + [f"启动“{library().title(opening.matter)}”" for opening in definition.opens]


def _is_settled(procedure: Procedure, definition: Action, when: str) -> bool:
    """Whether a condition hangs on a field that the act itself leaves as it is."""
    condition = procedure.conditions.get(when)
    if condition is None or not condition.field:
        return False
    return condition.field not in (
        *definition.sets,
        *definition.may_set,
    )
