# SPDX-License-Identifier: MulanPSL-2.0
"""What stands in a form by now, as it would stand in a payload: typed, kept as a draft, sent back, or known already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.desk.action_form import unjudged
from fadu.desk.answers import MORE_ROWS
from fadu.desk.forms import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms


def so_far(form: forms.Form) -> dict[str, Any]:
    """The values of a form that can be read by now, as they would stand in a payload; what cannot be read yet is left out.

    Of one that was not sent in, what it is filled in with.
    """
    lists = getattr(form, "lists", {})
    if not form.is_bound:
        known = (*getattr(form, "names", ()), *lists)
        return {name: plain(form.initial[name]) for name in known if form.initial.get(name)}
    is_silent, parts = MORE_ROWS in form.data, [form, *(row for rows in lists.values() for row in rows)]
    for part in parts if is_silent else ():
        part.full_clean()
    try:
        return _read(form, lists)
    finally:
        for part in parts if is_silent else ():
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
    return given
