# SPDX-License-Identifier: MulanPSL-2.0
"""What goes with a party that is separated into a case of its own: what was told of the decision against it, and that decision.

The case that leaves begins with nothing but its parties. What another case told the one it leaves about them (a judgment that the
decision against one of them is annulled and made anew) goes with them, on its own legal day, so that a term that runs for it runs on.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fadu.procedure.legal_day import day_of
from fadu.procedure.proposal import NOBODY, Measure, Version, in_force, versions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import ChildView, State


#: the field of a splitting act that names the party whose matter leaves the case
LEAVING = "split_party"
#: the field in which what is handed over says when the party was separated
SEPARATED_ON = "separated_on"


def leaving(action: Action, payload: Mapping[str, Any]) -> str:
    """The party that an act separates from its case: the one it is done for, or names; empty where all stand in both cases."""
    named = payload.get(LEAVING) or (payload.get("party") if action.per_party else "")
    return str(named or "") if action.splits else ""


def handed_over(
    procedure: Procedure, state: State, number: str, parties: Collection[str], on: date
) -> Iterator[dict[str, Any]]:
    """The acts by which the case of today, of that number, hands over what it was told of parties that leave it.

    Each says besides on which day (``on``) they were separated: a term of the case that leaves may run from then.

    Of each kind of case opened for a party only the last one counts: what came of earlier decisions was answered by later ones.
    """
    last: dict[tuple[str, str], ChildView] = {}
    for child in state.children:
        for party in parties:
            if not child.void and child.party and child.party in state.standing_for(party):
                last[(child.matter, party)] = child
    for (_, party), child in last.items():
        decided = in_force(versions(procedure, state), child.opened_seq)
        for telling in state.heard:
            if telling.case == child.case:
                yield {
                    "case": telling.case,
                    "matter": telling.matter,
                    "topic": "",
                    "party": party,
                    "says": telling.says,
                    "on": telling.on.isoformat(),
                    "fields": {**telling.fields, SEPARATED_ON: on.isoformat()},
                    "handed_over": {"by": number, "version": _kept(decided, child.party)},
                }


def carried(
    procedure: Procedure, state: State, number: str, acts: Collection[str]
) -> Iterator[dict[str, Any]]:
    """What the case that takes this one over is told of its acts: each that is not void, in their order, as it was told of such itself.

    Each keeps its legal day: the term of what was seized runs on from there.
    """
    own = {entry.seq: entry for act in acts for entry in state.done(act)}
    before = {entry.seq: entry for entry in state.tellings(procedure.key, acts)}
    for seq in sorted({*own, *before}):
        entry = before.get(seq)
        yield {
            "case": entry.case if entry else number,
            "matter": procedure.key,
            "topic": "",
            "says": entry.says if entry else own[seq].action,
            "on": (entry.on if entry else day_of(procedure, own[seq])).isoformat(),
            "fields": dict(entry.fields) if entry else _declared(procedure, own[seq].payload),
            "handed_over": {"by": number},
        }


def _declared(procedure: Procedure, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What an act says in fields of its own: its papers stay where they were made out."""
    return {key: value for key, value in payload.items() if key in procedure.fields}


def _kept(version: Version | None, party: str) -> dict[str, Any]:
    """A version as far as it concerns one party, as an act keeps it."""
    if version is None:
        return {}
    measures = version.measures or {}
    falling = measures.get(party, measures.get(NOBODY, ()))
    return {
        "findings": version.findings,
        "basis": version.basis,
        "measures": [asdict(measure) for measure in falling],
    }


def version_handed_over(kept: Mapping[str, Any], party: str) -> Version | None:
    """The version that was decided against a party in the case it comes from; None where that was not said.

    >>> version = {"findings": "甲", "basis": "乙", "measures": [{"kind": "fine", "amount": 5000}]}
    >>> version_handed_over({"version": version}, "party:1").measures["party:1"][0].amount
    5000
    """
    said = kept.get("version") or {}
    if not said:
        return None
    measures = tuple(Measure(**measure) for measure in said.get("measures") or ())
    return Version(findings=said.get("findings"), basis=said.get("basis"), measures={party: measures})
