# SPDX-License-Identifier: MulanPSL-2.0
"""Reading a file of histories and judging each row, a batch at a time: the same when it is tried and when it is written.

Nothing is kept from one batch to the next but the digest of each number, by which a row that comes twice is recognised.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from fadu.cases.background import walls
from fadu.intake import histories, mapping
from fadu.intake.histories import History, Reason
from fadu.intake.named_parties import joined
from fadu.intake.reading import opening, tables, xes
from fadu.intake.reading.source import Account
from fadu.intake.rejections import Rejected
from fadu.intake.vetting import Numbers, as_known, vetted
from fadu.kernel import digests
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from fadu.intake.manning import Staff
    from fadu.intake.mapping import Plan
    from fadu.intake.reading.source import Record
    from fadu.people.models import Bureau
    from fadu.procedure.model import Procedure

#: rows read, judged and written together
BATCH = 100


def records(path: Path, wanted: Collection[str] = (), account: Account | None = None) -> Iterator[Record]:
    """The records of a file, by what it holds. ``wanted`` are the columns asked for; ``account`` is told what is not read.

    Raises BadInputError.
    """
    if not path.is_file():
        raise BadInputError(expected="存在的文件", got=str(path), where="导入文件", remedy="核对路径")
    if opening.is_log(path):
        return xes.read_xes(path, account)
    return tables.read(path, wanted, account)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some rows, read and judged by themselves. ``content`` is the digest of what they say and of which are good."""

    read: int
    good: tuple[History, ...]
    rejected: tuple[Rejected, ...]
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file with all it takes to read and judge its rows."""

    path: Path
    plan: Plan
    procedure: Procedure
    staff: Staff
    bureau: Bureau
    strict: bool
    #: what of the file is not read, or read though nobody sees it
    account: Account = field(default_factory=Account)

    def batches(self) -> Iterator[Batch]:
        """Every row from the first to the last, anew each time. Raises BadInputError where file or mapping cannot be read."""
        numbers = Numbers()
        waiting = joined(records(self.path, self.plan.columns(), self.account), self.plan, self.account)
        some = list(islice(waiting, BATCH))
        if some:
            mapping.check_columns(self.plan, some[0])
        while some:
            yield _batch(as_known([self._judged(record, numbers) for record in some], self.bureau))
            some = list(islice(waiting, BATCH))

    def _judged(self, record: Record, numbers: Numbers) -> History | Rejected:
        """One record read and vetted; where that itself fails, the row is rejected with the error and the next is read."""
        tried = walls.attempt(
            lambda: vetted(
                histories.read(record, self.plan, self.procedure),
                numbers,
                self.plan,
                self.procedure,
                self.staff,
                strict=self.strict,
            ),
            f"row {record.place}",
        )
        row = tried.result
        if tried.error is not None or row is None:
            row = (broken("读这一行时出错", tried.error, "请核对本行的内容，改正后重来"),)
        return (
            row if isinstance(row, History) else Rejected(row=record.place, reasons=row, sheet=record.sheet)
        )


def _batch(judged: Sequence[History | Rejected]) -> Batch:
    good = tuple(row for row in judged if isinstance(row, History))
    rejected = tuple(row for row in judged if isinstance(row, Rejected))
    said = [f"{row.place} {row.digest}" if isinstance(row, History) else f"{row.row}" for row in judged]
    return Batch(
        read=len(judged), good=good, rejected=rejected, content=digests.digest("\n".join(said).encode())
    )


def broken(when: str, error: BaseException | None, remedy: str) -> Reason:
    """What is said of a row that nobody foresaw could fail: when, with which error, and what to do."""
    said = (walls.words_of(error) if error else "").rstrip("。")
    return Reason(
        column="（整行）",
        message=f"{when}：{said}。{remedy}；仍不能导入的，请把行号和这句话交给系统维护人员。",
    )
