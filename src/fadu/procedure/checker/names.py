# SPDX-License-Identifier: MulanPSL-2.0
"""Properties of names: every article is on the register, and nothing declared is left unused."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from fadu.procedure.checker.report import Line
from fadu.procedure.model import BY_LAW

if TYPE_CHECKING:
    from fadu.kernel.problems import Source
    from fadu.law import Law
    from fadu.procedure.model import Procedure


def lines(procedure: Procedure, law: Law | None, templates: Collection[str] | None) -> Iterator[Line]:
    """Articles, forms and things declared."""
    yield from _uncited(procedure)
    yield from _articles(procedure, law)
    yield from _forms(procedure, templates)
    yield from _served(procedure)
    yield from _unused(procedure)


def _uncited(procedure: Procedure) -> Iterator[Line]:
    title = "每个动作和时钟都引用条文"
    bare = [*_bare("动作", procedure.actions.values()), *_bare("时钟", procedure.clocks.values())]
    for kind, part in bare:
        witness = f"{kind}“{part.title}”没有引用条文（cites）。"
        yield Line(code=f"cites:{part.key}", title=title, ok=False, witness=witness, source=part.source)
    if not bare:
        count = len(procedure.actions) + len(procedure.clocks)
        yield Line(code="cites", title=title, ok=True, witness=f"{count}处都有条文")


def _bare(kind: str, parts: Collection[Any]) -> list[tuple[str, Any]]:
    return [(kind, part) for part in parts if not part.cites]


def _articles(procedure: Procedure, law: Law | None) -> Iterator[Line]:
    title = "引用的条文都在法律登记簿上"
    citations = dict(cited(procedure))
    if law is None:
        yield Line(code="cites_known", title=title, ok=True, skipped=True, witness="未给出法律数据，没有核对")
        return
    unknown = [cite for cite in citations if not law.cites_known(cite)]
    for cite in unknown:
        witness = f"登记簿上没有“{cite}”。请核对文件简称和条号。"
        yield Line(code=f"cites_known:{cite}", title=title, ok=False, witness=witness, source=citations[cite])
    if not unknown:
        yield Line(code="cites_known", title=title, ok=True, witness=f"{len(citations)}条都在登记簿上")


def cited(procedure: Procedure) -> Iterator[tuple[str, Source]]:
    """Every citation, with where it stands."""
    groups: tuple[Collection[Any], ...] = (
        procedure.actions.values(),
        procedure.clocks.values(),
        procedure.roles.values(),
        procedure.conditions.values(),
        procedure.interruptions.values(),
        procedure.apart,
    )
    for group in groups:
        for part in group:
            yield from ((cite, part.source) for cite in part.cites)
    for role in procedure.roles.values():
        yield from ((cite, role.source) for cites in role.named_by.values() for cite in cites)
    for clock in procedure.clocks.values():
        yield from ((cite, clock.source) for cite in (*clock.after_end, *clock.event_is_the_act))
    for assurance in procedure.assurances:
        yield from ((cite, assurance.source) for cite in assurance.because)
    for action in procedure.actions.values():
        for use in action.uses:
            yield from ((cite, use.source) for cite in use.cites)


def _served(procedure: Procedure) -> Iterator[Line]:
    """A paper that must have been served says on whom: one addressed to nobody would count as served at once."""
    title = "要求送达的文书都写明送达对象"
    wanted = {
        str(use.args["document"]): use.source
        for action in procedure.actions.values()
        for use in action.guards
        if use.name == "served"
    }
    nobody = {
        issue.template
        for action in procedure.actions.values()
        for issue in action.issues
        if issue.template in wanted and not issue.served_to
    }
    for name in sorted(nobody):
        witness = f"“{name}”须送达后才能办理下一步，而制发它的动作没有写明送达给谁（served_to）。"
        yield Line(code=f"served_to:{name}", title=title, ok=False, witness=witness, source=wanted[name])
    if not nobody:
        yield Line(code="served_to", title=title, ok=True, witness=f"{len(wanted)}种文书")


def _forms(procedure: Procedure, templates: Collection[str] | None) -> Iterator[Line]:
    title = "制发的文书都有模板"
    if templates is None or procedure.replay_only:
        why = "只供回放，不制发文书" if procedure.replay_only else "未给出文书模板，没有核对"
        yield Line(code="templates", title=title, ok=True, skipped=True, witness=why)
        return
    missing = {
        i.template: i.source
        for a in procedure.actions.values()
        for i in a.issues
        if i.template not in templates
    }
    for name, source in missing.items():
        yield Line(
            code=f"templates:{name}", title=title, ok=False, witness=f"没有文书模板“{name}”。", source=source
        )
    if not missing:
        count = len({i.template for a in procedure.actions.values() for i in a.issues})
        yield Line(code="templates", title=title, ok=True, witness=f"{count}种文书都有模板")


# -- unused ----------------------------------------------------------------------------------------


def _unused(procedure: Procedure) -> Iterator[Line]:
    checks = (
        ("field", "字段", procedure.fields, _fields_used(procedure)),
        ("condition", "条件", procedure.conditions, _conditions_used(procedure)),
        ("role", "角色", procedure.roles, _roles_used(procedure)),
    )
    for code, name, declared, used in checks:
        idle = [part for key, part in declared.items() if key not in used]
        for part in idle:
            witness = f"{name}“{part.title or part.key}”（{part.key}）没有用到。"
            yield Line(
                code=f"used_{code}:{part.key}",
                title=f"每个{name}都用到",
                ok=False,
                witness=witness,
                source=part.source,
            )
        if not idle:
            yield Line(
                code=f"used_{code}", title=f"每个{name}都用到", ok=True, witness=f"{len(declared)}个都用到"
            )


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _words(item)


def _in_guards(procedure: Procedure) -> set[str]:
    return {
        w
        for a in procedure.actions.values()
        for use in a.uses
        for value in use.args.values()
        for w in _words(value)
    }


def _fields_used(procedure: Procedure) -> set[str]:
    used = {condition.field for condition in procedure.conditions.values()}
    for action in procedure.actions.values():
        used |= {*action.sets, *action.may_set, *(key for keys in action.adds.values() for key in keys)}
        used |= {action.merges_into, action.splits}
    used |= {procedure.bases.field} if procedure.bases else set()
    used |= {name for paper in procedure.rests_on.values() for name in (paper.day, paper.manner)}
    return used | {
        t.name
        for c in procedure.clocks.values()
        for t in (*c.starts, *c.stops)
        if t.kind in {"field", "rows"}
    }


def _conditions_used(procedure: Procedure) -> set[str]:
    used = _in_guards(procedure) | {clock.when for clock in procedure.clocks.values()}
    used |= {assurance.when for assurance in procedure.assurances}
    used |= {key for stage in procedure.stages.values() for step in stage.way for key in step.when}
    used |= {key for step in procedure.beside for key in step.when}
    for action in procedure.actions.values():
        used |= {use.when for use in action.uses} | {
            name for issue in action.issues for name in (issue.when, issue.as_long_as)
        }
    return used


def _roles_used(procedure: Procedure) -> set[str]:
    used = {BY_LAW} | {key for key, role in procedure.roles.items() if role.capacity or role.assigned_by}
    used |= {role.assigned_by for role in procedure.roles.values()}
    used |= {i.by for i in procedure.interruptions.values()} | {c.whose for c in procedure.clocks.values()}
    for action in procedure.actions.values():
        used |= {*action.actors, *(role for opening in action.opens for role in opening.roles.values())}
    return used | _in_guards(procedure)
