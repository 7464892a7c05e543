# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of every kind: what is mandatory in them is on record whenever a story issues them, and none is without an act.

That each story goes as told is tried in ``tests/procedure/test_scenarios.py``; that each action is reached and refused, in
``test_completeness.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fadu.law import library as law_library
from fadu.people.rules import particulars
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run, scenarios_of
from fadu.records import forms
from fadu.records.rendering.data import Scope
from fadu.records.rendering.parts import holds

KINDS = library().kinds()
STORIES = [path for kind in KINDS for path in scenarios_of(library().folders[kind])]
#: given by the desk for every form
ALWAYS = {
    "party_names",
    "addressees",
    "parties",
    "party",
    "case_title",
    "case_number",
    "number",
    "issued_on",
    "officers",
    "evidence",
    "documents",
    "done_on",
    "bureau",
    "sides",
    "history",
    "issued",
    "term",
    "said",
}


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_paper_issued_finds_its_mandatory_fields(path: Path) -> None:
    case = run(path, library(), law_library()).case
    known = forms.editions(path.parent.parent / "documents")
    for document in case.state.documents:
        if document.template not in known or document.issued_on < known[document.template][0].in_force_from:
            continue
        before = fold(case.procedure, [e for e in case.state.entries if e.seq <= document.seq])
        given = {*before.fields, *before.lists, *ALWAYS}
        form = forms.edition(known, document.template, document.issued_on)
        scope = Scope({**before.fields, **dict.fromkeys(ALWAYS, "")})
        asked = [i for i in form.mandatory if not i.when or any(holds(c, scope) for c in i.when)]
        said_now = next(e.payload for e in before.entries if e.seq == document.seq)
        given |= {f"own.{key}" for key in said_now}
        missing = [item.title for item in asked if not {item.key, item.key.partition(".")[0]} & given]
        assert missing == [], f"{form.title}缺少{missing}"


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_form_prints_of_the_bureau_is_something_a_bureau_enters(kind: str) -> None:
    folder = library().folders[kind] / "documents"
    named = {
        item.key.removeprefix("bureau.")
        for listed in forms.editions(folder).values()
        for form in listed
        for item in (*form.mandatory, *form.optional)
        if item.key.startswith("bureau.")
    }

    assert named <= set(particulars())


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_of_a_kind_is_the_paper_of_some_act(kind: str) -> None:
    folder = library().folders[kind] / "documents"
    issued = {
        issue.template for p in library().editions(kind) for a in p.actions.values() for issue in a.issues
    }

    assert set(forms.editions(folder)) - issued == set()
