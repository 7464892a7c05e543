# SPDX-License-Identifier: MulanPSL-2.0
"""What stands in a form by now, as it would stand in a payload: typed, kept as a draft, sent back, or known already."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import services
from fadu.desk.action_form import ActionForm, unjudged
from fadu.desk.answers import MORE_ROWS
from fadu.desk.forms import plain
from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django import forms


def so_far(form: forms.Form) -> dict[str, Any]:
    """The values of a form that can be read by now, as they would stand in a payload; what cannot be read yet is left out.

    Of one that was not sent in, what it is filled in with.
    """
    lists = getattr(form, "lists", {})
    if not form.is_bound:
        known = (*getattr(form, "names", ()), *lists)
        return {name: plain(form.initial[name]) for name in known if form.initial.get(name)}
    with _readable(form):
        return _read(form, lists)


def unread(form: forms.Form) -> tuple[Ground, ...]:
    """What was typed and cannot be read: an amount in words, a day that is none. Who judges the rest would call it missing."""
    if not form.is_bound:
        return ()
    with _readable(form):
        form.is_valid()
        lists = getattr(form, "lists", {})
        said = list(_unread(form))
        for rows in lists.values():
            said += [one for row in rows.forms if row.has_changed() for one in _unread(row)]
    return tuple(
        Ground(code="unread", message=one, remedy="改正后再核对其余各项", form=True)
        for one in dict.fromkeys(said)
    )


def _unread(form: forms.Form) -> Iterator[str]:
    """The errors of fields in which something was typed."""
    for name, errors in form.errors.as_data().items():
        field = form.fields.get(name)
        if field is None or not _typed(
            field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        ):
            continue
        yield from (message for error in errors if error.code != "required" for message in error.messages)


def _typed(value: Any) -> bool:
    return any(map(_typed, value)) if isinstance(value, list | tuple) else bool(value)


def entered_by(form: forms.Form) -> dict[str, Any]:
    """When an act was done, and by which paper it is entered, as far as its form says by now: what the judge is asked it with.

    What was written on a numbered blank is judged at the first of the hours it tells, until the time it was done is typed.
    """
    if not isinstance(form, ActionForm) or not form.is_bound:
        return {}
    with _readable(form):
        form.is_valid()
        at, paper = form.cleaned_data.get("happened_at"), paper_of(form)
        hours = [form.cleaned_data.get(name) for name in form.names] if form.drawn() and not at else []
    return {
        "at": at or min((one for one in hours if isinstance(one, datetime)), default=None),
        "paper": paper,
    }


def paper_of(form: ActionForm) -> str:
    """The paper by which an act is entered that its form names: a numbered blank, else the scan chosen; empty where there is none."""
    return services.NUMBERED if form.drawn() else scan_of(form)


def scan_of(form: ActionForm) -> str:
    """The title of the paper whose scan was chosen with an act; empty where none was."""
    pieces = form.scanned()
    return pieces[0].title if pieces else ""


@contextmanager
def _readable(form: forms.Form) -> Iterator[None]:
    """A form whose values can be read; of one that is only shown again nothing is said of what is wrong, before and afterwards."""
    lists = getattr(form, "lists", {})
    parts = [form, *(row for rows in lists.values() for row in rows)] if MORE_ROWS in form.data else []
    for part in parts:
        part.full_clean()
    try:
        yield
    finally:
        for part in parts:
            unjudged(part)


def _read(form: forms.Form, lists: Mapping[str, Any]) -> dict[str, Any]:
    form.is_valid()
    read = getattr(form, "cleaned_data", {})
    names = getattr(form, "names", [name for name in form.fields if name != "happened_at"])
    said = {name: plain(read[name]) for name in names if name in read}
    given = {name: value for name, value in said.items() if value not in (None, "", [])}
    for name, rows in lists.items():
        typed = (getattr(row, "cleaned_data", {}) for row in rows.forms if row.has_changed())
        kept = [{k: plain(v) for k, v in row.items() if v not in (None, "", [])} for row in typed]
        if kept := [row for row in kept if row]:
            given[name] = kept
    back = form.taken_back(given) if isinstance(form, ActionForm) else {}
    return given | {name: None for name in back if name in said or name in lists}
