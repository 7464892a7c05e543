# SPDX-License-Identifier: MulanPSL-2.0
"""Forms in the order of thought: what must be said first, short inputs short, phrases to choose from."""

from __future__ import annotations

import pytest

from fadu.desk.action_form import ActionForm
from fadu.desk.phrases import phrases
from fadu.desk.templatetags.shape import breadth
from fadu.law import library as law
from fadu.procedure.library import library

KINDS = library().kinds()


def forms_of(kind: str) -> list[ActionForm]:
    procedure = library().editions(kind)[-1]
    return [
        ActionForm(procedure, action, law=law(), on=procedure.edition)
        for action in procedure.actions.values()
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_must_be_said_stands_before_what_may_be_said_and_nothing_is_lost(kind: str) -> None:
    for form in forms_of(kind):
        groups = form.groups()
        shown = [field.name for _, fields in groups for field in fields]
        assert sorted(shown) == sorted(field.name for field in form.asked())
        needed = [field.field.required for _, fields in groups for field in fields]
        assert len(groups) == 1 or needed == sorted(needed, reverse=True)


@pytest.mark.parametrize("kind", KINDS)
def test_days_amounts_and_numbers_are_short_and_long_texts_have_a_row_of_their_own(kind: str) -> None:
    procedure = library().editions(kind)[-1]
    short = {"date", "datetime", "money", "integer", "percent", "boolean"}
    for form in forms_of(kind):
        for name in form.names:
            if name in procedure.fields:
                expected = (
                    "short"
                    if (of := procedure.fields[name].type) in short
                    else "wide"
                    if of == "longtext"
                    else None
                )
                assert expected is None or breadth(form[name]) == expected, name


def test_phrases_are_offered_for_short_texts_that_a_procedure_or_a_form_asks_for() -> None:
    asked = {name for kind in KINDS for form in forms_of(kind) for name in form.fields}
    built_in = {"reason", "channel", "proof"}

    assert set(phrases()) <= asked | built_in
    inspect = ActionForm(
        library().editions("penalty")[-1],
        library().editions("penalty")[-1].actions["inspect"],
        law=law(),
        on=library().editions("penalty")[-1].edition,
    )
    assert 'list="phrases-place"' in str(inspect["place"])
    assert "当事人经营场所" in inspect.books["phrases-place"]
