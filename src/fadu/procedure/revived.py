# SPDX-License-Identifier: MulanPSL-2.0
"""Terms that stood overdue when an act was written down, and do so no more since it bears, or says, an earlier day.

One question for every act, whoever does it: of the bureau, of a party, following from another, with the old day as its own or in a field
(a service, a publication, a challenge). The counts of the bureau are read as of the moment of recording, without the act and with it.
What stops, pauses, lengthens or makes vanish one that stood past its last day is told, so that it can be looked into.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.clocks import readings
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.fold import after
from fadu.procedure.legal_day import day_of
from fadu.procedure.mending import ASK, CONFIRM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure


#: acts that begin, end and stretch no count; and the confirmation of a mended day, which has a list of its own
TOUCHING_NONE = frozenset(
    {"assign", "release", "attach", "note", "sign", "return_proposal", "link", ASK, CONFIRM}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revival:
    """A count that stood overdue on the day an act was recorded, and how it stands with the act; None where it is gone."""

    before: ClockReading
    now: ClockReading | None
    #: the day of recording
    on: date

    def met_within(self, days: int) -> bool:
        """Whether it was kept, and that written down no more than so many days after it was done."""
        now = self.now
        if now is None or now.stopped_on is None or now.state(self.on) != "met":
            return False
        return (self.on - now.stopped_on).days <= days

    def words(self, procedure: Procedure, entry: Entry) -> str:
        """What is said of it, when the act is done and ever after.

        “核查期限”2022-03-22届满，至2022-03-26未见办结；该日登记的“延长核查期限”写明2022-03-21，记录因此不再逾期。
        """
        before, rule = self.before, procedure.actions.get(entry.action)
        title = rule.title if rule else BUILT_IN.get(entry.action, entry.action)
        return (
            f"“{before.title}”{before.due_on}届满，至{self.on}未见办结；"
            f"该日登记的“{title}”写明{_earlier_day(procedure, entry, self.on)}，记录因此不再逾期。"
        )


def revivals(world: World, entry: Entry) -> Iterator[Revival]:
    """The terms of the bureau that stood overdue at the moment of a world, when an act is recorded, and with it do not.

    What an article lets be stretched after its end is no revival on its very day.
    """
    if entry.action in TOUCHING_NONE:
        return
    day, procedure = world.at.date(), world.procedure
    late = {key: each for key, each in _counts(world).items() if is_late(each, day)}
    if not late:
        return
    counts = _counts(world.with_(state=after(procedure, world.state, entry)))
    is_of_the_day = _earlier_day(procedure, entry, day) == day
    for key, before in late.items():
        now = counts.get(key)
        if (now is None or not is_late(now, day)) and not (
            is_of_the_day and procedure.clocks[before.clock].after_end
        ):
            yield Revival(before=before, now=now, on=day)


def is_late(reading: ClockReading, on: date) -> bool:
    """Whether a count is past its last day on a day, stopped since or not."""
    return reading.state(on) in {"overdue", "breached"}


def _counts(world: World) -> Mapping[tuple[str, str, int], ClockReading]:
    """The counts of the bureau as of the moment of a world."""
    rules = world.procedure.clocks.values()
    own = frozenset(rule.key for rule in rules if rule.whose == "bureau" and not rule.target)
    return {
        (reading.clock, reading.about, reading.started_seq): reading
        for reading in (readings(world, only=own) if own else ())
    }


#: the days that acts say which every procedure knows: the first that is said is the one by which they count
_SAID = ("effective_on", "published_on", "happened_on")


def _earlier_day(procedure: Procedure, entry: Entry, on: date) -> date:
    """The earliest day an act bears or says of what it records; that of its recording where it bears no earlier one."""
    said = [str(entry.payload[key]) for key in _SAID if entry.action in BUILT_IN and entry.payload.get(key)]
    days = [date.fromisoformat(value[:10]) for value in said]
    return min([*days[:1], entry.at.date(), day_of(procedure, entry), on])
