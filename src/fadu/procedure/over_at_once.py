# SPDX-License-Identifier: MulanPSL-2.0
"""Terms of the bureau that are over as they begin: the day that begins one lies so far back that its last day is past when it is written down.

That may be true of what was left lying. The commonest slip of January, last year's date, looks the same: it is said before it is
recorded, and nothing is refused. (`forestalled` looks at the terms of parties, `before_the_law` at terms that do not begin at all.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.clocks import readings
from fadu.procedure.fold import after
from fadu.procedure.revived import TOUCHING_NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.entry import Entry


def begun(world: World, entry: Entry) -> Iterator[ClockReading]:
    """The terms of the bureau that an act begins and that are overdue at the moment of the world, which is that of its recording."""
    if entry.action in TOUCHING_NONE:
        return
    day = world.at.date()
    then = world.with_(state=after(world.procedure, world.state, entry))
    for reading in readings(then):
        is_new = reading.started_seq == entry.seq and not reading.target
        if is_new and reading.whose == "bureau" and reading.state(day) == "overdue":
            yield reading


def words(reading: ClockReading) -> str:
    """“受理期限”自2022-01-20起算，2022-01-29届满，登记时已经过了。请核对日期，尤其是年份；确系如此的，照实登记。"""
    return (
        f"“{reading.title}”自{reading.started_on}起算，{reading.due_on}届满，登记时已经过了。"
        "请核对日期，尤其是年份；确系如此的，照实登记。"
    )
