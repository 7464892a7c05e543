# SPDX-License-Identifier: MulanPSL-2.0
"""Terms of the bureau that were not kept, as the judge reckons them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.law.terms import last_day

if TYPE_CHECKING:
    from datetime import date

    from judge.life import Deed, Life
    from judge.reading import Reading, Runs


def late(life: Life, reading: Reading, on: date) -> dict[str, bool]:
    """The clocks that began once in a life, as the procedure calls them, and whether each ran out before it was stopped."""
    kept: dict[str, bool] = {}
    for name, runs in reading.runs.items():
        starts = _starts(life, runs)
        if not runs.clock or len(starts) != 1:
            continue
        after = [d for d in life.deeds if d.seq > starts[0].seq and not d.undone]
        stop = next((d for d in after if d.name in runs.stops), None)
        running = last_day(life, reading, name, stop.seq if stop else life.deeds[-1].seq + 1)
        kept[runs.clock] = bool(running and (stop.on if stop else on) > running[1])
    return kept


def _starts(life: Life, runs: Runs) -> list[Deed]:
    return [deed for deed in life.deeds if runs.starts & deed.words and not deed.undone]
