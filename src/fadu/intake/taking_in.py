# SPDX-License-Identifier: MulanPSL-2.0
"""Taking histories in: each row becomes a case, an update of one, or a rejection with every reason.

The file is read twice by one code path: to try every row, and to write the good ones, a batch at a time; what is written is
what was tried, batch by batch. However long the file, memory holds a batch of it. The same file twice brings nothing new. A
run that was killed goes on where it stopped, because every batch is one transaction and what is in already is recognised by
its number and digest.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from django.db import transaction

from fadu.cases.background import rounds, walls
from fadu.cases.models import Case
from fadu.intake import manning, mapping
from fadu.intake.events import Events
from fadu.intake.histories import Reason
from fadu.intake.reading.source import ROWS
from fadu.intake.rejections import HeldBack, Rejected, Rejections
from fadu.intake.trying import BATCH, Source, broken
from fadu.intake.vetting import against
from fadu.intake.writing import ChangedCaseError, Ending, Taken, take_all
from fadu.kernel import digests
from fadu.kernel.errors import BadInputError, FaduError
from fadu.people import administration
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableSequence, Sequence
    from datetime import datetime
    from pathlib import Path

    from fadu.intake.histories import History
    from fadu.intake.mapping import Plan
    from fadu.people.models import Bureau


@dataclass(slots=True)
class Outcome:
    """What became of the rows: ``read`` = imported + updated + unchanged + rejected.

    ``notes`` says what of the file was not read, or was read though nobody sees it. ``unwritten`` are those of the rejected with which nothing was wrong before they were to be written.
    """

    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: Rejections = field(default_factory=Rejections)
    unwritten: Rejections = field(default_factory=Rejections)
    notes: tuple[str, ...] = ()
    #: what became of the events of the histories that are or can be taken in, where the file is a log
    events: Events = field(default_factory=Events)
    cases: MutableSequence[int] = field(default_factory=lambda: array("q"))

    def count(self, ending: Ending) -> None:
        self.imported += ending == "imported"
        self.updated += ending == "updated"
        self.unchanged += ending == "unchanged"


class StoppedError(BadInputError):
    """有不能导入的行，按全有或全无的规则没有导入任何一行。"""

    code = "import_stopped"

    def __init__(
        self, outcome: Outcome, good: Sequence[int] = (), sheets: Mapping[int, str] | None = None
    ) -> None:
        self.outcome = outcome
        wrong = len(outcome.rejected)
        #: the rows nothing is wrong with: they were not taken in either, so each ends rejected as well
        self.held_back = HeldBack(
            good, _held_back([item.where for item in outcome.rejected[:3]], wrong), sheets
        )
        super().__init__(
            expected="每一行都能导入",
            got=f"{wrong}行不能导入",
            remedy="改正后重来，或用 --on-error sheet 先导入其余各行",
        )


def _held_back(first: Sequence[str], count: int) -> Reason:
    wrong = "、".join(first) + ("等" if count > len(first) else "")
    message = f"本行没有问题；因{wrong}有错（共{count}行），按“全有或全无”没有导入。请改正那些行，或用 --on-error sheet。"
    return Reason(column="（整行）", message=message)


class FileChangedError(FaduError):
    """文件在核对之后被改动，没有继续导入。请等文件不再改动以后重新导入，已导入的行不会重复。"""

    code = "import_changed"


@dataclass(frozen=True, slots=True)
class _Trial:
    """What a first reading tells: the outcome foreseen, the rows that are good, what each batch says, and the file's digest."""

    outcome: Outcome
    good: Sequence[int]
    contents: Sequence[bytes]
    digest: str
    #: what the sheets are called of which rows are good, by their place in the file
    sheets: Mapping[int, str]


def take_in(
    path: Path,
    plan: Plan,
    *,
    bureau: Bureau,
    at: datetime,
    on_error: Literal["stop", "sheet"] = "stop",
    strict: bool = False,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _, __: None,
) -> Outcome:
    """Take a file in. ``stop``: all rows or none; ``sheet``: the good rows, the others told by row.

    A row that fails only when it is written leaves nothing behind, is told by row and does not stop the others.
    Raises StoppedError with every rejected row, BadInputError where the file or the mapping cannot be read,
    FileChangedError where the file is no longer what was tried.
    """
    procedure = library().procedure(plan.kind, at.date())
    mapping.check(plan, procedure)
    staff = manning.staff_of(bureau, at)
    source = Source(path=path, plan=plan, procedure=procedure, staff=staff, bureau=bureau, strict=strict)
    trial = _tried(source, bureau)
    outcome = Outcome(
        read=trial.outcome.read,
        rejected=trial.outcome.rejected,
        notes=trial.outcome.notes,
        events=trial.outcome.events,
    )
    if outcome.rejected and on_error == "stop":
        raise StoppedError(outcome, trial.good, trial.sheets)
    if dry_run:
        return trial.outcome
    if _digest_of(path) != trial.digest:
        raise FileChangedError
    try:
        for some in _as_tried(source, trial):
            _take(outcome, some, plan, bureau, at)
            progress(len(some), len(trial.good))
    finally:
        outcome.rejected = outcome.rejected.with_those(outcome.unwritten)
        _enter(outcome, trial.digest, plan, bureau)
    if outcome.imported >= BATCH:
        walls.attempt(rounds.survey_tables, "survey after an import")
    return outcome


