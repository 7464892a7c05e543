# SPDX-License-Identifier: MulanPSL-2.0
"""§7: reading XES and following histories by the rules `decide` uses, against pm4py (in the benchmark environment only).

The peer answers the same question on the same acts by the same rules: its net is the procedure, a place for each stage and a
transition for each act in each stage; that both find the same histories unfit is asserted before anything is timed.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Result, in_turn
from fadu.intake import histories, mapping
from fadu.intake.reading.xes import read_xes
from fadu.law import library as law_library
from fadu.procedure.compiled import rules_of
from fadu.procedure.entry import BUILT_IN, Entry
from fadu.procedure.library import library
from fadu.procedure.model import START
from fadu.procedure.replay import replay
from fadu.procedure.standing import misfits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Procedure

ROOT = Path(__file__).resolve().parents[1]
LOG = Path(os.environ.get("FADU_REAL_DATA", ROOT.parent / "shared" / "data")) / "receipt.xes.gz"
#: made-up histories, and how long each may become
WALKS, LONGEST = 2000, 30


def run() -> Iterator[Result]:
    """Walks of the penalty procedure, then, where the real log is there, its permits."""
    os.environ["TQDM_DISABLE"] = "1"
    with quietly():
        yield from walked()
        if LOG.exists():
            yield from real()
    if not LOG.exists():
        print(f"§7 XES and replay not measured: no {LOG.name}; set FADU_REAL_DATA")


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """The peer prints progress."""
    with contextlib.redirect_stderr(io.StringIO()):
        yield


def walked() -> Iterator[Result]:
    """Made-up histories of the longest procedure, one in three with an act left out."""
    procedure = library().editions("penalty")[-1]
    traces = walks(procedure)
    ours, peer = followed(procedure, traces)
    yield Result(
        section="conformance",
        name="order of acts, walks of a penalty, vs pm4py token replay",
        ratio=peer / ours,
        note=f"{WALKS} histories, {sum(map(len, traces))} acts, the same net: does each follow the procedure, and where not",
    )


def real() -> Iterator[Result]:
    """The real permits."""
    import pm4py

    ours, peer = in_turn((lambda: list(read_xes(LOG)), 1), (lambda: pm4py.read_xes(str(LOG)), 1), rounds=3)
    yield Result(
        section="conformance", name="read XES vs pm4py.read_xes", goal=2, ratio=ours / peer, better="less"
    )
    cases = entries()
    editions, law = library().editions("licence"), law_library()
    traces = [[entry.action for entry in acts] for acts in cases]
    order, tokens = followed(editions[-1], traces)
    yield Result(
        section="conformance",
        name="order of acts, real permits, vs pm4py token replay",
        ratio=tokens / order,
        note="few variants, each of which the peer replays once",
    )
    mine, tokens = in_turn(
        (lambda: [replay(editions, acts, law, until=acts[-1].at) for acts in cases], 1),
        (token_replay(editions[-1], traces), 1),
        rounds=5,
    )
    acts = sum(map(len, cases))
    yield Result(
        section="conformance",
        name="replay of the real permits, µs an act",
        goal=100,
        ratio=1e6 * mine / acts,
        better="less",
        note=f"{len(cases)} cases, {acts} acts",
    )
    yield Result(
        section="conformance",
        name="replay, each act judged as decide would, vs pm4py token replay",
        ratio=tokens / mine,
        note=f"{1e6 * mine / len(cases):.0f} µs a case: guards, clocks and findings by the law of each day, which no peer asks",
    )


def followed(procedure: Procedure, traces: list[list[str]]) -> tuple[float, float]:
    """Seconds of our automaton and of token replay on the same histories; both find the same ones unfit."""
    theirs = token_replay(procedure, traces)
    unfit = [place for place, answer in enumerate(theirs()) if not answer["trace_is_fit"]]
    assert unfit == [place for place, trace in enumerate(traces) if misfits(procedure, trace)]
    ours, peer = in_turn((lambda: [misfits(procedure, trace) for trace in traces], 3), (theirs, 1), rounds=5)
    return ours, peer


def token_replay(procedure: Procedure, traces: list[list[str]]) -> Any:
    """Token replay of the histories on the procedure as a net: a place a stage, a transition for each act in each stage."""
    import pandas
    import pm4py
    from pm4py.objects.petri_net.obj import Marking, PetriNet
    from pm4py.objects.petri_net.utils import petri_utils

    net = PetriNet(procedure.key)
    places = {stage: PetriNet.Place(stage) for stage in (START, *procedure.stages, "#end")}
    net.places.update(places.values())

    def step(source: str, label: str | None, target: str) -> None:
        made = PetriNet.Transition(f"{source}/{label}", label)
        net.transitions.add(made)
        petri_utils.add_arc_from_to(places[source], made, net)
        petri_utils.add_arc_from_to(made, places[target], net)

    for key, rule in rules_of(procedure).items():
        for stage in rule.stages:
            step(stage, key, rule.action.to or stage)
    for stage in (START, *procedure.stages):
        step(stage, None, "#end")  # a history may end anywhere
    first = datetime(2022, 1, 1, tzinfo=UTC)
    rows = [
        (f"{n:06}", act, first + timedelta(minutes=at))
        for n, trace in enumerate(traces)
        for at, act in enumerate(trace)
    ]
    frame = pandas.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"])
    begin, end = Marking({places[START]: 1}), Marking({places["#end"]: 1})
    return lambda: pm4py.conformance_diagnostics_token_based_replay(frame, net, begin, end)


def walks(procedure: Procedure) -> list[list[str]]:
    """Made-up histories: at each step any act the stage allows; one history in three then loses an act."""
    chance = random.Random(7)
    traces = []
    for number in range(WALKS):
        stage, trace = START, []
        while len(trace) < LONGEST and not (stage in procedure.stages and procedure.stages[stage].final):
            rule = chance.choice([rule for rule in rules_of(procedure).values() if stage in rule.stages])
            trace.append(rule.action.key)
            stage = rule.action.to or stage
        if number % 3 == 0:
            del trace[chance.randrange(len(trace))]
        traces.append(trace or [next(iter(procedure.actions))])
    return traces


def entries() -> list[tuple[Entry, ...]]:
    """The histories of the log as the mapping of the documentation reads them."""
    plan = mapping.load(ROOT / "docs" / "examples" / "receipt-mapping.yaml")
    procedure = library().editions("licence")[0]
    read = []
    for record in read_xes(LOG):
        history = histories.read(record, plan, procedure)
        if isinstance(history, histories.History):
            read.append(
                tuple(
                    Entry(
                        seq=n, action=a.action, at=a.at, payload=a.payload, day_only=a.day_only, imported=True
                    )
                    for n, a in enumerate(
                        (act for act in history.acts if act.action not in BUILT_IN), start=1
                    )
                )
            )
    return read
