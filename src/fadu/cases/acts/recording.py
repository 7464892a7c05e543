# SPDX-License-Identifier: MulanPSL-2.0
"""Recording what was decided: one transaction that writes everything, or nothing at all.

Compare-and-set on the revision comes first, so that a lost race costs one statement. Of several cases the
oldest is claimed first (a parent before its child), so that two transactions never wait for each other.
"""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import orjson

from fadu.cases.acts import parting, pinning, roles
from fadu.cases.acts.projection import project
from fadu.cases.drafts import Draft
from fadu.cases.errors import StaleRevisionError
from fadu.cases.models import Act, Case, OutboxEvent
from fadu.cases.rules import officer_id_of, opened_stream_of, request_digest, stream_of
from fadu.cases.world import folded
from fadu.cases.world.worlds import entry_of, procedure_of, state_of
from fadu.kernel import clock, digests
from fadu.kernel.canonical import canonical
from fadu.ledger import services as ledger
from fadu.ledger.parts import Record
from fadu.ledger.rules import SALT
from fadu.procedure.entry import BUILT_IN, Signature
from fadu.procedure.fold import after
from fadu.storage.prepared import PreparedInsert, PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

#: names the request ids of acts that follow from other acts
_FOLLOWS = uuid.UUID("6e1f63f5-6c3b-5a53-9a38-7f3f5a1f4c2d")


def following_id(*parts: object) -> uuid.UUID:
    """The request id of an act that follows from others: the same parts give the same id."""
    return uuid.uuid5(_FOLLOWS, "/".join(map(str, parts)))


_CLAIM = PreparedUpdate(Case, sets=("revision",), where=("id", "revision"))
_INSERT = PreparedInsert(Act, texts={"payload": "payload_text"})


def claim(case: Case, acts: int) -> int:
    """Move the revision by that many acts if nobody else did; return the first sequence number.

    Raises StaleRevisionError where another act came between.
    """
    before = case.revision
    if not _CLAIM(before + acts, case.pk, before):
        raise StaleRevisionError
    case.revision = before + acts
    return before + 1


def claim_all(wanted: Iterable[tuple[Case, int]]) -> dict[int, int]:
    """Claim places in several cases, the oldest case first, so that no two transactions wait for each other; by case, the first.

    Raises StaleRevisionError where another act came between in any of them.
    """
    places: dict[int, tuple[Case, int]] = {}
    for case, acts in wanted:
        places[case.pk] = (case, acts + (places[case.pk][1] if case.pk in places else 0))
    return {key: claim(case, acts) for key, (case, acts) in sorted(places.items())}


def write(case: Case, state: State, seq: int, draft: Draft) -> tuple[Act, State]:
    """Write one act in its claimed place and its ledger entry; return it with the state after it."""
    (act,), new = write_all(case, state, seq, (draft,))
    return act, new


def write_all(case: Case, state: State, first: int, drafts: Sequence[Draft]) -> tuple[list[Act], State]:
    """Write acts in their claimed places, from ``first`` on, and their entries; return them with the state after the last.

    Several are sent to the database together and get no row id here.
    """
    recorded_at, procedure, known = clock.now(), procedure_of(case), folded.head_of(state)
    after_seq, held = len(state.entries), state.taken
    made = make(procedure, case, state, first, drafts, recorded_at)
    acts, records, state = made.acts, made.records, made.state
    pinning.enter(case, procedure, acts)
    insert(acts)
    head = (after_seq, known) if known else None
    stream = stream_of(case.number)
    last = ledger.append_many(stream=stream, records=records, head=head, begins=not after_seq)[-1]
    if len(state.entries) == last.seq:
        folded.remember(procedure, last.hash, state)
    roles.take(case, takers(drafts) - held)
    waiting = [(kind, body) for draft in drafts for kind, body in draft.outbox]
    if waiting:
        OutboxEvent.objects.bulk_create(
            OutboxEvent(case=case, kind=kind, body=dict(body), created_at=recorded_at)
            for kind, body in waiting
        )
    return acts, state


