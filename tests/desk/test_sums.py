# SPDX-License-Identifier: MulanPSL-2.0
"""What is owed, paid and left stands on the page of a case of performance, and beside the form of a payment, nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from fadu.cases.acts.clocks import readings_of
from fadu.cases.models import Case
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.desk.shown import money
from fadu.desk.shown.terms import clock_view
from fadu.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def performance(lived: None) -> Case:
    return Case.objects.filter(kind="performance").latest("pk")


def test_the_page_of_a_performance_says_what_is_owed_paid_and_left(
    performance: Case, desk_of: Callable[..., Client]
) -> None:
    [fine, *_] = money.sums_of(performance, state_of(performance), clock.now())
    page = desk_of("juzhang").get(f"/case/{performance.pk}/").content.decode()

    assert fine["what"] == "罚款"
    assert '<h2 id="sums">款项</h2>' in page
    assert "尚欠" in page
    assert f"<strong>{fine['left']}</strong>" in page


def test_it_stands_beside_the_forms_that_say_an_amount_or_end_the_case_and_beside_no_other(
    performance: Case,
) -> None:
    state, procedure = state_of(performance), procedure_of(performance)
    beside = {
        key for key in procedure.actions if money.beside(performance, state, procedure, key, clock.now())
    }

    assert {"pay", "grant_deferral", "impose_additional_fine", "record_enforced", "repay"} <= beside | {
        "repay"
    }
    assert {
        "settle",
        "terminate",
    } <= beside  # by these the case ends: nobody presses without seeing what is owed
    assert not {"dun", "confirm_service"} & beside


def test_a_case_that_is_about_no_money_has_no_such_table(lived: None, desk_of: Callable[..., Client]) -> None:
    complaint = Case.objects.filter(kind="complaint").latest("pk")

    assert 'id="sums"' not in desk_of("juzhang").get(f"/case/{complaint.pk}/").content.decode()


def test_a_term_that_a_party_let_run_out_stays_in_view_red_as_long_as_what_it_asks_for_is_lacking(
    performance: Case,
) -> None:
    [term, *_] = [r for r in readings_of(performance, clock.now()) if r.clock == "payment" and r.due_on]
    open_ended = replace(term, stopped_on=None, stopped_seq=None)
    assert open_ended.due_on is not None
    after = open_ended.due_on + timedelta(days=3)
    count = (term.clock, term.about, term.started_seq)

    missed = clock_view(performance, open_ended, after, {}, {count})
    over = clock_view(performance, open_ended, after, {})

    assert (missed["runs"], missed["light"], missed["words"]) == (True, "red", "红灯 届满3日，没有履行")
    assert (over["runs"], over["light"]) == (False, "grey")
