# SPDX-License-Identifier: MulanPSL-2.0
"""Findings that a local parameter takes away which was entered after the acts it governs: judged by what was known then, they stand.

A parameter may rest on a document of an earlier day, and holds from that day. That it was entered by one person, and what was found
until then is found no more, is told as long as it is so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.law import library as law_library
from fadu.law import places
from fadu.procedure.decision import ReplayFinding
from fadu.procedure.jointly import recorded_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from fadu.people.adopted import Entered, KnownThen
    from fadu.procedure.entry import Entry
    from fadu.procedure.replay import Replay

#: the rule under which such a finding is told
TURNED = "turned_by_parameter"
#: findings that say something was not as it should be, and how that they are gone is told
_TOLD = {"certain": "possible", "possible": "possible", "contradiction": "possible", "noted": "noted"}


def reaching(entries: Sequence[Entry], parameters: KnownThen) -> tuple[Entered, ...]:
    """The parameters that were entered after something had been recorded in a case, and hold from a day on which it ran."""
    if not entries:
        return ()
    days = [day for entry in entries if (day := recorded_on(entry)) is not None]
    last = entries[-1].at.date()
    return tuple(
        each for each in parameters.afterwards if any(day < each.on for day in days) and each.start <= last
    )


def findings(
    entries: Sequence[Entry], late: Sequence[Entered], now: Replay, then: Replay
) -> Iterator[ReplayFinding]:
    """What is found of acts recorded before a parameter was entered, by what was known then, and no more by it."""
    known = {(each.rule, each.seq) for each in now.findings}
    recorded = {entry.seq: recorded_on(entry) for entry in entries}
    words = "、".join(f"“{_title(each.key)}”（自{each.start}起，{each.on}才登记）" for each in late)
    for each in then.findings:
        if each.severity not in _TOLD or (each.rule, each.seq) in known:
            continue
        if _is_before(recorded.get(each.seq or 0), late):
            yield ReplayFinding(
                severity=_TOLD[each.severity],  # type: ignore[arg-type]
                rule=TURNED,
                message=f"因事后登记的地方参数{words}不再列出：{each.message}",
                cites=each.cites,
                seq=each.seq,
                on=each.on,
            )


def _is_before(day: date | None, late: Sequence[Entered]) -> bool:
    """Whether something recorded on a day, or known of no act, was there before one of the parameters was."""
    return day is None or any(day < each.on for each in late)


def _title(key: str) -> str:
    rule = places.rule_of(law_library(), key)
    return rule.title if rule is not None else key
