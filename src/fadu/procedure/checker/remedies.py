# SPDX-License-Identifier: MulanPSL-2.0
"""Remedies: a term to seek one follows the bases of the decision, and a case that performs a decision is told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.law.limit import GENERAL
from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.law import Law
    from fadu.procedure.model import Opening, Procedure


def lines(procedure: Procedure, law: Law | None, children: Mapping[str, Procedure]) -> Iterator[Line]:
    """One line for each clock on a term of a remedy, and one for each case opened whose remedies hang on bases."""
    yield from _terms(procedure, law)
    for action in procedure.actions.values():
        for opening in action.opens:
            child = children.get(opening.matter)
            if child is not None and child.bases is not None:
                yield _passed(procedure, action.title, opening, child)


def _terms(procedure: Procedure, law: Law | None) -> Iterator[Line]:
    rules = law.remedy_rules if law is not None else {}
    if len(rules) < 2:
        return  # nothing but the general rule: the same for every decision
    limits = {rule.limit for rule in rules.get(GENERAL, ())}
    for clock in procedure.clocks.values():
        if clock.limit in limits:
            yield Line(
                code=f"bases:{clock.key}",
                title=f"时钟“{clock.title}”按处罚依据选定救济期限",
                ok=procedure.bases is not None,
                witness=f"由字段“{procedure.fields[procedure.bases.field].title}”选定"
                if procedure.bases
                else "救济途径和期限因处罚依据而不同，程序没有写明依据在哪个字段（bases：{field: 字段, column: 列}）。",
                source=clock.source,
            )


def _passed(procedure: Procedure, title: str, opening: Opening, child: Procedure) -> Line:
    """The child is handed the very rows in which the parent keeps its bases."""
    assert child.bases is not None
    own = procedure.bases.field if procedure.bases else ""
    ok = bool(own) and opening.passes.get(child.bases.field) == own
    return Line(
        code=f"bases_passed:{opening.matter}",
        title=f"“{title}”把处罚依据交给“{child.title}”",
        ok=ok,
        witness=f"“{child.fields[child.bases.field].title}”"
        if ok
        else f"没有把处罚依据交给该案的“{child.fields[child.bases.field].title}”（passes），该案不知道救济期限。",
        source=opening.source,
    )
