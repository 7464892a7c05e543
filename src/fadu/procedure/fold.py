# SPDX-License-Identifier: MulanPSL-2.0
"""Acts folded to a state. History is history: whatever happened is applied, lawful or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.procedure import elsewhere
from fadu.procedure.entry import BUILT_IN, Entry
from fadu.procedure.legal_day import day_of
from fadu.procedure.mending import CONFIRM, mended
from fadu.procedure.state import (
    AttemptView,
    ChildView,
    DocumentView,
    PartyView,
    Pending,
    ServiceView,
    Spell,
    State,
    Succession,
    Telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
    following = _after(procedure, state, entry)
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
        return _BUILT_IN.get(entry.action, _unchanged)(state, entry)
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
        "documents": (*state.documents, *_documents(entry)),
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
    if documents := _documents(entry):
        changes["documents"] = (*state.documents, *documents)
    if procedure.interruptions:
        changes["spells"] = _spells(procedure, state, action, entry)
    if state.pending:
        changes["pending"] = tuple(p for p in state.pending if p.action != action.key)
    if action.links:
        changes["links"] = (*state.links, *_links(action, entry))
    return changes


def _documents(entry: Entry) -> tuple[DocumentView, ...]:
    return tuple(
        DocumentView(
            ref=f"{paper['template']}/{entry.seq}",
            template=paper["template"],
            number=paper.get("number", ""),
            seq=entry.seq,
            issued_on=entry.at.date(),
            parties=tuple(paper.get("parties", ())),
        )
        for paper in entry.payload.get("documents", ())
    )


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


# -- built-in acts ---------------------------------------------------------------------------------


def _unchanged(state: State, entry: Entry) -> State:
    return state


def _assign(state: State, entry: Entry) -> State:
    role, person = entry.payload["role"], entry.payload["person"]
    held = state.assigned.get(role, ())
    return state.with_(
        assigned={**state.assigned, role: held if person in held else (*held, person)},
        taken=state.taken | {(person, role)},
    )


def _release(state: State, entry: Entry) -> State:
    role, person = entry.payload["role"], entry.payload["person"]
    rest = tuple(p for p in state.assigned.get(role, ()) if p != person)
    return state.with_(assigned={**state.assigned, role: rest})


def _add_party(state: State, entry: Entry) -> State:
    payload = entry.payload
    view = PartyView(
        key=payload["party"],
        name=payload["name"],
        capacity=payload["capacity"],
        kind=payload["kind"],
        since=entry.seq,
    )
    return state.with_(
        parties=(*(p for p in state.parties if p.key != view.key or p.capacity != view.capacity), view)
    )


def _remove_party(state: State, entry: Entry) -> State:
    return state.with_(parties=tuple(p for p in state.parties if p.key != entry.payload["party"]))


def _succeed(state: State, entry: Entry) -> State:
    payload, party = entry.payload, entry.payload["party"]
    effect = payload.get("effect", "successor")
    if effect == "successor":
        return _succeeded(state, entry)
    changes: dict[str, Any] = {}
    if effect == "ended":
        changes = {
            "ended_on": date.fromisoformat(payload["happened_on"]),
            "ended_by": tuple(payload.get("cites", ())),
        }
    elif effect == "restored":
        changes = {"ended_on": None, "ended_by": ()}
    elif payload.get("name"):
        changes = {"name": payload["name"]}
    return state.with_(parties=tuple(replace(p, **changes) if p.key == party else p for p in state.parties))


def _succeeded(state: State, entry: Entry) -> State:
    """Another takes the place of a party, in every capacity it had; of several one after the other, as they divide it."""
    payload = entry.payload
    before, key = payload["party"], payload["successor"]
    capacities = dict.fromkeys(p.capacity for p in state.parties if p.key == before)
    if not capacities:  # the place was divided: the one who came first stands in it
        others = {s.successor for s in state.successions if s.predecessor == before}
        capacities = dict.fromkeys(p.capacity for p in state.parties if p.key in others)
    views = tuple(
        PartyView(key=key, name=payload["name"], capacity=each, kind=payload["kind"], since=entry.seq)
        for each in capacities
    )
    rest = tuple(p for p in state.parties if p.key not in (before, key))
    succession = Succession(predecessor=before, successor=key, seq=entry.seq)
    return state.with_(parties=(*rest, *views), successions=(*state.successions, succession))


def _serve(state: State, entry: Entry) -> State:
    payload = entry.payload
    state = state.with_(documents=(*state.documents, *_documents(entry)))  # the receipt it left
    sent_on = date.fromisoformat(payload["sent_on"]) if payload.get("sent_on") else None
    if payload.get("effective_on"):
        service = ServiceView(
            party=payload["party"],
            manner=payload["manner"],
            effective_on=date.fromisoformat(payload["effective_on"]),
            seq=entry.seq,
            sent_on=sent_on,
        )
        return _of_document(state, payload, lambda d: replace(d, services=(*d.services, service)))
    attempt = AttemptView(
        party=payload["party"],
        manner=str(payload.get("manner") or ""),
        failure=str(payload.get("failure") or ""),
        seq=entry.seq,
        sent_on=sent_on,
    )
    return _of_document(state, payload, lambda d: replace(d, attempts=(*d.attempts, attempt)))


def _of_document(
    state: State, payload: Mapping[str, Any], change: Callable[[DocumentView], DocumentView]
) -> State:
    return state.with_(
        documents=tuple(change(d) if d.ref == payload["document"] else d for d in state.documents)
    )


def _sign(state: State, entry: Entry) -> State:
    action = entry.payload["of"]
    before = next((p for p in state.pending if p.action == action), None)
    pending = Pending(
        action=action,
        payload=before.payload if before else entry.payload.get("payload", {}),
        signatures=(*(before.signatures if before else ()), *entry.by),
        seqs=(*(before.seqs if before else ()), entry.seq),
    )
    return state.with_(pending=(*(p for p in state.pending if p.action != action), pending))


def _return_proposal(state: State, entry: Entry) -> State:
    return state.with_(pending=tuple(p for p in state.pending if p.action != entry.payload["of"]))


def _child_opened(state: State, entry: Entry) -> State:
    payload = entry.payload
    child = ChildView(
        case=payload["child"],
        matter=payload["matter"],
        topic=payload.get("topic", ""),
        party=payload.get("party", ""),
        opened_at=entry.at,
        opened_seq=entry.seq,
    )
    return state.with_(children=(*state.children, child))


def _child_ended(state: State, entry: Entry) -> State:
    payload = entry.payload
    return _child(
        state,
        payload["child"],
        outcome=payload["outcome"],
        ended_at=entry.at,
        ended_seq=entry.seq,
        fields=payload.get("fields", {}),
    )


def _child_returned(state: State, entry: Entry) -> State:
    return _child(state, entry.payload["child"], outcome="", ended_at=None, ended_seq=0, fields={})


def _child(state: State, case: str, **changes: Any) -> State:
    return state.with_(children=tuple(replace(c, **changes) if c.case == case else c for c in state.children))


def _told(state: State, entry: Entry) -> State:
    payload = entry.payload
    telling = Telling(
        case=payload["case"],
        matter=payload["matter"],
        says=payload["says"],
        on=date.fromisoformat(payload["on"]),
        seq=entry.seq,
        fields=payload.get("fields", {}),
    )
    return state.with_(heard=(*state.heard, telling))


def _link(state: State, entry: Entry) -> State:
    return state.with_(links=(*state.links, (entry.payload["kind"], entry.payload["case"])))


def _publish(state: State, entry: Entry) -> State:
    payload = entry.payload
    return state.with_(
        published=(
            *state.published,
            (payload["rule"], payload["channel"], date.fromisoformat(payload["published_on"])),
        )
    )


def _move_edition(state: State, entry: Entry) -> State:
    return state.with_(stage=entry.payload["stage"], edition=date.fromisoformat(entry.payload["edition"]))


_BUILT_IN: dict[str, Callable[[State, Entry], State]] = {
    "assign": _assign,
    "release": _release,
    "add_party": _add_party,
    "remove_party": _remove_party,
    "succeed": _succeed,
    "serve": _serve,
    "sign": _sign,
    "return_proposal": _return_proposal,
    "child_opened": _child_opened,
    "child_ended": _child_ended,
    "child_returned": _child_returned,
    "told": _told,
    "link": _link,
    "publish": _publish,
    "move_edition": _move_edition,
}


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
    )
