# SPDX-License-Identifier: MulanPSL-2.0
"""Resolving the names parts of a procedure use for each other; one that resolves to nothing is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.procedure.asked_changes import NAMED_IN, PARTS
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.loading import proposals, rows
from fadu.procedure.model import BUREAU_RIGHT, BY_LAW, ENDED, OPEN, PARENT, START
from fadu.procedure.recipients import KNOWN

if TYPE_CHECKING:
    from fadu.kernel.problems import Source
    from fadu.procedure.loading.place import Place
    from fadu.procedure.model import Action, ClockRule, Procedure, Trigger

#: (kind of name in Chinese, the name, where it stands, the names it may be)
Use = tuple[str, str, "Source", Collection[str]]

#: guard -> argument -> kind of thing it names
ARGUMENTS: Mapping[str, Mapping[str, str]] = {
    "assigned": {"role": "roles"},
    "certified": {"role": "roles"},
    "no_conflict": {"role": "roles"},
    "served": {"document": "served"},
    "document": {"template": "issued"},
    "done": {"action": "actions", "since": "happenings"},
    "not_done": {"action": "actions", "since": "happenings"},
    "unanswered": {"to": "actions", "by": "actions", "whose": "fields"},
    "all_answered": {"to": "actions", "by": "actions", "whose": "fields"},
    "is": {"condition": "conditions"},
    "is_not": {"condition": "conditions"},
    "over": {"clock": "clocks"},
    "within": {"clock": "clocks"},
    "child": {"matter": "children", "since": "happenings"},
    "told": {"since": "happenings"},
    "resolved": {"topic": "topics", "since": "happenings"},
    "filled": {"field": "fields"},
    "proposal": {"step": "steps", "after": "happenings"},
    "proposal_changed": {"since": "steps"},
    "objection_answered": {"step": "steps"},
    "nobody_left": {"field": "fields", "role": "roles"},
    "still_there": {"role": "roles"},
    "reply_reviewed": {"act": "actions", "day_field": "fields"},
    "ruled_after": {"act": "actions"},
    "fallen": {"act": "actions"},
    "not_said_again": {"act": "actions", "fields": "fields"},
    "not_ordered_to_accept": {"act": "actions"},
}
TITLES = {
    "roles": "角色",
    "issued": "文书（本程序制发的）",
    "served": "文书（本程序制发的，或者 rests_on 写明由启动本案的案件送达的）",
    "fields": "字段",
    "actions": "动作",
    "conditions": "条件",
    "clocks": "时钟",
    "children": "子程序（本程序启动的）",
    "topics": "议题",
    "happenings": "动作、文书或者子程序",
    "steps": "拟处理意见的环节",
    "rows": "明细（rows 字段，或者动作逐次增加的 lists）",
}


@dataclass(frozen=True, slots=True)
class Index:
    """The names of one procedure, by kind."""

    procedure: Procedure
    issued: frozenset[str]
    children: frozenset[str]
    topics: frozenset[str]
    published: frozenset[str]

    @property
    def served(self) -> frozenset[str]:
        """The papers whose service counts in a case: its own, and those of the case that opened it."""
        return self.issued | frozenset(self.procedure.rests_on)

    @property
    def steps(self) -> Collection[str]:
        """The steps that deal with the proposal."""
        return self.procedure.proposal.steps if self.procedure.proposal else ()

    @property
    def rows(self) -> frozenset[str]:
        """Fields that hold rows, and the lists that acts add rows to."""
        fields = self.procedure.fields.values()
        return frozenset(self.procedure.lists) | {field.key for field in fields if field.type == "rows"}

    @property
    def happenings(self) -> frozenset[str]:
        """What may come before something else."""
        return self.issued | self.children | frozenset(self.procedure.actions)

    def of(self, kind: str) -> Collection[str]:
        """The names of a kind."""
        names: Collection[str] = getattr(self, kind) if hasattr(self, kind) else getattr(self.procedure, kind)
        return names


def index(procedure: Procedure) -> Index:
    """Collect the names a procedure itself brings in."""
    actions = procedure.actions.values()
    return Index(
        procedure,
        frozenset(issue.template for a in actions for issue in a.issues),
        frozenset(opening.matter for a in actions for opening in a.opens),
        frozenset(opening.topic for a in actions for opening in a.opens if opening.topic),
        frozenset(a.publishes for a in actions if a.publishes),
    )


def resolve(place: Place, procedure: Procedure) -> None:
    """Refuse the first name that resolves to nothing. Raises DefinitionError."""
    names = index(procedure)
    for kind, name, source, known in _outside(place, procedure):
        place.resolve(source, kind, name, known)
    for kind, name, source, known in _uses(procedure, names):
        place.resolve(source, kind, name, known)
    _limits(place, procedure)
    _subjects(place, procedure)
    _books(place, procedure)
    _at_most(place, procedure)
    _events(place, procedure)
    rows.resolve(place, procedure)
    proposals.resolve(place, procedure)
    _asked_changes(place, procedure)


def _asked_changes(place: Place, procedure: Procedure) -> None:
    """The choices in which a review names what is to be changed are parts that can be told apart."""
    field = procedure.fields.get(NAMED_IN)
    if field is None or not any(stage.once_changed for stage in procedure.stages.values()):
        return
    for choice in field.choices:
        place.resolve(field.source, "要求修改的部分", choice.key, PARTS)


def _uses(procedure: Procedure, names: Index) -> Iterator[Use]:
    yield from _words(procedure)
    yield from _links(procedure)
    yield from _bounds(procedure)
    for clock in procedure.clocks.values():
        yield from _clock(procedure, names, clock)
    for action in procedure.actions.values():
        yield from _action(procedure, names, action)
        yield from _guards(procedure, names, action)
    for paper in procedure.rests_on.values():
        yield from _all("字段", (paper.day, paper.manner), paper.source, procedure.fields)
        yield from _all("动作", (paper.told_by,), paper.source, procedure.actions)
    for item in procedure.assurances:
        # An assurance may name an action or a clock that is gone: the checker then shows the case that becomes possible.
        yield from _all("条件", (item.when,), item.source, procedure.conditions)


def _all(kind: str, names: Collection[str], source: Source, known: Collection[str]) -> Iterator[Use]:
    return ((kind, name, source, known) for name in names if name)


def _bounds(procedure: Procedure) -> Iterator[Use]:
    for field in procedure.fields.values():
        yield from _all("字段", (field.not_after, field.unless), field.source, procedure.fields)
        yield from _all("字段", (field.not_before, field.not_below), field.source, procedure.fields)
        for column in field.columns:
            beside = [each.key for each in field.columns]
            yield from _all("列", (column.not_before, column.not_below), column.source, beside)


def _links(procedure: Procedure) -> Iterator[Use]:
    for link in procedure.links.values():
        if (followed := link.followed) is not None:
            acts = (*followed.after, *followed.denied)
            yield from _all("动作", acts, followed.source, procedure.actions)


def _words(procedure: Procedure) -> Iterator[Use]:
    for role in procedure.roles.values():
        yield from _all("角色", (role.assigned_by,), role.source, procedure.roles)
        yield from _all("动作", tuple(role.named_by), role.source, {**procedure.actions, **BUILT_IN})
        known = [each.capacity for each in procedure.roles.values() if each.capacity]
        yield from _all("当事人身份", role.also, role.source, known)
    for apart in procedure.apart:
        yield from _all("角色", apart.roles, apart.source, procedure.roles)
    for condition in procedure.conditions.values():
        yield from _all("字段", (condition.field,), condition.source, procedure.fields)
        field = procedure.fields.get(condition.field)
        if field is not None and field.choices:
            keys = [choice.key for choice in field.choices]
            yield from _all("选项", [str(value) for value in condition.equals], condition.source, keys)
    if procedure.bases is not None:
        rule, rows = procedure.bases, procedure.fields.get(procedure.bases.field)
        yield from _all("字段", (rule.field,), rule.source, procedure.fields)
        yield from _all(
            "列", (rule.column,), rule.source, [column.key for column in rows.columns] if rows else ()
        )
    for subject in procedure.subjects.values():
        yield from _all("字段", (subject.field, *subject.about), subject.source, procedure.fields)
    for step in (*(step for stage in procedure.stages.values() for step in stage.way), *procedure.beside):
        # the way may name an action that is gone, as an assurance may: the checker says so
        yield from _all("时钟", (step.until, step.within, *step.missed), step.source, procedure.clocks)
        yield from _all("条件", step.when, step.source, procedure.conditions)
        yield from _all("角色", (step.also,), step.source, procedure.roles)
        yield from _all("动作", (*step.after, *step.settled_by), step.source, procedure.actions)
    for interruption in procedure.interruptions.values():
        yield from _all(
            "动作",
            (interruption.start, interruption.end, *interruption.allows),
            interruption.source,
            procedure.actions,
        )
        yield from _all("角色", (interruption.by,), interruption.source, (*procedure.roles, BY_LAW))


def _clock(procedure: Procedure, names: Index, clock: ClockRule) -> Iterator[Use]:
    for trigger in (*clock.starts, *clock.stops):
        yield from _trigger(procedure, names, trigger)
    yield from _all(
        "中断或者子程序", clock.excludes, clock.source, (*procedure.interruptions, *names.children)
    )
    yield from _all("不计入的子程序（excludes）", clock.counts, clock.source, clock.excludes)
    yield from _all("条件", (clock.when,), clock.source, procedure.conditions)
    yield from _all("动作", (clock.waived_by,), clock.source, procedure.actions)
    yield from _all("角色", (clock.whose,), clock.source, (*procedure.roles, "bureau", BUREAU_RIGHT))


_TRIGGERS = {
    "act": "actions",
    "served": "served",
    "child_opened": "children",
    "child": "children",
    "told": "matters",
    "over": "clocks",
    "published": "published",
    "field": "fields",
    "rows": "rows",
}


def _trigger(procedure: Procedure, names: Index, trigger: Trigger) -> Iterator[Use]:
    kind = _TRIGGERS[trigger.kind]
    if kind == "matters":  # a kind of case: its own files say what it tells
        return
    yield TITLES.get(kind, "公示规则"), trigger.name, trigger.source, names.of(kind)


def _action(procedure: Procedure, names: Index, action: Action) -> Iterator[Use]:
    at = action.source
    yield from _all("阶段", action.sources, at, (*procedure.stages, START, OPEN, ENDED))
    yield from _all("阶段", (action.to,), at, procedure.stages)
    yield from _all("角色", (action.by, *action.signs), at, (*procedure.roles, BY_LAW))
    columns = (key for keys in action.adds.values() for key in keys)
    yield from _all("字段", (*action.sets, *action.may_set, *columns), at, procedure.fields)
    yield from _all("字段（本动作登记的）", action.dated.values(), at, (*action.sets, *action.may_set))
    yield from _all("动作", (*action.not_before, *action.hands_over), at, procedure.actions)
    yield from _all("关联", (action.links,), at, procedure.links)
    yield from _all("明细", action.adds, at, {*procedure.lists, *procedure.fields})
    yield from _all("动作或者文书", action.voids, at, names.happenings)
    yield from _all("时钟", (*action.restarts, *action.extends), at, procedure.clocks)
    yield from _all("文书（本程序制发的）", (action.corrects,), at, names.issued)
    yield from _all("公示规则", (action.clears,), at, names.published)
    sides = [role.key for role in procedure.roles.values() if role.capacity]
    for issue in action.issues:
        yield from _all("条件", (issue.when, issue.as_long_as), issue.source, procedure.conditions)
        yield from _all("送达对象", (issue.served_to,), issue.source, (*KNOWN, *sides))
    for opening in action.opens:
        yield from _all("角色", tuple(opening.roles.values()), opening.source, procedure.roles)
        yield from _all("字段", tuple(opening.passes.values()), opening.source, procedure.fields)
    if action.tells is not None:
        telling = action.tells
        yield from _all("字段", (telling.field, *telling.passes), telling.source, procedure.fields)
        yield from _all("告知对象", (telling.to,), telling.source, (PARENT, *names.children))
    if action.on is not None:
        yield from _trigger(procedure, names, action.on)


def _guards(procedure: Procedure, names: Index, action: Action) -> Iterator[Use]:
    for use in action.uses:
        yield from _all("条件", (use.when,), use.source, procedure.conditions)
        for argument, kind in ARGUMENTS.get(use.name, {}).items():
            given: Any = use.args.get(argument, ())
            named = given if isinstance(given, tuple) else (str(given),)
            yield from _all(TITLES[kind], named, use.source, names.of(kind))


def _outside(place: Place, procedure: Procedure) -> Iterator[Use]:
    names = place.names
    for condition in procedure.conditions.values():
        if names.facts is not None:
            yield from _all("事实", (condition.fact,), condition.source, names.facts)
    for paper in procedure.rests_on.values():
        if names.templates is not None and not procedure.replay_only:
            yield from _all("文书格式", (paper.template,), paper.source, names.templates)
    for action in procedure.actions.values():
        for issue in action.issues:
            if names.templates is not None and not procedure.replay_only:
                yield from _all("文书格式", (issue.template,), issue.source, names.templates)
        for opening in action.opens:
            if names.matters is not None:
                yield from _all("案件种类", (opening.matter,), opening.source, names.matters)
                roles = names.matters.get(opening.matter, frozenset())
                yield from _all("子程序角色", tuple(opening.roles) if roles else (), opening.source, roles)


def _limits(place: Place, procedure: Procedure) -> None:
    """Limits must exist: on the edition's date, or at all where the law gave them later."""
    law = place.names.law
    if law is None:
        return
    known = {limit.key for limit in law.limits()} | law.specials.keys()
    for clock in procedure.clocks.values():
        place.resolve(clock.source, "期限", clock.limit, known)
    for action in procedure.actions.values():
        for limit in action.extends.values():
            if limit != "until":
                place.resolve(action.source, "期限", limit, known)


