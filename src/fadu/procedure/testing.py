# SPDX-License-Identifier: MulanPSL-2.0
"""A case in memory: the engine decides, the history grows, persons are made up from the roles. For tests and scenarios."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure import engine
from fadu.procedure.clocks import readings
from fadu.procedure.decision import Actor, Holding, Join, Outside, Permitted, Refused, Request, World
from fadu.procedure.entry import Entry, Signature
from fadu.procedure.fields import choices_of
from fadu.procedure.fold import after
from fadu.procedure.handing_over import leaving
from fadu.procedure.model import BY_LAW, START
from fadu.procedure.recipients import recipients, sides
from fadu.procedure.state import PartyView, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.law import Law
    from fadu.procedure.decision import ClockReading, Option
    from fadu.procedure.model import Action, Field, Issue, Opening, Procedure, Role

THE_LAW = Actor(person="law", name="法律规定")
#: a world in which everything beyond the acts was looked up and speaks for the act
NOTHING_AGAINST = Outside(
    sees="yes",
    join=Join(number=""),
    repeats_sealed="no",
    register=(),
    linked=(),
    proof="yes",
    unfilled=lambda world, permitted: (),
    beyond=lambda world, permitted: (),
)


def moment(day: date | str, hour: int = 10) -> datetime:
    """A moment of a day in legal time; a text with a time keeps it.

    >>> moment("2022-03-01").isoformat()
    '2022-03-01T10:00:00+08:00'
    """
    if isinstance(day, str) and "T" in day:
        return datetime.fromisoformat(day).replace(tzinfo=LEGAL_TIME)
    return datetime.combine(date.fromisoformat(day) if isinstance(day, str) else day, time(hour), LEGAL_TIME)


def officer_for(role: Role, number: int, *, name: str = "") -> Actor:
    """A person who may hold a role: its first post, with certificate and qualification."""
    held = Holding(post=role.post[0], certified=True, qualified=True, certificate=f"执法{number:05d}")
    return Actor(person=f"officer:{number}", name=name or f"{role.title}{number}", holdings=(held,))


def cast(procedure: Procedure) -> dict[str, tuple[Actor, ...]]:
    """Different persons for each officer role, as many as must act together."""
    officers: dict[str, tuple[Actor, ...]] = {}
    number = 0
    for key, role in procedure.roles.items():
        if role.capacity:
            continue
        officers[key] = tuple(officer_for(role, number + i + 1) for i in range(max(role.together, 1)))
        number += len(officers[key])
    return officers


@dataclass(slots=True)
class CaseInMemory:
    """A case whose acts are decided by the engine and kept in memory."""

    procedure: Procedure
    law: Law
    parties: tuple[PartyView, ...] = ()
    number: str = "测试1号"
    local: Mapping[str, int] = field(default_factory=dict)
    registers: Mapping[str, Any] = field(default_factory=dict)
    people: dict[str, tuple[Actor, ...]] = field(default_factory=dict)
    state: State = field(default_factory=State)
    #: give a plausible value to every required field that is not said
    fills: bool = True
    performed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    replays: bool = False
    #: the acts as they were recorded, whatever was mended since
    history: list[Entry] = field(default_factory=list)
    #: when the next acts are written down, where that is not when they are done
    recorded_at: datetime | None = None
    #: the present moment, where a story tells the hour; else no act and no hour is in the future
    latest: datetime | None = None
    #: who enters the act that is asked for in another's place, and by which paper
    entered: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        self.people = {**cast(self.procedure), **self.people}

    def world(self, at: datetime, actor: Actor | None = None) -> World:
        """The world as of a moment."""
        persons = {actor.person: actor.holdings for actors in self.people.values() for actor in actors}
        state = self.state
        if state.stage == START and not state.entries:
            state = state.with_(parties=self.parties)
        return World(
            procedure=self.procedure,
            state=state,
            at=at,
            law=self.law,
            case=self.number,
            actor=actor,
            holdings=persons,
            local=self.local,
            registers=self.registers,
            outside=NOTHING_AGAINST,
        )

    def open(
        self, action: str, at: datetime, payload: Mapping[str, Any] | None = None, *, by: str = ""
    ) -> Permitted | Refused:
        """Perform the action that begins the case; then enter the parties and assign everybody who must be assigned."""
        decision = self.act(action, at, payload, by=by)
        if isinstance(decision, Permitted):
            for party in self.parties:
                particulars = {
                    "party": party.key,
                    "name": party.name,
                    "capacity": party.capacity,
                    "kind": party.kind,
                }
                self.record("add_party", at, particulars)
            self.assign_all(at)
        return decision

    def assign_all(self, at: datetime) -> None:
        """Assign the made-up persons to every role that must be assigned."""
        for key, role in self.procedure.roles.items():
            for actor in self.people[key] if role.assigned_by else ():
                self.record("assign", at, {"role": key, "person": actor.person, "name": actor.name})

    def act(
        self,
        action: str,
        at: datetime,
        payload: Mapping[str, Any] | None = None,
        *,
        by: str = "",
        party: str = "",
        entered_by: str = "",
        paper: str = "",
    ) -> Permitted | Refused:
        """Ask for an act and record it if it is permitted. All signatures are collected unless ``by`` names one role.

        ``entered_by``: the person or role that enters, by a paper in the file, what whoever acts did in a post held no more.
        """
        defined = self.procedure.actions.get(action)
        given = self._complete(defined, dict(payload or {}), at) if defined else dict(payload or {})
        self.entered = (entered_by, paper)
        decision = self._ask(action, at, given, by, party)
        while isinstance(decision, Permitted) and not decision.complete and not by:
            decision = self._ask(action, at, {}, by, party)
        self.entered = ("", "")
        (self.refused if isinstance(decision, Refused) else self.performed).append(action)
        return decision

    def _ask(
        self, action: str, at: datetime, payload: Mapping[str, Any], by: str, party: str
    ) -> Permitted | Refused:
        actor = self.actor_for(action, by, party or str(payload.get("party") or ""))
        request = Request(action=action, payload=payload, party=party)
        decision = engine.decide(self._entering(self.world(at, actor), actor), request, latest=self.latest)
        if isinstance(decision, Permitted):
            self._record_decided(decision, at)
        return decision

    def _entering(self, world: World, actor: Actor) -> World:
        """The world in which another enters what the actor did in a post that he holds no more by then."""
        entered_by, paper = self.entered
        if not entered_by:
            return world
        recorder = self.people[entered_by][0]
        doer = replace(actor, channel=recorder.person, mandate=paper)
        return world.with_(actor=doer, recorder=recorder, still=replace(actor, holdings=()))

    def actor_for(self, action: str, by: str = "", party: str = "") -> Actor:
        """Who does an action: the role or person named, the next signer, or the party it is done for, by default the first."""
        defined = self.procedure.actions.get(action)
        role = by or (self._next_role(defined) if defined else "")
        if role == BY_LAW:
            return THE_LAW
        if role in self.people:
            return self.people[role][0]
        if role in self.procedure.roles:
            capacity = self.procedure.roles[role].capacity
            return Actor(person=party or "party:1", name="当事人", capacity=capacity)
        return next(actors[0] for actors in self.people.values())

    def _next_role(self, action: Action) -> str:
        pending = next((p for p in self.state.pending if p.action == action.key), None)
        signed = len(pending.signatures) if pending else 0
        return action.signs[min(signed, len(action.signs) - 1)] if action.signs else action.by

    def _record_decided(self, decision: Permitted, at: datetime) -> None:
        if not decision.complete:
            self.record("sign", at, decision.payload, by=decision.by)
            return
        action = self.procedure.actions.get(decision.action)
        payload = dict(decision.payload)
        if decision.issues and action:
            payload["documents"] = [
                self._paper(i, payload) for i in action.issues if i.template in decision.issues
            ]
        self.record(decision.action, at, payload, by=decision.by, voids=decision.voids)
        for opening in decision.opens:
            self._open_children(opening, at)
        if action and (gone := leaving(action, payload)):
            self.record("remove_party", at, {"party": gone, "reason": "分案"})

    def _paper(self, issue: Issue, payload: Mapping[str, Any]) -> dict[str, Any]:
        everybody = self.state.parties or self.parties
        reached = list(recipients(issue, self.procedure, everybody, str(payload.get("party") or "")))
        seq = self.next_seq
        return {
            "ref": f"{issue.template}/{seq}",
            "template": issue.template,
            "number": f"第{seq}号",
            "parties": reached,
        }

    def _open_children(self, opening: Opening, at: datetime) -> None:
        keys = sides(self.procedure, self.state.parties) if opening.for_each == "party" else ("",)
        for key in keys:
            child = f"{self.number}-{opening.matter}-{len(self.state.children) + 1}"
            payload = {"child": child, "matter": opening.matter, "topic": opening.topic, "party": key}
            self.record("child_opened", at, payload)

    @property
    def next_seq(self) -> int:
        """The sequence number of the next act."""
        return self.state.entries[-1].seq + 1 if self.state.entries else 1

    def record(
        self,
        action: str,
        at: datetime,
        payload: Mapping[str, Any] | None = None,
        *,
        by: tuple[Signature, ...] = (),
        voids: tuple[int, ...] = (),
    ) -> Entry:
        """Write an act without asking."""
        entry = Entry(
            seq=self.next_seq,
            action=action,
            at=at,
            payload=dict(payload or {}),
            by=by,
            voids=voids,
            recorded_at=self.recorded_at or at,
        )
        self.history.append(entry)
        self.state = after(self.procedure, self.state, entry)
        return entry

    def serve(
        self,
        template: str,
        at: datetime,
        *,
        manner: str = "personal",
        effective: date | None = None,
        party: str = "",
        failure: str = "",
    ) -> None:
        """Serve the latest document of a template on one party, or on everybody it is addressed to; with a ``failure`` in vain.

        Of a paper of the case that opens this one, let that case tell of its service.
        """
        if template in self.procedure.rests_on:
            self._tell(template, at, manner, effective or at.date(), party)
            return
        document = self.state.document(template)
        if document is None:
            raise LookupError(f"没有可送达的文书“{template}”。")
        for key in [party] if party else document.parties:
            payload = {
                "document": document.ref,
                "party": key,
                "manner": manner,
                "sent_on": at.date().isoformat(),
            }
            day = (effective or at.date()).isoformat()
            self.record(
                "serve", at, {**payload, **({"failure": failure} if failure else {"effective_on": day})}
            )

    def _tell(self, template: str, at: datetime, manner: str, effective: date, party: str) -> None:
        for key in [party] if party else sides(self.procedure, self.state.parties or self.parties):
            payload = {"case": "启动案件", "document": f"{template}/1", "template": template, "party": key}
            service = {**payload, "manner": manner, "effective_on": effective.isoformat()}
            self.record("served_elsewhere", at, service)

    def end_child(
        self,
        matter: str,
        outcome: str,
        at: datetime,
        fields: Mapping[str, Any] | None = None,
        *,
        party: str = "",
    ) -> None:
        """End the latest open child of a matter (every open one, for children that run per party)."""
        waiting = [
            c for c in self.state.children if c.matter == matter and not c.outcome and party in ("", c.party)
        ]
        if not waiting:
            raise LookupError(f"没有未办结的子程序“{matter}”。")
        for child in waiting if waiting[-1].party else waiting[-1:]:
            payload = {"child": child.case, "matter": matter, "topic": child.topic, "outcome": outcome}
            self.record("child_ended", at, {**payload, "fields": dict(fields or {})})

    def clocks(self, at: datetime) -> tuple[ClockReading, ...]:
        """The clocks as of a moment."""
        return readings(self.past(at))

    def past(self, at: datetime, state: State | None = None) -> World:
        """The world that clocks follow from, as of a moment; in another state where one is given."""
        return World(
            procedure=self.procedure,
            state=state or self.state,
            at=at,
            law=self.law,
            local=self.local,
            registers=self.registers,
        )

    def options(self, at: datetime, role: str) -> tuple[Option, ...]:
        """What the person of a role sees."""
        return engine.explain(self.world(at, self.people[role][0]))

    def _complete(self, action: Action, payload: dict[str, Any], at: datetime) -> dict[str, Any]:
        if not self.fills or self._is_signed(action):
            return payload
        missing = [self.procedure.fields[key] for key in action.sets if key not in payload]
        rows = {name: [self._row(keys, at)] for name, keys in action.adds.items() if name not in payload}
        made_up = {f.key: self._sample(f, at) for f in missing}
        self._take_in(action, made_up, at)
        return {**payload, **made_up, **rows}

    def _take_in(self, action: Action, made_up: Mapping[str, Any], at: datetime) -> None:
        """Take into the file what a made-up value names as a paper in it."""
        for use in action.guards:
            title = made_up.get(str(use.args.get("field"))) if use.name == "attached" else None
            if title and not any(e.payload.get("title") == title for e in self.state.done("attach")):
                self.record("attach", at, {"title": title, "digest": "sm3:00"})

    def _is_signed(self, action: Action) -> bool:
        return any(p.action == action.key for p in self.state.pending)

    def _row(self, keys: Sequence[str], at: datetime) -> dict[str, Any]:
        return {key: self._sample(self.procedure.fields[key], at) for key in keys}

    def _sample(self, wanted: Field, at: datetime) -> Any:
        """A value as set before, else a plausible one of the field's type."""
        if wanted.key in self.state.fields:
            return self.state.fields[wanted.key]
        if wanted.type in {"choice", "choices"}:
            keys = list(choices_of(wanted, self.law, at.date()))
            return keys[0] if wanted.type == "choice" else keys
        if wanted.type == "rows":
            return [{column.key: self._sample(column, at) for column in wanted.columns}]
        return _sample_value(wanted, at)


def _sample_value(wanted: Field, at: datetime) -> Any:
    values: dict[str, Any] = {
        "date": at.date().isoformat(),
        "datetime": at.isoformat(timespec="minutes"),
        "integer": wanted.minimum if wanted.minimum is not None else 1,
        "percent": wanted.minimum if wanted.minimum is not None else 1,
        "money": wanted.minimum if wanted.minimum is not None else 0,
        "boolean": False,
        "party": "party:1",
        "officer": "officer:1",
    }
    return wanted.example or values.get(wanted.type, wanted.title)


def party(number: int, name: str = "", *, capacity: str = "当事人", kind: str = "unit") -> PartyView:
    """A party of a case in memory.

    >>> party(1).key
    'party:1'
    """
    return PartyView(
        key=f"party:{number}", name=name or f"当事人{number}", capacity=capacity, kind=kind, since=0
    )


def without_certificate(actor: Actor) -> Actor:
    """The same person without an enforcement certificate."""
    return replace(actor, holdings=tuple(replace(h, certified=False) for h in actor.holdings))
