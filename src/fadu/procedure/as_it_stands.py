# SPDX-License-Identifier: MulanPSL-2.0
"""What a case breaks by standing as it does: guards in ``finds`` that are asked without any act, too.

A guard says that of itself (``standing=True``): a thing kept beyond its last day is found though nobody records what became of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure.decision import Ground, ReplayFinding
from fadu.procedure.providers import guards_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fadu.procedure.course import Course


def findings(course: Course, at: datetime) -> Iterator[ReplayFinding]:
    """What the standing guards of a procedure have against the case as of a moment, each once."""
    procedure, specs = course.procedure, guards_of(course.procedure.key)
    world = course.world_at(at)
    uses = {use.name: (action, use) for action in procedure.actions.values() for use in action.finds}
    for name, (action, use) in uses.items():
        if not specs[name].standing:
            continue
        try:
            verdict = specs[name].function(world, **use.args)
        except FaduError:
            continue  # what cannot be judged of an act is said with the act
        if isinstance(verdict, Ground):
            yield ReplayFinding(
                severity="possible" if verdict.unknown else "certain",
                rule=verdict.code,
                message=verdict.message,
                cites=use.cites or verdict.cites or action.cites,
                on=at.date(),
            )
