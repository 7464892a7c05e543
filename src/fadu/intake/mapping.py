# SPDX-License-Identifier: MulanPSL-2.0
"""A mapping says which column or activity is which act, field, party or constant: data in YAML.

```yaml
kind: penalty
number: {column: 案号}
parties: [{capacity: 当事人, name: {column: 当事人名称}, kind: {column: 当事人类型, map: {企业: enterprise}}}]
department: {column: 承办机构, default: 执法大队}    # who goes on with a case that runs
assigned: [{role: handler, person: {column: 承办人}}]
acts:                                  # for sheets: an act arises where its date is stated
  - {action: file, at: {column: 立案日期}, sets: {source: {column: 线索来源}}}
activities:                            # for logs: an activity is an act, or is passed over with a reason
  Confirmation of receipt: {action: receive}
  T05 Print and send confirmation of receipt: {ignore: 内部流转，不是法定行为}
```

A value is ``{column: …}``, ``{attribute: …}`` (of the event) or ``{constant: …}``, each with ``map``,
``default``, ``default_row`` and, of an amount, ``unit: 万元``. ``history: true`` says that nobody goes on with these cases here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fadu.intake.reading.header import UNITS
from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.kernel.yaml_reader import read_text
from fadu.procedure import closed_keys
from fadu.procedure.entry import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fadu.intake.reading.source import Record
    from fadu.procedure.model import Procedure

KEYS = (
    "kind",
    "number",
    "title",
    "parties",
    "department",
    "assigned",
    "acts",
    "activities",
    "exercise",
    "history",
    "source",
)
#: the longest name of a source that a case keeps
SOURCE = 200
PARTY_KEYS = ("capacity", "kind", "name", "uscc", "id_number", "phone", "address", "legal_representative")
ACT_KEYS = ("action", "at", "earliest_of", "sets", "text", "ignore", "repeat", "when")
#: acts of a source that are beside the course of the procedure: the source alone states them. What else every procedure knows
#: (an assignment, a signature, the word of a second person) is somebody's own act here, and no record kept elsewhere can say it for him
BESIDE_THE_COURSE = ("note", "serve", "served_elsewhere", "publish")
VALUE_KEYS = ("column", "attribute", "constant", "map", "default", "default_row", "unit")


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
    #: how many yuan one is, of an amount (0: as the heading says, or yuan)
    unit: int = 0


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
class AssignRule:
    """Who handles the case in a role."""

    role: str
    person: Value


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
    #: the department that goes on with the case, and who handles it
    department: Value | None = None
    assigned: tuple[AssignRule, ...] = ()
    #: nobody goes on with these cases here, whether or not the source tells how they ended
    history: bool = False
    #: a column that is absent is "not stated" (the template, from which a bureau may drop what it does not need)
    may_lack: bool = False

    def columns(self) -> tuple[str, ...]:
        """Every column the mapping asks of a sheet, each once."""
        return tuple(dict.fromkeys(source.column for _, source in self.values() if source.column))

    def values(self) -> Iterator[tuple[str, Value]]:
        """(what for, where from) of every value the mapping asks of a row."""
        yield "案号", self.number
        if self.title:
            yield "名称", self.title
        if self.department:
            yield "承办机构", self.department
        yield from (("承办人", rule.person) for rule in self.assigned)
        for party in self.parties:
            yield from party.values.items()
        for rule in (*self.acts, *self.activities.values()):
            yield from ((rule.action, source) for source in (rule.at, rule.when, *rule.earliest_of) if source)
            yield from rule.sets.items()


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInputError(
            expected="UTF-8 编码的对应表",
            got="其他编码的文件",
            where=path.name,
            remedy="用文本编辑器另存为 UTF-8",
        ) from error


def load(path: Path) -> Plan:
    """Read a mapping strictly: an unknown key is an error with the nearest that would do."""
    name = path.name
    data = _table(read_text(_text_of(path), name), name)
    _known(data, KEYS, name)
    for key in ("kind", "number"):
        if key not in data:
            raise BadInputError(
                expected="含有 kind 和 number 的对应表", got=f"没有 {key}", where=name, remedy=f"补上 {key}"
            )
    if ("acts" in data) == ("activities" in data):
        got = "两者都有" if "acts" in data else "两者都没有"
        raise BadInputError(
            expected="acts（表格）或 activities（日志）之一", got=got, where=name, remedy="留下一种"
        )
    source = str(data.get("source", ""))
    if len(source) > SOURCE:
        raise BadInputError(
            expected=f"不超过{SOURCE}个字的来源",
            got=f"{len(source)}个字",
            where=f"{name} source",
            remedy="改短",
        )
    acts = _list(data.get("acts", []), f"{name} acts")
    activities = _table(data.get("activities", {}), f"{name} activities")
    return Plan(
        kind=str(data["kind"]),
        number=value(data["number"], f"{name} number"),
        title=value(data["title"], f"{name} title") if "title" in data else None,
        parties=tuple(
            _party(item, f"{name} parties") for item in _list(data.get("parties", []), f"{name} parties")
        ),
        acts=tuple(
            _dated(act(item, f"{name} acts 第{n}项"), f"{name} acts 第{n}项")
            for n, item in enumerate(acts, start=1)
        ),
        activities={str(k): act(v, f"{name} activities.{k}") for k, v in activities.items()},
        exercise=bool(data.get("exercise", False)),
        history=bool(data.get("history", False)),
        source=source,
        department=value(data["department"], f"{name} department") if "department" in data else None,
        assigned=tuple(
            _assigned(item, f"{name} assigned")
            for item in _list(data.get("assigned", []), f"{name} assigned")
        ),
    )


def with_defaults(plan: Plan, *, department: str = "", history: bool = False) -> Plan:
    """The plan where rows that name no department belong to this one, or where nobody goes on with the cases."""
    if history:
        plan = replace(plan, history=True)
    if department and plan.department is None:
        return replace(plan, department=Value(constant=department))
    if department and plan.department is not None:
        return replace(plan, department=replace(plan.department, default=department))
    return plan


def value(data: Any, where: str) -> Value:
    """A value rule: a mapping, or a plain constant."""
    if not hasattr(data, "items"):
        return Value(constant=data)
    _known(data, VALUE_KEYS, where)
    named = [key for key in ("column", "attribute", "constant") if key in data]
    if len(named) != 1:
        got = "、".join(named) or "一个也没有"
        raise BadInputError(
            expected="column、attribute、constant 之一", got=got, where=where, remedy="写明值从哪里来"
        )
    return Value(
        column=str(data.get("column", "")),
        attribute=str(data.get("attribute", "")),
        constant=data.get("constant"),
        map=dict(_table(data.get("map", {}), f"{where} map")),
        default=data.get("default"),
        default_row=str(data.get("default_row", "")),
        unit=_unit(data["unit"], where) if "unit" in data else 0,
    )


def _unit(said: Any, where: str) -> int:
    if str(said) not in UNITS:
        raise UnknownNameError("金额单位", str(said), UNITS, where)
    return UNITS[str(said)]


def act(data: Any, where: str) -> ActRule:
    """An act rule."""
    data = _table(data, where)
    _known(data, ACT_KEYS, where)
    if not (data.get("action") or data.get("ignore")):
        raise BadInputError(
            expected="action（是哪一办理动作）或 ignore（为什么不是）",
            got="两者都没有",
            where=where,
            remedy="补上其一",
        )
    return ActRule(
        action=str(data.get("action", "")),
        at=value(data["at"], where) if "at" in data else None,
        earliest_of=tuple(
            value(item, where) for item in _list(data.get("earliest_of", []), f"{where} earliest_of")
        ),
        sets={
            str(k): value(v, f"{where}.{k}") for k, v in _table(data.get("sets", {}), f"{where} sets").items()
        },
        text=str(data.get("text", "")),
        ignore=str(data.get("ignore", "")),
        repeat=bool(data.get("repeat", True)),
        when=value(data["when"], where) if "when" in data else None,
    )


def _dated(rule: ActRule, where: str) -> ActRule:
    """In a sheet, an act arises where its date stands: the mapping must say where."""
    if rule.at is None and not rule.earliest_of and not rule.ignore:
        raise BadInputError(
            expected="at 或 earliest_of（日期在哪一列）", got="两者都没有", where=where, remedy="写明日期的列"
        )
    return rule


def _party(data: Any, where: str) -> PartyRule:
    data = _table(data, where)
    _known(data, PARTY_KEYS, where)
    if "name" not in data:
        raise BadInputError(
            expected="name（当事人名称在哪一列）", got="没有", where=where, remedy="补上 name"
        )
    values = {str(k): value(v, f"{where}.{k}") for k, v in data.items() if k != "capacity"}
    return PartyRule(capacity=str(data.get("capacity", "当事人")), values=values)


def _assigned(data: Any, where: str) -> AssignRule:
    data = _table(data, where)
    _known(data, ("role", "person"), where)
    for key in ("role", "person"):
        if key not in data:
            raise BadInputError(
                expected="role（角色）和 person（姓名在哪一列）",
                got=f"没有 {key}",
                where=where,
                remedy=f"补上 {key}",
            )
    return AssignRule(role=str(data["role"]), person=value(data["person"], f"{where}.person"))


def _table(data: Any, where: str) -> Any:
    if not hasattr(data, "items"):
        raise BadInputError(expected="“键: 值”的一组", got=data, where=where, remedy="按说明书的例子改写")
    return data


def _list(data: Any, where: str) -> Any:
    if isinstance(data, str) or hasattr(data, "items") or not hasattr(data, "__iter__"):
        raise BadInputError(expected="以 - 开头的若干项", got=data, where=where, remedy="按说明书的例子改写")
    return data


def _known(data: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in data:
        if key not in keys:
            raise UnknownNameError("对应表的键", str(key), keys, where)


def check(mapping: Plan, procedure: Procedure) -> None:
    """Every action and field the mapping names exists in the procedure, and it names nobody openly who is to stay sealed."""
    for party in mapping.parties:
        if party.capacity in procedure.sealed_capacities():
            sealed = "、".join(key for key, field in procedure.fields.items() if field.sealed)
            raise BadInputError(
                expected="可以公开的当事人身份",
                got=party.capacity,
                where="对应表 parties",
                remedy=f"改在 sets 中填入密封的字段（{sealed}）",
            )
    assignable = [key for key, role in procedure.roles.items() if role.assigned_by]
    for who in mapping.assigned:
        if who.role not in assignable:
            raise UnknownNameError("可以指派的角色", who.role, assignable, "对应表 assigned")
    for rule in (*mapping.acts, *mapping.activities.values()):
        if not rule.ignore:
            _check_act(rule.action, rule.sets, procedure)


def _check_act(action: str, sets: Mapping[str, Value], procedure: Procedure) -> None:
    """An act exists, and may say what the mapping fills in."""
    if action in BUILT_IN and action not in BESIDE_THE_COURSE:
        raise BadInputError(
            expected=f"来源可以载明的办理（{'、'.join(BUILT_IN[each] for each in BESIDE_THE_COURSE)}，或者本程序的办理动作）",
            got=f"{action}（{BUILT_IN[action]}）",
            where="对应表",
            remedy="由有关人员在系统内办理；当事人写在 parties，承办人写在 assigned",
        )
    if action not in procedure.actions and action not in BESIDE_THE_COURSE:
        raise UnknownNameError("办理动作", action, [*procedure.actions, *BESIDE_THE_COURSE], "对应表")
    for name in sets:
        if name not in procedure.fields and action in procedure.actions:
            raise UnknownNameError("字段", name, procedure.fields, f"对应表 {action}")
    for name in closed_keys.strange(action, sets):
        raise UnknownNameError("内容", name, sorted(closed_keys.KEYS[action]), f"对应表 {action}")


def check_columns(plan: Plan, record: Record) -> None:
    """Every column the mapping asks of a sheet is there, with the unit it says: told once, not for every row. Raises BadInputError."""
    if record.events or plan.activities:
        return
    for _, source in plan.values():
        said = record.units.get(source.column, 0)
        if source.unit and said and source.unit != said:
            titles = {number: title for title, number in reversed(UNITS.items())}
            raise BadInputError(
                expected=f"单位一致的金额列（对应表写的是{titles[source.unit]}）",
                got=f"列名写的是{titles[said]}",
                where=f"列“{source.column}”",
                remedy="改正对应表的 unit，或者改正列名",
            )
    needed = [plan.number] if plan.may_lack else [source for _, source in plan.values()]
    missing = dict.fromkeys(v.column for v in needed if v.column and v.column not in record.values)
    for column in missing:
        raise UnknownNameError(
            "列", column, [*filter(None, record.titles)], f"对应表与表格不符（共缺{len(missing)}列）"
        )
