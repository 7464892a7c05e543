# SPDX-License-Identifier: MulanPSL-2.0
"""The finite abstraction: what may happen in a case, what each event needs, brings about and undoes.

A fact is a tuple of words: ``("done", action)``, ``("held", action)`` (done, and neither it nor its paper voided since),
``("issued", template)``, ``("served", template)``, ``("opened", child)``, ``("ended", child)``, ``("told", kind of case)``, ``("set", field)``,
``("started", clock)``, ``("running", clock)`` (for anybody), ``("counting", clock)`` (for somebody who has done nothing about
it), ``("since", thing, later)``. Whatever is not tracked counts as possible, so that
a proof holds for every real case; a guard about which nothing is known is taken to hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fadu.procedure.checker import same
from fadu.procedure.checker.event import Event
from fadu.procedure.checker.implied import Fact, Need, arguments, needs_of
from fadu.procedure.model import ENDED, OPEN, START

if TYPE_CHECKING:
    from fadu.procedure.model import Action, ClockRule, Procedure, Resting, Trigger


def events_of(procedure: Procedure) -> tuple[Event, ...]:
    """Everything that may happen in a case of the procedure."""
    everywhere = frozenset(procedure.stages)
    titles = _first_titles(procedure)
    events = [_declared(procedure, action) for action in procedure.actions.values()]
    templates = dict.fromkeys(i.template for a in procedure.actions.values() for i in a.issues)
    events += [_service(titles, template, everywhere) for template in templates]
    events += [_told_service(paper, everywhere) for paper in procedure.rests_on.values()]
    children = dict.fromkeys(o.matter for a in procedure.actions.values() for o in a.opens)
    topics = dict.fromkeys(o.topic for a in procedure.actions.values() for o in a.opens if o.topic)
    events += [_child_end(titles, name, everywhere) for name in (*children, *topics)]
    events += [_telling(titles, matter, children, everywhere) for matter in _telling_kinds(procedure)]
    events += [_publication(rule, title, everywhere) for rule, title in procedure.publications().items()]
    events += [_expiry(clock, everywhere) for clock in procedure.clocks.values()]
    since, ticking = _since_facts(procedure), [_Ticking.of(clock) for clock in procedure.clocks.values()]
    return tuple(_with_clocks(procedure, same.tied(procedure, event), ticking, since) for event in events)


def _declared(procedure: Procedure, action: Action) -> Event:
    return Event(
        key=action.key,
        title=action.title,
        sources=sources_of(procedure, action),
        to=action.to,
        needs=needs_of(procedure, action),
        gains=frozenset(_gains(action)),
        kills=frozenset(_kills(procedure, action)),
        action=action.key,
    )


def sources_of(procedure: Procedure, action: Action) -> frozenset[str]:
    """The stages an action may be done in, ``start`` included; open and ended spelt out."""
    stages: set[str] = set()
    for name in action.sources:
        if name in (OPEN, ENDED):
            stages |= {s.key for s in procedure.stages.values() if s.final == (name == ENDED)}
        else:
            stages.add(name)
    return frozenset(stages)


def _gains(action: Action) -> Iterator[Fact]:
    yield ("done", action.key)
    yield ("held", action.key)
    yield from (("issued", issue.template) for issue in action.issues)
    yield from (("set", name) for name in (*action.sets, *action.may_set, *action.adds))
    for opening in action.opens:
        yield from (("opened", name) for name in (opening.matter, opening.topic) if name)


def _kills(procedure: Procedure, action: Action) -> Iterator[Fact]:
    issuers = _issuers(procedure) if action.voids else {}
    issued = {issue.template for issue in action.issues}
    for name in action.voids:
        if name in procedure.actions:
            yield from (("done", name), ("held", name))
        for template in _papers_void_with(name, action, issuers):
            yield from (("issued", template), ("served", template))
            lost = template not in issued  # issued anew by the same act: what was told is told again
            yield from (("held", key) for key in issuers.get(template, ()) if lost)


def _papers_void_with(name: str, action: Action, issuers: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Templates of which no valid paper can be left when that action or template is voided."""
    if name in issuers:
        yield name
    yield from (template for template, keys in issuers.items() if name in keys and keys <= set(action.voids))


