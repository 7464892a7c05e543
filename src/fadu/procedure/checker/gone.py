# SPDX-License-Identifier: MulanPSL-2.0
"""A party is gone: from every stage the case still comes to an end when somebody has died or ended with nobody in the place.

Then nobody acts for him, nothing that would take from him or state his will is done, and no paper can reach him: only acts that
do without are left, with papers that go ``to_those_left``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker import exits
from fadu.procedure.checker.report import Line
from fadu.procedure.recipients import OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Action, Procedure

TITLE = "当事人死亡、终止而无人承受的，仍有办法办结"


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each stage in which a case would be stuck, or one for all; none for a procedure without parties."""
    closed = frozenset(a.key for a in procedure.actions.values() if _needs_everybody(procedure, a))
    if not closed:
        return
    yield from _grounds(procedure, closed)
    stages = [stage for stage in procedure.stages.values() if not stage.final]
    stuck = False
    for stage in stages:
        under = exits.without(procedure, stage, closed)
        if under is None:
            continue
        stuck = True
        witness = f"“{stage.title}”的当事人已死亡、终止{under}没有一个动作不向其送达、不由其办理而能办结（to_those_left）。"
        yield Line(code=f"gone:{stage.key}", title=TITLE, ok=False, witness=witness, source=stage.source)
    if not stuck:
        yield Line(code="gone", title=TITLE, ok=True, witness=f"{len(stages)}个环节")


def _grounds(procedure: Procedure, closed: frozenset[str]) -> Iterator[Line]:
    """Acts on the ground that nobody is left, which then can never be done."""
    title = "以当事人死亡、终止为由的动作，当事人不在时可以办理"
    for action in procedure.actions.values():
        uses = [use for use in action.guards if use.name == "nobody_left"]
        if uses and action.key in closed:
            witness = f"“{action.title}”以当事人死亡、终止为由，却须由其办理或者向其送达（to_those_left）。"
            yield Line(
                code=f"gone:{action.key}", title=title, ok=False, witness=witness, source=uses[0].source
            )


def _needs_everybody(procedure: Procedure, action: Action) -> bool:
    """Whether an action is a party's own, asks that all are there, or issues a paper to parties whether they are there or not."""
    actor = procedure.roles.get(action.by)
    if (actor is not None and actor.capacity) or any(use.name == "still_there" for use in action.guards):
        return True
    return any(i.served_to not in ("", OTHERS) and not i.to_those_left for i in action.issues)
