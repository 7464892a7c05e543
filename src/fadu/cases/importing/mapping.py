# SPDX-License-Identifier: MulanPSL-2.0
"""A mapping says which column or activity is which act, field, party or constant: data in YAML.

```yaml
kind: penalty
number: {column: 案号}
parties: [{capacity: 当事人, name: {column: 当事人名称}, kind: {column: 当事人类型, map: {企业: enterprise}}}]
acts:                                  # for sheets: an act arises where its date is stated
  - {action: file, at: {column: 立案日期}, sets: {source: {column: 线索来源}}}
activities:                            # for logs: an activity is an act, or is passed over with a reason
  Confirmation of receipt: {action: receive}
  T05 Print and send confirmation of receipt: {ignore: 内部流转，不是法定行为}
```

A value is ``{column: …}``, ``{attribute: …}`` (of the event) or ``{constant: …}``, each with ``map``,
``default`` and ``default_row``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.yaml_reader import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fadu.procedure.model import Procedure

KEYS = (
    "kind",
    "number",
    "title",
    "parties",
    "acts",
    "activities",
    "constants",
    "exercise",
    "source",
    "facts",
)
ACT_KEYS = ("action", "at", "earliest_of", "sets", "text", "ignore", "repeat", "when", "document")
VALUE_KEYS = ("column", "attribute", "constant", "map", "default", "default_row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Where a value comes from."""

    column: str = ""
    attribute: str = ""
    constant: Any = None
    map: Mapping[str, Any] = field(default_factory=dict)
    default: Any = None
    #: what stands for a missing value, made from the row's number: `{row}`
    default_row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """Which act arises, when, and what it sets. ``ignore`` says why an activity is no act."""

    action: str = ""
    at: Value | None = None
    #: instead of ``at``: the earliest stated among these
    earliest_of: tuple[Value, ...] = ()
    sets: Mapping[str, Value] = field(default_factory=dict)
    text: str = ""
    ignore: str = ""
    #: an act that may only be done once in a case: later events of it become notes
    repeat: bool = True
    #: only where this value is given
    when: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRule:
    """Which party a record names."""

    capacity: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole mapping."""

    kind: str
    number: Value
    title: Value | None
    parties: tuple[PartyRule, ...]
    acts: tuple[ActRule, ...]
    activities: Mapping[str, ActRule]
    exercise: bool
    source: str


def load(path: Path) -> Plan:
    """Read a mapping strictly: an unknown key is an error with the nearest that would do."""
    data = dict(read(path))
    _known(data, KEYS, str(path.name))
    if "kind" not in data or "number" not in data:
        raise BadInputError(
            expected="含有 kind 和 number 的对应表", got="缺少其一", where=path.name, remedy="补上这两项"
        )
    return Plan(
        kind=str(data["kind"]),
        number=value(data["number"], f"{path.name} number"),
        title=value(data["title"], f"{path.name} title") if "title" in data else None,
        parties=tuple(_party(item, path.name) for item in data.get("parties", ())),
        acts=tuple(act(item, f"{path.name} acts") for item in data.get("acts", ())),
        activities={
            str(k): act(v, f"{path.name} activities.{k}") for k, v in data.get("activities", {}).items()
        },
        exercise=bool(data.get("exercise", False)),
        source=str(data.get("source", "")),
    )


def value(data: Any, where: str) -> Value:
    """A value rule: a mapping, or a plain constant."""
    if not hasattr(data, "items"):
        return Value(constant=data)
    _known(data, VALUE_KEYS, where)
    return Value(
        column=str(data.get("column", "")),
        attribute=str(data.get("attribute", "")),
        constant=data.get("constant"),
        map=dict(data.get("map", {})),
        default=data.get("default"),
        default_row=str(data.get("default_row", "")),
    )


def act(data: Any, where: str) -> ActRule:
    """An act rule."""
    _known(data, ACT_KEYS, where)
    return ActRule(
        action=str(data.get("action", "")),
        at=value(data["at"], where) if "at" in data else None,
        earliest_of=tuple(value(item, where) for item in data.get("earliest_of", ())),
        sets={str(k): value(v, f"{where}.{k}") for k, v in data.get("sets", {}).items()},
        text=str(data.get("text", "")),
        ignore=str(data.get("ignore", "")),
        repeat=bool(data.get("repeat", True)),
        when=value(data["when"], where) if "when" in data else None,
    )


def _party(data: Any, where: str) -> PartyRule:
    values = {str(k): value(v, f"{where} parties.{k}") for k, v in data.items() if k != "capacity"}
    return PartyRule(capacity=str(data.get("capacity", "当事人")), values=values)


def _known(data: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in data:
        if key not in keys:
            raise UnknownNameError("对应表的键", str(key), keys, where)


def check(mapping: Plan, procedure: Procedure) -> None:
    """Every action and field the mapping names exists in the procedure."""
    for rule in (*mapping.acts, *mapping.activities.values()):
        if rule.ignore:
            continue
        if rule.action not in procedure.actions and rule.action not in BUILT_IN:
            raise UnknownNameError("办理动作", rule.action, [*procedure.actions, *BUILT_IN], "对应表")
        for name in rule.sets:
            if name not in procedure.fields and rule.action in procedure.actions:
                raise UnknownNameError("字段", name, procedure.fields, f"对应表 {rule.action}")
