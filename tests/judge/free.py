# SPDX-License-Identifier: MulanPSL-2.0
"""Free histories: lives that were lawful until something was left out, done twice, put elsewhere or written otherwise; replayed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from fadu.law import library as law_library
from fadu.procedure.decision import Request, World
from fadu.procedure.engine import grounds_of
from fadu.procedure.fold import after
from fadu.procedure.replay import replay
from fadu.procedure.state import State
from judge.late import late
from judge.life import Life
from judge.reading import deed_of, enter, of_kind
from judge.sentences import against
from judge.walks import TIES, Difference, Walk, last_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fadu.procedure.decision import Ground
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from judge.sentences import Breach

#: findings about the order of stages and days, and of when what was written down, of which the sentences say nothing
OF_ORDER = frozenset(
    {
        *(
            "wrong_stage",
            "missing_acts",
            "back_dated",
            "before_opening",
            "before_signature",
            "unknown_action",
        ),
        *(
            "recorded_late",
            "recorded_after_end",
            "recorded_after_term",
            "told_by_a_source",
            "gone_before_it_acted",
            "before_the_law",
            "day_corrected",
            "before_what_it_answers",
            "turned_by_correction",
        ),
    }
)
#: what lives have none of: the second officer of two confirms nothing in them
OF_LIVES = frozenset({"joint_unconfirmed", "joint_confirmed_late", "joint_same_name", "joint_assigned_later"})
#: between two acts there is room for what is put in
GAP = 10
#: days after the last act up to which terms are looked at
LATER = timedelta(days=30)


@dataclass(slots=True)
class Free:
    """One free history, from a seed: what the replay finds and what the judge has against it, act by act."""

    procedure: Procedure
    seed: int
    entries: list[Entry] = field(default_factory=list)
    local: Mapping[str, int] = field(default_factory=dict)
    breaches: dict[int, list[Breach]] = field(default_factory=dict)
    #: the worlds in which acts were done that the replay finds something against
    worlds: dict[int, World] = field(default_factory=dict)
    #: the terms that were not kept, as the replay finds and as the judge reckons them
    engine_late: set[str] = field(default_factory=set)
    judge_late: dict[str, bool] = field(default_factory=dict)
    differences: list[tuple[Difference, list[Entry]]] = field(default_factory=list)

    def run(self) -> Free:
        """Spoil a lawful life, replay it, judge it, compare."""
        chance = Random(f"free/{self.procedure.key}/{self.procedure.edition}/{self.seed}")
        walk = Walk(self.procedure, self.seed).run()
        lawful, self.local = walk.case.state.entries, walk.case.local
        if len(lawful) < 3:
            return self
        self.entries = [spaced(each) for each in lawful]
        for spoil in chance.choices(SPOILS, k=chance.choice((0, 1, 1, 1, 2))):
            self.entries = spoil(self.entries, self.procedure, chance) or self.entries
        last = last_of(self.procedure)
        self.entries = [entry for entry in self.entries if entry.at.date() < last]
        self._judge()
        self._replay()
        return self

    def _judge(self) -> None:
        life, reading = Life(self.procedure.key), of_kind(self.procedure.key)
        life.adopted = dict(self.local)
        for entry in self.entries:
            if entry.action in self.procedure.actions:
                self.breaches[entry.seq] = list(against(life, deed_of(life, reading, entry), reading))
            enter(life, reading, entry)
        self._compare_terms(life)

    def _compare_terms(self, life: Life) -> None:
        reading, end = of_kind(self.procedure.key), self.entries[-1].at + LATER
        self.engine_late = {rule.removeprefix("clock:") for rule in self._findings(end).get(0, ())}
        self.judge_late = late(life, reading, end.date())
        for clock, is_late in self.judge_late.items():
            if is_late != (clock in self.engine_late):
                self._differ("misses" if is_late else "finds", f"clock:{clock}", "late", self.entries)

    def _findings(self, until: Any) -> dict[int, set[str]]:
        """The rules broken by act; those of clocks under 0."""
        replayed = replay(
            [self.procedure], self.entries, law_library(), until=until, local=lambda day: self.local
        )
        rules: dict[int, set[str]] = {}
        for finding in replayed.findings:
            if finding.severity != "not_judged":
                place = 0 if finding.rule.startswith("clock:") else finding.seq or 0
                rules.setdefault(place, set()).add(finding.rule)
        return rules

    def _replay(self) -> None:
        findings, state = self._findings(self.entries[-1].at), State()
        for place, entry in enumerate(self.entries):
            if entry.action in self.procedure.actions:
                self._weigh(entry, state, findings.get(entry.seq, set()), self.entries[: place + 1])
            state = after(self.procedure, state, entry)

    def _weigh(self, entry: Entry, state: State, rules: set[str], until: list[Entry]) -> None:
        breaches, told_of = self.breaches[entry.seq], rules - OF_ORDER - OF_LIVES
        if told_of:
            self.worlds[entry.seq] = self._world(self.procedure, entry, state)
        if bool(breaches) == bool(told_of):
            return
        if breaches and not rules & OF_ORDER:
            for breach in breaches:
                self._differ("misses", entry.action, breach.sentence, until)
        for ground in self._grounds(self.procedure, entry, state) if told_of else ():
            self._differ(
                "finds", entry.action, f"{ground.guard or ground.code}:{ground.about}".rstrip(":"), until
            )

    def _world(self, procedure: Procedure, entry: Entry, state: State) -> World:
        return World(
            procedure=procedure,
            state=state,
            at=entry.at,
            law=law_library(),
            proposed=entry.payload,
            local=self.local,
            replay=True,
        )

    def _grounds(self, procedure: Procedure, entry: Entry, state: State) -> tuple[Ground, ...]:
        request = Request(action=entry.action, payload=entry.payload)
        against_it = grounds_of(self._world(procedure, entry, state), request)
        return tuple(g for g in against_it if g.guard or g.code in TIES)

    def _differ(self, verdict: str, act: str, why: str, entries: list[Entry]) -> None:
        each = Difference(self.procedure.key, self.procedure.edition, verdict, act, why)
        self.differences.append((each, list(entries)))


def spaced(entry: Entry) -> Entry:
    """The same entry with room after it, and the names of papers that tell its place moved along."""
    return replace(
        entry,
        seq=entry.seq * GAP,
        voids=tuple(seq * GAP for seq in entry.voids),
        payload={key: _renamed(key, value) for key, value in entry.payload.items()},
    )


def _renamed(key: str, value: Any) -> Any:
    if key in {"document", "ref"}:
        template, _, seq = value.partition("/")
        return f"{template}/{int(seq) * GAP}"
    if key == "documents":
        return [{**paper, "ref": _renamed("ref", paper["ref"])} for paper in value]
    return [_renamed("ref", each) for each in value] if key == "void_documents" else value


def _acts(entries: Sequence[Entry], procedure: Procedure) -> list[int]:
    """The places of declared acts, the opening left out."""
    return [n for n, entry in enumerate(entries) if n and entry.action in procedure.actions]


def left_out(entries: list[Entry], procedure: Procedure, chance: Random) -> list[Entry] | None:
    """One act is missing."""
    places = _acts(entries, procedure)
    gone = chance.choice(places) if places else None
    return [each for n, each in enumerate(entries) if n != gone]


def not_known(entries: list[Entry], procedure: Procedure, chance: Random) -> list[Entry] | None:
    """A service, the end of a child, or the appointments to a role are missing."""
    names = [
        each.action
        for each in entries
        if each.action in {"serve", "served_elsewhere", "child_ended", "assign"}
    ]
    if not names:
        return None
    name = chance.choice(sorted(set(names)))
    if name == "assign":
        role = chance.choice([each.payload["role"] for each in entries if each.action == name])
        return [e for e in entries if e.action != name or e.payload["role"] != role]
    gone = chance.choice([n for n, each in enumerate(entries) if each.action == name])
    return [each for n, each in enumerate(entries) if n != gone]


def done_twice(entries: list[Entry], procedure: Procedure, chance: Random) -> list[Entry] | None:
    """One act is done once more, right after or later."""
    places = _acts(entries, procedure)
    if not places:
        return None
    place = chance.choice(places)
    later = chance.choice([place, *[n for n in places if n >= place]])
    taken = {entry.seq for entry in entries}
    free = next(seq for seq in range(entries[later].seq + 1, entries[later].seq + GAP) if seq not in taken)
    twin = replace(
        entries[place], seq=free, at=entries[later].at, voids=(), payload=_anew(entries[place].payload, free)
    )
    return [*entries[: later + 1], twin, *entries[later + 1 :]]


def _anew(payload: Mapping[str, Any], seq: int) -> dict[str, Any]:
    """What was said, with papers of its own: another copy that nobody has in hand yet."""
    papers = [{**paper, "ref": f"{paper['template']}/{seq}"} for paper in payload.get("documents", ())]
    return {**payload, "documents": papers} if papers else dict(payload)


def moved(entries: list[Entry], procedure: Procedure, chance: Random) -> list[Entry] | None:
    """Everything from one act on happens some days earlier or later."""
    places = _acts(entries, procedure)
    if not places:
        return None
    place = chance.choice(places)
    earliest = entries[place - 1].at
    by = timedelta(days=chance.choice((-40, -10, -5, -3, -1, 1, 30, 100)))
    if entries[place].at + by < earliest:
        by = earliest - entries[place].at
    return [*entries[:place], *(replace(each, at=each.at + by) for each in entries[place:])]


def otherwise(entries: list[Entry], procedure: Procedure, chance: Random) -> list[Entry] | None:
    """One thing that was said is said otherwise."""
    places = [n for n in _acts(entries, procedure) if any(k in procedure.fields for k in entries[n].payload)]
    if not places:
        return None
    place = chance.choice(places)
    key = chance.choice([k for k in entries[place].payload if k in procedure.fields])
    value = _other(procedure, key, entries[place], chance)
    changed = replace(entries[place], payload={**entries[place].payload, key: value})
    return [*entries[:place], changed, *entries[place + 1 :]]


def unsaid(entries: list[Entry], procedure: Procedure, chance: Random) -> list[Entry] | None:
    """One thing that was said is not said, be it at the opening."""
    declared = [n for n, e in enumerate(entries) if e.action in procedure.actions]
    places = [n for n in declared if any(k in procedure.fields for k in entries[n].payload)]
    if not places:
        return None
    place = chance.choice(places)
    gone = chance.choice([k for k in entries[place].payload if k in procedure.fields])
    payload = {key: value for key, value in entries[place].payload.items() if key != gone}
    return [*entries[:place], replace(entries[place], payload=payload), *entries[place + 1 :]]


def _other(procedure: Procedure, key: str, entry: Entry, chance: Random) -> Any:
    wanted, value = procedure.fields[key], entry.payload[key]
    if wanted.type == "money":
        return chance.choice((0, int(value or 0) * 2 + 100_00, int(value or 0) // 2))
    if wanted.type == "boolean":
        return not value
    if wanted.type == "date":
        return (entry.at.date() + timedelta(days=chance.choice((-900, -20, -1, 1, 20)))).isoformat()
    if wanted.type == "choice" and wanted.choices:
        return chance.choice([each.key for each in wanted.choices])
    if wanted.type == "choices":
        return list(value or ())[:-1]
    return value


SPOILS: tuple[Callable[[list[Entry], Procedure, Random], list[Entry] | None], ...] = (
    left_out,
    left_out,
    not_known,
    done_twice,
    moved,
    otherwise,
    otherwise,
    unsaid,
)


def passes(free: Free, entry: Entry, mutant: Procedure) -> bool:
    """Whether an edition finds nothing against an act against which the whole one does."""
    world = free.worlds[entry.seq].with_(procedure=mutant)
    grounds = grounds_of(world, Request(action=entry.action, payload=entry.payload))
    return not any(ground.guard or ground.code in TIES for ground in grounds)
