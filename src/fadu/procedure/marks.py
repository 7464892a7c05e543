# SPDX-License-Identifier: MulanPSL-2.0
"""What starts or stops a clock: for each kind of trigger the moments at which it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.procedure.legal_day import moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from fadu.procedure.beginnings import Beginnings
    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import ClockRule, Trigger


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that starts or stops a clock: when, by which act, about what, and whether that act is void."""

    at: datetime | date
    seq: int
    about: str = ""
    void: bool = False
    #: the document, where a service is the mark
    of: str = ""
    #: the act that made what the mark rests on, where it is another one: the issue of a paper, the opening of a child
    made_by: int = 0
    #: the last day that the act itself laid down, where it did: an instalment's
    until: date | None = None
    #: the sum that is to be in by that day, with what was to be in before
    total: int = 0

    @property
    def day(self) -> date:
        return self.at.date() if isinstance(self.at, datetime) else self.at


@dataclass(frozen=True, slots=True)
class Case:
    """A world with its acts by name, so that a clock looks only at those that concern it."""

    world: World
    acts: Mapping[str, Sequence[Entry]]
    beginnings: Beginnings

    def has(self, triggers: Iterable[Trigger]) -> Iterator[Trigger]:
        """Of some triggers those that may have come: not the acts that nobody did."""
        return (trigger for trigger in triggers if trigger.kind != "act" or trigger.name in self.acts)


def acts_as_marks(case: Case, action: str, rule: ClockRule) -> Iterator[Mark]:
    """Every time an act was done, as of when what it records happened."""
    for entry in case.acts.get(action, ()):
        about = str(entry.payload.get("party", "")) if rule.per == "party" else ""
        at = _happened(case.world, rule, entry)
        yield Mark(at, entry.seq, about, entry.seq in case.world.state.void)


def _happened(world: World, rule: ClockRule, entry: Entry) -> datetime | date:
    """When what an act records happened; where it records several events, the one the limit runs from."""
    action = world.procedure.actions.get(entry.action)
    if action is None or not action.dated:
        return entry.at
    event = ""
    if len(action.dated) > 1:
        runs_from = world.law.limit(rule.limit, entry.at.date()).runs_from
        event = runs_from.key if runs_from else ""
    return moment_of(world.procedure, entry, event)


def _act(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    return acts_as_marks(case, trigger.name, rule)


def _served(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    world = case.world
    yield from _served_elsewhere(case, trigger, rule)
    for document in world.state.documents:
        if document.template != trigger.name:
            continue
        for service in document.services:
            if not document.is_for(service.party):
                continue  # what reaches somebody it is not addressed to starts nothing
            if service.effective_on <= world.at.date():
                about = (
                    service.party if rule.per == "party" else document.ref if rule.per == "document" else ""
                )
                yield Mark(
                    service.effective_on, service.seq, about, document.void, document.ref, document.seq
                )


def _served_elsewhere(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    """The services of a paper of the case that opened this one."""
    state, today = case.world.state, case.world.at.date()
    for one in state.elsewhere:
        if one.template == trigger.name and one.effective_on <= today:
            about = one.party if rule.per == "party" else ""
            of = f"{one.case}/{one.document}" if one.document else ""
            yield Mark(one.effective_on, one.seq, about, one.seq in state.void, of)


def _child_opened(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    for child in case.world.state.children:
        if child.matter == trigger.name:
            yield Mark(
                child.opened_at,
                child.opened_seq,
                child.case if rule.per == "child" else child.party,
                child.void,
            )


def _child(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    for child in case.world.state.children:
        if (
            child.matter == trigger.name
            and child.ended_at
            and (not trigger.outcomes or child.outcome in trigger.outcomes)
        ):
            yield Mark(
                child.ended_at,
                child.ended_seq,
                child.case if rule.per == "child" else child.party,
                child.void,
                made_by=child.opened_seq,
            )


def _told(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    for telling in case.world.state.tellings(trigger.name, trigger.outcomes):
        day: Any = telling.fields.get(trigger.day) if trigger.day else telling.on.isoformat()
        if day:
            about = telling.case if rule.per == "child" else ""
            about = case.world.state.whom(telling) if rule.per == "party" else about
            yield Mark(date.fromisoformat(str(day)[:10]), telling.seq, about)


def _published(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    for entry in case.world.state.done("publish"):
        if entry.payload.get("rule") == trigger.name:
            about = entry.payload["channel"] if rule.per == "channel" else ""
            yield Mark(date.fromisoformat(entry.payload["published_on"]), entry.seq, about)


def _field(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    state = case.world.state
    value: Any = state.fields.get(trigger.name)
    if isinstance(value, str) and value:
        moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        yield Mark(moment, state.set_by.get(trigger.name, 0))


#: kind of trigger -> the moments it came; ``over`` asks other clocks and is theirs, ``rows`` stand in `instalments`
KINDS: Mapping[str, Callable[[Case, Trigger, ClockRule], Iterator[Mark]]] = {
    "act": _act,
    "served": _served,
    "child_opened": _child_opened,
    "child": _child,
    "told": _told,
    "published": _published,
    "field": _field,
}
