# SPDX-License-Identifier: MulanPSL-2.0
"""The stories of the ordinary penalty procedure, and that its papers can be filled in whenever they are issued."""

from __future__ import annotations

from pathlib import Path

import pytest

from fadu.law import library as law_library
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run, scenarios_of
from fadu.records import forms

KIND = "penalty"
FOLDER = library().folders[KIND]
STORIES = scenarios_of(FOLDER)
#: given by the desk for every form
ALWAYS = {
    "party_names", "parties", "party", "case_title", "case_number", "number", "issued_on", "officers", "evidence", "documents",
}  # fmt: skip


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_goes_as_the_law_says(path: Path) -> None:
    run(path, library(), law_library())


def test_every_action_is_reached_once_and_refused_once() -> None:
    told = [run(path, library(), law_library()) for path in STORIES]
    actions = set(library().editions(KIND)[-1].actions)

    assert actions - set().union(*(story.performed for story in told)) == set()
    assert actions - set().union(*(story.refused for story in told)) == set()


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
