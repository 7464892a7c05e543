# SPDX-License-Identifier: MulanPSL-2.0
"""The names a form uses are looked for once in a text, and are those of that text."""

from __future__ import annotations

from dataclasses import replace

from fadu.cases.papers.form_sources import SHARED, forms_in
from fadu.records.forms.checks import named, uses


def test_the_names_of_each_form_that_all_kinds_share_are_those_its_text_uses_however_often_one_asks() -> None:
    shared = [form for editions in forms_in(SHARED).values() for form in editions]

    assert shared
    for form in (*shared, *shared):
        assert named(form) == {use.name for use in uses(form.blocks)}


def test_of_a_form_without_a_fingerprint_nothing_is_remembered() -> None:
    ((form, *_), *_) = forms_in(SHARED).values()
    written, empty = replace(form, fingerprint=""), replace(form, fingerprint="", blocks=())

    assert named(written) == {use.name for use in uses(form.blocks)}
    assert named(empty) == set()