def _books(place: Place, procedure: Procedure) -> None:
    """A field offers the names of a book that the law has; of a party, those who stand in a capacity that there is."""
    capacities = [role.capacity for role in procedure.roles.values() if role.capacity]
    for field in procedure.fields.values():
        for part in (field, *field.columns):
            if part.suggests and part.type == "party":
                place.resolve(part.source, "身份", part.suggests, capacities)
            elif part.book and place.names.law is not None:
                place.resolve(part.source, "目录", part.book, place.names.law.named_books)


def _at_most(place: Place, procedure: Procedure) -> None:
    """How long an interruption may take is a number that the act must say by which it begins."""
    for interruption in procedure.interruptions.values():
        if interruption.at_most is None:
            continue
        name, begins = interruption.at_most.field, procedure.actions[interruption.start]
        place.resolve(interruption.source, "字段（开始时必填的）", name, begins.sets)
        if procedure.fields[name].type != "integer":
            place.fail(
                interruption.source, f"中断“{interruption.key}”的 at_most 应指向整数字段，“{name}”不是。"
            )


def _subjects(place: Place, procedure: Procedure) -> None:
    """The catalogues of special law must exist, and be narrowed down by what the procedure narrows them down by."""
    law = place.names.law
    if law is None:
        return
    for key, subject in procedure.subjects.items():
        catalogue = law.catalogues[place.resolve(subject.source, "目录", key, law.catalogues)]
        for facet in subject.about:
            place.resolve(subject.source, "目录的分类", facet, catalogue.facets)


def _events(place: Place, procedure: Procedure) -> None:
    """What an act dates is an event of the law from outside the bureau, by a field that holds a day."""
    for action in procedure.actions.values():
        for event, name in action.dated.items():
            if place.names.law is not None:
                place.resolve(action.source, "事件", event, place.names.law.events)
                if not place.names.law.events[event].outside:
                    place.fail(
                        action.source,
                        f"动作“{action.key}”：“{place.names.law.events[event].title}”不是案外的事件，"
                        "以办理之日为准，不另记日期（dated）。",
                    )
            if procedure.fields[name].type not in {"date", "datetime"}:
                place.fail(action.source, f"动作“{action.key}”的 dated 应指向日期字段，“{name}”不是。")
