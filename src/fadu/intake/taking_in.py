# SPDX-License-Identifier: MulanPSL-2.0
"""Taking histories in: each row becomes a case, an update of one, or a rejection with every reason.

The same file twice brings nothing new. A run that was killed goes on where it stopped, because every batch is one
transaction and what is in already is recognised by its number and digest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from django.db import transaction

from fadu.cases.background import rounds, walls
from fadu.cases.models import Case
from fadu.intake import histories, manning, mapping, tables, xes
from fadu.intake.histories import History, Reason
from fadu.intake.vetting import not_to_be_changed, of_other_bureaus, unmanned, vetted
from fadu.intake.writing import ChangedCaseError, Ending, Taken, take_one, write_rows
from fadu.kernel import digests
from fadu.kernel.errors import BadInputError
from fadu.people import administration
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from fadu.intake.manning import Staff
    from fadu.intake.mapping import Plan
    from fadu.intake.source import Record
    from fadu.people.models import Bureau
    from fadu.procedure.model import Procedure

#: rows taken in by one transaction when good rows are taken without the bad ones
BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not taken in, with all its reasons."""

    row: int
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": "、".join(dict.fromkeys(r.column for r in self.reasons if r.column)),
            "reason": "；".join(r.message for r in self.reasons),
        }


@dataclass(slots=True)
class Outcome:
    """What became of the rows. ``read`` = imported + updated + rejected; ``unchanged`` counts among the updated.

    ``unwritten`` are those of the rejected with which nothing was wrong before they were to be written.
    """

    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    unwritten: list[Rejected] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)

    def count(self, ending: Ending) -> None:
        self.imported += ending == "imported"
        self.updated += ending != "imported"
        self.unchanged += ending == "unchanged"


READERS: dict[str, Callable[[Path], Iterator[Record]]] = {
    ".xlsx": tables.read_xlsx,
    ".csv": tables.read_csv,
    ".xes": xes.read_xes,
    ".xes.gz": xes.read_xes,
}


def records(path: Path) -> Iterator[Record]:
    """The records of a file, by its ending."""
    for ending, reader in READERS.items():
        if path.name.lower().endswith(ending):
            if not path.is_file():
                raise BadInputError(expected="存在的文件", got=str(path), where="导入文件", remedy="核对路径")
            return reader(path)
    raise BadInputError(
        expected="、".join(READERS), got=path.name, where="导入文件", remedy="换成其中一种格式"
    )


class StoppedError(BadInputError):
    """有不能导入的行，按全有或全无的规则没有导入任何一行。"""

    code = "import_stopped"

    def __init__(self, outcome: Outcome, good: Sequence[History] = ()) -> None:
        self.outcome = outcome
        places = [item.row for item in outcome.rejected]
        #: the rows nothing is wrong with: they were not taken in either, so each ends rejected as well
        self.held_back = [Rejected(row=history.place, reasons=(_held_back(places),)) for history in good]
        super().__init__(
            expected="每一行都能导入",
            got=f"{len(places)}行不能导入",
            remedy="改正后重来，或用 --on-error sheet 先导入其余各行",
        )


