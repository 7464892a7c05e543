# SPDX-License-Identifier: MulanPSL-2.0
"""A form in which nothing was typed yet accuses nobody: it says quietly what it still needs, and asks of a choice what that choice needs."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from tests.desk import handed

from fadu.desk.built_in_forms import Serve
from fadu.desk.party_form import KINDS, PartyForm
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.library import library
from fadu.records.delivery import manners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

RED = "照现在填写的不能办理"


@pytest.fixture
def morning(lived: None) -> Iterator[None]:
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        yield


@pytest.mark.django_db
def test_before_anything_is_typed_what_a_form_lacks_is_said_quietly_and_after_that_in_red(
    morning: None, desk_of: Callable[..., Client], filled: Callable[..., dict[str, object]]
) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    address = f"/case/{case.pk}/do/inspect/"
    page = client.get(address).content.decode()
    times = {"began_at": "2022-12-06T09:30", "ended_at": "2022-12-06T09:00"}
    data = filled(client, address, **times)

    fresh = client.post(f"{address}warnings/?fresh=1", data).content.decode()
    typed = client.post(f"{address}warnings/", data).content.decode()

    assert "warnings/?fresh=1" in page
    assert RED not in fresh
    assert "填写以后才能办理，还需要" in fresh
    assert "不能办理，理由如下" not in fresh
    assert RED in typed


@pytest.mark.django_db
def test_what_was_typed_and_cannot_be_read_is_said_alone_and_not_judged_as_missing(
    morning: None, desk_of: Callable[..., Client], filled: Callable[..., dict[str, object]]
) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    address = f"/case/{case.pk}/do/inspect/"
    data = filled(client, address, began_at="二月三十日九点", ended_at="2022-12-06T09:00")

    said = client.post(f"{address}warnings/", data).content.decode()

    assert "二月三十日九点" in said
    assert "没有读懂的先改正" in said
    assert "没有填写" not in said


@pytest.mark.django_db
def test_a_form_that_came_back_is_no_fresh_one(
    morning: None, desk_of: Callable[..., Client], filled: Callable[..., dict[str, object]]
) -> None:
    case, client = handed.penalty(), desk_of("zhifa")
    address = f"/case/{case.pk}/do/inspect/"
    times = {"began_at": "2022-12-06T09:30", "ended_at": "2022-12-06T09:00"}

    answer = client.post(address, filled(client, address, **times)).content.decode()

    assert "fresh=1" not in answer


def test_a_field_is_meant_for_choices_that_there_are() -> None:
    assert {choice for of in Serve.meant_for.values() for choice in of} <= set(manners())
    assert {choice for of in PartyForm.meant_for.values() for choice in of} <= {key for key, _ in KINDS}
    assert all(Serve.meant_for.values())


@pytest.mark.django_db
def test_the_page_says_of_each_field_for_which_choices_it_is_meant_and_without_a_script_all_are_shown(
    morning: None, desk_of: Callable[..., Client]
) -> None:
    page = desk_of("zhifa").get(f"/case/{handed.penalty().pk}/do/serve/").content.decode()

    assert re.search(r'class="field[^"]* for-some for-post"[^>]*><label for="id_mail_number"', page)
    assert "desk/choices" in page
    assert not re.search(r'class="field[^"]*"[^>]* hidden', page)


def test_each_manner_of_service_asks_for_what_bears_out_its_day_and_for_nothing_else() -> None:
    asked = {manner: {field for field, of in Serve.meant_for.items() if manner in of} for manner in manners()}

    assert asked["personal"] >= {"receiver", "relation", "address", "arrived_on"}
    assert not asked["personal"] & {"refusal", "witness", "filmed", "mail_number", "through"}
    assert asked["left"] >= {"refusal", "witness", "filmed", "arrived_on"}
    assert not asked["left"] & {"receiver", "relation", "mail_number"}  # an entrusted bureau leaves it, too
    assert asked["post"] >= {"mail_number", "arrived_on"}
    assert not asked["post"] & {"filmed", "through", "witness"}  # what is refused at the door comes back
    assert "through" in asked["entrusted"] & asked["transferred"]
    assert set(PartyForm.meant_for["id_number"]) == {"person", "sole_trader"}


def test_whom_a_paper_of_acceptance_was_told_is_offered_among_those_who_complained() -> None:
    field = library().editions("complaint")[-1].fields["told_complainant"]

    assert (field.suggests, field.book) == ("投诉人", "")