@dataclass(frozen=True, slots=True)
class Made:
    """Acts as they are to be written, what the ledger is to say of them, and the state after the last."""

    acts: list[Act]
    records: list[Record]
    state: State


def make(
    procedure: Procedure, case: Case, state: State, first: int, drafts: Iterable[Draft], recorded_at: datetime
) -> Made:
    """Make acts in their places, from ``first`` on; nothing is written, nothing asked of the database."""
    acts: list[Act] = []
    records: list[Record] = []
    for seq, draft in enumerate(drafts, start=first):
        act = _act(case, state, seq, draft, recorded_at)
        pin = pinning.pin_of(procedure, draft.at)
        act.judges, act.words = pin.judges, pin.words
        state = after(procedure, state, replace(entry_of(act), payload=orjson.loads(act.payload_text)))
        act.stage_after = state.stage
        acts.append(act)
        records.append(_record(procedure, act))
    return Made(acts, records, state)


def insert(acts: Sequence[Act]) -> None:
    """Insert the rows of acts, of one case or of many."""
    _INSERT.all(acts)


#: what is kept of a signature
_OF_SIGNATURE = tuple(each.name for each in fields(Signature))


def _act(case: Case, state: State, seq: int, draft: Draft, recorded_at: datetime) -> Act:
    """The row of an act, its payload as whoever reads it will find it: written down once, for the row and for the ledger."""
    text, salt = canonical(draft.payload), os.urandom(SALT).hex() if draft.asked else ""
    act = Act(
        case=case,
        seq=seq,
        action=draft.action,
        happened_at=draft.at,
        recorded_at=recorded_at,
        stage_before=state.stage,
        stage_after="",
        payload=orjson.loads(text),
        by=[{name: getattr(signature, name) for name in _OF_SIGNATURE} for signature in draft.by],
        voids=list(draft.voids),
        warnings=list(draft.warnings),
        day_only=draft.day_only,
        imported=draft.imported,
        actor=actor_of(draft),
        legal_day=draft.legal_day,
        proposal=draft.proposal,
        calendar=draft.calendar,
        algorithm=digests.USED,
        request_id=draft.request_id,
        request_salt=salt,
        request_digest=request_digest(draft.asked, salt) if draft.asked else "",
    )
    act.officer_id = officer_of(act.actor)
    act.payload_text = text.decode()
    return act


def _record(procedure: Procedure, act: Act) -> Record:
    body = body_of(act)
    closed = parting.closed_in(procedure, body)
    if not any(path[0] == "payload" for path in closed):
        body["payload"] = orjson.Fragment(act.payload_text)
    return Record(kind=act.action, body=body, at=act.recorded_at, closed=closed)


#: kinds of actor, as they stand before the colon in the name of a person
_KINDS = frozenset({"officer", "party", "system", "law"})


def actor_of(draft: Draft) -> dict[str, str | None] | None:
    """Who acted: kind, person, post, capacity, channel, mandate. What follows from another act is told by its first signature."""
    actor = draft.actor
    person = actor.person if actor else draft.by[0].person if draft.by else ""
    if not person:
        return None
    kind = person.partition(":")[0]
    return {
        "kind": kind if kind in _KINDS else "system",
        "person": person,
        "post": next((signature.post for signature in draft.by if signature.person == person), "") or None,
        "capacity": (actor.capacity if actor else "") or None,
        "channel": (actor.channel if actor else "") or None,
        "mandate": (actor.mandate if actor else "") or None,
    }


def officer_of(actor: Mapping[str, str | None] | None) -> int | None:
    """The officer among who acted, by number; None for a party, a system and the law.

    >>> officer_of({"kind": "officer", "person": "officer:12"}), officer_of({"kind": "law", "person": "law"}), officer_of(None)
    (12, None, None)
    """
    return officer_id_of((actor or {}).get("person") or "")


def takers(drafts: Iterable[Draft]) -> set[tuple[str, str]]:
    """(person, role) of everybody who takes a role by these acts."""
    taking: set[tuple[str, str]] = set()
    for draft in drafts:
        taking.update((s.person, s.role) for s in draft.by if s.person.startswith("officer:") and s.role)
        if draft.action == "assign":
            taking.add((draft.payload["person"], draft.payload["role"]))
    return taking