def _issuers(procedure: Procedure) -> Mapping[str, frozenset[str]]:
    issuers: dict[str, set[str]] = {}
    for action in procedure.actions.values():
        for issue in action.issues:
            issuers.setdefault(issue.template, set()).add(action.key)
    return {template: frozenset(keys) for template, keys in issuers.items()}


def _first_titles(procedure: Procedure) -> Mapping[Fact, str]:
    """Each fact that actions bring about -> the title of the first of them."""
    titles: dict[Fact, str] = {}
    for action in procedure.actions.values():
        for fact in _gains(action):
            titles.setdefault(fact, action.title)
    return titles


def _called(titles: Mapping[Fact, str], *fact: str) -> str:
    return titles.get(fact, fact[1])


def _service(titles: Mapping[Fact, str], template: str, everywhere: frozenset[str]) -> Event:
    return Event(
        key=f"serve:{template}",
        title=f"送达“{_called(titles, 'issued', template)}”的文书",
        sources=everywhere,
        needs=(Need(fact=("issued", template), guard=-1),),
        gains=frozenset({("served", template)}),
    )


def _told_service(paper: Resting, everywhere: frozenset[str]) -> Event:
    """The service of a paper of the case that opens this one: it comes from outside, at any time."""
    fields = {("set", name) for name in (paper.day, paper.manner) if name}
    return Event(
        key=f"serve:{paper.template}",
        title=f"“{paper.title}”送达",
        sources=everywhere,
        gains=frozenset({("issued", paper.template), ("served", paper.template), *fields}),
    )


def _child_end(titles: Mapping[Fact, str], name: str, everywhere: frozenset[str]) -> Event:
    return Event(
        key=f"child:{name}",
        title=f"“{_called(titles, 'opened', name)}”的子程序办结",
        sources=everywhere,
        needs=(Need(fact=("opened", name), guard=-1),),
        gains=frozenset({("ended", name)}),
    )


def _telling_kinds(procedure: Procedure) -> Iterator[str]:
    """The kinds of case whose tellings a clock or a guard waits for."""
    waited = [t.name for c in procedure.clocks.values() for t in (*c.starts, *c.stops) if t.kind == "told"]
    asked = [
        arguments(use)["matter"] for a in procedure.actions.values() for use in a.guards if use.name == "told"
    ]
    yield from dict.fromkeys([*waited, *asked])


def _telling(
    titles: Mapping[Fact, str], matter: str, children: Collection[str], everywhere: frozenset[str]
) -> Event:
    """Another case of the family tells something; one that this case opened can do so only once it is open."""
    return Event(
        key=f"told:{matter}",
        title=f"得知“{_called(titles, 'opened', matter)}”的子程序的办理",
        sources=everywhere,
        needs=(Need(fact=("opened", matter), guard=-1),) if matter in children else (),
        gains=frozenset({("told", matter)}),
    )


def _publication(rule: str, title: str, everywhere: frozenset[str]) -> Event:
    return Event(
        key=f"publish:{rule}",
        title=f"公示“{title}”",
        sources=everywhere,
        gains=frozenset({("published", rule)}),
    )


def _expiry(clock: ClockRule, everywhere: frozenset[str]) -> Event:
    return Event(
        key=f"over:{clock.key}",
        title=f"“{clock.title}”届满",
        sources=everywhere,
        needs=(Need(fact=("running", clock.key), guard=-1),),
        kills=frozenset(_of(clock)) if clock.whose != "bureau" else frozenset(),
        gains=frozenset({("expired", clock.key)}),
    )


# -- clocks ----------------------------------------------------------------------------------------


