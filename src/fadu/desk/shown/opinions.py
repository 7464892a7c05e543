# SPDX-License-Identifier: MulanPSL-2.0
"""What whoever examined, reviewed or decided together said against the proposal, beside the form of whoever goes on with the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from fadu.cases.reading import sight
from fadu.cases.reading.sight import Sight
from fadu.cases.rules import officer_id_of
from fadu.cases.world import worlds
from fadu.desk import words
from fadu.procedure import opinions
from fadu.procedure.compiled import rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.entry import Entry
    from fadu.procedure.opinions import Opinion
    from fadu.procedure.state import State


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


def against(
    case: Case, state: State, action: str, officer: Officer, seen: Sight, at: datetime
) -> Sequence[Said]:
    """The opinions that stand against what an act goes on with; none for acts that have nothing to do with the proposal's course, nor
    once the proposal can be changed no more: then nobody can follow them.
    """
    procedure = worlds.procedure_of(case)
    changed_by = procedure.proposal.changed_by if procedure.proposal else ()
    if not any(state.stage in rules_of(procedure)[key].stages for key in changed_by):
        return []
    definition = procedure.actions.get(action)
    goes_on = definition and (
        definition.to or definition.returns or definition.deals_with or definition.opens
    )
    if not goes_on and action not in changed_by:
        return []
    standing = opinions.standing(procedure, state) if seen >= Sight.MAIN else ()
    return [_said(case, state, each, officer, at, whole=seen >= Sight.WHOLE) for each in standing]


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
    ending = worlds.state_of(child).entries[-1] if open_ else None
    return Said(
        step=said.step.title,
        title=said.title,
        by=_by(child, ending) if ending else "",
        on=entry.at,
        parts=_parts(child, ending) if ending else [],
        answer=answer,
        address=reverse("desk:case", args=[child.pk]) if as_much is not None else "",
    )


def _by(case: Case, entry: Entry) -> str:
    numbers = filter(None, (officer_id_of(each.person) for each in entry.by))
    return "、".join(words.officer_name(case, number) for number in numbers)


def _parts(child: Case, ending: Entry) -> list[tuple[str, str]]:
    """What the act that ended a review says in words, nothing of it sealed or of the secondary file."""
    fields = worlds.procedure_of(child).fields
    said = ((fields[key], value) for key, value in ending.payload.items() if key in fields)
    return [
        (field.title, str(value))
        for field, value in said
        if value and field.type == "longtext" and not field.sealed and not field.secondary
    ]
