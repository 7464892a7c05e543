# SPDX-License-Identifier: MulanPSL-2.0
"""Long forms: another row for the asking, what is seldom filled in folded, and bases found by the name of their law."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from fadu.desk.action_form import MOST_ROWS, ActionForm, typed
from fadu.law import library as law_library
from fadu.procedure.library import library

ON = date(2023, 1, 12)
ONE = {"officer": (), "party": (("party:1", "甲店（当事人）"),)}
TWO = {"officer": (), "party": (*ONE["party"], ("party:2", "乙店（当事人）"))}


def form(action: str, data: QueryDict | None = None, **options: object) -> ActionForm:
    procedure = library().editions("penalty")[-1]
    given = {"people": ONE, **options}
    return ActionForm(procedure, procedure.actions[action], law=law_library(), on=ON, data=data, **given)


def sent(**values: str) -> QueryDict:
    """What a browser sends in of a conclusion with so much filled in."""
    data = QueryDict(mutable=True)
    for name, rows in form("conclude").lists.items():
        data[f"{name}-TOTAL_FORMS"] = str(len(rows.forms))
        data[f"{name}-INITIAL_FORMS"] = "0"
    data.update(values)
    return data


def asked_for(**values: str) -> QueryDict:
    request = RequestFactory().post("/", sent(**values).dict())
    again = typed(request)
    assert again is not None
    return again


def test_another_row_is_there_with_what_was_typed_and_nothing_is_said_to_be_wrong() -> None:
    again = form("conclude", asked_for(**{"bases-0-base": "某条", "more_rows": "bases"}))

    rows = again.lists["bases"].forms
    assert len(rows) == 2
    assert rows[0]["base"].value() == "某条"
    assert not again.errors
    assert not any(row.errors for row in rows)


def test_a_list_does_not_grow_without_end() -> None:
    most = str(MOST_ROWS)

    assert asked_for(**{"bases-TOTAL_FORMS": most, "more_rows": "bases"})["bases-TOTAL_FORMS"] == most


@pytest.mark.parametrize("strange", ["", "none", "bases-0"])
def test_a_row_of_a_list_that_is_not_there_is_asked_for_in_vain(strange: str) -> None:
    assert asked_for(more_rows=strange) == sent(more_rows=strange)


def names(action: str, **options: object) -> tuple[set[str], set[str]]:
    made = form(action, **options)  # type: ignore[arg-type]
    shown = {f.name for f in made.asked()} | {name for name, _ in made.open_lists()}
    return shown, {f.name for f in made.folded()} | {name for name, _ in made.folded_lists()}


def test_what_is_rare_and_what_each_party_gets_is_folded_where_there_is_one_party() -> None:
    shown, folded = names("conclude")

    assert {"facts", "bases", "fine", "penalty_kinds"} <= shown
    assert {"own_ranges", "penalty_terms", "other_heavy", "party_penalties"} <= folded
    assert not shown & folded


@pytest.mark.parametrize("action", ["conclude", "notify", "decide"])
def test_a_list_of_what_is_confiscated_lies_open_for_one_party_too(action: str) -> None:
    shown, _ = names(action)

    assert "goods_list" in shown


def test_of_several_parties_each_has_a_row_at_hand() -> None:
    shown, _ = names("conclude", people=TWO)

    assert "party_penalties" in shown


def test_what_says_something_is_not_folded() -> None:
    shown, _ = names("conclude", initial={"other_penalty": "责令改正"})
    assert "other_penalty" in shown
    typed_in, _ = names("conclude", data=sent(**{"own_ranges-0-article": "某条例第三条"}))
    assert "own_ranges" in typed_in


def test_a_column_that_is_rare_is_folded_in_its_row_until_it_says_something() -> None:
    (row,) = form("conclude").lists["bases"].forms
    assert "ad_fee" in {field.name for field in row.folded}
    (row,) = form("conclude", sent(**{"bases-0-ad_fee": "100"})).lists["bases"].forms
    assert "ad_fee" in {field.name for field in row.asked}


def test_a_basis_is_found_by_its_law_and_kept_by_its_key() -> None:
    field = form("conclude").lists["bases"].forms[0].fields["base"]
    typed_in = next(name for name in field.keys if re.fullmatch(r"发布虚假广告（广告主）——广告法 55", name))

    assert field.clean(typed_in) == "advertising/55-1"
    assert field.clean("发布虚假广告（广告主）") == "advertising/55-1"
    assert sum("食品安全法" in name for name in field.keys) > 30
