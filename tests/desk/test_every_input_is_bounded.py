# SPDX-License-Identifier: MulanPSL-2.0
"""Every input of every form has a greatest length or is chosen from a list, whether written here or made from a procedure."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.contrib.auth.forms import UsernameField

import fadu.desk
from fadu.desk.forms import make
from fadu.kernel.kinds import handed_down
from fadu.law import library as law_library
from fadu.procedure.library import library


def modules() -> Iterator[object]:
    for each in pkgutil.walk_packages(fadu.desk.__path__, "fadu.desk."):
        if ".migrations" not in each.name:
            yield importlib.import_module(each.name)


def written_fields() -> list[tuple[str, forms.Field]]:
    """Each text that a form of the desk declares."""
    classes = {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, forms.BaseForm)
        and value.__module__.startswith("fadu.")
    }
    return [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in sorted(classes, key=lambda each: f"{each.__module__}.{each.__name__}")
        for name, field in getattr(form, "base_fields", {}).items()
    ]


def is_bounded(field: forms.Field) -> bool:
    """Whether what is typed has an end; a password is bounded by what a password is, an account by its column."""
    if isinstance(field, UsernameField):
        return True
    if isinstance(field, forms.CharField):
        return field.max_length is not None or isinstance(field.widget, forms.PasswordInput)
    return True


def test_every_text_of_a_form_written_here_has_a_greatest_length() -> None:
    assert [name for name, field in written_fields() if not is_bounded(field)] == []


@pytest.mark.parametrize("kind", sorted(kind.key for kind in handed_down()))
def test_every_field_made_from_a_procedure_has_a_greatest_length(kind: str) -> None:
    on = date(2022, 6, 1)
    fields = library().procedure(kind, on).fields.values()
    every = [each for one in fields for each in (one.columns if one.type == "rows" else (one,))]
    made = [(each.key, make(each, required=False, law=law_library(), on=on, people={})) for each in every]

    assert made
    assert [name for name, field in made if not is_bounded(field)] == []
