# SPDX-License-Identifier: MulanPSL-2.0
"""Small things that are read wrongly: which tab is another, what a one-time password looks like, what a parameter is now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from fadu.desk import open_forms
from fadu.desk.parameter_forms import local_choices
from fadu.kernel import clock
from fadu.people import passwords
from fadu.people.services import found_bureau, hire

if TYPE_CHECKING:
    from fadu.people.models import Officer

FORM = "/case/1/do/file/"


@pytest.fixture
def officer(db: None) -> Officer:
    bureau = found_bureau(name="清河局", short="清河局", abbreviation="清", region_code="370000")
    return hire(bureau=bureau, name="王某", since=clock.today())


def test_whoever_left_a_form_and_came_back_is_not_told_of_another_tab(officer: Any) -> None:
    now = clock.now()
    with clock.set_to(now):
        open_forms.said(officer, FORM, "left")
    with clock.set_to(now + timedelta(seconds=20)):
        open_forms.said(officer, FORM, "came back")
        assert open_forms.others(officer, FORM, "came back") == []


def test_a_tab_that_speaks_while_another_is_open_is_told_of(officer: Any) -> None:
    now = clock.now()
    for seconds, tab in ((0, "first"), (10, "second"), (30, "first")):
        with clock.set_to(now + timedelta(seconds=seconds)):
            open_forms.said(officer, FORM, tab)

    with clock.set_to(now + timedelta(seconds=31)):
        assert [one.is_self for one in open_forms.others(officer, FORM, "second")] == [True]


def test_a_password_to_be_copied_by_hand_has_nothing_that_looks_like_something_else() -> None:
    made = "".join(passwords.one_time(16) for _ in range(200))

    assert not set(made) & set("0O1lIi-_")
    assert passwords.one_time() != passwords.one_time()


@pytest.mark.usefixtures("db")
def test_a_parameter_says_how_it_is_typed_what_it_is_now_and_by_which_article() -> None:
    words = dict(local_choices({}))
    key = next(key for key, said in words.items() if "填1为是、0为否" in said)

    assert "现在没有设定" in words[key]
    assert "现为是" in dict(local_choices({key: 1}))[key]
