# SPDX-License-Identifier: MulanPSL-2.0
"""The money of a case as its page and the forms of what is paid show it: to be paid, come in, left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.registry import furnishing
from fadu.cases.world import worlds
from fadu.kernel.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import State

#: what the record does not say
UNSAID = "没有记载"


def sums_of(case: Case, state: State, at: datetime) -> list[dict[str, str]]:
    """A row for each kind of money of a case, in words; nothing of a case that is about none."""
    of_kind = furnishing(case.kind).sums
    return [
        {
            "what": one.what,
            "due": UNSAID if one.due is None else yuan(one.due),
            "got": yuan(one.got),
            "back": yuan(one.back) if one.back else "",
            "left": UNSAID if one.left is None else yuan(one.left),
            "over": yuan(one.over) if one.over else "",
            "late": yuan(one.late) if one.late else "",
            "said": one.said,
        }
        for one in (of_kind(worlds.past_of(case, at, state)) if of_kind is not None else ())
    ]


def beside(case: Case, state: State, procedure: Procedure, action: str, at: datetime) -> list[dict[str, str]]:
    """The money of a case beside the form of an act that says an amount, or by which the case ends."""
    definition = procedure.actions.get(action)
    if definition is None or not (_says_money(procedure, definition) or _ends(procedure, definition)):
        return []
    return sums_of(case, state, at)


def _ends(procedure: Procedure, action: Action) -> bool:
    stage = procedure.stages.get(action.to)
    return stage is not None and stage.final


def _says_money(procedure: Procedure, action: Action) -> bool:
    return any(kind == "money" for kind in _types(procedure, action))


def _types(procedure: Procedure, action: Action) -> Iterator[str]:
    for name in (*action.sets, *action.may_set):
        if name in procedure.fields:
            field = procedure.fields[name]
            yield field.type
            yield from (column.type for column in field.columns)
    for columns in action.adds.values():
        yield from (procedure.fields[name].type for name in columns if name in procedure.fields)
