# SPDX-License-Identifier: MulanPSL-2.0
"""Telling the other cases of the family what an act in this one means for them, in the act's own transaction.

A procedure says which act tells whom what (``tells``): the case that opened this one, or those it opened of a kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts.projection import project
from fadu.cases.acts.recording import following_id, system_draft, write
from fadu.cases.models import Case
from fadu.cases.world.worlds import state_of
from fadu.procedure.model import PARENT
from fadu.procedure.telling import said_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fadu.procedure.decision import Permitted, World
    from fadu.procedure.telling import Said


def said(world: World, permitted: Permitted) -> Said | None:
    """What an act is to tell; nothing before its last signature."""
    if not permitted.complete:
        return None
    return said_by(world.procedure, permitted.action, permitted.payload, world.at)


def hearers(case: Case, words: Said | None) -> Sequence[Case]:
    """The cases that are to hear it; ended ones too, whose matters it may concern. What an act does for one party only that party's hears."""
    if words is None:
        return ()
    if words.to == PARENT:
        return (case.parent,) if case.parent else ()
    opened = Case.objects.select_related("bureau", "parent", "root").filter(parent=case, kind=words.to)
    if words.party:
        state = state_of(case)
        own = [c.case for c in state.children_of(words.to) if c.party in state.standing_for(words.party)]
        opened = opened.filter(number__in=own)
    return tuple(opened.order_by("pk"))


def tell(
    case: Case, words: Said | None, hearing: Sequence[Case], places: Mapping[int, int], at: datetime
) -> None:
    """Record in each case that hears it what is said, in the place claimed there."""
    for other in hearing if words else ():
        assert words is not None
        payload = {
            "case": case.number,
            "matter": case.kind,
            "topic": case.topic,
            "says": words.says,
            "on": words.on.isoformat(),
            "fields": dict(words.fields),
        }
        seq, known = places[other.pk], state_of(other)
        draft = system_draft(
            "told", at, payload, following_id("told", case.number, case.revision, other.number)
        )
        _, after = write(other, known, seq, draft)
        project(other, after, before=known)
