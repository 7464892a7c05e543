# SPDX-License-Identifier: MulanPSL-2.0
"""The proposal in words: what falls on whom, and what of it is no longer what it was, field by field, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.letters import within_quotes
from fadu.kernel.money import yuan
from fadu.procedure.fields import titles_of
from fadu.procedure.proposal import NOBODY, is_same, proposes, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from fadu.procedure.decision import World
    from fadu.procedure.model import Field
    from fadu.procedure.proposal import Measure, Version

#: up to how many signs a text is said before and after; of a longer one it is said that it is another
_SHORT = 60
_UNSAID = "未填写"
_CHOSEN = frozenset({"choice", "choices"})
_BARE = frozenset({"integer", "percent", "date", "datetime", "code"})


def measures(world: World, version: Version) -> str:
    """What a version proposes: each kind with its amount and its term; by name, where it falls on several."""
    rule, falling = world.procedure.proposal, version.measures or {}
    titles: dict[str, str] = {}
    for key in rule.kinds if rule else ():
        titles.update(titles_of(world.procedure.fields[key], world.law, world.at.date()))
    return "；".join(
        (f"{named(world, party)}：" if party != NOBODY and len(falling) > 1 else "")
        + "、".join(_measure(each, titles) for each in those)
        for party, those in falling.items()
        if those
    )


def changes(world: World, seq: int, *, short: int = _SHORT) -> tuple[str, ...]:
    """What is said with the proposal now otherwise than after an act: each field by its own name, before and after where that is short."""
    procedure, rule = world.procedure, world.procedure.proposal
    changing = [procedure.actions[key] for key in rule.changed_by] if rule else []
    said = {
        key for action in changing for key in (*action.sets, *action.may_set) if proposes(procedure, action)
    }
    said |= rule.parts if rule else set()
    keys = [key for key in procedure.fields if key in said]
    was, now = values(world, keys, seq), values(world, keys)
    return tuple(
        changed(world, procedure.fields[key], was.get(key), now.get(key), short=short)
        for key in keys
        if not is_same(was.get(key), now.get(key))
    )


def changed(world: World, field: Field, was: object, now: object, *, short: int = _SHORT) -> str:
    """The change of a field in words: 罚款由5,000.00元改为4,000.00元."""
    if field.type == "rows" and not (was and now):
        return f"{field.title}{'原来没有填写，现已填写' if now else '已删去'}"
    if field.type == "rows":
        parts = list(dict.fromkeys(_rows(world, field, _listed(was), _listed(now), short)))
        return f"{field.title}（{'；'.join(parts)}）" if parts else f"{field.title}有改动"
    before, after = _value(world, field, was), _value(world, field, now)
    if max(len(before), len(after)) > short:
        return f"{field.title}有改动"
    return f"{field.title}由{before}改为{after}"


def _rows(
    world: World, field: Field, was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]], short: int
) -> Iterator[str]:
    """What differs in rows that stand for the same, column by column; nothing where their number differs."""
    for before, after in zip(was, now, strict=True) if len(was) == len(now) else ():
        for column in field.columns:
            if not is_same(before.get(column.key), after.get(column.key)):
                yield (
                    changed(world, column, before.get(column.key), after.get(column.key), short=short)
                    if not column.suggests
                    else f"{column.title}有改动"
                )


def _listed(value: object) -> Sequence[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _value(world: World, field: Field, value: object) -> str:
    if value in (None, "", []):
        return _UNSAID
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.type == "money" and isinstance(value, int):
        return f"{yuan(value)}元"
    if field.type == "party":
        return named(world, str(value))
    titles = titles_of(field, world.law, world.at.date()) if field.type in _CHOSEN else {}
    if titles:
        listed = value if isinstance(value, list) else [value]
        return "、".join(titles.get(str(each), str(each)) for each in listed)
    return str(value) if field.type in _BARE else f"“{within_quotes(value)}”"


def named(world: World, party: str) -> str:
    """A party by its name."""
    return next((each.name for each in world.state.parties if each.key == party), "已不在本案的人")


def _measure(measure: Measure, titles: Mapping[str, str]) -> str:
    said = titles.get(measure.kind, measure.kind)
    said += f"{yuan(measure.amount)}元" if measure.amount else ""
    term = "终身" if measure.for_life else f"{measure.months}个月" if measure.months else ""
    beside = "，".join(filter(None, (measure.object, term, measure.words)))
    return f"{said}（{beside}）" if beside else said
