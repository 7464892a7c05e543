# SPDX-License-Identifier: MulanPSL-2.0
"""What an act asks to be filled in can be filled in: by the act itself, or an act that surely came before asked for it.

Else whoever has done all that was asked of him on the way is refused for a box that no form asked for and this one does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.implied import arguments
from fadu.procedure.checker.report import Line
from fadu.procedure.model import START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Action, Procedure

CODE, TITLE = "fillable", "办理条件要求填写的，本动作可以填写，或者此前必须已经填写"


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each act that asks for a field nobody had to fill in and it cannot set itself, or one for all."""
    asking = [
        (action, use, str(arguments(use)["field"]))
        for action in procedure.actions.values()
        for use in action.guards
        if use.name == "filled"
    ]
    wrong = [each for each in asking if not _is_fillable(procedure, each[0], each[2])]
    for action, use, key in wrong:
        title = procedure.fields[key].title
        witness = f"“{action.title}”要求已经填写“{title}”，其表单没有这一项，此前也没有必须填写它的动作；在该动作的 may_set 中列入 {key}。"
        yield Line(
            code=f"{CODE}:{action.key}.{key}", title=TITLE, ok=False, witness=witness, source=use.source
        )
    if not wrong:
        yield Line(code=CODE, title=TITLE, ok=True, witness=f"{len(asking)}处")


def _is_fillable(procedure: Procedure, action: Action, key: str) -> bool:
    if key in (*action.sets, *action.may_set):
        return True
    before = {
        str(arguments(use).get("action")) for use in action.guards if use.name == "done" and not use.when
    }
    return any(
        key in each.sets and (START in each.sources or each.key in before)
        for each in procedure.actions.values()
    )
