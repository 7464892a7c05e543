# SPDX-License-Identifier: MulanPSL-2.0
"""The template is made from the procedure; filled in, it needs no mapping."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from python_calamine import load_workbook

from fadu.cases.models import Act, Case
from fadu.intake import taking_in, templates
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.models import Bureau
from fadu.procedure.library import library

pytestmark = pytest.mark.django_db
ON = date(2024, 3, 1)
KINDS = ("complaint", "tip_off", "licence", "penalty")


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_names_every_act_of_a_history_once(kind: str, tmp_path: Path) -> None:
    templates.write(kind, tmp_path / "t.xlsx", on=ON)

    header = load_workbook(str(tmp_path / "t.xlsx")).get_sheet_by_index(0).to_python()[0]
    acts = templates.main_actions(library().procedure(kind, ON))
    assert len(set(header)) == len(header)
    assert {f"{act.title}日期" for act in acts} <= set(header)


def test_choices_are_offered_as_lists_and_explained_in_a_legend(tmp_path: Path) -> None:
    templates.write("penalty", tmp_path / "t.xlsx", on=ON)

    with ZipFile(tmp_path / "t.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    legend = load_workbook(str(tmp_path / "t.xlsx")).get_sheet_by_index(1).to_python()
    assert "个体工商户" in sheet
    assert "dataValidation" in sheet
    chosen = [
        field
        for _, _, field in templates.columns(library().procedure("penalty", ON))
        if field and field.type in {"choice", "choices", "boolean"}
    ]
    assert (
        sheet.count("<dataValidation ") == len(chosen) + 1
    )  # every closed list however long, and the kind of party
    assert any("依据：" in line[1] for line in legend)


def filled(path: Path, cells: dict[str, Any]) -> Path:
    """A template filled in with one row, as an office program would save it."""
    templates.write("penalty", path, on=ON)
    header = load_workbook(str(path)).get_sheet_by_index(0).to_python()[0]
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("导入")
    sheet.write_row(0, 0, header)
    for title, cell in cells.items():
        sheet.write(1, header.index(title), cell)
    book.close()
    return path


def test_a_filled_template_is_taken_in_without_a_mapping(settings: Any, db: None, tmp_path: Path) -> None:
    bureau = Bureau.objects.create(
        name="清河市场监管局", short="清河局", abbreviation="清", region_code="370000"
    )
    people.found_department(bureau=bureau, name="执法大队")
    officer = people.hire(bureau=bureau, name="张三", since=date(2020, 1, 1))
    people.appoint(
        officer=officer,
        post="case_handler",
        start=datetime(2020, 1, 1, tzinfo=LEGAL_TIME),
        document="任免通知",
    )
    path = filled(
        tmp_path / "t.xlsx",
        {
            "承办机构": "执法大队",
            "承办人": "张三",
            "案号": "清市监罚〔2024〕7号",
            "当事人名称": "清河百货店",
            "当事人类型": "个体工商户",
            "登记线索日期": "2024-03-01",
            "立案日期": "2024-03-08",
            "立案·涉嫌违法行为（案由）": "经营超过保质期的食品",
        },
    )

    outcome = taking_in.take_in(
        path, templates.plan("penalty", on=ON), bureau=bureau, at=datetime(2026, 3, 2, 9, tzinfo=LEGAL_TIME)
    )

    case = Case.objects.get()
    assert (outcome.imported, len(outcome.rejected)) == (1, 0)
    assert case.parties.get().party.kind == "sole_trader"
    assert (case.department.name, case.assignments.get().officer) == ("执法大队", officer)
    assert list(
        Act.objects.filter(action__in=("register", "file")).order_by("seq").values_list("action", flat=True)
    ) == [
        "register",
        "file",
    ]
