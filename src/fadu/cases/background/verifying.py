# SPDX-License-Identifier: MulanPSL-2.0
"""What the worker looks at each night: what is new in the records, and a thirtieth of the rest, compared with the ledger.

What does not agree stands before the administrator until somebody has looked into it. The complete comparison is
`fadu ledger verify`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts.comparing import KIND_MISSING
from fadu.cases.background import walls
from fadu.kernel import clock
from fadu.ledger import passes, verification
from fadu.ledger.key_register import register

if TYPE_CHECKING:
    from datetime import date

    from fadu.ledger.problems import Problem

TASK = "verify"
#: problems named one by one; the rest are counted
NAMED = 200


def work() -> None:
    """The night's part, once a day; nothing before the ledger has a key of its own."""
    for subject in walls.asked_for_again(
        TASK
    ):  # somebody has looked into it: what still differs is said anew
        walls.settle(TASK, subject)
    on, mark = clock.today(), passes.read()
    if register() is None or (mark is not None and mark.night == on.isoformat()):
        return
    reached = passes.reached()
    problems = verification.verify(part=mark.part(on) if mark is not None else None)
    park([problem for problem in problems if problem.code != KIND_MISSING], on, mark)
    passes.write(
        passes.after_night(mark, reached, on) if mark is not None else passes.after_full(reached, on)
    )


def park(problems: list[Problem], on: date, mark: passes.Mark | None) -> None:
    """Let the administrator read what does not agree; what an earlier night named stays until somebody has looked into it."""
    last = f"上一次全部核对：{(mark and mark.last_full) or '没有记载'}。"
    for problem in problems[:NAMED]:
        subject = f"{problem.table} {problem.row} {problem.column}"[:200]
        walls.park(TASK, subject, f"{on}核对：{problem.where}：{problem.message}{last}")
    if len(problems) > NAMED:
        more = len(problems) - NAMED
        walls.park(TASK, f"{on}", f"{on}：另有{more}项，请运行 fadu ledger verify 逐项查看。{last}")
