# SPDX-License-Identifier: MulanPSL-2.0
"""Special law: a limit that hangs on the subject matter has the field that says it, filled in before its clock can start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line
from fadu.procedure.model import START

if TYPE_CHECKING:
    from fadu.law import Law
    from fadu.procedure.model import ClockRule, Procedure, SubjectRule


def lines(procedure: Procedure, law: Law | None) -> Iterator[Line]:
    """One line for each clock whose limit special law may have otherwise, and one for each catalogue the procedure names."""
    if law is None:
        return
    named = set()
    for clock in procedure.clocks.values():
        catalogue = _catalogue(procedure, clock, law)
        if catalogue:
            named.add(catalogue)
            yield _chosen(procedure, clock, catalogue, law)
    for key, subject in procedure.subjects.items():
        if key not in law.catalogues:
            continue  # the loader refuses it where it knows the law
        yield _said(procedure, subject, law)
        if key not in named:
            yield Line(
                code=f"subject_used:{key}",
                title=f"目录“{law.catalogues[key].title}”用得着",
                ok=False,
                witness="没有一个时钟的期限由这个目录另行规定。",
                source=subject.source,
            )


def _catalogue(procedure: Procedure, clock: ClockRule, law: Law) -> str:
    """The catalogue that may have a clock's limit, or the length it is extended by, otherwise."""
    keys = [
        clock.limit,
        *(a.extends[clock.key] for a in procedure.actions.values() if clock.key in a.extends),
    ]
    return next((law.specials[key] for key in keys if key in law.specials), "")


def _chosen(procedure: Procedure, clock: ClockRule, catalogue: str, law: Law) -> Line:
    title, home = f"时钟“{clock.title}”的期限按事项选定", law.catalogues[catalogue].title
    subject = procedure.subjects.get(catalogue)
    if subject is None:
        witness = f"期限“{clock.limit}”因“{home}”而不同，程序没有写明由哪个字段选定（subjects：{{{catalogue}: {{field: 字段}}}}）。"
    else:
        witness = f"由字段“{procedure.fields[subject.field].title}”在“{home}”目录中选定；没有特别规定的，适用一般规定"
    return Line(
        code=f"subject:{clock.key}",
        title=title,
        ok=subject is not None,
        witness=witness,
        source=clock.source,
    )


def _said(procedure: Procedure, subject: SubjectRule, law: Law) -> Line:
    """What the subject is must be said when the case begins, so that no clock starts without knowing it."""
    titles = [
        f"“{action.title}”没有要求填写“{procedure.fields[name].title}”（sets）"
        for action in procedure.actions.values()
        if START in action.sources
        for name in (subject.field, *subject.about)
        if name not in action.sets
    ]
    missing = [facet for facet in law.catalogues[subject.catalogue].facets if facet not in subject.about]
    titles += [
        f"没有写明目录的分类“{law.catalogues[subject.catalogue].facets[facet]}”（about）" for facet in missing
    ]
    return Line(
        code=f"subject_said:{subject.catalogue}",
        title=f"立案时写明“{law.catalogues[subject.catalogue].title}”",
        ok=not titles,
        witness="；".join(titles) + "。" if titles else "办理之初必填",
        source=subject.source,
    )
