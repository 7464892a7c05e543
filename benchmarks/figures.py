# SPDX-License-Identifier: MulanPSL-2.0
"""§6: the figures of a year of 20,000 cases, in an archive of 100,000: from cells and counted, against DuckDB on the same rows.

The goals against DuckDB and against the sum of one column were set for ten million acts; ``FADU_BENCH_CASES`` asks for
another archive (``make bench-large``: 300,000 cases).
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from benchmarks import worlds
from benchmarks.measure import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = int(os.environ.get("FADU_BENCH_CASES", "100000"))


def run() -> Iterator[Result]:
    """Measured in a process of its own, in a world of its own."""
    costs = json.loads(worlds.run("benchmarks.figures_process", home=worlds.home(CASES)).splitlines()[-1])
    of = f"{costs['figures']} figures that add up, over {costs['rows']:,} rows of all years"
    yield Result(
        section="figures", name="page of figures, ms", goal=300, ratio=costs["page"], better="less", note=of
    )
    yield Result(section="figures", name="draft report, ms", goal=300, ratio=costs["draft"], better="less")
    yield Result(
        section="figures",
        name="recount of a year, s",
        goal=5,
        ratio=costs["recount"],
        better="less",
        note=costs["world"],
    )
    cells, plain = costs["cells"], costs["plain"]
    yield Result(
        section="figures",
        name="figures from cells vs DuckDB at its best",
        goal=4,
        ratio=costs["duck_best"] / cells,
        note=f"{cells * 1000:.1f} ms; DuckDB groups its own columns by month, in memory",
    )
    yield Result(
        section="figures",
        name="figures from cells vs DuckDB, one scan a table",
        goal=40,
        ratio=costs["duck_scan"] / cells,
    )
    yield Result(
        section="figures",
        name="figures from cells vs the sum of one column",
        goal=10,
        ratio=costs["sum"] / cells,
    )
    yield Result(
        section="figures",
        name="figures counted vs the sum of one column",
        goal=2,
        ratio=plain / costs["sum"],
        better="less",
        note="without any stored cell; the column is that of the acts of all years",
    )
    yield Result(
        section="figures", name="figures counted vs one query each", goal=20, ratio=costs["each"] / plain
    )
