# SPDX-License-Identifier: MulanPSL-2.0
"""Taking out each guard and tie in turn: does the judge notice what then passes?

A walk permitted by the whole edition is permitted by one with a guard less. So each refusal on a walk is a place where some mutants
would have let the act pass: those in which nothing else stands against it. There the act is done under the mutant, and judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fadu.procedure.testing import moment
from judge.free import Free, passes
from judge.ties import Ties
from judge.walks import Walk, is_permitted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.procedure.decision import Ground
    from fadu.procedure.model import Action, Procedure
    from judge.sentences import Breach

Key = tuple[str, "date", str, str]


@dataclass(slots=True)
class Mutants:
    """The mutants of one edition: which there are, which let something pass on a walk, which of those the judge noticed."""

    procedure: Procedure
    all: dict[Key, Procedure] = field(default_factory=dict)
    #: an act of a kind that only this guard held back was met
    passed: set[Key] = field(default_factory=set)
    noticed: set[Key] = field(default_factory=set)
    #: what the engine holds together without a guard, taken out in turn as well
    ties: Ties = field(init=False)

    def __post_init__(self) -> None:
        self.ties = Ties(self.procedure)
        for action in self.procedure.actions.values():
            for place, use in enumerate(action.guards):
                key = (self.procedure.key, self.procedure.edition, action.key, f"{use.name}#{place}")
                self.all[key] = without(self.procedure, action, place)

    def watch(
        self,
        walk: Walk,
        action: Action,
        said: dict[str, Any],
        grounds: tuple[Ground, ...],
        breaches: list[Breach],
    ) -> None:
        """Ask at a refusal which mutants would have permitted the act, and whether the judge has something against it."""
        kind, edition = self.procedure.key, self.procedure.edition
        self.ties.watch(walk, action, said, grounds, breaches)
        if not all(ground.guard for ground in grounds):
            return
        names = {ground.guard for ground in grounds}
        if len(names) > 1:
            return
        for place, use in enumerate(action.guards):
            key = (kind, edition, action.key, f"{use.name}#{place}")
            if use.name not in names or key in self.noticed or (key in self.passed and not breaches):
                continue
            if is_permitted(self.all[key], walk, action, said, moment(walk.day)):
                self.passed.add(key)
                self.noticed.update({key} if breaches else ())

    def watch_free(self, free: Free) -> None:
        """Ask of a free history which mutants would have found nothing against an act, and whether the judge has."""
        self.ties.watch_free(free)
        kind, edition = self.procedure.key, self.procedure.edition
        for entry in free.entries:
            if entry.seq not in free.worlds or passes(free, entry, self.procedure):
                continue  # what was found is no guard's
            for place, use in enumerate(self.procedure.actions[entry.action].guards):
                key = (kind, edition, entry.action, f"{use.name}#{place}")
                if key not in self.noticed and passes(free, entry, self.all[key]):
                    self.passed.add(key)
                    self.noticed.update({key} if free.breaches[entry.seq] else ())

    def report(self) -> Iterator[str]:
        """One line for each mutant that was not noticed, saying whether it let anything pass."""
        for key in sorted(self.all, key=str):
            if key not in self.noticed:
                how = "let something pass, unnoticed" if key in self.passed else "nothing hung on it alone"
                yield f"{key[0]} {key[1]} {key[2]} {key[3]}: {how}"


def without(procedure: Procedure, action: Action, place: int) -> Procedure:
    """An edition with one guard of one act taken out."""
    bare = replace(action, guards=action.guards[:place] + action.guards[place + 1 :])
    return replace(procedure, actions={**procedure.actions, action.key: bare})


def hunted(procedure: Procedure, lives: int, first: int = 0) -> Mutants:
    """The mutants of an edition after so many walks, and as many free histories."""
    mutants = Mutants(procedure)
    for seed in range(first, first + lives):
        Walk(procedure, seed, mutants.watch).run()
        mutants.watch_free(Free(procedure, seed).run())
    return mutants
