# SPDX-License-Identifier: MulanPSL-2.0
"""From a record of a source to the history of one case: its number, parties and dated acts, or every reason why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fadu.intake import events as of_log
from fadu.intake.days import parse_moment
from fadu.intake.named_parties import AmbiguousError, apart
from fadu.intake.reading.header import unit_of
from fadu.intake.values import UNSTATED, is_unstated, typed
from fadu.kernel.canonical import digest
from fadu.kernel.errors import BadInputError
from fadu.people.sealing import blind_index

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fadu.intake.events import Events
    from fadu.intake.mapping import ActRule, Plan, Value
    from fadu.intake.reading.source import Event, Record
    from fadu.procedure.model import Procedure

NO_DATE = "没有一个可以成为办理行为的日期：没有日期就没有行为、没有适用的法律，也不能代为拟定。请补上日期，或核对对应表。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a row is rejected or warned about: the column, and what is wrong with it."""

    column: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAct:
    """An act as the source states it."""

    action: str
    at: datetime
    day_only: bool
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """An officer who handles the case in a role."""

    role: str
    officer_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The history of one case, as the source states it."""

    place: int
    number: str
    title: str
    parties: tuple[Mapping[str, str], ...]
    acts: tuple[PastAct, ...]
    digest: str
    #: what its sheet is called, where several are read
    sheet: str = ""
    #: what became of its events, where it comes from a log
    events: Events | None = None
    #: as the source names them: the department; role, column and persons
    department: str = ""
    persons: tuple[tuple[str, str, str], ...] = ()
    #: as they were found here (``fadu.intake.manning``)
    department_id: int | None = None
    assigned: tuple[Assigned, ...] = ()
    #: why nobody could go on with the case, unless it is known already and has somebody
    unmanned: Reason | None = None


@dataclass(slots=True)
class _Reading:
    """A record being read: reasons are collected, so that all are told at once."""

    record: Record
    procedure: Procedure
    reasons: list[Reason] = field(default_factory=list)
    #: an absent column is "not stated"
    may_lack: bool = False
    #: columns whose content no message repeats: informants, identity numbers, telephones
    sealed: frozenset[str] = frozenset()

    def wrong(self, column: str, error: BadInputError) -> None:
        """Keep a reason; what came is not repeated where the column is sealed."""
        covered = f"应为{error.expected}；所填的不是（内容密封，不重复）。请{error.remedy}。"
        self.reasons.append(
            Reason(column=column, message=covered if column in self.sealed else error.message)
        )

    def raw(
        self, rule: Value | None, event: Event | None = None, *, said: Mapping[str, Any] | None = None
    ) -> Any:
        """What the source says, in the words of the mapping; ``said`` is another row of the same case."""
        cell = self.plain(rule, event, said=said)
        if rule is None or not rule.map or cell in ("", None) or rule.constant is not None:
            return cell
        return rule.map.get(cell, rule.map.get("*", cell))

    def plain(
        self, rule: Value | None, event: Event | None = None, *, said: Mapping[str, Any] | None = None
    ) -> Any:
        """What the source says, in its own words."""
        if rule is None:
            return None
        if rule.constant is not None:
            return rule.constant
        source = (
            event.attributes if rule.attribute and event else self.record.values if said is None else said
        )
        name = rule.attribute or rule.column
        if name and name not in source and not event and not self.may_lack:
            self.reasons.append(Reason(column=name, message=f"没有“{name}”这一列。请核对对应表或列名。"))
            return None
        cell = source.get(name, "")
        if cell in ("", None):
            return rule.default_row.replace("{row}", self._row) if rule.default_row else rule.default
        return cell

    @property
    def _row(self) -> str:
        return f"{self.record.sheet}{self.record.row}"

    def unit(self, rule: Value) -> int:
        """How many yuan one is, as the mapping or the heading says (0: neither does)."""
        return rule.unit or self.record.units.get(rule.column, 0) or unit_of(rule.column)[1]

    def moment(self, rule: Value, event: Event | None = None) -> tuple[datetime, bool] | None:
        cell = self.raw(rule, event)
        if cell in ("", None) or str(cell).strip() in UNSTATED:
            return None
        return self.parsed_moment(str(cell), rule.column or rule.attribute)

    def parsed_moment(self, text: str, column: str) -> tuple[datetime, bool] | None:
        try:
            moment, day_only = parse_moment(text, epoch=self.record.epoch)
        except BadInputError as error:
            self.wrong(column, error)
            return None
        return moment, day_only


def read(record: Record, mapping: Plan, procedure: Procedure) -> History | tuple[Reason, ...]:
    """The history of a record; or, where it cannot be taken in, every reason at once."""
    reading = _Reading(
        record=record, procedure=procedure, may_lack=mapping.may_lack, sealed=_sealed(mapping, procedure)
    )
    reading.reasons.extend(Reason(column=column, message=message) for column, message in record.faults)
    number = str(reading.raw(mapping.number) or "").strip()
    if not number:
        reading.reasons.append(
            Reason(
                column=mapping.number.column or "案号",
                message="没有案号。没有案号的记录不能辨认，也不能重复导入。",
            )
        )
    events = of_log.Events() if mapping.activities else None
    acts = _acts_of_row(reading, mapping) if events is None else _acts_of_events(reading, mapping, events)
    parties = tuple(
        party for rule in mapping.parties for party in _parties(reading, rule.capacity, rule.values)
    )
    title = str(reading.raw(mapping.title) or "") if mapping.title else ""
    if not acts and not reading.reasons:
        reading.reasons.append(Reason(column=_dates_of(mapping), message=NO_DATE))
    department = str(reading.raw(mapping.department) or "").strip()
    persons = tuple(
        (rule.role, rule.person.column, cell)
        for rule in mapping.assigned
        if (cell := str(reading.raw(rule.person) or "").strip())
    )
    if reading.reasons:
        return tuple(reading.reasons)
    content = {
        "number": number,
        "acts": [[a.action, a.at.isoformat(), dict(a.payload)] for a in acts],
        "parties": [dict(p) for p in parties],
        "title": title,
        **({"department": department, "persons": persons} if department or persons else {}),
    }
    return History(
        place=record.place,
        number=number,
        title=title,
        parties=tuple(p for p in parties if p.get("name")),
        acts=tuple(acts),
        digest=blind_index(digest(content), purpose="import"),
        sheet=record.sheet,
        events=events,
        department=department,
        persons=persons,
    )


def _dates_of(mapping: Plan) -> str:
    """The columns in which a date was looked for."""
    rules = [source for rule in mapping.acts for source in (rule.at, *rule.earliest_of) if source]
    return "、".join(dict.fromkeys(rule.column or rule.attribute for rule in rules)) or "time:timestamp"


def _sealed(mapping: Plan, procedure: Procedure) -> frozenset[str]:
    """The columns from which sealed fields, identity numbers and telephones are taken."""
    fields = procedure.fields
    closed = {"id_number", "phone"} | {key for key, field in fields.items() if field.sealed}
    return frozenset(source.column or source.attribute for name, source in mapping.values() if name in closed)


def _parties(reading: _Reading, capacity: str, rules: Mapping[str, Value]) -> list[dict[str, str]]:
    """The parties of a capacity, on the row itself and on those joined to it."""
    parties: list[dict[str, str]] = []
    for said in (reading.record.values, *reading.record.more):
        values = {key: str(reading.raw(rule, said=said) or "").strip() for key, rule in rules.items()}
        stated = {key: value for key, value in values.items() if value}
        try:
            parties += [{"capacity": capacity, **party} for party in apart(stated)]
        except AmbiguousError as error:
            reading.reasons.append(Reason(column=rules["name"].column or "当事人名称", message=str(error)))
    return parties


def _acts_of_row(reading: _Reading, mapping: Plan) -> list[PastAct]:
    dated = []
    for order, rule in enumerate(mapping.acts):
        if rule.when is not None and not reading.raw(rule.when):
            continue
        when = _when(reading, rule)
        if when is not None:
            dated.append((when[0], order, _act(reading, rule, when, None)))
    return [act for _, _, act in sorted(dated, key=lambda item: item[:2])]


def _when(reading: _Reading, rule: ActRule) -> tuple[datetime, bool] | None:
    """When an act happened: the date the rule names, or the earliest stated among several."""
    if rule.at:
        return reading.moment(rule.at)
    stated = [moment for other in rule.earliest_of if (moment := reading.moment(other)) is not None]
    return min(stated, default=None)


def _acts_of_events(reading: _Reading, mapping: Plan, counted: Events) -> list[PastAct]:
    """The acts of a trace; an event is one, a note, or passed over with a reason, and is counted as what it is."""
    dated: list[tuple[datetime, int, PastAct]] = []
    done: set[str] = set()
    for order, event in enumerate(reading.record.events):
        rule = mapping.activities.get(event.activity) or mapping.activities.get("*")
        if rule is None:
            message = f"对应表没有说明活动“{event.activity}”是什么。请补上，或写明 ignore 的理由。"
            reading.reasons.append(Reason(column=event.activity, message=message))
            continue
        if reason := _passed_over(reading, rule, event):
            counted.pass_over(reason)
            continue
        when = reading.parsed_moment(event.at, "time:timestamp")
        if when is None:
            continue
        again = not rule.repeat and rule.action in done
        done.add(rule.action)
        act = _said_again(event, when) if again else _act(reading, rule, when, event)
        counted.notes += act.action == "note"
        counted.acts += act.action != "note"
        dated.append((when[0], order, act))
    return [act for _, _, act in sorted(dated, key=lambda item: item[:2])]


def _passed_over(reading: _Reading, rule: ActRule, event: Event) -> str:
    """Why an event is no act: the mapping says so, it only began or was planned, or lacks what the mapping asks of it."""
    if rule.ignore:
        return rule.ignore
    if rule.when is not None:  # the mapping looks at the event itself, its transition included
        return "" if reading.raw(rule.when, event) else f"不符合“{event.activity}”的条件（when）"
    return of_log.not_complete(str(event.attributes.get(of_log.TRANSITION, "")))


def _said_again(event: Event, when: tuple[datetime, bool]) -> PastAct:
    """An act that may be done once in a case, told again: kept as a note, for the source states it."""
    return PastAct(
        action="note", at=when[0], day_only=when[1], payload={"text": f"{event.activity}（来源再次记载）"}
    )


def _act(reading: _Reading, rule: ActRule, when: tuple[datetime, bool], event: Event | None) -> PastAct:
    payload: dict[str, Any] = (
        {"text": rule.text or (event.activity if event else "")} if rule.action == "note" else {}
    )
    for name, source in rule.sets.items():
        cell = reading.raw(source, event)
        field_ = reading.procedure.fields.get(name)
        if cell in ("", None) or (field_ is not None and is_unstated(field_, cell)):
            continue
        try:
            payload[name] = (
                typed(field_, cell, unit=reading.unit(source), words=source.map) if field_ else cell
            )
        except BadInputError as error:
            reading.wrong(source.column or source.attribute or name, error)
    return PastAct(action=rule.action, at=when[0], day_only=when[1], payload=payload)