#: a kind of trigger -> the kind of fact it waits for
_WAITED: Mapping[str, str] = {
    "act": "act",
    "served": "served",
    "child_opened": "opened",
    "child": "ended",
    "told": "told",
    "over": "over",
    "published": "published",
    "field": "set",
    "rows": "set",
}


def waited_for(trigger: Trigger) -> Fact:
    """What a trigger waits for."""
    return (_WAITED[trigger.kind], trigger.name)


def hit(trigger: Trigger, event: Event) -> bool:
    """Whether an event is what a trigger waits for."""
    waited = waited_for(trigger)
    return waited in event.gains or waited in _itself(event)


def _itself(event: Event) -> set[Fact]:
    """What an event is, for triggers that wait for itself: the act, the term that is over."""
    kind, _, name = event.key.partition(":")
    return {("act", event.action)} if event.action else {("over", name)} if kind == "over" else set()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ticking:
    """A clock with what starts and what stops it."""

    clock: ClockRule
    names: frozenset[Fact]
    starts: frozenset[Fact]
    stops: frozenset[Fact]
    #: the services that start it; and whether nothing else does
    by_service: frozenset[Fact]
    by_service_alone: bool

    @classmethod
    def of(cls, clock: ClockRule) -> _Ticking:
        by_service = frozenset(waited_for(t) for t in clock.starts if t.kind == "served")
        return cls(
            clock=clock,
            names=frozenset({("started", clock.key), *_of(clock)}),
            starts=frozenset(map(waited_for, clock.starts)),
            stops=frozenset(map(waited_for, clock.stops)),
            by_service=by_service,
            by_service_alone=bool(clock.starts) and all(t.kind == "served" for t in clock.starts),
        )


def _with_clocks(
    procedure: Procedure, event: Event, ticking: Collection[_Ticking], since: set[Fact]
) -> Event:
    gains, kills, happening = set(event.gains), set(event.kills), event.gains | _itself(event)
    restarts = procedure.actions[event.action].restarts if event.action else ()
    for each in ticking:
        clock = each.clock
        if each.by_service_alone and each.by_service <= event.kills:
            kills |= each.names
        if not each.stops.isdisjoint(happening) or (clock.waived_by and event.action == clock.waived_by):
            one = _for_one(procedure, clock, event, happening)
            kills |= {("counting", clock.key)} if one else set(_of(clock))
        if not each.starts.isdisjoint(happening) or (clock.key in restarts and not each.by_service):
            gains |= each.names
    gains |= {fact for fact in since if _makes(fact, event)}
    kills |= {fact for fact in since if _outdates(fact, event) or ("done", fact[1]) in event.kills} - gains
    return replace(event, gains=frozenset(gains), kills=frozenset(kills))


def _of(clock: ClockRule) -> tuple[Fact, ...]:
    return ("running", clock.key), ("counting", clock.key)


def _for_one(procedure: Procedure, clock: ClockRule, event: Event, happening: Collection[Fact]) -> bool:
    """Whether an event ends a clock for one party or paper only: for others it may go on."""
    if clock.per == "row":
        return all(t.kind == "rows" for t in clock.stops if waited_for(t) in happening)
    return clock.per != "case" and (not event.action or procedure.actions[event.action].per_party)


def _since_facts(procedure: Procedure) -> set[Fact]:
    asked = {
        need.fact
        for action in procedure.actions.values()
        for need in needs_of(procedure, action)
        if need.fact[0] == "since"
    }
    return asked | {
        ("since", name, later) for a in procedure.assurances for name in a.before for later in a.since
    }


def _makes(fact: Fact, event: Event) -> bool:
    return ("done", fact[1]) in event.gains or ("ended", fact[1]) in event.gains


def _outdates(fact: Fact, event: Event) -> bool:
    later = fact[2]
    return bool({("done", later), ("ended", later), ("issued", later)} & event.gains)


#: the pseudo-stage every case begins in
BEGIN = START


def model_events(procedure: Procedure) -> tuple[Event, ...]:
    """The events of declared actions with their clocks, for drawings."""
    return tuple(event for event in events_of(procedure) if event.action)
