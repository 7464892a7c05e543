# SPDX-License-Identifier: MulanPSL-2.0
"""A term the bureau promised is no later than the law's: where special law gives less time for the subject, its last day is the promise's.

The parameter itself is held to the general term when it is entered (``within``); what a subject's own law says is known of the case alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.procedure.subjects import limit_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.procedure.decision import ClockReading, World


def held_to_the_law(world: World, readings: Sequence[ClockReading]) -> tuple[ClockReading, ...]:
    """The counts of a case; of a target that ends after the count of the limit it lies within, with that one's last day."""
    return tuple(_held(world, each, readings) if each.target else each for each in readings)


def _held(world: World, promised: ClockReading, readings: Sequence[ClockReading]) -> ClockReading:
    within = limit_for(world, promised.limit, promised.started_on).within
    for lawful in readings:
        is_same = (lawful.limit, lawful.started_seq, lawful.about) == (
            within,
            promised.started_seq,
            promised.about,
        )
        if is_same and lawful.due_on and promised.due_on and lawful.due_on < promised.due_on:
            return replace(
                promised,
                due=lawful.due,
                due_on=lawful.due_on,
                provisional=lawful.provisional,
                cites=lawful.cites,
            )
    return promised
