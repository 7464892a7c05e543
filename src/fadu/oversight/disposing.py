# SPDX-License-Identifier: MulanPSL-2.0
"""What people make of a finding: the case's people say why it came about, the legal office says what it is. Neither touches the case.

It is internal process information (政府信息公开条例 16): it stands in the ledger beside the case, belongs to the secondary file, is part of
no paper of the case, and no figure reads it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.cases.models import Act, Assignment
from fadu.kernel.errors import BadInputError, FaduError
from fadu.oversight import reach
from fadu.oversight.disposal import BETWEEN, DISPOSED, OPENS_AS, rules
from fadu.oversight.models import Raised
from fadu.oversight.raising import LOCK, of_row, record, told_apart
from fadu.storage import locks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fadu.oversight.finding import Finding
    from fadu.oversight.raising import Which
    from fadu.people.models import Officer


class DisposalRefusedError(FaduError):
    """现在不能这样核定。"""

    code = "disposal_refused"


@transaction.atomic
def explain(*, row: Raised, by: Officer, cause: str, words: str, at: datetime) -> Raised:
    """Say why a finding came about, before it is disposed of; ``words`` may be empty. Said again, the later stands, the ledger keeps both.

    Raises DisposalRefusedError where it is nobody's to say, BadInputError for a cause that is not among those offered.
    """
    row = _again(row)
    if not reach.explains(by, row, at):
        raise DisposalRefusedError("只有承办人和所在机构的负责人，在核定以前可以说明。")
    row.cause, row.explained = _cause(cause), words.strip()
    row.explained_by, row.explained_at = by, at
    row.save(update_fields=["cause", "explained", "explained_by", "explained_at"])
    record(row, "explained")
    return row


@transaction.atomic
def dispose(*, row: Raised, by: Officer, cause: str, chosen: str, words: str, at: datetime) -> Raised:
    """Say what a finding is: ``chosen`` is an outcome and its legal character (`upheld/flaw`), the cause comes first. Done again, the later stands.

    Raises DisposalRefusedError where it is nobody's to say, or somebody's in whose own matter it is; BadInputError for what is not offered.
    """
    row = _again(row)
    if not reach.disposes(by, at):
        raise DisposalRefusedError("是否属实和法律性质，由法制机构核定。")
    if why := concerned(row, by):
        raise DisposalRefusedError(f"{why}，请由法制机构的另一人核定。")
    outcome, _, character = chosen.partition(BETWEEN)
    those = rules().outcomes
    if outcome not in those or character not in those[outcome].characters:
        raise BadInputError(
            expected="所列的结论和性质", got=chosen[:40] or "没有选择", where="结论", remedy="从列表中选择"
        )
    row.cause, row.outcome, row.character = _cause(cause), outcome, character
    row.words, row.disposed_by, row.disposed_at = words.strip(), by, at
    row.save(update_fields=["cause", "outcome", "character", "words", "disposed_by", "disposed_at"])
    record(row, "disposed")
    return row


def concerned(row: Raised, officer: Officer) -> str:
    """Why an officer does not dispose of a finding: it is about an act of his own, or the case is his; empty where it is neither."""
    if row.seq and Act.objects.filter(case=row.case_id, seq=row.seq, officer=officer).exists():
        return "这一项是您本人办理的"
    if Assignment.objects.filter(case=row.case_id, officer=officer).exists():
        return "您是本案的承办人员"
    return ""


def with_standing(findings: Sequence[Finding]) -> list[Finding]:
    """Findings, each with how far people have got with it; those that are no alarm as they are."""
    rows: dict[int, dict[Which, Raised]] = defaultdict(dict)
    there = [each for each in findings if each.severity in OPENS_AS]
    for row in Raised.objects.filter(case__in={each.case for each in there}).exclude(outcome=""):
        rows[row.case_id][of_row(row)] = row
    names = {
        id(finding): which for of_case in told_apart(there).values() for which, finding in of_case.items()
    }
    said = []
    for each in findings:
        row = rows[each.case].get(names[id(each)]) if id(each) in names else None
        words = standing(row) if row is not None else OPENS_AS.get(each.severity, "")
        said.append(replace(each, standing=words))
    return said


def standing(row: Raised) -> str:
    """How far people have got with a finding, in words: 提示, 待核, or 已核 with the outcome."""
    if row.outcome:
        return f"{DISPOSED}（{rules().outcomes[row.outcome].title}）"
    return OPENS_AS[row.severity]


def character_of(row: Raised) -> str:
    """The legal character in words; empty before it was given."""
    return rules().outcomes[row.outcome].characters.get(row.character, "") if row.outcome else ""


def cause_of(row: Raised) -> str:
    """Why it came about, in words; empty where nobody said yet."""
    return rules().causes.get(row.cause, "")


def is_overdue(row: Raised, at: datetime) -> bool:
    """Whether the day until which it was to be disposed of is over."""
    return not row.outcome and row.due_on < at.date()


def _cause(cause: str) -> str:
    if cause not in rules().causes:
        raise BadInputError(
            expected="所列的起因", got=cause[:40] or "没有选择", where="起因", remedy="从列表中选择"
        )
    return cause


def _again(row: Raised) -> Raised:
    """The row as it stands now, held until the caller's transaction ends."""
    locks.one_at_a_time(LOCK)
    return Raised.objects.get(pk=row.pk)
