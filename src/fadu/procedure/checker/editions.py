# SPDX-License-Identifier: MulanPSL-2.0
"""An edition among the others: what running cases do when it comes, and that what it cites governs in its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from fadu.procedure.checker.names import cited
from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.model import Procedure


def lines(procedure: Procedure, previous: Procedure | None) -> Iterator[Line]:
    """Whether every running case knows where it goes."""
    check = {"first": _first, "continue": _continue, "move": _move}[procedure.running.kind]
    problem = check(procedure, previous)
    said = {
        "first": "第一个版本",
        "continue": f"继续适用原版本（{'、'.join(procedure.running.because)}）",
        "move": f"转入本版，{len(procedure.running.stages)}个阶段都有去处",
    }[procedure.running.kind]
    if procedure.running.question:
        said += f"；提请法制机构确认：{procedure.running.question}"
    yield Line(
        code="running", title="在办案件如何转入本版本已经写明", ok=not problem, witness=problem or said
    )


def _first(procedure: Procedure, previous: Procedure | None) -> str:
    return f"前面已有{previous.edition}的版本，须写明在办案件转入本版或者继续适用原版本。" if previous else ""


def _continue(procedure: Procedure, previous: Procedure | None) -> str:
    return "" if procedure.running.because else "在办案件继续适用原版本，须写明依据（because）。"


def _move(procedure: Procedure, previous: Procedure | None) -> str:
    unknown = [to for to in procedure.running.stages.values() if to not in procedure.stages]
    if unknown:
        return f"转入的阶段“{'、'.join(unknown)}”在本版中不存在。"
    ended = [to for to in procedure.running.stages.values() if procedure.stages[to].final]
    if ended:
        return f"在办案件不能直接转入已办结的阶段“{'、'.join(procedure.stages[to].title for to in ended)}”。"
    open_before = {key: s.title for key, s in previous.stages.items() if not s.final} if previous else {}
    missing = [title for key, title in open_before.items() if key not in procedure.running.stages]
    return f"前一版本的阶段“{'、'.join(missing)}”没有写明转到哪里。" if missing else ""


def citations(procedure: Procedure, law: Law | None, until: date | None) -> Iterator[Line]:
    """Whether what an edition cites was in force on some day on which it governs. ``until``: the day the next one begins."""
    code, title = "cites_in_force", "引用的文件在本版本适用期间有效"
    if law is None:
        yield Line(code=code, title=title, ok=True, skipped=True, witness="未给出法律数据，没有核对")
        return
    span = f"{procedure.edition}至{until - timedelta(days=1) if until else '今'}"
    known = {cite: (law.cite(cite), source) for cite, source in dict(cited(procedure)).items()}
    held = {
        cite: (citation.instrument, source)
        for cite, (citation, source) in known.items()
        if citation is not None
    }
    wrong = [
        Line(
            code=f"{code}:{cite}",
            title=title,
            ok=False,
            witness=f"“{cite}”自{text.in_force_from}至{text.in_force_to or '今'}有效，本版本适用于{span}。请引用当时有效的文件。",
            source=source,
        )
        for cite, (text, source) in held.items()
        if (until and text.in_force_from >= until.isoformat())
        or (text.in_force_to or "9") < procedure.edition.isoformat()
    ]
    yield from wrong or [
        Line(code=code, title=title, ok=True, witness=f"{len(held)}条都在适用期间（{span}）有效")
    ]
