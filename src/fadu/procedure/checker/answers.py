# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever answers a paper is asked whether it reached him, and nobody waits for what reaches others.

An act done for one party asks of a paper that it was served ``to: party``; other acts ask it of everybody. And whatever a party
asked is answered once: an act that chooses between answers to it, and after which the case stays where it is, cannot be done again
until it is asked again or the answer is withdrawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.implied import arguments
from fadu.procedure.checker.report import Line
from fadu.procedure.recipients import THE_PARTY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Action, Procedure


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each act that asks of the wrong people whether a paper reached them, and for each that may answer twice."""
    yield from _of_the_right_people(procedure)
    yield from _answered_once(procedure)


def _answered_once(procedure: Procedure) -> Iterator[Line]:
    title = "当事人提出一次的，只答复一次"
    answering = [(each, asked) for each in procedure.actions.values() for asked in _answers(procedure, each)]
    again = [(action, asked) for action, asked in answering if not _is_barred(action, asked)]
    for action, asked in again:
        witness = (
            f"“{action.title}”答复“{procedure.actions[asked].title}”以后可以再作相反的答复，应写条件 "
            f"{{unanswered: {asked}, by: {action.key}}} 或者 {{done: {asked}, since: [{action.key}]}}。"
        )
        yield Line(
            code=f"answered_once:{action.key}", title=title, ok=False, witness=witness, source=action.source
        )
    if not again:
        yield Line(code="answered_once", title=title, ok=True, witness=f"{len(answering)}处答复")


def _answers(procedure: Procedure, action: Action) -> Iterator[str]:
    """The acts of a party that an act chooses an answer to, after which the case stays where it is."""
    chooses = any(procedure.fields[key].type == "choice" for key in action.sets)
    if action.to or not chooses:
        return
    for use in action.guards:
        asked = procedure.actions.get(str(arguments(use).get("action", ""))) if use.name == "done" else None
        if asked is None or use.when:
            continue
        if any(procedure.roles[key].capacities for key in asked.actors if key in procedure.roles):
            yield asked.key


def _is_barred(action: Action, asked: str) -> bool:
    """Whether an act is not done again before what it answers is done again."""
    for use in action.guards:
        args = arguments(use)
        since = args.get("since", ())
        since = since if isinstance(since, tuple | list) else (since,)
        if use.name == "unanswered" and (args.get("to"), args.get("by")) == (asked, action.key):
            return True
        if use.name == "done" and args.get("action") == asked and action.key in since:
            return True
        if use.name == "not_done" and args.get("action") == action.key:
            return True
    return False


def _of_the_right_people(procedure: Procedure) -> Iterator[Line]:
    title = "就文书陈述、申请的，只看该文书是否送达其本人"
    asking = [
        (action, use)
        for action in procedure.actions.values()
        for use in action.guards
        if use.name == "served"
    ]
    wrong = False
    for action, use in asking:
        to = arguments(use).get("to", "")
        if to == (THE_PARTY if action.per_party else ""):
            continue
        wrong = True
        witness = (
            f"“{action.title}”由一名当事人办理，却须等文书送达所有的人（应写明 to: party）。"
            if action.per_party
            else f"“{action.title}”不是为某一当事人办理的，不能只看是否送达其本人。"
        )
        yield Line(code=f"answers:{action.key}", title=title, ok=False, witness=witness, source=use.source)
    if not wrong:
        yield Line(code="answers", title=title, ok=True, witness=f"{len(asking)}处要求送达")
