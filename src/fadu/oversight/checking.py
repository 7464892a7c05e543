# SPDX-License-Identifier: MulanPSL-2.0
"""Checking cases: every history replayed by the law of its dates, and contradictions in the record itself."""

from __future__ import annotations

from dataclasses import replace
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from fadu.cases.background import walls
from fadu.cases.models import Case
from fadu.cases.papers import serving
from fadu.cases.reading import contradictions
from fadu.cases.world.worlds import is_installed
from fadu.kernel import clock
from fadu.oversight import followed, histories, kept, late_posts, misnamed, reached_back
from fadu.oversight.finding import Finding
from fadu.oversight.kept import Looked
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.library import library
from fadu.procedure.replay import replay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from fadu.cases.world.worlds import Around
    from fadu.oversight.histories import Histories
    from fadu.oversight.kept import Basis
    from fadu.people.models import Bureau
    from fadu.procedure.decision import ClockReading, ReplayFinding
    from fadu.procedure.entry import Entry
    from fadu.procedure.replay import Replay

#: severities that are findings; the other says that nothing could be judged
ALARMS = ("certain", "possible", "contradiction")
BATCH = 200
#: cases that could not be checked: their kind is not there, or the check itself failed
NOT_INSTALLED, NOT_CHECKED = "kind_not_installed", "not_checked"
#: how many of the questions a source leaves open are named
NAMED = 3


def check(
    bureau: Bureau, *, kind: str = "", year: int | None = None, again: bool = False
) -> Iterator[Finding]:
    """The findings of a bureau's cases, of a kind and of a year (in which they began) if asked for, in the order of the cases.

    Only cases of which something may have changed since are looked at; ``again``: all of them.
    """
    cases = Case.objects.filter(bureau=bureau)
    if kind:
        cases = cases.filter(kind=kind)
    if year:
        cases = cases.filter(opened_at__year=year)
    basis = kept.basis_of(bureau, clock.today())
    known = [] if again else kept.findings(cases, basis)
    waiting = cases if again else kept.waiting(cases, basis)
    numbers = list(waiting.order_by("pk").values_list("pk", flat=True))
    between = followed.findings(cases, basis.on)
    yield from merge(known, check_cases(numbers, basis), between, key=attrgetter("case"))
    if not kind and year is None:
        kept.end_round(bureau, basis)


def check_cases(ids: Iterable[int], basis: Basis | None = None) -> Iterator[Finding]:
    """The findings of these cases; kept where it is said on what they rest."""
    waiting = iter(ids)
    while some := list(islice(waiting, BATCH)):
        looked = look(some)
        if basis is not None:
            kept.keep(looked, basis)
        for one in looked:
            yield from one.findings


def look(ids: Sequence[int]) -> list[Looked]:
    """What is found in these cases now, read together; nothing is kept, nothing kept is believed."""
    cases = list(Case.objects.filter(pk__in=ids).select_related("bureau").order_by("pk"))
    read = walls.attempt(lambda: histories.read(cases), "check: histories of many cases")
    return [_behind_a_wall(case, read.result) for case in cases]


def _behind_a_wall(case: Case, read: Histories | None) -> Looked:
    """What is found in one case; where it cannot be checked, that is the finding, and the other cases are checked."""
    if not is_installed(case.kind):
        finding = _finding(case, NOT_INSTALLED, "not_judged", f"没有评判：事项“{case.kind}”没有安装。")
        return Looked(case=case, findings=[finding], is_sound=False)
    tried = walls.attempt(
        lambda: check_case(case, read or histories.read([case]), clock.now()), f"check {case.number}"
    )
    if tried.result is not None:
        return tried.result
    words = walls.words_of(tried.error) if tried.error else ""
    finding = _finding(case, NOT_CHECKED, "not_judged", f"没有评判，核对时出错：{words}")
    return Looked(case=case, findings=[finding], is_sound=False)


