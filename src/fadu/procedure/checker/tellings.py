# SPDX-License-Identifier: MulanPSL-2.0
"""Tellings: what a clock or a guard waits to be told by a child case, that kind of case can say; told of one party, it is that party's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.implied import arguments
from fadu.procedure.checker.report import Line
from fadu.procedure.model import PARENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.kernel.problems import Source
    from fadu.procedure.model import Procedure


def lines(procedure: Procedure, children: Mapping[str, Procedure]) -> Iterator[Line]:
    """One line for each clock and guard that waits to be told; those told by the case that opened this one are not looked at."""
    for code, title, matter, words, source in _waiting(procedure):
        if matter not in children:
            continue
        said = _said(children[matter])
        unsaid = sorted(set(words) - said)
        yield Line(
            code=f"told:{code}",
            title=f"{title}等待的告知，该案会说",
            ok=bool(said) and not unsaid,
            witness=f"“{children[matter].title}”不会告知本案：{'、'.join(unsaid) or '任何结果'}"
            if unsaid or not said
            else f"由“{children[matter].title}”告知",
            source=source,
        )


def of_one_party(procedure: Procedure) -> Iterator[Line]:
    """One line for each clock that begins by what a case opened for one party tells, and ends by an act done for one party.

    Run for the whole case, the act for one party would end the terms that run for the others.
    """
    openings = (opening for action in procedure.actions.values() for opening in action.opens)
    matters = {opening.matter for opening in openings if opening.for_each == "party"}
    for clock in procedure.clocks.values():
        acts = [procedure.actions.get(stop.name) for stop in clock.stops if stop.kind == "act"]
        ending = [action.title for action in acts if action is not None and action.per_party]
        if ending and any(start.kind == "told" and start.name in matters for start in clock.starts):
            yield Line(
                code=f"told_of_one:{clock.key}",
                title=f"时钟“{clock.title}”因告知一方当事人的事起算，逐一当事人计算",
                ok=clock.per == "party",
                witness=f"为一方办理的“{'、'.join(ending)}”只止其本人的"
                if clock.per == "party"
                else f"为一方办理的“{'、'.join(ending)}”会止住各方的；写 per: party",
                source=clock.source,
            )


def _waiting(procedure: Procedure) -> Iterator[tuple[str, str, str, tuple[str, ...], Source]]:
    for clock in procedure.clocks.values():
        for trigger in (*clock.starts, *clock.stops):
            if trigger.kind == "told":
                yield clock.key, f"时钟“{clock.title}”", trigger.name, trigger.outcomes, trigger.source
    for action in procedure.actions.values():
        for use in action.guards:
            if use.name == "told":
                args = arguments(use)
                words = tuple(args.get("outcome", ()))
                yield action.key, f"动作“{action.title}”", args["matter"], words, use.source


def _said(child: Procedure) -> frozenset[str]:
    """Every word a kind of case may tell the one that opened it."""
    words: set[str] = set()
    for action in child.actions.values():
        if action.tells is None or action.tells.to != PARENT:
            continue
        field = child.fields.get(action.tells.field)
        words |= {choice.key for choice in field.choices} if field else {action.tells.word}
    return frozenset(words)
