# SPDX-License-Identifier: MulanPSL-2.0
"""Checking cases: every history replayed by the law of its dates, and contradictions in the record itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fadu.cases.background import walls
from fadu.cases.models import Case
from fadu.cases.reading import contradictions
from fadu.cases.world.worlds import entries_of, is_installed, law_for
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.library import library
from fadu.procedure.replay import replay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from fadu.people.models import Bureau
    from fadu.procedure.decision import ReplayFinding
    from fadu.procedure.entry import Entry
    from fadu.procedure.replay import Replay

#: severities that are findings; the other says that nothing could be judged
ALARMS = ("certain", "possible", "contradiction")
BATCH = 200
#: cases that could not be checked: their kind is not there, or the check itself failed
NOT_INSTALLED, NOT_CHECKED = "kind_not_installed", "not_checked"
#: how many of the questions a source leaves open are named
NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found, with article and record."""

    case: int
    number: str
    rule: str
    severity: str
    message: str
    cites: tuple[str, ...] = ()
    exercise: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "number": self.number,
            "rule": self.rule,
            "cites": list(self.cites),
            "severity": self.severity,
            "message": f"（演练）{self.message}" if self.exercise else self.message,
        }


def check(bureau: Bureau, *, kind: str = "", year: int | None = None) -> Iterator[Finding]:
    """The findings of a bureau's cases, of a kind and of a year (in which they began) if asked for."""
    found = Case.objects.filter(bureau=bureau)
    if kind:
        found = found.filter(kind=kind)
    if year:
        found = found.filter(opened_at__year=year)
    yield from check_cases(found.order_by("pk").values_list("pk", flat=True))


def check_cases(ids: Iterable[int]) -> Iterator[Finding]:
    """The findings of these cases."""
    waiting = list(ids)
    for place in range(0, len(waiting), BATCH):
        some = Case.objects.filter(pk__in=waiting[place : place + BATCH])
        cases = list(some.select_related("bureau").order_by("pk"))
        read = walls.attempt(lambda cases=cases: entries_of(cases), "check: acts of many cases")  # type: ignore[misc]
        for case in cases:
            yield from _behind_a_wall(case, read.result)


def _behind_a_wall(case: Case, read: Mapping[int, tuple[Entry, ...]] | None) -> list[Finding]:
    """The findings of one case; where it cannot be checked, that is the finding, and the other cases are checked."""
    if not is_installed(case.kind):
        return [_finding(case, NOT_INSTALLED, "not_judged", f"没有评判：事项“{case.kind}”没有安装。")]

    def checked() -> list[Finding]:
        entries = read if read is not None else entries_of([case])
        return list(check_case(case, entries.get(case.pk, ()), clock.now()))

    tried = walls.attempt(checked, f"check {case.number}")
    if tried.error is None:
        return tried.result or []
    return [_finding(case, NOT_CHECKED, "not_judged", f"没有评判，核对时出错：{walls.words_of(tried.error)}")]


def check_case(case: Case, entries: tuple[Entry, ...], at: datetime) -> Iterator[Finding]:
    """The findings of one case: replayed by the law of its dates, and what contradicts itself."""
    entries = as_told_last(entries)
    if case.not_judged:
        yield _finding(case, "no_edition", "not_judged", f"没有评判：{case.not_judged}。")
    else:
        local = people.local_parameters(case.bureau, case.opened_at.date())
        until = (
            entries[-1].at if case.imported_from and entries else at
        )  # a source says nothing of later days
        told = replay(library().editions(case.kind), entries, law_for(case.bureau), until=until, local=local)
        silent = clocks_without_end(told) if case.imported_from else frozenset()
        unstated = [item for item in told.findings if case.imported_from and is_unstated(item, silent)]
        for item in told.findings:
            if item not in unstated:
                yield _finding(case, item.rule, item.severity, item.message, item.cites)
        if unstated:
            yield _finding(case, "not_stated", "not_judged", _unstated_words(unstated))
    for rule, message in contradictions.of_case(case, entries):
        yield _finding(case, rule, "contradiction", message)


def as_told_last(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A history without what a later import replaced: a corrected copy is no event in the life of the case."""
    replaced = {seq for entry in entries if entry.imported for seq in entry.voids}
    if not replaced:
        return entries
    return tuple(
        replace(entry, voids=()) if entry.imported else entry
        for entry in entries
        if entry.seq not in replaced
    )


def _unstated_words(unstated: list[ReplayFinding]) -> str:
    """How many questions the source leaves open, and the first of them."""
    named = list(dict.fromkeys(item.message.rstrip("。") for item in unstated))
    more = "等" if len(named) > NAMED else ""
    return f"来源没有载明，未评判{len(unstated)}项：{'；'.join(named[:NAMED])}{more}。"


def is_unstated(item: ReplayFinding, silent: frozenset[tuple[str, int | None]]) -> bool:
    """What cannot be judged because the source is silent: no alarm, for a blank is not a 'no'."""
    if item.rule.startswith("clock:"):
        return (item.rule, item.seq) in silent
    return item.severity == "possible" and (item.unknown or item.rule == "missing_acts")


def clocks_without_end(told: Replay) -> frozenset[tuple[str, int | None]]:
    """Clocks whose end the source does not state, and no later act shows that it had not come.

    A later act of the procedure shows it only where the record has no gaps: a note says nothing of what is left out.
    """
    gaps = any(item.rule == "missing_acts" for item in told.findings)
    acts = [entry for entry in told.state.entries if entry.action not in BUILT_IN]
    last = acts[-1].at.date() if acts and not gaps else None
    return frozenset(
        (f"clock:{reading.clock}", reading.started_seq)
        for reading in told.readings
        if reading.stopped_on is None and (last is None or reading.due_on is None or last <= reading.due_on)
    )


def _finding(case: Case, rule: str, severity: str, message: str, cites: tuple[str, ...] = ()) -> Finding:
    return Finding(
        case=case.pk,
        number=case.number,
        rule=rule,
        severity=severity,
        message=message,
        cites=cites,
        exercise=case.exercise,
    )