def check_case(case: Case, read: Histories, at: datetime) -> Looked:
    """What is found in one case: replayed by the law of its dates, and what contradicts itself."""
    entries = without_replaced(read.entries.get(case.pk, ()))
    findings: list[Finding] = []
    until = None
    if case.not_judged:
        findings.append(_finding(case, "no_edition", "not_judged", f"没有评判：{case.not_judged}。"))
    else:
        around, parameters = read.around[case.bureau_id], read.known_then[case.bureau_id]
        replayed = _replayed(case, entries, around, around.local, at)
        findings += _judged(case, replayed, at.date())
        days = [kept.holds_until(replayed, at.date())]
        if late := reached_back.reaching(entries, parameters):
            then = _replayed(case, entries, around, parameters, at)
            turned = reached_back.findings(entries, late, replayed, then)
            findings += [_finding(case, f.rule, f.severity, f.message, f.cites, f.seq) for f in turned]
            days.append(kept.holds_until(then, at.date()))
        is_silent = case.imported_from and handled_here_from(entries) is None
        until = None if is_silent else min((day for day in days if day is not None), default=None)
    parties, recorded = read.parties.get(case.pk, ()), read.recorded.get(case.pk, {})
    for rule, message in contradictions.of_case(case, entries, parties, recorded.__getitem__):
        findings.append(_finding(case, rule, "contradiction", message))
    for message in late_posts.messages(entries, read.held[case.bureau_id]):
        findings.append(_finding(case, late_posts.HELD_LATE, "possible", message))
    for message in misnamed.messages(entries, read.names):
        findings.append(_finding(case, misnamed.NOT_REGISTERED, "contradiction", message))
    return Looked(case=case, findings=findings, holds_until=until)


def _replayed(
    case: Case,
    entries: tuple[Entry, ...],
    around: Around,
    local: Callable[[date], Mapping[str, int]],
    at: datetime,
) -> Replay:
    """A history judged by the law of its dates; a source alone says nothing of later days than its last."""
    is_silent = case.imported_from and entries and handled_here_from(entries) is None
    until = entries[-1].at if is_silent else at
    editions = library().editions(case.kind)
    return replay(editions, entries, around.law, until=until, local=local, unproved=serving.unproved)


def handled_here_from(entries: Sequence[Entry]) -> date | None:
    """The day from which somebody handles a case here: an officer was named for it, or acted in it; None where nobody does."""
    return next((e.at.date() for e in entries if e.is_an_officers or e.action == "assign"), None)


def _judged(case: Case, replayed: Replay, on: date) -> Iterator[Finding]:
    """What a replay found as of a day; what the source does not state, as one finding."""
    silent = clocks_without_end(replayed, on) if case.imported_from else frozenset()
    ours = {entry.seq for entry in replayed.state.entries if entry.is_an_officers}
    unstated = [
        item
        for item in replayed.findings
        if case.imported_from and is_unstated(item, silent, of_ours=item.seq in ours)
    ]
    for item in replayed.findings:
        if item not in unstated:
            yield _finding(case, item.rule, item.severity, item.message, item.cites, item.seq)
    if unstated:
        yield _finding(case, "not_stated", "not_judged", _unstated_words(unstated))


def without_replaced(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
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


def is_unstated(
    item: ReplayFinding, silent: frozenset[tuple[str, int | None]], *, of_ours: bool = False
) -> bool:
    """What cannot be judged because the source is silent: no alarm, for a blank is not a 'no'. No source is silent of what officers did here."""
    if item.rule.startswith("clock:"):
        return (item.rule, item.seq) in silent
    return not of_ours and item.severity == "possible" and (item.unknown or item.rule == "missing_acts")


def clocks_without_end(replayed: Replay, on: date) -> frozenset[tuple[str, int | None]]:
    """Clocks whose end the source does not state, and no later act shows that it had not come.

    A later act of the procedure shows it only where the record has no gaps: a note says nothing of what is left out. Whoever handles the
    case here writes down how a term ends that runs out under his hands, and while the case goes on each day shows that it has not.
    """
    entries, stage = replayed.state.entries, replayed.procedure.stages.get(replayed.state.stage)
    gaps = any(item.rule == "missing_acts" for item in replayed.findings)
    acts = [entry for entry in entries if entry.action not in BUILT_IN]
    last = acts[-1].at.date() if acts and not gaps else None
    ours = min((entry.seq for entry in entries if entry.is_an_officers), default=None)
    here = None if stage is not None and stage.final else handled_here_from(entries)
    if here is not None and last is not None:
        last = on

    def is_silent(reading: ClockReading) -> bool:
        if ours is not None and reading.started_seq >= ours:
            return False
        if reading.due_on is None:
            return True
        return (here is None or reading.due_on < here) and (last is None or last <= reading.due_on)

    return frozenset(
        (f"clock:{reading.clock}", reading.started_seq)
        for reading in replayed.readings
        if reading.stopped_on is None and is_silent(reading)
    )


def _finding(
    case: Case,
    rule: str,
    severity: str,
    message: str,
    cites: tuple[str, ...] = (),
    seq: int | None = None,
) -> Finding:
    return Finding(
        case=case.pk,
        number=case.number,
        rule=rule,
        severity=severity,
        message=message,
        cites=cites,
        exercise=case.exercise,
        seq=seq,
    )
