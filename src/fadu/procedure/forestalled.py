# SPDX-License-Identifier: MulanPSL-2.0
"""Terms of a party that had run out before anybody wrote down that they began, or that begin earlier by what is written down.

The mirror of `revived`, which looks at the terms of the bureau. Whoever enters a service, a day told or any other beginning after
the term is over leaves the party nothing of it in the record; whoever enters a second, earlier service takes days away that were given.
The day may be true: nothing is refused, and it is told, so that it can be looked into.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.procedure.clocks import readings
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.fold import after
from fadu.procedure.once import once
from fadu.procedure.revived import TOUCHING_NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Forestalled:
    """A term of a party as it begins by an act on the day of its recording; ``before`` is how it ran until then, if it did."""

    now: ClockReading
    before: ClockReading | None
    #: the day of recording
    on: date

    def words(self, procedure: Procedure, entry: Entry) -> str:
        """What is said of it, when the act is done and ever after.

        “陈述申辩”自2022-04-27起算，2022-05-07届满；使其起算的“送达”2022-05-20才登记，登记时期限已过。
        """
        rule = procedure.actions.get(entry.action)
        title = rule.title if rule else BUILT_IN.get(entry.action, entry.action)
        if self.before is not None:
            return (
                f"“{self.now.title}”原自{self.before.started_on}起算，{self.before.due_on}届满；"
                f"{self.on}登记的“{title}”使其改自{self.now.started_on}起算，提前到{self.now.due_on}届满。"
            )
        return (
            f"“{self.now.title}”自{self.now.started_on}起算，{self.now.due_on}届满；"
            f"使其起算的“{title}”{self.on}才登记，登记时期限已过。"
        )


def forestalled(world: World, entry: Entry) -> Iterator[Forestalled]:
    """The terms of parties that an act begins, at the moment of a world, when they are over already, or begins earlier than they ran."""
    rules = once(world.procedure, _of_parties)
    if entry.action in TOUCHING_NONE or not rules:
        return
    day, known = world.at.date(), _counts(world, rules)
    for key, now in _counts(world.with_(state=after(world.procedure, world.state, entry)), rules).items():
        before = known.get(key)
        if before is None:
            if now.started_seq == entry.seq and now.state(day) == "expired":
                yield Forestalled(now=now, before=None, on=day)
        elif _is_earlier(now, before):
            yield Forestalled(now=now, before=before, on=day)


def _is_earlier(now: ClockReading, before: ClockReading) -> bool:
    """Whether a term begins earlier and ends earlier than it did."""
    if now.due_on is None or before.due_on is None or before.waived:
        return False
    return now.started_on < before.started_on and now.due_on < before.due_on


def _of_parties(procedure: Procedure) -> frozenset[str]:
    """The terms that measure what a party may or must do."""
    own = {key for key, role in procedure.roles.items() if role.capacity}
    return frozenset(rule.key for rule in procedure.clocks.values() if rule.whose in own and not rule.target)


def _counts(world: World, rules: frozenset[str]) -> Mapping[tuple[str, str], ClockReading]:
    """The last count of each of these terms for each party, as of the moment of a world; none that is void."""
    return {(each.clock, each.about): each for each in readings(world, only=rules) if not each.void}
