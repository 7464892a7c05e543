# SPDX-License-Identifier: MulanPSL-2.0
"""A row that has changed since it was taken in: nothing is doubled, nothing deleted, the order is the order of dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from fadu.cases.models import Act, Case
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import verification
from fadu.oversight.checking import check
from fadu.people.models import Party
from fadu.people.parties import register_party

pytestmark = pytest.mark.django_db
Row = Callable[..., list[str]]
CODE = "91110000600037341X"


def live(action: str) -> list[Act]:
    """The acts of that kind that no later act made void."""
    void = {seq for act in Act.objects.all() for seq in act.voids}
    return [act for act in Act.objects.filter(action=action).order_by("seq") if act.seq not in void]


def test_a_corrected_amount_replaces_the_act_and_the_old_one_stays_readable(
    take: Any, sheet: Any, row: Row
) -> None:
    take(sheet([row(1)]))

    outcome = take(sheet([row(1, **{"罚款(元)": "6000"})]))

    assert (outcome.updated, outcome.unchanged) == (1, 0)
    assert [act.payload["fine"] for act in live("decide")] == [600_000]
    assert Act.objects.filter(action="decide").count() == 2
    assert verification.verify() == []


def test_a_date_filled_in_later_takes_its_place_before_the_acts_it_came_before(
    take: Any, sheet: Any, row: Row, bureau: Any
) -> None:
    take(sheet([row(1, 立案日期="")]))

    take(sheet([row(1)]))

    stages = [act.stage_after for act in Act.objects.order_by("seq") if act.imported]
    assert [len(live(action)) for action in ("register", "file", "decide")] == [1, 1, 1]
    assert Case.objects.get().stage == stages[-1] == "performance"
    assert [f.rule for f in check(bureau) if f.severity == "contradiction"] == []


def test_a_corrected_beginning_moves_the_beginning_of_the_case(
    take: Any, sheet: Any, row: Row, bureau: Any
) -> None:
    take(sheet([row(1)]))

    take(sheet([row(1, 登记日期="2022-02-25")]))

    assert Case.objects.get().opened_at == datetime(2022, 2, 25, tzinfo=LEGAL_TIME)
    assert len(live("add_party")) == 1
    assert [f.rule for f in check(bureau) if f.severity == "contradiction"] == []


def test_what_a_row_no_longer_states_stays_for_a_blank_is_not_a_no(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1)]))
    before = Act.objects.count()

    outcome = take(sheet([row(1, 决定日期="")]))

    assert outcome.updated == 1
    assert Act.objects.count() == before


def test_the_same_party_is_not_entered_twice_and_a_new_one_is_added(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1)]))

    take(sheet([row(1, **{"罚款(元)": "6000"})]))
    assert Case.objects.get().parties.count() == 1

    take(sheet([row(1, 当事人="清河另一商行")]))
    assert Case.objects.get().parties.count() == 2


def test_a_row_renames_nobody_of_the_register_and_its_own_name_stands_in_its_case_and_is_found(
    take: Any, sheet: Any, row: Row, bureau: Any
) -> None:
    take(sheet([row(1, 代码=CODE), row(2, 代码=CODE, 当事人="另一名称商行")]))

    firm = Party.objects.get(uscc=CODE)
    assert (firm.name, firm.names.count()) == (row(1)[1], 1)
    named = [act.payload["name"] for act in Act.objects.filter(action="add_party").order_by("pk")]
    assert named == [row(1)[1], "另一名称商行"]
    (finding,) = [f for f in check(bureau) if f.rule == "name_not_registered"]
    assert "“另一名称商行”" in finding.message
    assert finding.number == row(2)[0]

    register_party(kind="enterprise", name="另一名称商行", uscc=CODE)  # somebody was asked, and renamed it
    take(sheet([row(3, 代码=CODE, 当事人=row(1)[1])]))  # what it was called before renames it back no more

    firm.refresh_from_db()
    assert firm.name == "另一名称商行"
    assert [f for f in check(bureau, again=True) if f.rule == "name_not_registered"] == []


def test_a_changed_row_that_calls_a_party_of_the_case_otherwise_is_told_and_not_taken(
    take: Any, sheet: Any, row: Row
) -> None:
    take(sheet([row(1, 代码=CODE)]))

    outcome = take(sheet([row(1, 代码=CODE, 当事人="另一名称商行")]), on_error="sheet")

    (rejected,) = outcome.rejected
    assert "“另一名称商行”" in str(rejected.as_json())
    assert "当事人承受、变更" in str(rejected.as_json())
    assert [act.payload["name"] for act in Act.objects.filter(action="add_party")] == [row(1)[1]]
    assert Party.objects.get(uscc=CODE).name == row(1)[1]


def test_a_case_of_our_own_is_never_changed_by_an_import(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1)]))
    Case.objects.update(imported_from="")

    outcome = take(sheet([row(1, 决定日期="2022-05-11")]), on_error="sheet")

    assert "在本系统开立" in outcome.rejected[0].as_json()["reason"]
    assert len(live("decide")) == 1


def test_the_number_of_a_case_of_another_kind_is_told(take: Any, sheet: Any, row: Row) -> None:
    take(sheet([row(1)]))
    Case.objects.update(kind="licence")

    outcome = take(sheet([row(1, 决定日期="2022-05-11")]), on_error="sheet")

    assert "另一种事项" in outcome.rejected[0].as_json()["reason"]
