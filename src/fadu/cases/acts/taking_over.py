# SPDX-License-Identifier: MulanPSL-2.0
"""Cases that were conducted elsewhere: each is opened with all the acts it has, and many are written in a few statements.

What is recorded of a case does not depend on how many are written with it: the same act, entry and row as when the case is
opened and acted in here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fadu.cases.acts import opening, pinning, recording, roles
from fadu.cases.acts.projection import follow_new, write_new
from fadu.cases.rules import stream_of
from fadu.kernel import clock
from fadu.ledger import services as ledger
from fadu.procedure import headings
from fadu.procedure.state import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.cases.drafts import Draft
    from fadu.cases.models import Act, Case
    from fadu.ledger.parts import Record
    from fadu.procedure.model import Procedure


@dataclass(slots=True, kw_only=True)
class TakenOver:
    """A case and the acts it has so far; nothing is written of it before ``write``."""

    case: Case
    procedure: Procedure
    state: State = field(default_factory=State)
    acts: list[Act] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    takers: set[tuple[str, str]] = field(default_factory=set)

    @property
    def next_seq(self) -> int:
        """The place of the next act."""
        return len(self.acts) + 1

    def add(self, drafts: Sequence[Draft]) -> None:
        """Let acts follow those there are."""
        made = recording.make(
            self.procedure, self.case, self.state, self.next_seq, drafts, recorded_at=clock.now()
        )
        self.acts += made.acts
        self.records += made.records
        self.state = made.state
        self.takers |= recording.takers(drafts)

    def end(self) -> None:
        """Let the row of the case say what its acts say, before it is inserted."""
        last = self.acts[-1]
        self.case.revision, self.case.judges, self.case.words = len(self.acts), last.judges, last.words
        if not self.case.title:
            self.case.title = headings.shortened(headings.title_of(self.procedure, self.state))


def write(cases: Sequence[TakenOver]) -> None:
    """Write cases with their acts, entries and rows; the caller is in a transaction."""
    for one in cases:
        one.end()
    followed = follow_new([(one.case, one.state) for one in cases])
    pinning.keep_all((one.procedure, act) for one in cases for act in one.acts)
    opening.insert([one.case for one in cases])
    for one in cases:
        for act in one.acts:
            act.case_id = one.case.pk
    recording.insert([act for one in cases for act in one.acts])
    with ledger.together():
        for one in cases:
            ledger.append_many(stream=stream_of(one.case.number), records=one.records, begins=True)
            roles.take(one.case, one.takers)
            recording.enter(one.case)
    write_new(followed)
