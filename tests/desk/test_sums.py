# SPDX-License-Identifier: MulanPSL-2.0
"""What is owed, paid and left stands on the page of a case of performance, and beside the form of a payment, nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from fadu.cases.models import Case
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.desk.shown import money

pytestmark = pytest.mark.django_db


@pytest.fixture
def performance(lived: None) -> Case:
    return Case.objects.filter(kind="performance").latest("pk")


def test_the_page_of_a_performance_says_what_is_owed_paid_and_left(
    performance: Case, desk_of: Callable[..., Client]
) -> None:
    [fine, *_] = money.sums_of(performance, state_of(performance))
    page = desk_of("juzhang").get(f"/case/{performance.pk}/").content.decode()

    assert fine["what"] == "罚款"
    assert '<h2 id="sums">款项</h2>' in page
    assert "尚欠" in page
    assert f"<strong>{fine['left']}</strong>" in page


def test_it_stands_beside_the_forms_that_say_an_amount_and_beside_no_other(performance: Case) -> None:
    state, procedure = state_of(performance), procedure_of(performance)
    beside = {key for key in procedure.actions if money.beside(performance, state, procedure, key)}

    assert {"pay", "grant_deferral", "impose_additional_fine", "record_enforced", "repay"} <= beside | {
        "repay"
    }
    assert not {"dun", "confirm_service", "settle"} & beside


def test_a_case_that_is_about_no_money_has_no_such_table(lived: None, desk_of: Callable[..., Client]) -> None:
    complaint = Case.objects.filter(kind="complaint").latest("pk")

    assert 'id="sums"' not in desk_of("juzhang").get(f"/case/{complaint.pk}/").content.decode()
