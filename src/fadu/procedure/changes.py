# SPDX-License-Identifier: MulanPSL-2.0
"""Procedures changed in one place: an act nobody can do, an act without its guards, a fact answered the other way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from fadu.procedure.library import Library
    from fadu.procedure.model import Action, Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureChange:
    """The editions that are other ones, and in what."""

    words: str
    editions: Mapping[tuple[str, date], Procedure] = field(default_factory=dict)

    def of(self, procedure: Procedure) -> Procedure:
        """The edition as changed; the same where nothing of it is."""
        return self.editions.get((procedure.key, procedure.edition), procedure)


def of_action(books: Library, kind: str, action: str, edition: str = "") -> Iterator[ProcedureChange]:
    """An act of one edition (of each, where none is named): nobody can do it, and then everybody can."""
    for procedure in books.editions(kind):
        if action not in procedure.actions or edition not in ("", procedure.edition.isoformat()):
            continue
        said = f"行为 {kind}/{action}（{procedure.edition}）"
        yield _with_action(procedure, action, f"{said}：不得作出", lambda rule: replace(rule, sources=()))
        if procedure.actions[action].uses:
            yield _with_action(
                procedure, action, f"{said}：取消全部条件", lambda rule: replace(rule, guards=(), finds=())
            )


def of_guard(books: Library, kind: str, guard: str) -> Iterator[ProcedureChange]:
    """A guard taken away wherever it stands in the editions of a kind."""

    def without(rule: Action) -> Action:
        guards, finds = (
            tuple(use for use in uses if use.name != guard) for uses in (rule.guards, rule.finds)
        )
        return replace(rule, guards=guards, finds=finds)

    editions = {
        (kind, procedure.edition): replace(
            procedure, actions={key: without(rule) for key, rule in procedure.actions.items()}
        )
        for procedure in books.editions(kind)
    }
    yield ProcedureChange(words=f"条件 {kind}/{guard}：取消", editions=editions)


def of_fact(books: Library, kind: str, fact: str) -> Iterator[ProcedureChange]:
    """A fact answered the other way wherever a condition of the kind asks it; nothing where none does."""
    editions = {}
    for procedure in books.editions(kind):
        turned = {
            key: replace(condition, negated=not condition.negated)
            for key, condition in procedure.conditions.items()
            if condition.fact == fact
        }
        if turned:
            editions[kind, procedure.edition] = replace(
                procedure, conditions={**procedure.conditions, **turned}
            )
    if editions:
        yield ProcedureChange(words=f"事实 {kind}/{fact}：答作相反", editions=editions)


def of_role(books: Library, kind: str, role: str) -> Iterator[ProcedureChange]:
    """A role that asks for neither certificate nor qualification; nothing where it asks for none."""
    editions = {}
    for procedure in books.editions(kind):
        held = procedure.roles.get(role)
        if held and (held.certified or held.qualified):
            bare = replace(held, certified=False, qualified=False)
            editions[kind, procedure.edition] = replace(procedure, roles={**procedure.roles, role: bare})
    if editions:
        yield ProcedureChange(words=f"角色 {kind}/{role}：不问资格", editions=editions)


def _with_action(
    procedure: Procedure, action: str, words: str, change: Callable[[Action], Action]
) -> ProcedureChange:
    actions = {**procedure.actions, action: change(procedure.actions[action])}
    other = replace(procedure, actions=actions)
    return ProcedureChange(words=words, editions={(procedure.key, procedure.edition): other})
