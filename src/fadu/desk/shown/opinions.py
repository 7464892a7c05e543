# SPDX-License-Identifier: MulanPSL-2.0
"""What whoever examined, reviewed or decided together said of the proposal, beside the form of whoever goes on with the case: what speaks
against it, and the words of what agrees (a resolution) beside the act that rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from fadu.cases.reading import sight
from fadu.cases.reading.sight import Sight
from fadu.cases.rules import officer_id_of
from fadu.cases.world import worlds
from fadu.desk import words
from fadu.procedure import asked_changes, opinions, proposal_words
from fadu.procedure.asked_changes import NAMED_IN
from fadu.procedure.compiled import rules_of
from fadu.procedure.dealing import left_of
from fadu.procedure.examined import is_review
from fadu.procedure.outlines import asks_for_change, folders_of_kinds, outline_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Officer
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from fadu.procedure.opinions import Opinion
    from fadu.procedure.state import State


#: what a kind says of whose cases the family sees the outcome alone
_OUTCOME = "outcome"
#: the kinds of turn in which somebody does an act
_ACTS = frozenset({"act", "sign"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One opinion: of which step, who said what when, and why it is not followed, where somebody wrote that."""

    step: str
    title: str
    by: str
    on: datetime
    #: each part of it with its title
    parts: Sequence[tuple[str, str]] = ()
    answer: str = ""
    #: where it is read whole
    address: str = ""
    #: it agrees to what was proposed as it was
    agrees: bool = False


def beside(
    case: Case, state: State, action: str, officer: Officer, seen: Sight, at: datetime
) -> Sequence[Said]:
    """Every opinion that is read where an act is done: those against it, the words of those that agree on which it rests, and in a case
    that reviews another's proposal what was said of that before.
    """
    said = against(case, state, action, officer, seen, at)
    before = said_before(case, officer, at) if action in worlds.procedure_of(case).actions else []
    return [*said, *_rested_on(case, state, {action}, officer, seen, at), *before]


def said_before(case: Case, officer: Officer, at: datetime) -> list[Said]:
    """In a case opened to review the proposal of another (法制审核, 集体讨论): what those said of it who examined or reviewed it before, as
    far as the officer sees the case it was opened for (行政处罚法 57, 58).
    """
    source = case.parent
    if source is None or not worlds.is_installed(source.kind):
        return []
    as_much, procedure = sight.sight_of(officer, source, at), worlds.procedure_of(source)
    opened = (o for a in procedure.actions.values() for o in a.opens)
    is_asked = any(o.deals_with for o in opened if (o.matter, o.topic) == (case.kind, case.topic))
    if not is_asked or as_much is None or as_much < Sight.MAIN or not is_review(worlds.procedure_of(case)):
        return []
    about = worlds.state_of(source)
    said = [(each, False) for each in opinions.standing(procedure, about)]
    said += [(each, True) for each in opinions.agreeing(procedure, about) if not each.is_on_a_draft]
    return [
        replace(_said(source, about, each, officer, at, whole=as_much >= Sight.WHOLE), agrees=agrees)
        for each, agrees in said
        if each.child is None or each.child.case != case.number
    ]


def against(
    case: Case, state: State, action: str, officer: Officer, seen: Sight, at: datetime
) -> Sequence[Said]:
    """The opinions that stand against what an act goes on with, or against the draft it sends again or tells; none for acts that have
    nothing to do with the proposal's course, nor once the proposal can be changed no more: then nobody can follow them.
    """
    if seen < Sight.MAIN:
        return []
    procedure = worlds.procedure_of(case)
    definition = procedure.actions.get(action)
    standing = list(_on_the_proposal(procedure, state, action))
    if definition is not None:
        standing += [
            s for s in opinions.on_drafts(procedure, state) if opinions.is_about(state, definition, s)
        ]
    return [_said(case, state, each, officer, at, whole=seen >= Sight.WHOLE) for each in standing]


def of_turns(
    case: Case, state: State, open_turns: Iterable[OpenTurn], officer: Officer, seen: Sight, at: datetime
) -> Sequence[Said]:
    """The opinions that the turns of a case are about, what a review wanted changed until somebody goes on with it, and the words of those
    that agree on which what is due rests, beside whose turn it is; in a review what was said before.
    """
    if seen < Sight.MAIN:
        return []
    coming = list(open_turns)
    named, due = {turn.about for turn in coming if turn.about}, {t.what for t in coming if t.kind in _ACTS}
    procedure = worlds.procedure_of(case)
    standing = (*opinions.standing(procedure, state), *opinions.on_drafts(procedure, state))
    about = [
        _said(case, state, each, officer, at, whole=seen >= Sight.WHOLE)
        for each in standing
        if each.about in named or (coming and opinions.is_to_be_compared(procedure, state, each))
    ]
    before = said_before(case, officer, at) if coming else []
    return [*about, *_rested_on(case, state, due, officer, seen, at), *before]