def _digest_of(path: Path) -> str:
    with path.open("rb") as content:
        return digests.of_file(content)


def _tried(source: Source, bureau: Bureau) -> _Trial:
    """Read and judge every row, also against the cases there are; keep what is wrong, and of the rest only where it stands."""
    outcome, good, contents = Outcome(), array("Q"), []
    sheets: dict[int, str] = {}
    digest = _digest_of(source.path) if source.path.is_file() else ""
    for batch in source.batches():
        obstacles = against(batch.good, bureau, source.plan.kind)
        called = {history.place: history.sheet for history in batch.good}
        sheets |= {place // ROWS: sheet for place, sheet in called.items() if sheet}
        rejected = [
            *batch.rejected,
            *(Rejected(row=row, reasons=reasons, sheet=called[row]) for row, reasons in obstacles.items()),
        ]
        for row in sorted(rejected, key=lambda item: item.row):
            outcome.rejected.append(row)
        agreeing = [history for history in batch.good if history.place not in obstacles]
        good.extend(history.place for history in agreeing)
        for history in agreeing:
            if history.events is not None:
                outcome.events.add(history.events)
        _foresee(outcome, agreeing, bureau)
        contents.append(batch.content)
        outcome.read += batch.read
    outcome.notes = source.account.notes
    if outcome.events.read:
        outcome.notes = (outcome.events.words(), *outcome.notes)
    return _Trial(outcome, good, contents, digest, sheets)


def _foresee(outcome: Outcome, good: Sequence[History], bureau: Bureau) -> None:
    known = dict(
        Case.objects.filter(bureau=bureau, number__in=[h.number for h in good]).values_list(
            "number", "import_digest"
        )
    )
    for history in good:
        outcome.count(_ending(known.get(history.number), history))


def _ending(digest: str | None, history: History) -> Ending:
    if digest is None:
        return "imported"
    return "unchanged" if digest == history.digest else "updated"


def _as_tried(source: Source, trial: _Trial) -> Iterator[Sequence[History]]:
    """The good rows again, batch by batch. Raises FileChangedError before a batch that says anything else than it did."""
    tried = iter(trial.contents)
    for batch in source.batches():
        if batch.content != next(tried, None):
            raise FileChangedError
        some = [history for history in batch.good if not trial.outcome.rejected.names(history.place)]
        if some:
            yield some
    if next(tried, None) is not None:
        raise FileChangedError


@transaction.atomic
def _enter(outcome: Outcome, digest: str, plan: Plan, bureau: Bureau) -> None:
    """Enter the import among the acts of administration: what was taken over, from which file, with what result."""
    result = f"导入{outcome.imported}件，更新{outcome.updated}件，没有变化{outcome.unchanged}件，拒绝{len(outcome.rejected)}行"
    words = f"导入“{library().title(plan.kind)}”：读到{outcome.read}行，{result}"
    administration.enter(bureau.pk, "import", words, kind_of_case=plan.kind, file=digest)


def _take(outcome: Outcome, some: Sequence[History], plan: Plan, bureau: Bureau, at: datetime) -> None:
    """Write a batch. What no trial could know (somebody else's act in between) is named by its row."""
    tried = walls.attempt(lambda: _written(some, plan, bureau, at), f"rows from {some[0].place}")
    if tried.error is None and tried.result is not None:
        _count(outcome, tried.result)
        return
    for history in some:
        _take_alone(outcome, history, plan, bureau, at)


def _take_alone(outcome: Outcome, history: History, plan: Plan, bureau: Bureau, at: datetime) -> None:
    """One row of a batch that could not be written as a whole: in a transaction of its own, or named with what is wrong."""
    tried = walls.attempt(lambda: _written([history], plan, bureau, at), f"row {history.place}")
    if tried.error is None and tried.result is not None:
        _count(outcome, tried.result)
        return
    if isinstance(tried.error, ChangedCaseError):
        reason = tried.error.reason
    else:
        reason = broken(
            "核对时没有问题，写入时未能保存，本行什么也没有写入",
            tried.error,
            "请核对本行后把同一文件再导入一次，已导入的行不会重复",
        )
    outcome.unwritten.append(Rejected(row=history.place, reasons=(reason,), sheet=history.sheet))


@transaction.atomic
def _written(some: Sequence[History], plan: Plan, bureau: Bureau, at: datetime) -> list[Taken]:
    known = {c.number: c for c in Case.objects.filter(bureau=bureau, number__in=[h.number for h in some])}
    return take_all(some, plan, bureau=bureau, at=at, known=known)


def _count(outcome: Outcome, taken: Sequence[Taken]) -> None:
    for one in taken:
        outcome.count(one.ending)
        outcome.cases.append(one.case.pk)
