# SPDX-License-Identifier: MulanPSL-2.0
"""The stories of complaints, edition by edition, and that their papers can be filled in whenever they are issued."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fadu.law import library as law_library
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run, scenarios_of
from fadu.records import forms

KIND = "complaint"
FOLDER = library().folders[KIND]
STORIES = scenarios_of(FOLDER)
#: given by the desk for every form
ALWAYS = {"party_names", "addressees", "parties", "party", "case_title", "case_number", "number", "issued_on", "officers"}


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_goes_as_the_law_says(path: Path) -> None:
    run(path, library(), law_library())


@pytest.mark.parametrize("edition", [p.edition for p in library().editions(KIND)], ids=str)
def test_every_action_of_every_edition_is_reached_once_and_refused_once(edition: date) -> None:
    told = [run(path, library(), law_library()) for path in STORIES]
    of_it = [story for story in told if story.case.procedure.edition == edition]
    actions = set(library().edition(KIND, edition).actions)

    assert actions - set().union(*(story.performed for story in of_it)) == set()
    assert actions - set().union(*(story.refused for story in of_it)) == set()


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_paper_issued_finds_its_mandatory_fields(path: Path) -> None:
    case = run(path, library(), law_library()).case
    known = forms.editions(FOLDER / "documents")
    for document in case.state.documents:
        if document.issued_on < known[document.template][0].in_force_from:
            continue
        before = fold(case.procedure, [e for e in case.state.entries if e.seq <= document.seq])
        given = {*before.fields, *before.lists, *ALWAYS}
        form = forms.edition(known, document.template, document.issued_on)
        missing = [item.title for item in form.mandatory if item.key.partition(".")[0] not in given]
        assert missing == [], f"{form.title}缺少{missing}"


def test_every_form_is_the_paper_of_some_act_of_its_time() -> None:
    """The set of 2019 has the twelve, that of 2026 the ten; none of ours is left without an act."""
    issued = {issue.template for p in library().editions(KIND) for a in p.actions.values() for issue in a.issues}
    assert set(forms.editions(FOLDER / "documents")) == issued
