# SPDX-License-Identifier: MulanPSL-2.0
"""Plain slips are put right with a reason, stand in the ledger beside what they were, and give nobody a power."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.ledger import verification
from fadu.people import administration, correcting, departments, history
from fadu.people import services as people
from fadu.people.models import Bureau, Certificate
from fadu.storage.entering import EntryError

pytestmark = pytest.mark.django_db
REASON = "登记时误写，与身份证件核对"


@pytest.fixture
def bureau() -> Bureau:
    return people.found_bureau(
        name="清河市市场监督管理局", short="清河局", abbreviation="清", region_code="370000"
    )


@pytest.fixture
def officer(bureau: Bureau) -> Any:
    return people.hire(bureau=bureau, name="张珊", since=date(2022, 1, 1))


def put_right(bureau: Bureau, what: str, row: Any, value: Any, reason: str = REASON) -> None:
    correcting.correct(bureau_id=bureau.pk, what=what, row=row, value=value, reason=reason)


def done(bureau: Bureau) -> list[str]:
    return [one.words for one in administration.done_lately(bureau, clock.today(), 1)]


def test_a_name_is_put_right_and_what_it_was_stays_in_history(bureau: Bureau, officer: Any) -> None:
    put_right(bureau, "officer_name", officer, "张三")

    officer.refresh_from_db()
    assert officer.name == "张三"
    assert history.names_of("officer", [officer]) == {officer.pk: ["张珊"]}
    assert done(bureau)[0] == f"更正姓名（张三）：原为“张珊”，改为“张三”；理由：{REASON}"
    assert verification.verify() == []


def test_a_correction_without_a_reason_or_without_a_change_is_refused(bureau: Bureau, officer: Any) -> None:
    with pytest.raises(BadInputError, match="更正的理由"):
        put_right(bureau, "officer_name", officer, "张三", reason=" ")
    with pytest.raises(BadInputError, match="与现在"):
        put_right(bureau, "officer_name", officer, "张珊")


def test_the_number_of_a_certificate_is_put_right_in_every_term_it_was_renewed_for(
    bureau: Bureau, officer: Any
) -> None:
    for year in (2022, 2024):
        people.certify(
            officer=officer, number="37001", valid_from=date(year, 1, 1), valid_to=date(year + 1, 12, 31)
        )

    put_right(bureau, "certificate", officer.certificates.order_by("pk")[0], "37002")

    assert set(Certificate.objects.values_list("number", flat=True)) == {"37002"}
    assert verification.verify() == []


def test_a_name_of_an_account_that_somebody_else_has_is_refused(bureau: Bureau, officer: Any) -> None:
    people.open_account(username="zhang", password="Qing-He-Da-Dui-7", officer=officer)
    other = people.open_account(
        username="li",
        password="Qing-He-Da-Dui-7",
        officer=people.hire(bureau=bureau, name="李四", since=date(2022, 1, 1)),
    )

    with pytest.raises(EntryError, match="已经登记"):
        put_right(bureau, "account", other, "zhang")


def test_a_row_of_another_bureau_is_not_found_for_correction(bureau: Bureau, officer: Any) -> None:
    other = people.found_bureau(
        name="乙局", short="乙", abbreviation="乙", region_code="370001", parent=bureau
    )

    assert correcting.row_of(other.pk, "officer_name", officer.pk) is None
    assert correcting.row_of(bureau.pk, "officer_name", officer.pk) == officer


def test_a_department_bears_its_new_name_from_a_day_on_and_its_old_one_in_history(bureau: Bureau) -> None:
    unit = people.found_department(bureau=bureau, name="执法大队")

    departments.rename(department=unit, name="综合执法大队", since=clock.today(), document="清编〔2026〕1号")

    assert history.names_of("department", [unit]) == {unit.pk: ["执法大队"]}
    assert f"执法大队自{clock.today()}起改称综合执法大队" in done(bureau)[0]
    assert verification.verify() == []


def test_a_department_is_not_renamed_from_a_day_to_come(bureau: Bureau) -> None:
    unit = people.found_department(bureau=bureau, name="执法大队")

    with pytest.raises(BadInputError, match="不晚于今天"):
        departments.rename(department=unit, name="综合执法大队", since=date(9000, 1, 1), document="清编1号")


def test_a_department_in_which_somebody_holds_a_post_does_not_end(bureau: Bureau, officer: Any) -> None:
    unit = people.found_department(bureau=bureau, name="执法大队")
    held = people.appoint(
        officer=officer,
        post="case_handler",
        start=datetime(2022, 1, 1, tzinfo=LEGAL_TIME),
        document="清人1号",
        department=unit,
    )

    with pytest.raises(BadInputError, match="张珊仍任职"):
        departments.end(department=unit, until=clock.today(), document="清编2号")
    people.end_appointment(appointment=held, end=clock.now(), document="清人2号")
    departments.end(department=unit, until=clock.today(), document="清编2号")

    assert unit.until == clock.today()
