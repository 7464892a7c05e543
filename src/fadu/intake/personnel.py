# SPDX-License-Identifier: MulanPSL-2.0
"""People taken over from a sheet: each row judged first, then written by the services that forms call; what is there already stays.

A row names a person by name and unit, or by a certificate or account that only that person has. Trial and take-in judge by the
same code; a row that fails only when it is written leaves nothing behind and does not stop the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.cases.background import walls
from fadu.intake import trying
from fadu.intake.histories import Reason
from fadu.intake.personnel_rows import COLUMNS, ENTIRE, Known, Row, read
from fadu.intake.reading.source import Account, Record, said_place
from fadu.intake.rejections import Rejected
from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.people import administration, proposing, second_person, services
from fadu.people.models import Appointment, Officer
from fadu.people.passwords import one_time
from fadu.people.rules import posts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fadu.people.models import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a row is, or would be, taken in as: one phrase for each thing that is entered; none where all is there already."""

    where: str
    name: str
    does: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of a sheet. ``passwords``: name, account, password of each account that was opened, told once."""

    read: int = 0
    lines: list[Line] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    passwords: list[tuple[str, str, str]] = field(default_factory=list)
    #: what of the file was not read, or was read though nobody sees it
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> int:
        """How many rows enter something."""
        return sum(1 for line in self.lines if line.does)


def tried(path: Path, bureau: Bureau) -> Outcome:
    """What each row would be taken in as, and every reason why not; nothing is written. Raises BadInputError for an unreadable file."""
    outcome, known, account = Outcome(), Known.of(bureau, clock.now()), Account()
    for record in trying.records(path, COLUMNS, account):
        outcome.read += 1
        row = read(record, known)
        if isinstance(row, tuple):
            outcome.rejected.append(Rejected(row=record.place, reasons=row, sheet=record.sheet))
            continue
        tried_ = walls.attempt(partial(_steps, bureau, row), f"row {record.place}")
        if tried_.error is not None or tried_.result is None:
            outcome.rejected.append(_refused(record, tried_.error))
            continue
        outcome.lines.append(
            Line(
                where=said_place(record.place, record.sheet),
                name=row.name,
                does=tuple(words for words, _ in tried_.result),
            )
        )
        known.expect(row)
    outcome.notes = account.notes
    return outcome


def take_in(path: Path, bureau: Bureau) -> Outcome:
    """Write every row that nothing speaks against; taken in twice, it enters nothing the second time."""
    outcome, account = Outcome(), Account()
    for record in trying.records(path, COLUMNS, account):
        outcome.read += 1
        row = read(record, Known.of(bureau, clock.now()))
        if isinstance(row, tuple):
            outcome.rejected.append(Rejected(row=record.place, reasons=row, sheet=record.sheet))
            continue
        written = walls.attempt(partial(_written, bureau, row), f"row {record.place}")
        if written.error is not None or written.result is None:
            outcome.rejected.append(_refused(record, written.error))
            continue
        does, password = written.result
        outcome.lines.append(Line(where=said_place(record.place, record.sheet), name=row.name, does=does))
        if password:
            outcome.passwords.append((row.name, row.username, password))
    outcome.notes = account.notes
    administration.enter(
        bureau.pk,
        "staff_sheet",
        f"用表格登记人员：读到{outcome.read}行，登记{outcome.changed}行，拒绝{len(outcome.rejected)}行",
    )
    return outcome


def tried_one(bureau: Bureau, values: Mapping[str, str]) -> tuple[str, ...]:
    """What one person, by the columns of the sheet, would be entered as, in words. Raises UnreadableError, FaduError."""
    return tuple(words for words, _ in _steps(bureau, _one(bureau, values)))


def enter_one(bureau: Bureau, values: Mapping[str, str], password: str = "") -> tuple[tuple[str, ...], str]:
    """Enter one person by the columns of the sheet: what was done, in words, and the password of an account that was opened.

    ``password``: the one for the account (default: one is made). Raises UnreadableError, FaduError; then nothing was entered.
    """
    return _written(bureau, _one(bureau, values), password)


class UnreadableError(FaduError):
    """这个人不能这样登记。"""

    code = "unreadable_person"

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__("；".join(reason.message for reason in reasons))
        self.reasons = reasons


def _one(bureau: Bureau, values: Mapping[str, str]) -> Row:
    row = read(Record(place=1, values=values), Known.of(bureau, clock.now()))
    if isinstance(row, tuple):
        raise UnreadableError(row)
    return row


@transaction.atomic
def _written(bureau: Bureau, row: Row, chosen: str = "") -> tuple[tuple[str, ...], str]:
    """What was entered of a row, in words, and the password of an account that was opened."""
    officer, password, words = row.officer, "", []
    if officer is None:
        officer = services.hire(bureau=bureau, name=row.name, since=row.since, department=row.department)
        words.append("登记人员")
    for post in row.posts:
        if not _holds(officer, post, row):
            given = proposing.appoint(_appointment(officer, post, row))
            words.append(_said(post, "" if isinstance(given, Appointment) else given.reason))
    if row.certificate is not None and not row.is_certified:
        number, valid_from, valid_to = row.certificate
        services.certify(officer=officer, number=number, valid_from=valid_from, valid_to=valid_to)
        words.append("登记执法证")
    if row.username and not hasattr(officer, "account"):
        password = chosen or one_time()
        services.open_account(username=row.username, password=password, officer=officer)
        words.append("开立账号")
    return tuple(words), password


def _steps(bureau: Bureau, row: Row) -> list[tuple[str, str]]:
    """What would be entered of a row, in words, asked of the same rules; each with what it is about."""
    steps: list[tuple[str, str]] = []
    officer = row.officer or Officer(bureau=bureau, name=row.name, since=row.since, department=row.department)
    if row.officer is None and not row.is_expected:
        steps.append(("登记人员", row.name))
    for post in row.posts:
        if row.officer is None or not _holds(row.officer, post, row):
            given = _appointment(officer, post, row)
            if row.officer is not None:
                services.check_appointment(given)
            steps.append((_said(post, second_person.of_appointment(given)), post))
    if row.certificate is not None and not row.is_certified:
        steps.append(("登记执法证", row.certificate[0]))
    if (
        row.username
        and not (row.officer is not None and hasattr(row.officer, "account"))
        and not row.is_expected_account
    ):
        steps.append(("开立账号", row.username))
    return steps


def _said(post: str, why: str) -> str:
    return f"任“{posts()[post]}”" + (f"（待第二人确认：{why}）" if why else "")


def _appointment(officer: Officer, post: str, row: Row) -> Appointment:
    return Appointment(
        officer=officer, post=post, start=row.start, document=row.document, department=row.place
    )


def _holds(officer: Officer, post: str, row: Row) -> bool:
    """Whether a post is held there already, or waits for a second person."""
    there = officer.appointments.filter(post=post, department=row.place, kind="regular", end=None)
    waiting = proposing.open_proposals(officer.bureau).filter(officer=officer, post=post, ends=None)
    return there.exists() or waiting.exists()


def _refused(record: Record, error: BaseException | None) -> Rejected:
    if isinstance(error, FaduError):
        reason = Reason(column=ENTIRE, message=error.message)
    else:
        reason = trying.broken("登记这一行时出错", error, "请核对本行，改正后重来")
    return Rejected(row=record.place, reasons=(reason,), sheet=record.sheet)
