# SPDX-License-Identifier: MulanPSL-2.0
"""What is asked of the proposal by itself is asked of everybody who makes it or brings it before those who decide.

A guard says of itself that it judges what is proposed, whatever has been done (``of_proposal``). Where the act that decides asks it, so
does each act that proposes: else a fine below the floor is examined, told and discussed, and only the last signature stops it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line
from fadu.procedure.proposal import proposes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.offering import GuardSpec

CODE, TITLE = "proposed", "就拟处理意见本身查的，提出、改变和提请决定时也要查"


def lines(procedure: Procedure, guards: Mapping[str, GuardSpec] | None) -> Iterator[Line]:
    """One line for each act that proposes what nobody may decide, or one for all; none for what is only replayed."""
    rule = procedure.proposal
    if rule is None or procedure.replay_only:
        return
    if guards is None:
        yield Line(code=CODE, title=TITLE, ok=True, skipped=True, witness="未给出办理条件的目录，没有核对")
        return
    last = list(rule.steps)[-1:]
    deciding = [a for a in procedure.actions.values() if last and last[0] in a.deals_with]
    wrong, asked = [], 0
    for action in procedure.actions.values():
        needed = [
            use.name
            for other in deciding
            if other is action or _makes(procedure, action) or _brings(procedure, action, other)
            for use in other.guards
            if use.name in guards and guards[use.name].of_proposal
        ]
        asked += len(needed)
        missing = [name for name in needed if name not in {use.name for use in action.guards}]
        if missing:
            titles = "、".join(f"“{guards[name].title}”（{name}）" for name in dict.fromkeys(missing))
            wrong.append(
                Line(
                    code=f"{CODE}:{action.key}",
                    title=TITLE,
                    ok=False,
                    witness=f"“{action.title}”没有以{titles}为条件：依法不能决定的，照样可以提出。",
                    source=action.source,
                )
            )
    yield from wrong or [Line(code=CODE, title=TITLE, ok=True, witness=f"{asked}处")]


def _makes(procedure: Procedure, action: Action) -> bool:
    """Whether an act says which measures are proposed."""
    rule = procedure.proposal
    said = {*action.sets, *action.may_set}
    return rule is not None and bool(said & {*rule.kinds, *rule.amounts, rule.per_party} - {""})


def _brings(procedure: Procedure, action: Action, deciding: Action) -> bool:
    """Whether an act brings the proposal as it stands before those who decide, and not a case that ends otherwise."""
    if not action.to or action.to not in deciding.sources or proposes(procedure, action):
        return False
    wanted = {str(use.args.get("condition", "")) for use in deciding.guards if use.name == "is"}
    refused = {str(use.args.get("condition", "")) for use in action.guards if use.name == "is_not"}
    return wanted.isdisjoint(refused - {""})
