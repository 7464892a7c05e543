# SPDX-License-Identifier: MulanPSL-2.0
"""No action needs one person in two roles that must be apart, children included; who is named by law for an act does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line
from fadu.procedure.model import BY_LAW, START

if TYPE_CHECKING:
    from fadu.procedure.model import Action, Opening, Procedure


def lines(procedure: Procedure, children: Mapping[str, Procedure]) -> Iterator[Line]:
    """Whether the separations of the procedure can be kept."""
    title = "没有动作要求一人兼任应当分开的角色"
    yield from _naming(procedure)
    clashes = [*_signatures(procedure), *_assigners(procedure), *_openings(procedure, children)]
    for witness, source in clashes:
        yield Line(code="apart", title=title, ok=False, witness=witness, source=source)
    if not clashes:
        count = len(procedure.apart)
        yield Line(
            code="apart",
            title=title,
            ok=True,
            witness=f"{count}组分开的角色，子程序在内" if count else "没有应当分开的角色",
        )


def _naming(procedure: Procedure) -> Iterator[Line]:
    """An article names a post only for acts that this post does."""
    title = "条文指定的岗位，就是办理的岗位"
    wrong = [
        (role, articles, act)
        for role in procedure.roles.values()
        for act, articles in role.named_by.items()
        if act in procedure.actions and role.key not in procedure.actions[act].actors
    ]
    for role, articles, act in wrong:
        witness = (
            f"“{procedure.actions[act].title}”不由“{role.title}”办理，而写明由{'、'.join(articles)}指定。"
        )
        yield Line(
            code=f"naming:{role.key}:{act}", title=title, ok=False, witness=witness, source=role.source
        )
    if not wrong:
        count = sum(len(role.named_by) for role in procedure.roles.values())
        yield Line(code="naming", title=title, ok=True, witness=f"{count}处由条文指定岗位")


def _signatures(procedure: Procedure) -> Iterator[tuple[str, tuple[int, int]]]:
    for action in procedure.actions.values():
        for role in {r for r in action.signs if action.signs.count(r) > 1}:
            yield f"“{action.title}”要求“{_title(procedure, role)}”签署两次。", action.source


def _assigners(procedure: Procedure) -> Iterator[tuple[str, tuple[int, int]]]:
    for role in procedure.roles.values():
        if role.assigned_by == role.key:
            yield f"“{role.title}”由自己指派自己。", role.source


def _openings(
    procedure: Procedure, children: Mapping[str, Procedure]
) -> Iterator[tuple[str, tuple[int, int]]]:
    for action in procedure.actions.values():
        for opening in action.opens:
            child = children.get(opening.matter)
            if child is not None:
                yield from _opening(procedure, action, opening, child)


def _opening(
    procedure: Procedure, action: Action, opening: Opening, child: Procedure
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every role of the child that must act counts in the parent; two child roles kept apart must not be one there."""
    for apart in child.apart:
        counted = [opening.roles.get(role, role) for role in apart.roles if role in opening.roles]
        if len(set(counted)) < len(counted):
            names = "、".join(_title(child, role) for role in apart.roles)
            yield f"“{action.title}”把“{child.title}”中应当分开的“{names}”算作同一角色。", opening.source
    for step in child.actions.values():
        pairs = [(role, opening.roles.get(role, "")) for role in step.actors if role != BY_LAW]
        for own, counts in pairs:
            if (
                counts
                and START in step.sources
                and _one_person(action)
                and _apart(procedure, _one_person(action), counts)
            ):
                said = f"“{action.title}”由“{_title(procedure, _one_person(action))}”办理，同时以“{_title(child, own)}”启动“{child.title}”"
                yield f"{said}，而“{_title(procedure, counts)}”应与其分开。", opening.source


def _one_person(action: Action) -> str:
    """The role of the person whose act completes the action, and so opens the child."""
    return action.actors[-1] if action.actors else ""


def _apart(procedure: Procedure, one: str, two: str) -> bool:
    return any({one, two} <= set(apart.roles) and one != two for apart in procedure.apart)


def _title(procedure: Procedure, role: str) -> str:
    return procedure.roles[role].title if role in procedure.roles else role
