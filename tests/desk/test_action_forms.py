# SPDX-License-Identifier: MulanPSL-2.0
"""The forms of acts, of every edition of every kind: what they ask for is called by its Chinese title."""

from __future__ import annotations

import re

import pytest

from fadu.desk.action_form import ActionForm
from fadu.law import library as law
from fadu.procedure.library import library
from fadu.procedure.model import Action, Procedure


def texts_of(form: ActionForm) -> str:
    """All that a form says, without its markup."""
    lists = "".join(formset.title + formset.as_p() for formset in form.lists.values())
    return re.sub(r"<[^>]+>", " ", form.as_p() + lists)


def keys_in(procedure: Procedure, action: Action) -> set[str]:
    form = ActionForm(procedure, action, law=law(), on=procedure.edition)
    return set(re.findall(r"[a-z]{4,}|[a-z]+_[a-z]+", texts_of(form)))


@pytest.mark.parametrize("kind", library().kinds())
def test_no_form_of_an_act_shows_a_key_in_place_of_a_word(kind: str) -> None:
    shown = {
        (str(procedure.edition), action.key): keys_in(procedure, action)
        for procedure in library().editions(kind)
        for action in procedure.actions.values()
    }

    assert {where: keys for where, keys in shown.items() if keys} == {}


@pytest.mark.parametrize("kind", library().kinds())
def test_every_list_that_an_act_adds_to_has_a_title_of_its_own(kind: str) -> None:
    titles = [
        formset.title
        for procedure in library().editions(kind)
        for action in procedure.actions.values()
        for formset in ActionForm(procedure, action, law=law(), on=procedure.edition).lists.values()
    ]

    assert "明细" not in titles
