# SPDX-License-Identifier: MulanPSL-2.0
"""What a register could not hold is found in the trial, by row and column, and the import does not break on it half-way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fadu.cases.acts.opening import shortened
from fadu.cases.models import Act, Case
from fadu.intake import taking_in, writing
from fadu.intake.taking_in import StoppedError
from fadu.ledger.models import LedgerEntry
from fadu.people.models import Party

pytestmark = pytest.mark.django_db
Row = Callable[..., list[str]]
#: what no register can hold -> the column it is told under, and what is said of it
BEYOND = [
    ({"立案日期": "2022-05-05", "决定日期": "2022-04-20"}, "立案日期", "决定日期"),
    ({"罚款(元)": "-5000"}, "罚款", ""),
    ({"罚款(元)": "99999999999999999999"}, "罚款", ""),
    ({"代码": "1" * 19}, "统一社会信用代码", "应不超过18个字"),
    ({"当事人": "名" * 201}, "姓名或名称", "应不超过200个字"),
    ({"案号": "号" * 121}, "案号", "应不超过120个字"),
    ({"当事人": "甲\0乙"}, "（整行）", "不能保存的字符"),
]


@pytest.fixture
def rows(row: Row) -> Callable[[dict[str, str]], list[list[str]]]:
    """Two hundred and fifty rows, of which the hundred-and-fiftieth is beyond the bounds."""

    def make(changed: dict[str, str]) -> list[list[str]]:
        return [row(n, **(changed if n == 150 else {})) for n in range(1, 251)]

    return make


@pytest.mark.parametrize(("changed", "column", "said"), BEYOND)
def test_the_trial_names_row_and_column_of_what_the_register_could_not_hold(
    take: Any, sheet: Any, row: Row, changed: dict[str, str], column: str, said: str
) -> None:
    tried = take(sheet([row(1), row(2, **changed), row(3)]), dry_run=True, on_error="sheet")

    (rejection,) = [one.as_json() for one in tried.rejected]
    assert rejection["row"] == 3
    assert column in rejection["column"]
    assert said in rejection["reason"]
    assert tried.imported == 2
    assert not Case.objects.exists()


def test_with_stop_nothing_is_written_while_the_trial_names_a_fault(take: Any, sheet: Any, rows: Any) -> None:
    before = LedgerEntry.objects.count()

    with pytest.raises(StoppedError) as stopped:
        take(sheet(rows({"罚款(元)": "-5000"})))

    assert [one.row for one in stopped.value.outcome.rejected] == [151]
    assert (Case.objects.count(), Act.objects.count(), LedgerEntry.objects.count()) == (0, 0, before)


def test_with_a_sheet_the_good_rows_behind_the_bad_one_come_in(take: Any, sheet: Any, rows: Any) -> None:
    taken = take(sheet(rows({"立案日期": "2022-05-05", "决定日期": "2022-04-20"})), on_error="sheet")

    assert (taken.read, taken.imported) == (250, 249)
    assert [one.row for one in taken.rejected] == [151]
    assert Case.objects.filter(number="清市监罚〔2022〕250号").exists()


@pytest.mark.parametrize("on_error", ["stop", "sheet"])
def test_what_no_trial_could_know_is_named_by_its_row_and_the_rest_comes_in(
    take: Any, sheet: Any, rows: Any, monkeypatch: pytest.MonkeyPatch, on_error: str
) -> None:
    register = writing.register_parties

    def meanwhile(parties: Any, **more: Any) -> Any:
        if any(party["name"] == "清河第150商行" for party in parties):
            Party.objects.create(kind="nobody", name=None)  # as if the database refused it just now
        return register(parties, **more)

    monkeypatch.setattr(writing, "register_parties", meanwhile)

    taken = take(sheet(rows({})), on_error=on_error)

    assert (taken.read, taken.imported, len(taken.rejected)) == (250, 249, 1)
    assert taken.rejected[0].row == 151
    assert "写入时未能保存" in taken.rejected[0].as_json()["reason"]
    assert Case.objects.count() == 249


def test_two_names_as_long_as_a_register_holds_make_a_title_that_it_can_hold(
    take: Any, sheet: Any, row: Row
) -> None:
    take(sheet([row(1, 当事人="名" * 200)]))
    case = Case.objects.get()

    assert len(case.title) <= 300
    assert shortened("名" * 400).endswith("…")
    assert len(shortened("名" * 400)) == 300


def test_every_reason_of_a_row_is_told_at_once(take: Any, sheet: Any, row: Row) -> None:
    tried = take(
        sheet([row(1, 当事人="名" * 201, **{"罚款(元)": "-1", "立案日期": "2022-05-11"})]),
        dry_run=True,
        on_error="sheet",
    )

    assert len(tried.rejected[0].reasons) >= 2
    assert taking_in.BATCH < 250
