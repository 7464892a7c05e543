# SPDX-License-Identifier: MulanPSL-2.0
"""What the acts that every procedure knows change of a state: persons, parties, papers, signatures, the family, publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.procedure.state import (
    AttemptView,
    ChildView,
    DocumentView,
    PartyView,
    Pending,
    ServiceView,
    Succession,
    Telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State


def applied(state: State, entry: Entry) -> State:
    """The state after an act that every procedure knows; one that changes nothing of it leaves it as it is."""
    effect = _EFFECTS.get(entry.action)
    return state if effect is None else effect(state, entry)


def papers_of(entry: Entry) -> tuple[DocumentView, ...]:
    """The papers an act issued, or the receipt a service left."""
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


def _correct_party(state: State, entry: Entry) -> State:
    party, name = entry.payload["party"], entry.payload.get("name")
    if not name:
        return state
    return state.with_(parties=tuple(replace(p, name=name) if p.key == party else p for p in state.parties))


def _serve(state: State, entry: Entry) -> State:
    payload = entry.payload
    state = state.with_(documents=(*state.documents, *papers_of(entry)))  # the receipt it left
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
        party=payload.get("party", ""),
        handed_over=payload.get("handed_over", {}),
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


_EFFECTS: dict[str, Callable[[State, Entry], State]] = {
    "assign": _assign,
    "release": _release,
    "add_party": _add_party,
    "remove_party": _remove_party,
    "succeed": _succeed,
    "correct_party": _correct_party,
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
