# SPDX-License-Identifier: MulanPSL-2.0
"""The demo's year: what an act costs as people do it, papers, services and terms included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import worlds
from benchmarks.measure import Result

if TYPE_CHECKING:
    from collections.abc import Iterator


def run() -> Iterator[Result]:
    """Measured where the home of the demo is made."""
    _, cost = worlds.demo()
    yield Result(
        section="demo",
        name="an act of the demo's year through the services, ms of processor time",
        goal=14,
        ratio=1e3 * (cost["seconds"] - cost["seconds_at_desk"]) / (cost["acts"] - cost["at_desk"]),
        better="less",
        note=f"{cost['acts'] - cost['at_desk']} acts and {cost['refusals']} refusals, founding, mornings and papers included",
    )
    yield Result(
        section="demo",
        name="an act of the demo's year through the desk, ms of processor time",
        goal=40,
        ratio=1e3 * cost["seconds_at_desk"] / cost["at_desk"],
        better="less",
        note=f"{cost['at_desk']} acts: the form opened, filled in and sent, and what it leads to looked at",
    )
    yield Result(
        section="demo", name=f"the year at {worlds.SCALE:g} of its business, s", ratio=cost["seconds"]
    )
