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
from fadu.records.forms.checks import COMMON, uses
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


#: what a form prints beside common names and fields: made up of what the case says; of a basis, its articles in words
MADE_UP = {"bureau", "term", "said", "served", "sealed", "made_on"}
SPELLED = {"bases.violated"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_place_of_a_form_can_never_be_filled(kind: str) -> None:
    """Each names an act, a role, a paper, a field, a list or a column that some edition of its kind has."""
    every = library().editions(kind)
    fields = {key: field for procedure in every for key, field in procedure.fields.items()}
    under = {
        "issued": {i.template for p in every for a in p.actions.values() for i in a.issues},
        "done_on": {key for procedure in every for key in procedure.actions},
        "sides": {key for procedure in every for key in procedure.roles},
        "own": fields.keys(),
    }
    never = []
    for form in (
        each for listed in forms.editions(library().folders[kind] / "documents").values() for each in listed
    ):
        for name in {use.name for use in uses(form.blocks)} | {
            i.key for i in (*form.mandatory, *form.optional)
        }:
            root, _, part = name.partition(".")
            if root in {*COMMON, *MADE_UP} or name in SPELLED:
                continue
            if root in under:
                known = part.partition(".")[0] in under[root]
            else:
                field = fields.get(root.removesuffix("_keys").removesuffix("_item"))
                columns = {column.key for column in field.columns} if field else set()
                known = any(root in p.lists for p in every) or (
                    field is not None
                    and (not columns or not part or part.partition(".")[0] in {*columns, "no"})
                )
            if not known:
                never.append((form.file, name))

    assert never == []
