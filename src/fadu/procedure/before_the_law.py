# SPDX-License-Identifier: MulanPSL-2.0
"""Terms of the bureau that never begin since the day that begins them is said to lie before there was such a term.

That is lawful for what really happened then. But a typing error in one year looks the same, and a term that does not run is never overdue:
so it is told wherever the law had the term on the day on which the act was done or written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fadu.law.errors import NotInForceError
from fadu.procedure.clocks import unbegun
from fadu.procedure.subjects import limit_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import ClockRule

#: the rule under which such a term is found
RULE = "before_the_law"


class BeforeTheLaw(NamedTuple):
    """A term that does not begin: its rule, the day that would begin it, the act that says so and a day on which the law had the term."""

    rule: ClockRule
    day: date
    seq: int
    on: date
    cites: tuple[str, ...]

    @property
    def words(self) -> str:
        """“核查期限”没有计算：应当自2019-12-31起算，当日尚无这一期限的规定（2022-03-10已有）。请核对日期。"""
        return f"“{self.rule.title}”没有计算：应当自{self.day}起算，当日尚无这一期限的规定（{self.on}已有）。请核对日期。"


def terms(world: World) -> Iterator[BeforeTheLaw]:
    """The terms that do not begin though the law had them when the act that would begin them was done, or written down.

    Of an imported history the day of its recording is that of the import, and says nothing.
    """
    by_seq = {entry.seq: entry for entry in world.state.entries}
    for rule, start in unbegun(world):
        entry = by_seq.get(start.seq)
        for on in _days(entry) if entry else ():
            try:
                limit = limit_for(world, rule.limit, on)
            except NotInForceError:
                continue
            if on > start.day:
                yield BeforeTheLaw(rule, start.day, start.seq, on, limit.cites)
                break


def _days(entry: Entry) -> Iterator[date]:
    yield entry.at.date()
    if entry.recorded_at is not None and not entry.imported:
        yield entry.recorded_at.astimezone(entry.at.tzinfo).date()
