# SPDX-License-Identifier: MulanPSL-2.0
"""Lives that walk through the engine: what it permits is judged, and what it refuses, from the first day to the last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import judge.law  # noqa: F401 - enters the sentences
from fadu.law import library as law_library
from fadu.procedure import engine
from fadu.procedure.compiled import rules_of
from fadu.procedure.decision import Permitted, Refused, Request
from fadu.procedure.entry import Entry, Signature
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW, START
from fadu.procedure.testing import CaseInMemory, moment, party
from judge.chance import payload
from judge.habits import WAYS
from judge.life import Life, day_of
from judge.reading import Reading, deed_of, enter, of_kind
from judge.sentences import Breach, against

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import Actor, Ground
    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import PartyView

#: days that pass between two moves
PASSING = (0, 0, 0, 1, 1, 2, 5, 9, 16, 40)
#: grounds of the engine itself that the law gives, though no file names them
TIES = frozenset(
    {
        *("stands_still", "term_over", "until_not_later", "apart", "self_approval", "in_the_future"),
        "already_past",
        "party_ended",
    }
)
#: what is proposed by those who mean to go a way
DISPOSITIONS = {
    "decide_no_penalty": "no_penalty",
    "dismiss": "dismissal",
    "transfer_case": "transfer",
    "decide": "penalty",
}
#: acts that lead off the straight way, and so are tried seldom
EXITS = frozenset(
    {
        *(
            "discontinue",
            "transfer_case",
            "transfer_to_police",
            "return_to_investigation",
            "submit_without_notice",
        ),
        *(
            "withdraw_unperformed",
            "withdraw_for_party",
            "terminate",
            "transfer",
            "decide_no_penalty",
            "dismiss",
            "police_return",
        ),
        *("ask_correction", "court_refuses"),
    }
)
#: how a child that goes well ends
ENDS_WELL = {
    "hearing": ("held", "held", "withdrawn", "absent"),
    "legal_review": ("agreed", "agreed", "amended", "returned"),
    "committee_item": ("adopted", "adopted", "rejected"),
    "performance": ("paid", "enforced", "terminated"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Engine and judge do not agree about a deed: the engine permits what breaks a sentence, or refuses what breaks none."""

    kind: str
    edition: date
    verdict: str  # "permits" or "refuses"
    act: str
    #: the sentence broken, or the ground of the refusal
    why: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two differences the same one."""
        return (self.kind, self.verdict, self.act, self.why)


#: what is asked of every refusal: the walk, the act, what it was asked with, the grounds, what the judge has against it
Watcher = Callable[["Walk", "Action", dict[str, Any], "tuple[Ground, ...]", list[Breach]], None]


@dataclass(slots=True)
class Walk:
    """One life, from a seed."""

    procedure: Procedure
    seed: int
    watcher: Watcher | None = None
    chance: Random = field(init=False)
    case: CaseInMemory = field(init=False)
    reading: Reading = field(init=False)
    life: Life = field(init=False)
    day: date = field(init=False)
    differences: list[tuple[Difference, list[Entry]]] = field(default_factory=list)
    asked: int = 0
    #: what is left of the straight way, in lives that follow it
    way: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.procedure.key}/{self.procedure.edition}/{self.seed}")
        self.reading = of_kind(self.procedure.key)
        self.life = Life(self.procedure.key)
        self.day = first_day(self.procedure, self.chance)
        self.case = CaseInMemory(
            procedure=self.procedure, law=law_library(), parties=parties_of(self.reading, self.chance)
        )
        if self.chance.random() < 0.3:
            names = [
                key
                for key in law_library().local_keys()
                if key.startswith(f"{self.procedure.key}/reply_review")
            ]
            self.case.local = {key: self.chance.choice((0, 1)) for key in names}
        self.life.adopted = dict(self.case.local)
        ways = WAYS.get(self.procedure.key, ())
        self.way = self.chance.choice(ways) if ways and self.chance.random() < 0.8 else ()
        if self.chance.random() < 0.1:
            two_hats(self.case, self.chance)

    def run(self, moves: int = 30) -> Walk:
        """Live: open, then so many moves."""
        starts = [a for a in self.procedure.actions.values() if START in a.sources]
        for _ in range(4):
            opening = self.chance.choice(starts)
            said = payload(self.case, opening, self.day, self.chance)
            decision = self.case.open(opening.key, moment(self.day), said)
            if isinstance(decision, Permitted):
                break
            self._refused(opening, said, decision, moment(self.day))
        self._catch_up()
        if not self.case.state.entries:
            return self
        for _ in range(moves + 2 * len(self.way)):
            if self.case.state.stage in self.procedure.stages and self._is_over():
                break
            if self.day >= last_of(self.procedure):
                break
            move = self.chance.choices((self._act, self._serve, self._child, self._people), (11, 3, 3, 0.4))[
                0
            ]
            move()
            self._catch_up()
            if self.chance.random() < 0.6:
                self._wait()
        return self

    def _wait(self) -> None:
        """Some days pass; now and then just so many that a term or an appointed day is reached."""
        if self.chance.random() < 0.25:
            days = [r.due_on for r in self.case.clocks(moment(self.day)) if r.due_on and not r.stopped_on]
            days += [day for day in map(day_of, self.case.state.fields.values()) if day]
            ahead = [day for day in days if self.day < day < self.day + timedelta(days=250)]
            if ahead:
                self.day = self.chance.choice(ahead) + timedelta(days=self.chance.choice((-1, 0, 0, 1, 1)))
                return
        self.day += timedelta(days=self.chance.choice(PASSING))

    def _is_over(self) -> bool:
        return self.procedure.stages[self.case.state.stage].final and self.chance.random() < 0.08

    # -- moves ----------------------------------------------------------------------------------

    def _act(self) -> None:
        here = acts_of(self.procedure)[self.case.state.stage]
        if self.way and self.chance.random() < 0.85 and self._go_on_straight(here):
            return
        for _ in range(4):
            if not here:
                return
            action = self.chance.choices(here, [self._weight(a) for a in here])[0]
            if isinstance(self._ask(action), Permitted):
                return

    def _go_on_straight(self, here: list[Action]) -> bool:
        """Try the next act of the straight way; gone once it is done."""
        action = self.procedure.actions.get(self.way[0])
        if action is None or action not in here:
            self.way = self.way[1:] if action is None or self.chance.random() < 0.1 else self.way
            return False
        decision = self._ask(action)
        if isinstance(decision, Permitted):
            self.way = self.way[1:]
        elif self.chance.random() < 0.6:
            self._heed(decision)
        return True

    def _heed(self, decision: Refused) -> None:
        """Do what a refusal asks for, as people do."""
        codes = {ground.code for ground in decision.grounds}
        if codes & {"not_served", "not_started"}:
            self._serve()
        elif codes & {"child_open", "no_child", "not_discussed", "not_resolved"}:
            self._child()
        elif "still_running" in codes:
            days = [r.due_on for r in self.case.clocks(moment(self.day)) if r.due_on and not r.stopped_on]
            later = [day for day in days if self.day <= day < self.day + timedelta(days=60)]
            self.day = max(later, default=self.day) + timedelta(days=1)

    def _weight(self, action: Action) -> float:
        if not action.to:
            return 1.0 if action.key not in self.case.performed else 0.3
        is_exit = self.procedure.stages[action.to].final or action.key in EXITS
        return 0.15 if is_exit else 8.0

    def _ask(self, action: Action) -> Permitted | Refused:
        at = moment(self.day, self.chance.choice((9, 10, 16)))
        said = payload(self.case, action, self.day, self.chance)
        if "disposition" in said and self.way:
            said["disposition"] = next(
                (DISPOSITIONS[act] for act in self.way if act in DISPOSITIONS), "penalty"
            )
        keys = [view.key for view in self.case.state.parties] or ["party:1"]
        whom = self.chance.choice(keys) if action.per_party else ""
        self.asked += 1
        self._withdraw_other(action)
        decision = self.case.act(action.key, at, said, party=whom)
        if isinstance(decision, Refused):
            self._refused(action, {**said, "party": whom} if whom else said, decision, at)
        return decision

    def _withdraw_other(self, action: Action) -> None:
        """What half the signers have signed is withdrawn before something is signed anew."""
        for pending in self.case.state.pending:
            self.case.record("return_proposal", moment(self.day), {"of": pending.action, "reason": "重拟"})

    def _serve(self) -> None:
        for template in self.procedure.rests_on:
            if not any(entry.action == "served_elsewhere" for entry in self.case.state.entries):
                self.case.serve(template, moment(self.day))
        waiting = [
            (paper, key)
            for paper in self.case.state.documents
            if not paper.void
            for key in paper.parties
            if key not in {service.party for service in paper.services}
        ]
        for paper, key in waiting if self.chance.random() < 0.7 else waiting[:1]:
            says = {
                "document": paper.ref,
                "party": key,
                "manner": "personal",
                "sent_on": self.day.isoformat(),
            }
            self.case.record("serve", moment(self.day), {**says, "effective_on": self.day.isoformat()})

    def _child(self) -> None:
        waiting = [child for child in self.case.state.children if not child.outcome and not child.void]
        if not waiting:
            return
        child = self.chance.choice(waiting)
        every = [s.outcome or s.key for s in library().editions(child.matter)[-1].stages.values() if s.final]
        good = [each for each in ENDS_WELL.get(child.matter, ()) if each in every] or every
        outcome = self.chance.choice(good if self.chance.random() < 0.8 else every)
        says = {"child": child.case, "matter": child.matter, "topic": child.topic, "outcome": outcome}
        more = {"body": "bureau_heads", "until": (self.day + timedelta(days=60)).isoformat()}
        self.case.record("child_ended", moment(self.day), {**says, "fields": more})

    def _people(self) -> None:
        capacity = sorted(self.reading.sides)[0]
        here = [view.key for view in self.case.state.parties]
        if here and self.chance.random() < 0.4:
            self._succeed(self.chance.choice(self.case.state.parties))
        elif len(here) > 1 and self.chance.random() < 0.5:
            says = {"party": here[-1], "reason": "变更"}
            self.case.record("remove_party", moment(self.day), says)
        elif len(here) < 4:
            says = {
                "party": f"party:{len(here) + 4}",
                "name": "某乙",
                "capacity": capacity,
                "kind": "unit",
                "reason": "变更",
            }
            self.case.record("add_party", moment(self.day), says)

    def _succeed(self, view: PartyView) -> None:
        """Somebody dies or ends, is restored, or another takes the place."""
        happened_on = self.day - timedelta(days=self.chance.choice((0, 0, 1, 10)))
        says = {
            **{"party": view.key, "ground": "died", "happened_on": happened_on.isoformat()},
            **{"paper": "证明", "cites": []},
        }
        if view.ended_on is None and self.chance.random() < 0.7:
            self.case.record("succeed", moment(self.day), {**says, "effect": "ended"})
        elif view.ended_on is not None and self.chance.random() < 0.3:
            self.case.record(
                "succeed", moment(self.day), {**says, "ground": "restored", "effect": "restored"}
            )
        else:
            number = 10 + len(self.case.state.successions)
            heir = {"successor": f"party:{number}", "name": "某丙", "kind": view.kind}
            self.case.record(
                "succeed", moment(self.day), {**says, "ground": "death", "effect": "successor", **heir}
            )

    # -- judging --------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        """Judge what was recorded since, and take it into the life."""
        known = self.life.seen
        for entry in self.case.state.entries[known:]:
            if entry.action in self.procedure.actions:
                for breach in against(self.life, deed_of(self.life, self.reading, entry), self.reading):
                    self._differ("permits", entry.action, breach.sentence, self._until(entry.seq))
            enter(self.life, self.reading, entry)
        self.life.seen = len(self.case.state.entries)

    def _until(self, seq: int) -> list[Entry]:
        return [entry for entry in self.case.state.entries if entry.seq <= seq]

    def _differ(self, verdict: str, act: str, why: str, entries: list[Entry]) -> None:
        each = Difference(self.procedure.key, self.procedure.edition, verdict, act, why)
        self.differences.append((each, entries))

    def _refused(self, action: Action, said: dict[str, Any], decision: Refused, at: Any) -> None:
        grounds = decision.grounds
        if not all(ground.guard or ground.code in TIES for ground in grounds):
            return
        self._catch_up()
        entry = self.as_if(action, said, at)
        breaches = list(against(self.life, deed_of(self.life, self.reading, entry), self.reading))
        if not breaches:
            for why in sorted({f"{g.guard or g.code}:{g.about}".rstrip(":") for g in grounds}):
                self._differ("refuses", action.key, why, [*self.case.state.entries, entry])
        if self.watcher is not None:
            self.watcher(self, action, said, grounds, breaches)

    def as_if(self, action: Action, said: dict[str, Any], at: Any) -> Entry:
        """The entry there would be, had the act been permitted."""
        return Entry(
            seq=self.case.next_seq, action=action.key, at=at, payload=said, by=tuple(self._signers(action))
        )

    def _signers(self, action: Action) -> Iterator[Signature]:
        for role in action.signs or ((action.by,) if action.by else ()):
            for actor in self._actors(role):
                yield Signature(person=actor.person, role=role)

    def _actors(self, role: str) -> tuple[Actor, ...]:
        return self.case.people.get(role, ())[:1]


def first_day(procedure: Procedure, chance: Random) -> date:
    """A day on which a case may begin under an edition, before the next one."""
    if procedure.replay_only:
        return procedure.edition + timedelta(days=chance.randrange(500))
    earliest = max(procedure.edition, date(2019, 4, 1))
    later = [p.edition for p in library().editions(procedure.key) if p.edition > earliest]
    latest = min([*(each - timedelta(days=200) for each in later), date(2026, 3, 1)])
    span = max((latest - earliest).days, 1)
    return earliest + timedelta(days=chance.randrange(span))


def last_of(procedure: Procedure) -> date:
    """The day on which a case passes on to the next edition, and is judged by that from then on; far ahead where none takes it over."""
    later = [p for p in library().editions(procedure.key) if p.edition > procedure.edition]
    return min((p.edition for p in later if p.running.kind == "move"), default=date.max)


def parties_of(reading: Reading, chance: Random) -> tuple[Any, ...]:
    """One of each capacity, sometimes two."""
    views = []
    for capacity in sorted(reading.sides):
        for _ in range(chance.choice((1, 1, 1, 2))):
            views.append(party(len(views) + 1, capacity=capacity, kind=chance.choice(("unit", "person"))))
    return tuple(views)


def two_hats(case: CaseInMemory, chance: Random) -> None:
    """Let one person hold the posts of two roles."""
    roles = [key for key in case.people if key in case.procedure.roles]
    if len(roles) < 2:
        return
    one, other = chance.sample(roles, 2)
    first = case.people[one][0]
    both = replace(first, holdings=(*first.holdings, *case.people[other][0].holdings))
    case.people = {
        **case.people,
        one: (both, *case.people[one][1:]),
        other: (both, *case.people[other][1:]),
    }


_ACTS: dict[tuple[str, date], dict[str, list[Action]]] = {}


def acts_of(procedure: Procedure) -> dict[str, list[Action]]:
    """The acts that people may do in each stage."""
    key = (procedure.key, procedure.edition)
    if key not in _ACTS:
        rules = rules_of(procedure)
        _ACTS[key] = {
            stage: [r.action for r in rules.values() if stage in r.stages and r.action.by != BY_LAW]
            for stage in procedure.stages
        }
    return _ACTS[key]


def is_permitted(procedure: Procedure, walk: Walk, action: Action, said: dict[str, Any], at: Any) -> bool:
    """Whether an edition would permit an act in the walk's place."""
    whom = str(said.get("party") or "") if action.per_party else ""
    world = walk.case.world(at, walk.case.actor_for(action.key, party=whom)).with_(procedure=procedure)
    asked = {key: value for key, value in said.items() if key != "party"} if whom else said
    return isinstance(engine.decide(world, Request(action=action.key, payload=asked, party=whom)), Permitted)
