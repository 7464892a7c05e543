# SPDX-License-Identifier: MulanPSL-2.0
"""Whether the rows that would follow from an act, or from a history, keep within the bounds their tables declare.

Asked before anything is written: live it refuses, in a trial import it is a reason. The database holds the same bounds.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from fadu.cases import registry
from fadu.cases.acts import following
from fadu.cases.models import CaseEvidence
from fadu.cases.rows import Given
from fadu.kernel.errors import FaduError
from fadu.law import library as law_library
from fadu.procedure.clocks import AHEAD, laid_down
from fadu.procedure.decision import World
from fadu.procedure.entry import Entry
from fadu.procedure.fold import after, fold
from fadu.storage.bounds import BrokenBound, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from fadu.cases.acts.opening import ChildPlan
    from fadu.cases.rows import Rows
    from fadu.law import Law
    from fadu.procedure.decision import Permitted
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

    LocalOn = Callable[[date], Mapping[str, int]]


class NoRowsError(FaduError):
    """所填内容不全或者形式不对，登记表无法记载。请逐栏核对。"""

    code = "no_rows"


def broken_bounds(rows: Rows) -> tuple[BrokenBound, ...]:
    """Every bound that the rows of one case would break, model by model; nothing is asked of the database."""
    return tuple(each for model, own in rows.items() for each in broken(model, own))


def of_act(world: World, permitted: Permitted, children: Sequence[ChildPlan]) -> tuple[BrokenBound, ...]:
    """The bounds that an act would break, were it recorded: in the rows of its case, of its evidence, of the children it opens."""
    entry = _entry(world, permitted)
    state = after(world.procedure, world.state, entry)
    rows = dict(_of_kind(world.procedure, state, world.law, world.local_of))
    if entry.action == "attach":
        rows[CaseEvidence] = (following.evidence(entry, 0),)
    bounds = list(broken_bounds(rows))
    for child in children:
        start = replace(entry, seq=1, action=child.start, payload=child.payload, voids=())
        begun = fold(child.procedure, [start])
        bounds += broken_bounds(_of_kind(child.procedure, begun, world.law, world.local_of))
    return tuple(bounds)


def of_history(procedure: Procedure, entries: Iterable[Entry]) -> tuple[BrokenBound, ...]:
    """The bounds that a history would break, were it taken in."""
    return broken_bounds(_of_kind(procedure, fold(procedure, entries), law_library(), None))


def _entry(world: World, permitted: Permitted) -> Entry:
    """The act as it would be recorded; of one that is only signed yet, as it would be when all have signed."""
    return Entry(
        seq=len(world.state.entries) + 1,
        action=permitted.action,
        at=world.at,
        payload=permitted.payload if permitted.complete else permitted.payload["payload"],
        by=permitted.by,
        voids=permitted.voids,
    )


def _of_kind(procedure: Procedure, state: State, law: Law, local_on: LocalOn | None) -> Rows:
    rows = registry.furnishing(procedure.key).rows
    if rows is None:
        return {}
    past = World(procedure=procedure, state=state, at=AHEAD, law=law, local_on=local_on)
    try:
        return rows(state, Given(procedure=procedure, law=law, lay_down=partial(laid_down, past)))
    except (LookupError, TypeError, ValueError) as error:
        raise NoRowsError from error
