# SPDX-License-Identifier: MulanPSL-2.0
"""§7: reading XES and replaying histories through `decide`, against pm4py (in the benchmark environment only)."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result, in_turn
from fadu.cases.importing import histories, mapping
from fadu.cases.importing.xes import read_xes
from fadu.law import library as law_library
from fadu.procedure.entry import Entry
from fadu.procedure.library import library
from fadu.procedure.replay import replay
from fadu.procedure.standing import misfits

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
LOG = Path(os.environ.get("FADU_REAL_DATA", ROOT.parent / "shared" / "data")) / "receipt.xes.gz"


def run() -> Iterator[Result]:
    """Skipped, with a word, where the real log is not there."""
    if not LOG.exists():
        print(f"§7 not measured: no {LOG.name}; set FADU_REAL_DATA")
        return
    with contextlib.redirect_stdout(io.StringIO()):
        import pm4py

        log = pm4py.read_xes(str(LOG))
        net = pm4py.discover_petri_net_inductive(log)
    quiet = contextlib.redirect_stderr(io.StringIO())
    with quiet, contextlib.redirect_stdout(io.StringIO()):
        ours, peer = in_turn((lambda: list(read_xes(LOG)), 1), (lambda: pm4py.read_xes(str(LOG)), 1), rounds=3)
    yield Result(section="7", name="read XES vs pm4py.read_xes", goal=2, ratio=ours / peer, better="less")
    cases = entries()
    editions, law = library().editions("licence"), law_library()

    def replayed() -> None:
        for found in cases:
            replay(editions, found, law, until=found[-1].at)

    traces, newest = [[entry.action for entry in found] for found in cases], editions[-1]

    def followed() -> None:
        for trace in traces:
            misfits(newest, trace)

    with quiet, contextlib.redirect_stdout(io.StringIO()):
        mine, order, tokens = in_turn(
            (replayed, 1),
            (followed, 5),
            (lambda: pm4py.conformance_diagnostics_token_based_replay(log, *net), 1),
            rounds=3,
        )
    yield Result(section="7", name="the order of acts vs pm4py token replay", goal=50, ratio=tokens / order,
                 note="the same question: does each case follow the procedure, and where not; by the rules decide uses")  # fmt: skip
    yield Result(section="7", name="whole judgement vs pm4py token replay", goal=1, ratio=tokens / mine,
                 note="every guard and clock by the law of its date, with articles: no peer asks this")  # fmt: skip


def entries() -> list[tuple[Entry, ...]]:
    """The histories of the log as the mapping of the documentation reads them."""
    plan = mapping.load(ROOT / "docs" / "examples" / "receipt-mapping.yaml")
    procedure = library().editions("licence")[0]
    found = []
    for record in read_xes(LOG):
        told = histories.read(record, plan, procedure)
        if isinstance(told, histories.History):
            found.append(
                tuple(
                    Entry(seq=n, action=a.action, at=a.at, payload=a.payload, day_only=a.day_only, imported=True)
                    for n, a in enumerate(told.acts, start=1)
                )
            )
    return found
