# SPDX-License-Identifier: MulanPSL-2.0
"""A form that begins with what stands: what was shown filled in and is sent in empty stands no more."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from tests.desk.own_bureau import browser, filled_in, form_of, founded, page, sent
from tests.desk.pressing import MARKS

from fadu.cases.world.worlds import state_of
from fadu.desk import words
from fadu.desk.words import TAKEN_BACK
from fadu.procedure.library import library

if TYPE_CHECKING:
    from lives import Life

pytestmark = pytest.mark.django_db
FORM = "propose_again"


def proposed() -> Life:
    """A case whose penalty was proposed lighter than usual, with the ground of that ticked."""
    life = founded()
    life.go_on()
    life.day += timedelta(days=1)
    life.go_on()
    life.case.refresh_from_db()
    return life


@pytest.fixture
def life(begin_from: Any) -> Life:
    return begin_from(proposed)


def test_a_list_that_was_shown_ticked_and_comes_back_unticked_is_ticked_no_more(life: Life) -> None:
    window, address = browser(life, "one"), form_of(life.case, FORM)
    typed = filled_in(page(life, window, address))
    assert typed["lighter_grounds"] == ["removed_harm"]
    assert "lighter_grounds" in typed["stood"]

    typed |= {"discretion_grade": ["ordinary"], "lighter_grounds": [], "discretion_reason": ["没有改正"]}
    asked = sent(life, window, address, typed)  # type: ignore[arg-type]
    assert "，这次删去，此后按没有这一情形办理。请核对确应删去。" in asked.content.decode()
    marks = MARKS.findall(asked.content.decode())
    answer = sent(life, window, address, typed | {"warned": marks})  # type: ignore[arg-type]

    assert answer.status_code == 302, answer.content.decode()
    assert state_of(life.case).fields["lighter_grounds"] is None
    assert filled_in(page(life, window, address)).get("lighter_grounds") is None
    assert TAKEN_BACK in page(life, window, f"/case/{life.case.pk}/")


def test_a_form_that_says_nothing_of_a_field_leaves_it_as_it_stands(life: Life) -> None:
    window, address = browser(life, "one"), form_of(life.case, FORM)
    typed = filled_in(page(life, window, address))
    del typed["stood"], typed["lighter_grounds"]

    answer = sent(life, window, address, typed | {"discretion_reason": ["另写"]})  # type: ignore[arg-type]

    assert answer.status_code == 302
    assert state_of(life.case).fields["lighter_grounds"] == ["removed_harm"]


def test_while_it_is_typed_the_emptied_list_is_judged_as_empty(life: Life) -> None:
    window, address = browser(life, "one"), form_of(life.case, FORM)
    typed = filled_in(page(life, window, address))
    still = page(life, window, f"{address}warnings/", typed)  # type: ignore[arg-type]
    emptied = page(life, window, f"{address}warnings/", typed | {"lighter_grounds": []})  # type: ignore[arg-type]

    assert "从轻、减轻处罚的情形" not in still
    assert "从轻、减轻处罚的情形" in emptied


def test_what_cannot_be_read_is_said_by_the_name_of_its_field_while_it_is_typed(life: Life) -> None:
    window, address = browser(life, "one"), form_of(life.case, FORM)
    typed = filled_in(page(life, window, address)) | {"fine": ["一万元"], "party_penalties-0-fine": ["20万"]}

    said = page(life, window, f"{address}warnings/", typed)  # type: ignore[arg-type]

    assert "“罚款（元）”：应为以元计的金额" in said
    assert "第1行：“罚款（元）”：应为以元计的金额" in said


def test_the_code_by_which_versions_are_compared_is_read_by_nobody(life: Life) -> None:
    review = SimpleNamespace(kind="legal_review", opened_at=life.now, bureau=life.case.bureau, edition="")
    procedure = library().procedure("legal_review", life.day)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "procedure_of", lambda _: procedure)
        said = words.payload_words(review, {"proposal_version": 1, "proposal_digest": "a1" * 32})  # type: ignore[arg-type]

    assert [title for title, _ in said] == [procedure.fields["proposal_version"].title]
