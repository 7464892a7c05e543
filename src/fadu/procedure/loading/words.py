# SPDX-License-Identifier: MulanPSL-2.0
"""Roles, separations, conditions, fields, stages and interruptions: the words a procedure is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from fadu.kernel.yaml_reader import Map, Seq
from fadu.procedure.model import (
    ENDED,
    OPEN,
    START,
    Apart,
    Choice,
    Condition,
    Field,
    FieldType,
    Interruption,
    Role,
    Stage,
)

if TYPE_CHECKING:
    from typing import Any

    from fadu.kernel.problems import Source
    from fadu.procedure.loading.place import Place

_ROLE = (
    "title",
    "post",
    "capacity",
    "sealed",
    "may_be_unknown",
    "natural",
    "together",
    "certified",
    "qualified",
    "assigned_by",
    "cites",
)
#: what is said of a party's role alone
_OF_PARTIES = ("sealed", "may_be_unknown", "natural")
_CONDITION = ("title", "fact", "field", "equals", "not", "cites")
_FIELD = ("title", "type", "choices", "options", "columns", "sealed", "secondary", "min", "max", "help")
_STAGE = ("title", "final", "outcome", "affirms", "no_limit_because")
_INTERRUPTION = ("title", "start", "end", "by", "told_in_writing", "cites")


def role(place: Place, key: str, value: Any, source: Source) -> Role:
    """A role: an officer's by post, or a party's by capacity."""
    what = f"角色“{key}”"
    found = place.mapping(value, source, what)
    place.known(found, _ROLE, what)
    post, capacity = place.texts(found, "post", what), place.text(found, "capacity", what, "")
    if bool(post) == bool(capacity):
        place.fail(source, f"{what}应有岗位（post）或者当事人身份（capacity），二者只取其一。")
    for flag in _OF_PARTIES:
        if post and place.flag(found, flag, what):
            place.fail(source, f"{what}由岗位担任，“{flag}”只用于当事人身份（capacity）。")
    together = place.number(found, "together", what)
    return Role(
        key=key,
        title=place.text(found, "title", what, capacity or key),
        post=post,
        capacity=capacity,
        sealed=place.flag(found, "sealed", what),
        may_be_unknown=place.flag(found, "may_be_unknown", what),
        natural=place.flag(found, "natural", what),
        together=1 if together is None else together,
        certified=place.flag(found, "certified", what),
        qualified=place.flag(found, "qualified", what),
        assigned_by=place.text(found, "assigned_by", what, ""),
        cites=place.cites(found, "cites", what),
        source=source,
    )


def apart(place: Place, value: Any, source: Source) -> Apart:
    """Roles no one person may combine."""
    found = place.mapping(value, source, "分离的角色")
    place.known(found, ("roles", "cites"), "分离的角色")
    roles = place.texts(found, "roles", "分离的角色")
    if len(set(roles)) < 2:
        place.fail(source, "分离的角色至少要有两个不同的角色。")
    return Apart(roles=roles, cites=place.cites(found, "cites", "分离的角色"), source=source)


def condition(place: Place, key: str, value: Any, source: Source) -> Condition:
    """A named fact, or a field compared with a value."""
    what = f"条件“{key}”"
    found = place.mapping(value, source, what)
    place.known(found, _CONDITION, what)
    fact, of_field = place.text(found, "fact", what, ""), place.text(found, "field", what, "")
    if bool(fact) == bool(of_field):
        place.fail(source, f"{what}应有事实（fact）或者字段（field），二者只取其一。")
    equals = found.get("equals", ())
    return Condition(
        key=key,
        fact=fact,
        field=of_field,
        equals=tuple(equals) if isinstance(equals, Seq | tuple) else (equals,),
        negated=place.flag(found, "not", what),
        cites=place.cites(found, "cites", what),
        title=place.text(found, "title", what, key),
        source=source,
    )


def field(place: Place, key: str, value: Any, source: Source) -> Field:
    """A typed value."""
    what = f"字段“{key}”"
    found = place.mapping(value, source, what)
    place.known(found, _FIELD, what)
    kind = place.one_of(found, "type", what, get_args(FieldType))
    choices = place.part(found, "choices")
    options = place.text(found, "options", what, "")
    if kind in {"choice", "choices"} and bool(choices) == bool(options):
        place.fail(source, f"{what}应有选项（choices）或者法律清单（options），二者只取其一。")
    columns = place.part(found, "columns")
    if (kind == "rows") != bool(columns):
        place.fail(source, f"{what}：只有 rows 类型有各列（columns），而且必须有。")
    return Field(
        key=key,
        title=place.text(found, "title", what),
        type=cast("FieldType", kind),
        choices=tuple(Choice(key=name, title=place.text(choices, name, what)) for name in choices),
        options=options,
        columns=tuple(field(place, name, columns[name], columns.at(name)) for name in columns),
        minimum=place.number(found, "min", what),
        maximum=place.number(found, "max", what),
        sealed=place.flag(found, "sealed", what),
        secondary=place.flag(found, "secondary", what),
        help=place.text(found, "help", what, ""),
        source=source,
    )


def stage(place: Place, key: str, value: Any, source: Source) -> Stage:
    """A stage: its title alone, or a mapping."""
    what = f"阶段“{key}”"
    if key in (START, OPEN, ENDED):
        place.fail(source, f"{what}不能用：{START}、{OPEN}、{ENDED} 已有固定含义。")
    if not isinstance(value, Map):
        if not isinstance(value, str):
            place.fail(source, f"{what}应写标题。")
        return Stage(key=key, title=value, source=source)
    place.known(value, _STAGE, what)
    final, affirms = place.flag(value, "final", what), place.flag(value, "affirms", what)
    if affirms and not final:
        place.fail(source, f"{what}写有 affirms，但不是办结环节；只有办结的结果才能作为后续办理的依据。")
    return Stage(
        key=key,
        title=place.text(value, "title", what),
        final=final,
        outcome=place.text(value, "outcome", what, key if final else ""),
        affirms=affirms,
        no_limit_because=place.text(value, "no_limit_because", what, ""),
        source=source,
    )


def interruption(place: Place, key: str, value: Any, source: Source) -> Interruption:
    """Something that runs beside a stage."""
    what = f"中断“{key}”"
    found = place.mapping(value, source, what)
    place.known(found, _INTERRUPTION, what)
    return Interruption(
        key=key,
        title=place.text(found, "title", what, key),
        start=place.text(found, "start", what),
        end=place.text(found, "end", what),
        by=place.text(found, "by", what, ""),
        told_in_writing=place.flag(found, "told_in_writing", what),
        cites=place.cites(found, "cites", what),
        source=source,
    )
