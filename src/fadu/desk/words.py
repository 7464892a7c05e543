# SPDX-License-Identifier: MulanPSL-2.0
"""Chinese words for what the record keeps as keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.cases import form_data, paper
from fadu.cases.rules import officer_id_of, party_id_of
from fadu.cases.worlds import law_for, procedure_of
from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.money import yuan
from fadu.people import selectors as people
from fadu.procedure.entry import BUILT_IN

if TYPE_CHECKING:
    from fadu.cases.models import Case
    from fadu.procedure.model import Field, Procedure

LIGHTS = {"red": "红灯", "yellow": "黄灯", "green": "绿灯", "grey": "未计时"}
CLOCK_STATES = {
    "void": "作废",
    "waived": "已放弃",
    "met": "按期完成",
    "breached": "逾期完成",
    "expired": "已届满",
    "paused": "暂停计时",
    "running": "计时中",
    "overdue": "已超期",
}
MANNERS = {
    "personal": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "entrusted": "委托送达",
    "electronic": "电子送达",
    "announcement": "公告送达",
}

#: kind of link -> what the other case is to this one, and what this one is to the other
LINKS = {
    "lead": ("线索来自", "引出"),
    "joined": ("并入前一举报", "后并入的举报"),
    "penalty": ("引出处罚案件", "线索来自"),
    "merged_into": ("并入", "并来"),
    "merged_from": ("并来", "并入"),
    "split_from": ("分自", "分出"),
    "split_into": ("分出", "分自"),
}


def kind_title(case: Case) -> str:
    """The kind of a case."""
    return procedure_of(case).title


def stage_title(case: Case) -> str:
    """The stage a case stands in."""
    stage = procedure_of(case).stages.get(case.stage)
    return stage.title if stage else case.stage


def action_title(case: Case, action: str) -> str:
    """The title of an action, declared or built in."""
    found = procedure_of(case).actions.get(action)
    return found.title if found else BUILT_IN.get(action, action)


def role_title(case: Case, role: str) -> str:
    """The title of a role."""
    found = procedure_of(case).roles.get(role)
    return found.title if found else role


#: what a party is, as thresholds distinguish
SIDES = {"unit": "单位", "person": "自然人"}
#: values that stand in payloads without being fields of the procedure
PLAIN = {
    "text": "内容",
    "reason": "理由",
    "title": "名称",
    "name": "名称",
    "capacity": "身份",
    "manner": "送达方式",
    "sent_on": "送出日期",
    "arrived_on": "到达日期",
    "effective_on": "送达日期",
    "kind": "种类",
    "outcome": "结果",
    "child": "子程序",
    "case": "案号",
    "until": "至",
    "person": "人员",
}


def payload_words(case: Case, payload: dict[str, Any]) -> list[tuple[str, str]]:
    """The values of a payload with their titles, in words; what has no title stays out of sight."""
    procedure = procedure_of(case)
    law = law_for(case.bureau)
    found = []
    for key, value in payload.items():
        field = procedure.fields.get(key)
        if field is not None:
            found.append(
                (
                    field.title,
                    value_words(field, value, form_data.titles_of(field, law, case.opened_at.date())),
                )
            )
        elif key == "documents":
            found.append(("文书", "、".join(paper_words(procedure, d, case) for d in value)))
        elif key == "name" and "person" in payload:
            continue
        elif key in PLAIN and value not in (None, "", {}):
            found.append((PLAIN[key], plain_words(key, value)))
        elif isinstance(value, list):
            found.append((key, f"{len(value)}项"))
    return [(title, text) for title, text in found if text]


def paper_words(procedure: Procedure, told: dict[str, Any], case: Case) -> str:
    """A document an act issued: its title, and its number where it has one."""
    title = paper.form_of(procedure, told["template"], case.opened_at.date()).title
    return f"《{title}》{told['number']}"


def plain_words(key: str, value: Any) -> str:
    """A built-in value in words."""
    if value in SIDES:
        return SIDES[value]
    if key == "manner":
        return MANNERS.get(value, value)
    if key == "person" and (number := officer_id_of(str(value))):
        return people.officer_name(number)
    return str(value)


def value_words(field: Field, value: Any, titles: dict[str, str]) -> str:
    """A field's value in words: money in yuan, dates in Chinese, choices by title."""
    if value in (None, ""):
        return ""
    if field.type == "money" and isinstance(value, int):
        return f"{yuan(value)}元"
    if field.type == "boolean":
        return "是" if value else "否"
    if field.type == "choice":
        return titles.get(value, str(value))
    if field.type == "choices":
        return "、".join(titles.get(item, str(item)) for item in value)
    if field.type == "officer" and (number := officer_id_of(str(value))):
        return people.officer_name(number)
    if field.type == "party":
        return str(people.party_view(party_id_of(str(value)))["name"])
    if field.type == "date":
        return chinese_date(date.fromisoformat(value))
    return f"{len(value)}项" if isinstance(value, list) else str(value)
