# SPDX-License-Identifier: MulanPSL-2.0
"""Recording what was decided: one transaction that writes everything, or nothing at all.

Compare-and-set on the revision comes first, so that a lost race costs one statement. Parents are
touched before children (lower id first), so that two transactions never wait for each other.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import roles
from fadu.cases.acts.projection import project
from fadu.cases.drafts import Draft
from fadu.cases.errors import StaleRevisionError
from fadu.cases.models import Act, Case, OutboxEvent
from fadu.cases.rules import stream_of
from fadu.cases.world import folded
from fadu.cases.world.worlds import entry_of, procedure_of, state_of
from fadu.kernel import clock
from fadu.ledger import services as ledger
from fadu.procedure.entry import BUILT_IN, Signature
from fadu.procedure.fold import after
from fadu.storage.prepared import PreparedInsert, PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fadu.procedure.state import State

#: names the request ids of acts that follow from other acts
_FOLLOWS = uuid.UUID("6e1f63f5-6c3b-5a53-9a38-7f3f5a1f4c2d")


def following_id(*parts: object) -> uuid.UUID:
    """The request id of an act that follows from others: the same parts give the same id."""
    return uuid.uuid5(_FOLLOWS, "/".join(map(str, parts)))


_CLAIM = PreparedUpdate(Case, sets=("revision",), where=("id", "revision"))
_INSERT = PreparedInsert(Act)


def claim(case: Case, acts: int) -> int:
    """Move the revision by that many acts if nobody else did; return the first sequence number.

    Raises StaleRevisionError where another act came between.
    """
    before = case.revision
    if not _CLAIM(before + acts, case.pk, before):
        raise StaleRevisionError
    case.revision = before + acts
    return before + 1


def write(case: Case, state: State, seq: int, draft: Draft) -> tuple[Act, State]:
    """Write one act in its claimed place and its ledger entry; return it with the state after it."""
    (act,), new = write_all(case, state, seq, (draft,))
    return act, new


def write_all(case: Case, state: State, first: int, drafts: Sequence[Draft]) -> tuple[list[Act], State]:
    """Write acts in their claimed places, from ``first`` on, and their entries; return them with the state after the last.

    Several are sent to the database together and get no row id here.
    """
    recorded_at, procedure = clock.now(), procedure_of(case)
    acts: list[Act] = []
    for seq, draft in enumerate(drafts, start=first):
        act = _act(case, state, seq, draft, recorded_at)
        state = after(procedure, state, replace(entry_of(act), payload=as_read(act.payload)))
        act.stage_after = state.stage
        acts.append(act)
    _INSERT.all(acts)
    told = [(act.action, body_of(act), recorded_at) for act in acts]
    last = ledger.append_many(stream=stream_of(case.number), entries=told)[-1]
    if len(state.entries) == last.seq:
        folded.remember(procedure, last.hash, state)
    roles.take(case, [taker for draft in drafts for taker in _takers(draft)])
    waiting = [(kind, body) for draft in drafts for kind, body in draft.outbox]
    if waiting:
        OutboxEvent.objects.bulk_create(
            OutboxEvent(case=case, kind=kind, body=dict(body), created_at=recorded_at)
            for kind, body in waiting
        )
    return acts, state


def _act(case: Case, state: State, seq: int, draft: Draft, recorded_at: datetime) -> Act:
    return Act(
        case=case,
        seq=seq,
        action=draft.action,
        happened_at=draft.at,
        recorded_at=recorded_at,
        stage_before=state.stage,
        stage_after="",
        payload=dict(draft.payload),
        by=[asdict(signature) for signature in draft.by],
        voids=list(draft.voids),
        warnings=list(draft.warnings),
        day_only=draft.day_only,
        imported=draft.imported,
        request_id=draft.request_id,
        request_digest=draft.request_digest,
    )


def _takers(draft: Draft) -> list[tuple[str, str]]:
    """(person, role) of everybody who takes a role by this act."""
    found = [(s.person, s.role) for s in draft.by if s.person.startswith("officer:") and s.role]
    if draft.action == "assign":
        found.append((draft.payload["person"], draft.payload["role"]))
    return found


def as_read(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload as whoever reads the act will find it: a copy of its own, lists for tuples.

    >>> as_read({"kinds": ("fine",)})
    {'kinds': ['fine']}
    """
    found: dict[str, Any] = json.loads(json.dumps(payload, ensure_ascii=False))
    return found


def body_of(act: Act) -> dict[str, Any]:
    """What the ledger hashes of an act: everything but its row id."""
    return {
        "seq": act.seq,
        "action": act.action,
        "happened_at": act.happened_at.astimezone(clock.LEGAL_TIME).isoformat(),
        "recorded_at": act.recorded_at.astimezone(clock.LEGAL_TIME).isoformat(),
        "stage_before": act.stage_before,
        "stage_after": act.stage_after,
        "payload": act.payload,
        "by": act.by,
        "voids": act.voids,
        "warnings": act.warnings,
        "day_only": act.day_only,
        "imported": act.imported,
        "request_id": str(act.request_id),
        "request_digest": act.request_digest,
    }


#: what of a case does not follow from its acts: hashed once, when it opens
_FIXED = (
    "kind",
    "bureau_id",
    "department_id",
    "topic",
    "role_names",
    "opened_by_id",
    "exercise",
    "imported_from",
)


def fixed_body(case: Case) -> dict[str, Any]:
    """What the ledger hashes of a case when it opens."""
    return {
        "number": case.number,
        "parent": case.parent.number if case.parent else None,
        "root": case.root.number if case.root else None,
        "opened_at": case.opened_at.astimezone(clock.LEGAL_TIME).isoformat(),
        **{name: getattr(case, name) for name in _FIXED},
    }


def enter(case: Case) -> None:
    """Enter the opening of a case into the ledger, in the transaction that opens it."""
    ledger.append(stream=f"opened:{case.number}", kind="opened", body=fixed_body(case), at=clock.now())


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
