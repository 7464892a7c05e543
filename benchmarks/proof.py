# SPDX-License-Identifier: MulanPSL-2.0
"""What proof costs: places in the tree for new entries, verification of the whole, the check of every case by the law."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from benchmarks import worlds
from benchmarks.measure import Result
from benchmarks.pages import FEW, MANY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: cases of the world that is verified as a whole
WHOLE = 2_000


def run() -> Iterator[Result]:
    """In worlds of three sizes, each in a process of its own; what grows a world works on a copy."""
    few, many = (_read(worlds.copied(worlds.home(cases)), "sequencer") for cases in (FEW, MANY))
    yield Result(
        section="proof",
        name=f"sequencing new entries, after {many['before']:,} entries vs after {few['before']:,}",
        goal=1.2,
        ratio=many["ms"] / few["ms"],
        better="less",
        note=f"{many['ms']:.0f} ms for 1,000 entries and the signed head",
        must=True,
    )
    whole = _read(worlds.home(WHOLE), "whole")
    yield Result(
        section="proof",
        name="statements of `ledger verify` that write",
        goal=0,
        ratio=whole["written"],
        better="less",
        must=True,
    )
    yield Result(
        section="proof",
        name="`ledger verify`, ms of processor time a case",
        goal=4,
        ratio=whole["verify"],
        better="less",
        note=f"{whole['cases']} cases; most memory of Python {whole['memory']:.0f} MB",
    )
    yield Result(
        section="proof",
        name="`fadu check`, ms of processor time a case",
        goal=2,
        ratio=whole["check"],
        better="less",
    )


def _read(home: Path, what: str) -> dict[str, Any]:
    return dict(json.loads(worlds.run("benchmarks.proof_process", what, home=home).splitlines()[-1]))
