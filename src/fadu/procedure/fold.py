# SPDX-License-Identifier: MulanPSL-2.0
"""Acts folded to a state. History is history: whatever happened is applied, lawful or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fadu.procedure import elsewhere
from fadu.procedure.effects import applied, papers_of
from fadu.procedure.entry import BUILT_IN, Entry
from fadu.procedure.lapsing import lapsing
from fadu.procedure.legal_day import day_of
from fadu.procedure.mending import CONFIRM, mended
from fadu.procedure.state import Spell, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fadu.procedure.model import Action, Procedure


def fold(procedure: Procedure, entries: Iterable[Entry]) -> State:
    """The state after all acts."""
    state = State()
    for entry in entries:
        state = after(procedure, state, entry)
    return state


def after(procedure: Procedure, state: State, entry: Entry) -> State:
    """The state after one more act. A confirmed correction has all acts read again, with the day it says."""
    if entry.action == CONFIRM:
        state = read_again(procedure, mended(state.entries, entry))
    return _noted(procedure, state, entry)


def read_again(procedure: Procedure, entries: Iterable[Entry]) -> State:
    """The state after acts that were mended already: confirmations among them mend nothing a second time, so the last one stands."""
    state = State()
    for entry in entries:
        state = _noted(procedure, state, entry)
    return state


def _noted(procedure: Procedure, state: State, entry: Entry) -> State:
    following = lapsing(procedure, _after(procedure, state, entry))
    return elsewhere.noted(procedure, following, entry) if procedure.rests_on else following


def _after(procedure: Procedure, state: State, entry: Entry) -> State:
    taken = {(s.person, s.role) for s in entry.by if s.role}
    always: dict[str, Any] = {
        "entries": (*state.entries, entry),
        "taken": state.taken if taken <= state.taken else state.taken | taken,
        "opened_at": state.opened_at or entry.at,
        "edition": state.edition or procedure.edition,
    }
    papers = voids_papers(procedure, entry)
    action = None if entry.action in BUILT_IN else procedure.actions.get(entry.action)
    if action is not None and not entry.voids and not papers:
        return state.with_(**always, **_declared(procedure, state, action, entry))
    state = state.with_(**always)
    if entry.voids:
        state = _voided(state.with_(void=state.void | frozenset(entry.voids)))
    if papers:
        state = state.with_(
            documents=tuple(replace(d, void=True) if d.ref in papers else d for d in state.documents)
        )
    if entry.action in BUILT_IN:
        return applied(state, entry)
    return state.with_(
        **(
            _foreign(procedure, state, entry)
            if action is None
            else _declared(procedure, state, action, entry)
        )
    )


def voids_papers(procedure: Procedure, entry: Entry) -> tuple[str, ...]:
    """The papers an act makes void: those it names, if its action voids anything. Of an act this edition no longer knows it is believed."""
    action = procedure.actions.get(entry.action)
    if entry.action in BUILT_IN or (action is not None and not action.voids):
        return ()
    return tuple(entry.payload.get("void_documents", ()))


def _foreign(procedure: Procedure, state: State, entry: Entry) -> dict[str, Any]:
    """An act of an earlier edition that this one no longer knows: what it set and issued stays set and issued."""
    fields = {key: value for key, value in entry.payload.items() if key in procedure.fields}
    return {
        "fields": {**state.fields, **fields},
        "set_by": {**state.set_by, **dict.fromkeys(fields, entry.seq)},
        "documents": (*state.documents, *papers_of(entry)),
    }


def _declared(procedure: Procedure, state: State, action: Action, entry: Entry) -> dict[str, Any]:
    """What an act of the procedure changes."""
    names = {*action.sets, *action.may_set}
    fields = {k: v for k, v in entry.payload.items() if k in procedure.fields and (k in names or not names)}
    changes: dict[str, Any] = {"stage": action.to or state.stage}
    if fields:
        changes["fields"] = {**state.fields, **fields}
        changes["set_by"] = {**state.set_by, **dict.fromkeys(fields, entry.seq)}
    if action.adds:
        more = {name: (*state.lists.get(name, ()), *entry.payload.get(name, ())) for name in action.adds}
        changes["lists"] = {**state.lists, **more}
    if documents := papers_of(entry):
        changes["documents"] = (*state.documents, *documents)
    if procedure.interruptions:
        changes["spells"] = _spells(procedure, state, action, entry)
    if state.pending:
        changes["pending"] = tuple(p for p in state.pending if p.action != action.key)
    if action.links:
        changes["links"] = (*state.links, *_links(action, entry))
    return changes


def _spells(procedure: Procedure, state: State, action: Action, entry: Entry) -> tuple[Spell, ...]:
    spells, day = state.spells, day_of(procedure, entry)
    for interruption in procedure.interruptions.values():
        if action.key == interruption.end:
            spells = _one_closed(spells, interruption.key, entry, day)
        if action.key == interruption.start:
            days = entry.payload.get(interruption.at_most.field) if interruption.at_most else None
            begun = Spell(
                key=interruption.key,
                start=day,
                end=None,
                seq=entry.seq,
                days=days if isinstance(days, int) else 0,
            )
            spells = (*spells, begun)
    return spells


def _one_closed(spells: tuple[Spell, ...], key: str, entry: Entry, day: date) -> tuple[Spell, ...]:
    """Of the spells that run at once (two samples with two laboratories) the one that began first is over; the others go on."""
    running = next((spell for spell in spells if spell.key == key and spell.end is None), None)
    return tuple(_closed(spell, entry, day) if spell is running else spell for spell in spells)


def _closed(spell: Spell, entry: Entry, day: date) -> Spell:
    return replace(spell, end=max(day, spell.start), ended_seq=entry.seq)


def _links(action: Action, entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple((action.links, number) for number in entry.payload.get("linked", ()))


def _voided(state: State) -> State:
    """Documents, children, rows and signatures of void acts are void too; fields fall back to what is left."""
    void = state.void
    fields: dict[str, Any] = {}
    set_by: dict[str, int] = {}
    lists: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for entry in state.entries:
        if entry.seq in void or entry.action in BUILT_IN:
            continue
        for key, value in entry.payload.items():
            if key in state.fields:
                fields[key], set_by[key] = value, entry.seq
            elif key in state.lists:
                lists[key] = (*lists.get(key, ()), *value)
    began = next(
        (entry.at for entry in state.entries if entry.seq not in void and entry.action not in BUILT_IN),
        state.opened_at,
    )
    return state.with_(
        opened_at=began,
        fields=fields,
        set_by=set_by,
        lists=lists,
        documents=tuple(replace(d, void=d.void or d.seq in void) for d in state.documents),
        children=tuple(replace(c, void=c.void or c.opened_seq in void) for c in state.children),
        spells=tuple(
            replace(spell, end=None, ended_seq=0) if spell.ended_seq in void else spell
            for spell in state.spells
            if spell.seq not in void
        ),
        pending=tuple(p for p in state.pending if not set(p.seqs) & void),
        lapsed=tuple(p for p in state.lapsed if not set(p.seqs) & void),
    )
