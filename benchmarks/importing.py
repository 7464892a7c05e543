# SPDX-License-Identifier: MulanPSL-2.0
"""Import of a sheet of decisions: rows a second of processor time, with findings and without, and the memory of a trial."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import worlds
from benchmarks.measure import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 1_500
#: rows of the trials by which memory is compared
SMALL, LARGE = 5_000, 20_000
MILLION = 1_000_000


def run() -> Iterator[Result]:
    """Each in an empty home and a process of its own."""
    cost = _measured("rate", ROWS)
    yield Result(
        section="importing",
        name="rows a second of processor time, findings included",
        goal=150,
        ratio=cost["rows"] / (cost["taken"] + cost["checked"]),
        note=f"{cost['rows']} decisions of up to six acts, {cost['findings']} findings",
    )
    yield Result(
        section="importing",
        name="rows a second of processor time, findings made later",
        goal=300,
        ratio=cost["rows"] / cost["taken"],
    )
    for source, ending in (("a text", "csv"), ("a workbook", "xlsx")):
        small, large = _measured("memory", SMALL, ending), _measured("memory", LARGE, ending)
        each = (large["megabytes"] - small["megabytes"]) / (LARGE - SMALL)
        yield Result(
            section="importing",
            name=f"memory to try a million rows of {source}, MB",
            goal=500,
            ratio=large["megabytes"] + each * (MILLION - LARGE),
            better="less",
            note=f"extrapolated: {large['megabytes']:.1f} MB for {LARGE:,} rows, {small['megabytes']:.1f} MB for {SMALL:,}",
        )


def _measured(what: str, rows: int, ending: str = "csv") -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="fadu-import-") as home:
        worlds.run("benchmarks.importing_process", "write", str(rows), ending, home=Path(home))
        printed = worlds.run("benchmarks.importing_process", what, ending, home=Path(home))
    return dict(json.loads(printed.splitlines()[-1]))
