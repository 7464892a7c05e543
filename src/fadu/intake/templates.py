# SPDX-License-Identifier: MulanPSL-2.0
"""The sheet a bureau fills in, made from the procedure: drop-downs, an example, a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from fadu.intake import manning
from fadu.intake.mapping import ActRule, AssignRule, PartyRule, Plan, Value
from fadu.law import library as law_library
from fadu.procedure.fields import choices_of
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW, START

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from fadu.procedure.model import Action, Field, Procedure

NUMBER, PARTY, CODE, KIND = "案号", "当事人名称", "统一社会信用代码", "当事人类型"
KINDS = {"企业、单位": "enterprise", "个体工商户": "sole_trader", "自然人": "person", "机关": "organ"}
#: types of fields a cell can hold
SIMPLE = {
    "text",
    "longtext",
    "date",
    "datetime",
    "integer",
    "money",
    "percent",
    "boolean",
    "choice",
    "choices",
    "code",
}


def main_actions(procedure: Procedure) -> list[Action]:
    """The acts a history is made of, in the order of the file: those that open the case, change its stage, stop or extend its time."""
    stops = {
        key
        for interruption in procedure.interruptions.values()
        for key in (interruption.start, interruption.end)
    }
    return [
        a
        for a in procedure.actions.values()
        if a.by != BY_LAW and (a.to or START in a.sources or a.extends or a.key in stops) and not a.returns
    ]


def columns(procedure: Procedure) -> list[tuple[str, Action, Field | None]]:
    """(column title, action, field): the date of each act, then what it sets."""
    headings: list[tuple[str, Action, Field | None]] = []
    for action in main_actions(procedure):
        headings.append((f"{action.title}日期", action, None))
        for key in (*action.sets, *action.may_set):
            field = procedure.fields[key]
            if field.type in SIMPLE and not field.sealed:
                headings.append((f"{action.title}·{field.title}", action, field))
    return headings


def plan(kind: str, *, on: date) -> Plan:
    """The mapping of the template: no other is needed to import it."""
    procedure = library().procedure(kind, on)
    acts: dict[str, dict[str, Value]] = {}
    for title, action, field in columns(procedure):
        sets = acts.setdefault(action.key, {})
        if field is not None:
            sets[field.key] = Value(column=title)
    capacity = next((role.capacity for role in procedure.capacities()), "当事人")
    party = PartyRule(
        capacity=capacity,
        values={
            "name": Value(column=PARTY),
            "uscc": Value(column=CODE),
            "kind": Value(column=KIND, map=KINDS, default="enterprise"),
        },
    )
    return Plan(
        kind=kind,
        number=Value(column=NUMBER),
        title=None,
        parties=(party,),
        acts=tuple(
            ActRule(action=key, at=Value(column=f"{procedure.actions[key].title}日期"), sets=sets)
            for key, sets in acts.items()
        ),
        activities={},
        exercise=False,
        source="导入模板",
        department=Value(column=manning.DEPARTMENT),
        assigned=tuple(
            AssignRule(role=role, person=Value(column=title)) for title, role in manning.columns(procedure)
        ),
        may_lack=True,
    )


def write(kind: str, path: Path, *, on: date, departments: Sequence[str] = ()) -> None:
    """Write the empty template; with the departments of the bureau to choose from, where they are known."""
    procedure = library().procedure(kind, on)
    law = law_library()
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet, legend = book.add_worksheet("导入"), book.add_worksheet("说明")
    bold = book.add_format({"bold": True, "bg_color": "#f4e9e4", "text_wrap": True, "border": 1})
    first = [NUMBER, PARTY, KIND, CODE, manning.DEPARTMENT, *(t for t, _ in manning.columns(procedure))]
    titles = [*first, *(title for title, _, _ in columns(procedure))]
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, bold)
        sheet.set_column(place, place, max(12, 2 * len(title)))
    sheet.freeze_panes(1, 1)
    sheet.data_validation(1, 2, 5000, 2, {"validate": "list", "source": list(KINDS)})
    lists = book.add_worksheet("选项")
    if departments:
        place = titles.index(manning.DEPARTMENT)
        source = _list_source(lists, place, departments)
        sheet.data_validation(1, place, 5000, place, {"validate": "list", "source": source})
    for place, (_, _, field) in enumerate(columns(procedure), start=len(first)):
        words = _words(field, choices_of(field, law, on) if field else {})
        if words:
            source = _list_source(lists, place, words)
            rule = {
                "validate": "list",
                "source": source,
                "ignore_blank": True,
                "error_message": "请从列表中选择；可填的词见“说明”。",
            }
            if field is not None and field.type == "choices":
                rule["error_type"] = "information"  # several words, joined by ；, are no item of the list
            sheet.data_validation(1, place, 5000, place, rule)
    lists.hide()
    for place, example in enumerate(_example(procedure)):
        sheet.write_comment(0, place, f"例：{example}") if example else None
    for line, (title, what) in enumerate(_legend(procedure, law, on)):
        legend.write_string(line, 0, title)
        legend.write_string(line, 1, what)
    legend.set_column(0, 0, 36)
    legend.set_column(1, 1, 100)
    book.close()


def _list_source(sheet: Any, place: int, words: Sequence[str]) -> str:
    """The words in a column of a hidden sheet, for lists longer than a cell's own may be; returns where they stand."""
    sheet.write_column(0, place, words)
    column = xl_col_to_name(place, col_abs=True)
    return f"=选项!{column}$1:{column}${len(words)}"


def _words(field: Field | None, choices: Any) -> list[str]:
    if field is None:
        return []
    return ["是", "否"] if field.type == "boolean" else list(choices.values())


def _example(procedure: Procedure) -> list[str]:
    example = ["市监案〔2022〕1号", "某某食品有限公司", "企业、单位", "91110000600037341L"]
    example += ["综合执法大队", *("张三、李四" for _ in manning.columns(procedure))]
    for _, _, field in columns(procedure):
        example.append(
            "2022-03-01" if field is None or field.type == "date" else _EXAMPLES.get(field.type, "")
        )
    return example


_EXAMPLES = {"money": "5000.00（元）", "integer": "2", "datetime": "2022-03-01T09:30", "boolean": "是"}


def _legend(procedure: Procedure, law: Any, on: date) -> list[tuple[str, str]]:
    lines = [
        ("怎样填写", "一行一件。某一办理行为没有发生，或者日期没有记载的，留空；留空不等于没有办理。"),
        ("日期", "写作 2022-03-01；写成文字、全角数字的也能识别，日历上没有的日期会被指出。"),
        ("金额", "以元计，至多两位小数。"),
        (
            manning.DEPARTMENT,
            "由哪一内设机构办理。在办案件应填写承办机构（其负责人可以指派）或者承办人，否则导入后没有人能办理。",
        ),
        *(
            (title, f"“{procedure.roles[role].title}”的姓名或者执法证号，几个人用“、”分开。")
            for title, role in manning.columns(procedure)
        ),
    ]
    for title, action, field in columns(procedure):
        if field is None:
            lines.append(
                (
                    title,
                    f"“{action.title}”发生的日期。{'依据：' + '、'.join(action.cites) if action.cites else ''}",
                )
            )
        else:
            words = _words(field, choices_of(field, law, on))
            lines.append((title, ("可填：" + "、".join(words)) if words else field.help or field.title))
    return lines