def _rested_on(
    case: Case, state: State, acts: Collection[str], officer: Officer, seen: Sight, at: datetime
) -> list[Said]:
    """The opinions that agree and say something, on which one of some acts rests."""
    procedure = worlds.procedure_of(case)
    definitions = [procedure.actions[key] for key in acts if key in procedure.actions]
    if seen < Sight.MAIN or not definitions:
        return []
    said = [
        _said(case, state, each, officer, at, whole=seen >= Sight.WHOLE)
        for each in opinions.agreeing(procedure, state)
        if any(opinions.is_rested_on(procedure, state, action, each) for action in definitions)
    ]
    return [replace(each, agrees=True) for each in said if each.parts]


def _on_the_proposal(procedure: Procedure, state: State, action: str) -> Sequence[Opinion]:
    changed_by = procedure.proposal.changed_by if procedure.proposal else ()
    if not any(state.stage in rules_of(procedure)[key].stages for key in changed_by):
        return ()
    definition = procedure.actions.get(action)
    goes_on = definition and (
        definition.to or definition.returns or definition.deals_with or definition.opens
    )
    return opinions.standing(procedure, state) if goes_on or action in changed_by else ()


def _said(case: Case, state: State, said: Opinion, officer: Officer, at: datetime, *, whole: bool) -> Said:
    """An opinion of the case itself; one given in a case of its own as far as the officer sees that."""
    entry = next(each for each in state.entries if each.seq == said.seq)
    answer = said.answer if whole else ""
    child = case.children.filter(number=said.child.case).first() if said.child else None
    if child is None:
        text = [("说明", said.text)] if said.text else []
        return Said(
            step=said.step.title,
            title=said.title,
            by=_by(case, entry),
            on=entry.at,
            parts=text,
            answer=answer,
        )
    as_much = sight.sight_of(officer, child, at)
    open_ = as_much is not None and as_much >= Sight.MAIN
    ending = _ending(child) if as_much is not None else None
    is_told = open_ or outline_of(folders_of_kinds()[child.kind]).family_sees == _OUTCOME
    return Said(
        step=said.step.title,
        title=said.title,
        by=_by(child, ending) if ending and open_ else "",
        on=entry.at,
        parts=[*_parts(child, ending), *_since(case, state, said, at)] if ending and is_told else [],
        answer=answer,
        address=reverse("desk:case", args=[child.pk]) if as_much is not None else "",
    )


def _since(case: Case, state: State, said: Opinion, at: datetime) -> Iterator[tuple[str, str]]:
    """Of a review that wants something changed: what is another since it was sent, and which part of what it named stands as it was."""
    if said.child is None or said.is_on_a_draft or not asks_for_change(said.child):
        return
    world = worlds.past_of(case, at, state)
    yield "此后的改动", "；".join(proposal_words.changes(world, said.child.opened_seq)) or "没有改动"
    left = left_of(world, said.child)
    if left:
        yield "要求修改而没有改的部分", asked_changes.called(left)


def _ending(child: Case) -> Entry | None:
    """The act that ended a case, None where none is known."""
    procedure = worlds.procedure_of(child)
    final = {key for key, stage in procedure.stages.items() if stage.final}
    acts = (e for e in reversed(worlds.state_of(child).entries) if e.action in procedure.actions)
    return next((e for e in acts if procedure.actions[e.action].to in final), None)


def _by(case: Case, entry: Entry) -> str:
    numbers = filter(None, (officer_id_of(each.person) for each in entry.by))
    return "、".join(words.officer_name(case, number) for number in numbers)


def _parts(child: Case, ending: Entry) -> list[tuple[str, str]]:
    """What the act that ended a review says in words, and which parts it wants changed; nothing of it sealed or of the secondary file.

    That much its outcome is: what else was said before it, by whom, and who voted how, stays with the child.
    """
    fields = worlds.procedure_of(child).fields
    shown = {
        key: value
        for key, value in ending.payload.items()
        if value
        and (key == NAMED_IN or (key in fields and fields[key].type == "longtext"))
        and not (fields[key].sealed or fields[key].secondary)
    }
    return words.payload_words(child, shown, ending.action)
