# SPDX-License-Identifier: MulanPSL-2.0
"""A case that runs and is taken over has somebody who goes on with it, or its row is refused with what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.intake.conftest import NOW

from fadu.cases.models import Case
from fadu.cases.reading.sight import visible_to
from fadu.intake import manning, mapping, taking_in, templates
from fadu.intake.histories import History, PastAct
from fadu.intake.writing import entries_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import UnknownNameError
from fadu.ledger import verification
from fadu.people import services as people
from fadu.procedure.library import library
from fadu.procedure.model import Apart

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
HEADER = ("案号", "登记日期", "立案日期", "不予立案日期", "承办机构", "承办人")
MAPPING = """\
kind: penalty
source: 旧系统
number: {column: 案号}
department: {column: 承办机构}
assigned: [{role: handler, person: {column: 承办人}}]
acts:
  - {action: register, at: {column: 登记日期}}
  - {action: file, at: {column: 立案日期}}
  - {action: decline, at: {column: 不予立案日期}}
"""


@pytest.fixture
def staff(bureau: Any) -> dict[str, Any]:
    """A brigade with its head and two officers, a station without a head, and two persons of one name."""
    brigade = people.found_department(bureau=bureau, name="执法大队")
    people.found_department(bureau=bureau, name="城关所")
    officers = {}
    for name, post in (
        ("赵队", "unit_head"),
        ("张三", "case_handler"),
        ("李四", "case_handler"),
        ("文书", "archivist"),
    ):
        officers[name] = people.hire(bureau=bureau, name=name, since=date(2020, 1, 1), department=brigade)
        people.appoint(
            officer=officers[name], post=post, start=LONG_AGO, document="任免通知", department=brigade
        )
    people.certify(
        officer=officers["张三"], number="37000001", valid_from=date(2020, 1, 1), valid_to=date(2030, 1, 1)
    )
    for _ in range(2):
        people.hire(bureau=bureau, name="王五", since=date(2020, 1, 1), department=brigade)
    return officers


@pytest.fixture
def over(bureau: Any, staff: dict[str, Any], tmp_path: Path) -> Any:
    """Takes one row over: the case, or the reasons why not."""

    def run(*cells: str, plan: str = MAPPING, **more: Any) -> Any:
        (tmp_path / "map.yaml").write_text(plan, encoding="utf-8")
        rows = [",".join(HEADER), ",".join(cells)]
        (tmp_path / "old.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        filled = mapping.with_defaults(mapping.load(tmp_path / "map.yaml"), **more)
        taken = taking_in.take_in(tmp_path / "old.csv", filled, bureau=bureau, at=NOW, on_error="sheet")
        return Case.objects.get(pk=taken.cases[0]) if taken.cases else taken.rejected[0].as_json()

    return run


def test_a_running_case_is_seen_by_the_head_of_its_department_who_can_assign_it(
    over: Any, staff: dict[str, Any]
) -> None:
    case = over("1号", "2026-02-02", "2026-02-10", "", "执法大队", "")

    assert case.department.name == "执法大队"
    assert list(visible_to(staff["赵队"], NOW)) == [case]


def test_whoever_is_named_handles_it_from_the_import_on(over: Any, staff: dict[str, Any]) -> None:
    case = over("1号", "2026-02-02", "2026-02-10", "", "", "张 三、李四")

    assert {row.officer for row in case.assignments.all()} == {staff["张三"], staff["李四"]}
    assert list(visible_to(staff["李四"], NOW)) == [case]
    assert list(verification.verify()) == []


def test_a_certificate_names_its_holder(over: Any, staff: dict[str, Any]) -> None:
    assert over("1号", "2026-02-02", "", "", "", "37000001").assignments.get().officer == staff["张三"]


@pytest.mark.parametrize(
    ("department", "person", "column", "said"),
    [
        ("", "", "承办机构、承办人", "没有人能看到、能办理"),
        ("城关所", "", "承办机构、承办人", "“城关所”也没有可以指派的负责人"),
        ("执法大对", "", "承办机构", "最接近的是：执法大队"),
        ("", "张小三", "承办人", "没有名为“张小三”的在职人员"),
        ("", "王五", "承办人", "本机关有2名“王五”。请改填其执法证号"),
        ("执法大队", "文书", "承办人", "没有担任“办案人员”的岗位"),
    ],
)
def test_a_running_case_nobody_could_act_on_is_refused_with_what_is_missing(
    over: Any, department: str, person: str, column: str, said: str
) -> None:
    rejection = over("1号", "2026-02-02", "2026-02-10", "", department, person)

    assert rejection["column"] == column
    assert said in rejection["reason"]
    assert not Case.objects.exists()


def test_a_case_that_has_ended_is_a_history_and_keeps_names_nobody_bears_any_more(over: Any) -> None:
    case = over("1号", "2021-08-02", "", "2021-08-10", "老大队", "退休者、张三")

    assert case.department is None
    assert [row.officer.name for row in case.assignments.all()] == ["张三"]
    note = case.acts.get(action="note")
    assert note.payload["text"] == "原台账所载承办机构、承办人：老大队、退休者。"


def test_a_source_kept_as_a_history_needs_nobody(over: Any) -> None:
    assert over("1号", "2021-08-02", "2021-08-10", "", "", "", history=True).department is None


def test_rows_that_name_no_department_belong_to_the_one_chosen_for_the_file(over: Any) -> None:
    assert over("1号", "2026-02-02", "", "", "", "", department="执法大队").department.name == "执法大队"
    named = over("2号", "2026-02-02", "", "", "城关所", "张三", department="执法大队")
    assert named.department.name == "城关所"


def test_a_row_that_names_somebody_later_gives_the_known_case_to_them(over: Any) -> None:
    case = over("1号", "2026-02-02", "2026-02-10", "", "", "", history=True)
    entries = case.acts.count()

    again = over("1号", "2026-02-02", "2026-02-10", "", "执法大队", "张三")

    assert again.pk == case.pk
    assert (again.department.name, again.assignments.get().officer.name) == ("执法大队", "张三")
    assert again.acts.count() == entries + 1
    assert list(verification.verify()) == []
    assert over("1号", "2026-02-02", "2026-02-10", "", "执法大队", "张三").acts.count() == entries + 1


def test_a_known_case_that_has_somebody_needs_nobody_named_again(over: Any) -> None:
    over("1号", "2026-02-02", "", "", "执法大队", "")

    assert over("1号", "2026-02-02", "2026-02-10", "", "", "").department.name == "执法大队"


def test_a_role_nobody_is_assigned_to_is_an_error_of_the_mapping(over: Any) -> None:
    with pytest.raises(UnknownNameError, match="可以指派的角色"):
        over("1号", "2026-02-02", "", "", "", "", plan=MAPPING.replace("role: handler", "role: head"))


def test_one_person_in_two_roles_the_law_keeps_apart_is_refused(staff: dict[str, Any], bureau: Any) -> None:
    procedure = library().procedure("licence", NOW.date())
    apart = replace(procedure, apart=(*procedure.apart, Apart(roles=("handler", "inspector"))))
    act = PastAct(action="receive", at=NOW, day_only=True, payload={})
    persons = (("handler", "承办人", "张三"), ("inspector", "核查人员", "张三、李四"))
    history = History(place=2, number="1号", title="", parties=(), acts=(act,), digest="", persons=persons)
    plan, here = templates.plan("licence", on=NOW.date()), manning.staff_of(bureau, NOW)

    refused = manning.manned(history, plan, apart, entries_of(history.acts), here)
    free = manning.manned(history, plan, procedure, entries_of(history.acts), here)

    assert isinstance(refused, tuple)
    assert "“张三”不能同时是经办人员、核查人员" in refused[0].message
    assert isinstance(free, History)
    assert len(free.assigned) == 3
