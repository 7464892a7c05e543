# SPDX-License-Identifier: MulanPSL-2.0
"""What a form is filled in with since the case knows it already, and what it must not be: the answers of a former record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.papers.form_sources import forms_of
from fadu.cases.reading.sight import Sight
from fadu.cases.world import sealed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import State

#: what is the same by its nature from one record to the next: where, and who of the bureau wrote it down
SAME = frozenset({"place", "hearing_place", "recorder_name"})


def known_already(
    procedure: Procedure, definition: Action, state: State, *, seen: Sight
) -> Mapping[str, object]:
    """What the case knows of what an action asks for, as far as the officer sees it.

    Nothing for an event outside or what one party does: what a letter, a day or a party said before says nothing of the next. Nor
    of what the same record said before, where it is made a second time: the next witness has answers of his own.
    """
    if seen <= Sight.HEADER or definition.dated or definition.per_party:
        return {}
    asked = (*definition.sets, *definition.may_set)
    former = frozenset(_of_a_former_one(procedure, definition, state))
    known = {
        k: state.fields[k]
        for k in asked
        if state.fields.get(k) is not None and k not in former and not procedure.fields[k].sealed
    }
    return known if seen >= Sight.WHOLE else sealed.main_only(procedure, known)


def _of_a_former_one(procedure: Procedure, definition: Action, state: State) -> Iterator[str]:
    """What was last said by a former act of the same sort: by itself done before, of a record (现场笔录, 询问笔录) by any record.

    An act that leads the case on is made anew of what it was; so is the proposal, and what was sent to be reviewed and came back: each
    is changed and not written again.
    """
    parts = procedure.proposal.parts if procedure.proposal else frozenset()
    if definition.to or definition.opens or parts.intersection(definition.sets):
        return
    alike = {definition.key}
    if _is_record(procedure, definition):
        alike |= {each.key for each in procedure.actions.values() if _is_record(procedure, each)}
    last = {
        key: entry.action for entry in state.entries if entry.seq not in state.void for key in entry.payload
    }
    for key, action in last.items():
        field = procedure.fields.get(key)
        if field is not None and action in alike and key not in SAME and field.type != "officer":
            yield key


def _is_record(procedure: Procedure, action: Action) -> bool:
    """Whether an action makes a paper that proves something by itself, on an occasion of its own."""
    forms = forms_of(procedure)
    return any(form.is_evidence for issue in action.issues for form in forms.get(issue.template, ()))
