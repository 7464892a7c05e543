# SPDX-License-Identifier: MulanPSL-2.0
"""Every act of a case in its order, with what was signed, mended and confirmed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.world import sealed
from fadu.cases.world.worlds import procedure_of
from fadu.desk import words
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure import jointly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.cases.models import Act, Case
    from fadu.procedure.state import State


def timeline(
    case: Case, acts: Sequence[Act], state: State, *, opens: bool, whole: bool
) -> list[dict[str, Any]]:
    """The acts in order; signatures stand with the act they led to, and alone where it is not complete or was sent back."""
    views: list[dict[str, Any]] = []
    marks = second_officers(case, state)
    signed: dict[str, list[dict[str, Any]]] = {}
    for act in acts:
        view = act_view(case, act, state, opens=opens, whole=whole)
        if act.seq in marks:
            view["by"] = [f"{name}{mark}" for name, mark in zip(view["by"], marks[act.seq], strict=True)]
        if act.action == "sign" and not view["void"]:
            signed.setdefault(act.payload["of"], []).append(view)
        elif act.action == "return_proposal":
            for signature in signed.pop(act.payload["of"], []):
                signature["returned"] = True
        elif act.action in signed:
            for signature in signed.pop(act.action):
                views.remove(signature)
                view["signed"] = [
                    *view["signed"],
                    f"{'、'.join(signature['by'])} {signature['at']:%m-%d %H:%M}",
                ]
        views.append(view)
    return views


def mended(act: Act, state: State) -> dict[str, tuple[Any, Any]]:
    """The days of an act that were mended since: as it was recorded, and as it is read now."""
    read = next((entry.payload for entry in state.entries if entry.seq == act.seq), {})
    return {
        key: (value, read[key])
        for key, value in act.payload.items()
        if isinstance(value, str) and isinstance(read.get(key), str) and read[key] != value
    }


def unmended(payload: dict[str, Any], corrected: Mapping[str, object]) -> dict[str, Any]:
    """A payload without the days that were mended, which are shown by themselves."""
    return {key: value for key, value in payload.items() if key not in corrected}


def second_officers(case: Case, state: State) -> dict[int, list[str]]:
    """Act done together -> what stands behind each name: nothing behind who recorded it, else whether and when it was confirmed."""
    procedure, said = procedure_of(case), jointly.confirmed(state)
    owed = {joint.entry.seq: joint.waiting for joint in jointly.unconfirmed(procedure, state)}
    marks: dict[int, list[str]] = {}
    for entry in state.entries:
        waiting = {one.person for one in owed.get(entry.seq, ())}
        if waiting or entry.seq in said:
            days = said.get(entry.seq, {})
            marks[entry.seq] = [
                jointly.UNCONFIRMED
                if one.person in waiting
                else f"（{days[one.person]:%m-%d}确认）"
                if one.person in days
                else ""
                for one in entry.by
            ]
    return marks


def act_view(case: Case, act: Act, state: State, *, opens: bool, whole: bool) -> dict[str, Any]:
    """An act in the timeline: who, when, what; sealed values covered unless this officer handles the case, and what belongs
    into the secondary file left out for whoever sees only the main one (not ``whole``).
    """
    procedure = procedure_of(case)
    payload = sealed.cover(procedure, act.payload)
    if not whole:
        payload = sealed.main_only(procedure, payload)
    if opens:
        payload |= sealed.opened(act.payload)
    corrected = mended(act, state)
    return {
        "seq": act.seq,
        "title": words.action_title(case, act.payload["of"] if act.action == "sign" else act.action),
        "is_signature": act.action == "sign",
        "at": act.happened_at.astimezone(LEGAL_TIME),
        "recorded_at": act.recorded_at.astimezone(LEGAL_TIME),
        "day_only": act.day_only,
        "void": act.seq in state.void,
        "by": [words.signed(case, s) for s in act.by],
        "standing": [s["holding"] for s in act.by if s.get("holding", "regular") != "regular"],
        "values": [
            *words.concerned(case, state, act.action, payload, whole=whole),
            *words.payload_words(case, unmended(payload, corrected), act.action),
            *words.corrections(case, state, act.seq),
        ],
        "mended": [
            (procedure.fields[key].title, words.day_words(str(was)), words.day_words(str(now)))
            for key, (was, now) in corrected.items()
        ],
        "signed": [],
        "returned": False,
        "imported": act.imported,
        "warnings": act.warnings,
    }
