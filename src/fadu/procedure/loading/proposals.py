# SPDX-License-Identifier: MulanPSL-2.0
"""The proposal of a kind that ends against somebody: the fields it is made of, and the steps that deal with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fadu.procedure.fields import every_choice
from fadu.procedure.model import Dealt, Proposal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map
    from fadu.procedure.loading.place import Place
    from fadu.procedure.model import Field, Procedure

_WHAT = "拟处理意见（proposal）"
_PROPOSAL = (
    "against",
    "findings",
    "basis",
    "charges",
    "kinds",
    "amounts",
    "terms",
    "words",
    "per_party",
    "grade",
    "clerical",
    "severity",
    "steps",
    "changed_by",
)
_STEP = ("title", "lighter", "lighter_after", "by", "opinion", "agrees", "says", "answer", "cites")
#: columns the rows of terms and of parties are read by
_TERM_COLUMNS = {"kind": "choice", "months": "integer", "for_life": "boolean", "object": "text"}


def proposal(place: Place, top: Map) -> Proposal | None:
    """The block ``proposal:``; a kind without one ends against nobody."""
    if "proposal" not in top:
        return None
    block = place.part(top, "proposal")
    place.known(block, _PROPOSAL, _WHAT)
    amounts, steps = place.part(block, "amounts"), place.part(block, "steps")
    return Proposal(
        against=place.text(block, "against", _WHAT),
        findings=_named(place, block, "findings"),
        basis=place.text(block, "basis", _WHAT),
        charges=place.text(block, "charges", _WHAT, ""),
        kinds=_named(place, block, "kinds"),
        amounts={key: place.text(amounts, key, _WHAT) for key in amounts},
        terms=place.text(block, "terms", _WHAT, ""),
        words=place.text(block, "words", _WHAT, ""),
        per_party=place.text(block, "per_party", _WHAT, ""),
        grade=place.text(block, "grade", _WHAT, ""),
        clerical=place.texts(block, "clerical", _WHAT),
        severity=place.texts(block, "severity", _WHAT),
        steps={key: _step(place, key, steps[key], steps.at(key)) for key in steps},
        changed_by=place.texts(block, "changed_by", _WHAT),
        source=top.at("proposal"),
    )


def _named(place: Place, block: Map, key: str) -> tuple[str, ...]:
    """One field or several. Raises DefinitionError where there is none."""
    return place.texts(block, key, _WHAT) if key in block else (place.text(block, key, _WHAT),)


def _step(place: Place, key: str, value: Any, source: Source) -> Dealt:
    what = f"拟处理意见的环节“{key}”"
    block = place.mapping(value, source, what)
    place.known(block, _STEP, what)
    return Dealt(
        key=key,
        title=place.text(block, "title", what),
        lighter=place.cites(block, "lighter", what),
        lighter_after=place.texts(block, "lighter_after", what),
        by=place.text(block, "by", what, ""),
        opinion=place.text(block, "opinion", what, ""),
        agrees=place.texts(block, "agrees", what),
        says=place.text(block, "says", what, ""),
        answer=place.text(block, "answer", what, ""),
        cites=place.cites(block, "cites", what),
        source=source,
    )


def resolve(place: Place, procedure: Procedure) -> None:
    """Refuse names that resolve to nothing, fields of another shape, and steps signed by somebody else. Raises DefinitionError."""
    rule = procedure.proposal
    steps: Mapping[str, Dealt] = rule.steps if rule else {}
    for action in procedure.actions.values():
        named = [(step, opening.source) for opening in action.opens for step in opening.deals_with]
        for step, at in (*named, *((step, action.source) for step in action.deals_with)):
            place.resolve(at, "拟处理意见的环节", step, steps)
        for step in action.deals_with:
            wanted = steps[step].by
            if wanted and action.actors[-1:] != (wanted,):
                place.fail(
                    action.source,
                    f"动作“{action.key}”：“{steps[step].title}”应由“{procedure.roles[wanted].title}”最后签署。",
                )
    if rule is not None:
        _fields(place, procedure, rule)


def _fields(place: Place, procedure: Procedure, rule: Proposal) -> None:
    sides = [role.key for role in procedure.roles.values() if role.capacity]
    place.resolve(rule.source, "当事人的角色", rule.against, sides)
    if len(rule.findings) != len(rule.kinds):
        place.fail(rule.source, "拟处理意见的 findings 与 kinds 应当逐一对应，个数相同。")
    for name in rule.parts:
        place.resolve(rule.source, "字段", name, procedure.fields)
    for name in rule.changed_by:
        place.resolve(rule.source, "动作", name, procedure.actions)
    for step in rule.steps.values():
        _step_named(place, procedure, step)
        _opinion_named(place, procedure, step)
    law = place.names.law
    listed = [procedure.fields[name] for name in rule.kinds]
    kinds = [
        key
        for field in listed
        if law is not None or not field.options
        for key in (every_choice(field, law) if law is not None else (c.key for c in field.choices))
    ]
    for kind in rule.amounts.values() if kinds else ():
        place.resolve(rule.source, "选项", kind, kinds)
    if rule.grade and procedure.fields[rule.grade].type != "choice":
        place.fail(
            rule.source,
            f"轻重的等次“{rule.grade}”的类型应为 choice；实为 {procedure.fields[rule.grade].type}。",
        )
    for name, columns in _rows(rule):
        known = {column.key: column for column in procedure.fields[name].columns}
        for column, type_ in columns.items():
            place.resolve(rule.source, f"“{name}”的列", column, known)
            _typed(place, rule, known[column], type_)
    for key in rule.severity if law is not None else ():
        place.resolve(rule.source, "轻重次序（选项表）", key, law.options_by_list if law else ())


def _step_named(place: Place, procedure: Procedure, step: Dealt) -> None:
    if step.by:
        place.resolve(step.source, "角色", step.by, procedure.roles)
    children = {opening.matter: opening for action in procedure.actions.values() for opening in action.opens}
    for name in step.lighter_after:
        place.resolve(step.source, "动作或者子案类型", name, {**procedure.actions, **children})
    if step.lighter_after and not step.lighter:
        place.fail(step.source, f"“{step.title}”写了 lighter_after，应当同时写明依据（lighter）。")


def _opinion_named(place: Place, procedure: Procedure, step: Dealt) -> None:
    """The fields of an opinion exist, and it is said which of its choices agree."""
    for name in filter(None, (step.opinion, step.says, step.answer)):
        place.resolve(step.source, "字段", name, procedure.fields)
    if bool(step.opinion) != bool(step.agrees) or (step.opinion and not step.answer):
        place.fail(
            step.source,
            f"“{step.title}”的意见应写明三项：意见所在的字段（opinion）、表示同意的选项（agrees）和不采纳时写明理由的字段（answer）。",
        )
    for choice in step.agrees:
        place.resolve(step.source, "选项", choice, [c.key for c in procedure.fields[step.opinion].choices])


def _rows(rule: Proposal) -> Iterator[tuple[str, Mapping[str, str]]]:
    if rule.terms:
        yield rule.terms, {"party": "party", **_TERM_COLUMNS}
    if rule.charges:
        yield rule.charges, {"party": "party", "base": "text"}
    if rule.per_party:
        yield rule.per_party, {"party": "party", **dict.fromkeys(rule.amounts, "money")}


def _typed(place: Place, rule: Proposal, column: Field, type_: str) -> None:
    if column.type != type_:
        place.fail(rule.source, f"列“{column.key}”的类型应为 {type_}；实为 {column.type}。")
