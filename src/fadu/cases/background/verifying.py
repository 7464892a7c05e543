# SPDX-License-Identifier: MulanPSL-2.0
"""What the worker looks at each night: what is new in the records, and a thirtieth of the rest, compared with the ledger.

What does not agree is entered in the ledger and stands before the administrator until everything was looked at and agrees:
whoever takes the row away that tells it silences nothing. The complete comparison is `fadu ledger verify`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts.comparing import KIND_MISSING
from fadu.cases.background import walls
from fadu.cases.models import Failure
from fadu.kernel import clock
from fadu.ledger import passes, unresolved, verification
from fadu.ledger.key_register import register
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from datetime import date


TASK = "verify"
#: problems named one by one; the rest are counted
NAMED = 200


def work() -> None:
    """The night's part, once a day; nothing before the ledger has a key of its own.

    Where somebody has looked into what was found, everything is looked at, at once: it goes only where all agrees.
    """
    if register() is None:
        return
    on, mark = clock.today(), passes.read()
    again = bool(walls.asked_for_again(TASK))
    if again or mark is None or mark.night != on.isoformat():
        _look(on, mark, is_full=again or mark is None)
    tell()


def _look(on: date, mark: passes.Mark | None, *, is_full: bool) -> None:
    """Look at everything, or at the part of a night, and keep what was found."""
    reached = passes.reached()
    part = None if is_full or mark is None else mark.part(on)
    problems = [one for one in verification.verify(part=part) if one.code != KIND_MISSING]
    park(problems, on, mark)
    unresolved.enter(_named(problems, on))
    if part is None and not problems:
        unresolved.all_agreed()
    passes.write(
        passes.after_full(reached, on)
        if part is None or mark is None
        else passes.after_night(mark, reached, on)
    )


def _named(problems: list[Problem], on: date) -> list[Problem]:
    """The first problems, and one for all the others."""
    more = len(problems) - NAMED
    if more <= 0:
        return problems
    rest = Problem(
        code="more_found",
        where=f"{on}",
        message=f"另有{more}项，请运行 fadu ledger verify 逐项查看。",
        table="",
        row=f"{on}",
    )
    return [*problems[:NAMED], rest]


def park(problems: list[Problem], on: date, mark: passes.Mark | None) -> None:
    """Let the administrator read what does not agree; what an earlier night named stays until all agrees."""
    last = f"上一次全部核对：{(mark and mark.last_full) or '没有记载'}。"
    for problem in _named(problems, on):
        subject = _subject(problem.table, problem.row or problem.where, problem.column)
        walls.park(TASK, subject, f"{on}核对：{problem.where}：{problem.message}{last}")


def tell() -> None:
    """Let everything that stands in the ledger as found be read again, where somebody took it away; what is over goes."""
    standing = {_subject(one.table, one.row, one.column): one for one in unresolved.standing()}
    there = Failure.objects.filter(task=TASK)
    there.exclude(subject__in=standing).delete()
    for subject in standing.keys() - set(there.values_list("subject", flat=True)):
        one = standing[subject]
        walls.park(TASK, subject, f"{one.since[:10]}核对：{subject}：与账本不符（{one.code}），尚未查清。")


def _subject(table: str, row: str, column: str) -> str:
    return f"{table} {row} {column}"[:200]