#: columns of an act that its body leaves out, and why
NOT_IN_BODY = {
    "id": "a row id is no order and no name: the act is named by its case and its place",
    "case": "the stream names the case by its number",
    "officer": "follows from actor, and is compared with it",
}


def body_of(act: Act) -> dict[str, Any]:
    """What the ledger hashes of an act: every column but those of ``NOT_IN_BODY``.

    ``legal_day`` and ``proposal`` are null where the act has none; ``actor`` names kind, person, post, capacity, channel and
    mandate, those without meaning for its kind null.
    """
    return {
        "seq": act.seq,
        "action": act.action,
        "happened_at": act.happened_at.astimezone(clock.LEGAL_TIME).isoformat(),
        "recorded_at": act.recorded_at.astimezone(clock.LEGAL_TIME).isoformat(),
        "legal_day": act.legal_day.isoformat() if act.legal_day else None,
        "stage_before": act.stage_before,
        "stage_after": act.stage_after,
        "payload": act.payload,
        "proposal": act.proposal or None,
        "actor": act.actor,
        "by": act.by,
        "voids": act.voids,
        "warnings": act.warnings,
        "day_only": act.day_only,
        "imported": act.imported,
        "judges": act.judges,
        "words": act.words,
        "calendar": act.calendar or None,
        "algorithm": act.algorithm,
        "request_id": str(act.request_id),
        "request_salt": act.request_salt,
        "request_digest": act.request_digest,
    }


#: what of a case does not follow from its acts: entered when it opens
_FIXED = (
    "kind",
    "title",
    "bureau_id",
    "department_id",
    "topic",
    "role_names",
    "opened_by_id",
    "exercise",
    "imported_from",
    "import_digest",
    "not_judged",
)


def fixed_body(case: Case) -> dict[str, Any]:
    """What the ledger hashes of a case when it opens."""
    return {
        "number": case.number,
        "parent": case.parent.number if case.parent else None,
        "root": case.root.number if case.root else None,
        "opened_at": case.opened_at.astimezone(clock.LEGAL_TIME).isoformat(),
        "edition": case.edition.isoformat(),
        **{name: getattr(case, name) for name in _FIXED},
    }


def enter(case: Case, *, anew: bool = False) -> None:
    """Enter what a case is opened with into the ledger, in the transaction that opens it, once it has its title.

    ``anew``: it was entered before, and what its source told of it has changed.
    """
    stream, body = opened_stream_of(case.number), fixed_body(case)
    ledger.append(stream=stream, kind="opened", body=body, at=clock.now(), begins=not anew)


def finish(
    case: Case, state: State, at: datetime, *, parent_seq: int | None = None, before: State | None = None
) -> None:
    """Let the typed rows follow, and if the case has ended, tell its parent in the same transaction.

    ``parent_seq`` is the place claimed on the parent before this case was touched; ``before`` the state the rows follow already.
    """
    project(case, state, before=before)
    if parent_seq is not None and case.parent is not None:
        tell_parent(case, state, case.parent, at, parent_seq)


def tell_parent(case: Case, state: State, parent: Case, at: datetime, seq: int) -> None:
    """Record on the parent that a child has ended, with its outcome and the fields it hands up."""
    fields = procedure_of(case).fields
    handed = {k: v for k, v in state.fields.items() if k in fields and not fields[k].sealed}
    draft = system_draft(
        "child_ended",
        at,
        {
            "child": case.number,
            "matter": case.kind,
            "topic": case.topic,
            "outcome": case.outcome,
            "fields": handed,
        },
        following_id("child_ended", case.number, case.revision),
    )
    known = state_of(parent)
    _, above = write(parent, known, seq, draft)
    project(parent, above, before=known)


def system_draft(action: str, at: datetime, payload: Mapping[str, Any], request_id: uuid.UUID) -> Draft:
    """An act that follows from others: attributed to the law, never to a person."""
    signature = Signature(person="law", role="law", name=f"系统记录（{BUILT_IN[action]}）")
    return Draft(action=action, at=at, payload=payload, by=(signature,), request_id=request_id)