def _held_back(places: Sequence[int]) -> Reason:
    wrong = "、".join(map(str, places[:3])) + ("等" if len(places) > 3 else "")
    message = f"本行没有问题；因第{wrong}行有错（共{len(places)}行），按“全有或全无”没有导入。请改正那些行，或用 --on-error sheet。"
    return Reason(column="（整行）", message=message)


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
    Raises StoppedError with every rejected row, BadInputError where the file or the mapping cannot be read.
    """
    procedure = library().procedure(plan.kind, at.date())
    mapping.check(plan, procedure)
    staff = manning.staff_of(bureau, at)
    outcome, good = Outcome(), []
    seen: dict[str, int] = {}
    for record in records(path):
        if not outcome.read:
            mapping.check_columns(plan, record)
        outcome.read += 1
        row = _behind_a_wall(record, plan, procedure, staff, seen, strict=strict)
        if isinstance(row, History):
            good.append(row)
        else:
            outcome.rejected.append(Rejected(row=record.place, reasons=row))
    good = _sifted(outcome, good, plan, bureau)
    outcome.rejected.sort(key=lambda item: item.row)
    if outcome.rejected and on_error == "stop":
        raise StoppedError(outcome, good)
    if dry_run:
        return _foreseen(outcome, good, bureau)
    with path.open("rb") as content:
        digest = digests.of_file(content)
    _take(outcome, good, plan, bureau=bureau, at=at, progress=progress)
    outcome.rejected.sort(key=lambda item: item.row)
    _enter(outcome, digest, plan, bureau)
    if outcome.imported >= BATCH:
        walls.attempt(rounds.survey_tables, "survey after an import")
    return outcome


@transaction.atomic
def _enter(outcome: Outcome, digest: str, plan: Plan, bureau: Bureau) -> None:
    """Enter the import among the acts of administration: what was taken over, from which file, with what result."""
    result = f"导入{outcome.imported}件，更新{outcome.updated}件，拒绝{len(outcome.rejected)}行"
    words = f"导入“{library().title(plan.kind)}”：读到{outcome.read}行，{result}"
    administration.enter(bureau.pk, "import", words, kind_of_case=plan.kind, file=digest)


def _sifted(outcome: Outcome, good: list[History], plan: Plan, bureau: Bureau) -> list[History]:
    """The histories that also agree with the cases there are; the others are told with every reason."""
    against: dict[int, list[Reason]] = {}
    for history, reason in (
        *of_other_bureaus(good, bureau),
        *not_to_be_changed(good, bureau, plan.kind),
        *unmanned(good, bureau),
    ):
        against.setdefault(history.place, []).append(reason)
    outcome.rejected += [Rejected(row=place, reasons=tuple(reasons)) for place, reasons in against.items()]
    return [history for history in good if history.place not in against]


def _behind_a_wall(
    record: Record, plan: Plan, procedure: Procedure, staff: Staff, seen: dict[str, int], *, strict: bool
) -> History | tuple[Reason, ...]:
    """One record read and vetted; where that itself fails, the row is rejected with the error and the next is read."""
    tried = walls.attempt(
        lambda: vetted(histories.read(record, plan, procedure), seen, plan, procedure, staff, strict=strict),
        f"row {record.place}",
    )
    if tried.error is not None or tried.result is None:
        return (_broken("读这一行时出错", tried.error, "请核对本行的内容，改正后重来"),)
    return tried.result


def _broken(when: str, error: BaseException | None, remedy: str) -> Reason:
    """What is said of a row that nobody foresaw could fail: when, with which error, and what to do."""
    said = (walls.words_of(error) if error else "").rstrip("。")
    return Reason(
        column="（整行）",
        message=f"{when}：{said}。{remedy}；仍不能导入的，请把行号和这句话交给系统维护人员。",
    )


def _foreseen(outcome: Outcome, good: list[History], bureau: Bureau) -> Outcome:
    known = dict(
        Case.objects.filter(bureau=bureau, number__in=[h.number for h in good]).values_list(
            "number", "import_digest"
        )
    )
    for history in good:
        outcome.count(_ending(known.get(history.number), history))
    return outcome


def _ending(digest: str | None, history: History) -> Ending:
    if digest is None:
        return "imported"
    return "unchanged" if digest == history.digest else "updated"


def _take(
    outcome: Outcome,
    good: list[History],
    plan: Plan,
    *,
    bureau: Bureau,
    at: datetime,
    progress: Callable[[int, int], None],
) -> None:
    """Write the good rows, batch by batch. What no trial could know (somebody else's act in between) is named by its row."""
    for some in _batches(good, BATCH):
        tried = walls.attempt(
            lambda rows=some: _written(rows, plan, bureau, at), f"rows from {some[0].place}"
        )
        if tried.error is None and tried.result is not None:
            _count(outcome, tried.result)
        else:
            for history in some:
                _take_alone(outcome, history, plan, bureau, at)
        progress(len(some), len(good))


def _take_alone(outcome: Outcome, history: History, plan: Plan, bureau: Bureau, at: datetime) -> None:
    """One row of a batch that could not be written as a whole: in a transaction of its own, or named with what is wrong."""
    tried = walls.attempt(lambda: _written([history], plan, bureau, at), f"row {history.place}")
    if tried.error is None and tried.result is not None:
        _count(outcome, tried.result)
        return
    if isinstance(tried.error, ChangedCaseError):
        reason = tried.error.reason
    else:
        reason = _broken(
            "核对时没有问题，写入时未能保存，本行什么也没有写入",
            tried.error,
            "请核对本行后把同一文件再导入一次，已导入的行不会重复",
        )
    rejected = Rejected(row=history.place, reasons=(reason,))
    outcome.rejected.append(rejected)
    outcome.unwritten.append(rejected)


@transaction.atomic
def _written(some: Sequence[History], plan: Plan, bureau: Bureau, at: datetime) -> list[Taken]:
    known = {c.number: c for c in Case.objects.filter(bureau=bureau, number__in=[h.number for h in some])}
    taken = [take_one(h, plan, bureau=bureau, at=at, known=known.get(h.number)) for h in some]
    write_rows(taken)
    return taken


def _count(outcome: Outcome, taken: Sequence[Taken]) -> None:
    for one in taken:
        outcome.count(one.ending)
        outcome.cases.append(one.case.pk)


def _batches(good: Iterable[History], size: int) -> Iterator[list[History]]:
    waiting = iter(good)
    while some := list(islice(waiting, size)):
        yield some
