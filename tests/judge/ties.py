# SPDX-License-Identifier: MulanPSL-2.0
"""Taking out each tie of the engine in turn, beside the guards: does the judge notice what then passes, or which term then runs otherwise?

A tie is what the engine holds together without a guard of the file: the day of an event and the start of a term, what is not counted
and its end, the version told and the version decided, those served and those of today.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from fadu.law import library as law_library
from fadu.procedure import dealing, serving, terms
from fadu.procedure.decision import HOLDS
from fadu.procedure.replay import replay
from fadu.procedure.testing import moment
from judge.free import LATER
from judge.walks import is_permitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import Ground
    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import State
    from judge.free import Free
    from judge.sentences import Breach
    from judge.walks import Walk

#: grounds of the engine itself: where they alone stand against an act, it passes without them
GROUNDS = frozenset(
    {
        *("stands_still", "term_over", "until_not_later", "nothing_runs", "in_the_future"),
        "already_past",
        *("apart", "self_approval", "begun_already", "nothing_to_end", "proposal_in_hand", "party_ended"),
    }
)


def _addressed(procedure: Procedure, state: State, template: str) -> tuple[str, ...]:
    """Those a paper was issued for, whoever has come into the case or left it since."""
    papers = [paper for paper in state.documents if paper.template == template]
    return tuple(papers[-1].parties) if papers else ()


#: what is held together inside guards: name -> (guards it stands behind, module, function, what stands in its place)
INSIDE: Mapping[str, tuple[frozenset[str], Any, str, Any]] = {
    "the version dealt with": (
        frozenset({"proposal"}),
        dealing,
        "_weighed",
        lambda world, step, change, **_: HOLDS,
    ),
    "everybody affected": (
        frozenset({"proposal"}),
        dealing,
        "_reached",
        lambda world, step, version, seq: HOLDS,
    ),
    "the service of each": (
        frozenset({"served"}),
        serving,
        "reached",
        lambda world, template, party: True,
    ),
    "the service of the case above": (
        frozenset({"served"}),
        serving,
        "_served_elsewhere",
        lambda world, paper: HOLDS,
    ),
    "served on those of today": (frozenset({"served"}), serving, "owed", _addressed),
    "run out for those of today": (frozenset({"over"}), terms, "owed", _addressed),
}

Key = tuple[str, str, str]


@dataclass(slots=True)
class Ties:
    """The ties of one edition: which let something pass or changed a term when taken out, and which of those the judge noticed."""

    procedure: Procedure
    #: editions with one tie less: name of the tie -> edition, and the act or interruption without which it does nothing
    editions: dict[str, tuple[Procedure, str]] = field(default_factory=dict)
    passed: set[Key] = field(default_factory=set)
    noticed: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.editions = dict(_editions(self.procedure))

    def _enter(self, name: str, *, noticed: bool) -> None:
        key = (self.procedure.key, self.procedure.edition.isoformat(), name)
        self.passed.add(key)
        self.noticed.update({key} if noticed else ())

    def watch(
        self,
        walk: Walk,
        action: Action,
        said: dict[str, Any],
        grounds: tuple[Ground, ...],
        breaches: list[Breach],
    ) -> None:
        """Ask at a refusal which ties alone stood in the way."""
        codes, names = {ground.code for ground in grounds}, {ground.guard for ground in grounds}
        if len(codes) == 1 and codes <= GROUNDS and names == {""}:
            self._enter(f"{action.key} {min(codes)}", noticed=bool(breaches))
            return
        for tie, (behind, module, function, instead) in INSIDE.items():
            if names <= behind and self._passes(walk, action, said, patch.object(module, function, instead)):
                self._enter(f"{action.key} {tie}", noticed=bool(breaches))
        if names & {"over", "within"} or codes & {"term_over"}:
            for tie, (edition, needs) in self.editions.items():
                if needs in walk.case.performed and self._passes(walk, action, said, nullcontext(), edition):
                    self._enter(f"{action.key} {tie}", noticed=bool(breaches))

    def _passes(
        self,
        walk: Walk,
        action: Action,
        said: dict[str, Any],
        without: AbstractContextManager[Any],
        edition: Procedure | None = None,
    ) -> bool:
        with without:
            return is_permitted(edition or self.procedure, walk, action, said, moment(walk.day))

    def watch_free(self, free: Free) -> None:
        """Ask of a replayed history which terms run otherwise without a tie, and whether the judge reckons as with it."""
        done = {entry.action for entry in free.entries}
        end = free.entries[-1].at + LATER if free.entries else None
        for tie, (edition, needs) in self.editions.items():
            if needs not in done or end is None:
                continue
            replayed = replay([edition], free.entries, law_library(), until=end, local=lambda day: free.local)
            late = {f.rule.removeprefix("clock:") for f in replayed.findings if f.rule.startswith("clock:")}
            for clock in late ^ free.engine_late:
                if clock in free.judge_late:
                    as_judged = free.judge_late[clock] == (clock in free.engine_late)
                    self._enter(f"{clock} {tie}", noticed=as_judged)


def _editions(procedure: Procedure) -> Iterator[tuple[str, tuple[Procedure, str]]]:
    """Editions with one tie less: an event without its day, a term that counts everything, a right nobody can waive, one that runs always."""
    for action in procedure.actions.values():
        if action.dated:
            plain = replace(action, dated={})
            yield (
                f"without the day of {action.key}",
                (replace(procedure, actions={**procedure.actions, action.key: plain}), action.key),
            )
    for clock in procedure.clocks.values():
        for key in clock.excludes:
            interruption = procedure.interruptions.get(key)
            counted = replace(clock, excludes=tuple(each for each in clock.excludes if each != key))
            yield (
                f"with {key} counted in {clock.key}",
                (
                    replace(procedure, clocks={**procedure.clocks, clock.key: counted}),
                    interruption.start if interruption else "child_opened",
                ),
            )
        if not clock.after_end and any(clock.key in each.extends for each in procedure.actions.values()):
            stretched = replace(clock, after_end=("—",))
            extending = next(a.key for a in procedure.actions.values() if clock.key in a.extends)
            yield (
                f"with {clock.key} stretched after its end",
                (replace(procedure, clocks={**procedure.clocks, clock.key: stretched}), extending),
            )
