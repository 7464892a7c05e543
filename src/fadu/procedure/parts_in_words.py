# SPDX-License-Identifier: MulanPSL-2.0
"""How the parts of a procedure are called in Chinese: types, places, triggers, whom a paper goes to and whom an act tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure import outlines
from fadu.procedure.model import BUREAU_RIGHT, ENDED, OPEN, PARENT, START

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.model import Action, Procedure, Trigger


SERVED_TO = {"": "不送达", "each_party": "每一当事人", "party": "当事人", "others": "其他机关或者人员"}


TYPES = {
    "text": "文字",
    "longtext": "长文字",
    "date": "日期",
    "datetime": "日期和时间",
    "integer": "整数",
    "money": "金额",
    "percent": "百分比",
    "boolean": "是否",
    "choice": "单选",
    "choices": "多选",
    "case": "案件",
    "party": "当事人",
    "officer": "人员",
    "code": "代码",
    "rows": "多行",
}


WHOSE = {"bureau": "本机关", BUREAU_RIGHT: "本机关可以行使的权利"}


EVENTS = {"receipt": "收到", "discovery": "发现", "handover": "送交", "dispute": "发生争议"}


_PLACES = {START: "开始", OPEN: "任何未办结的阶段", ENDED: "办结之后", "": "原阶段"}


LABELS = {
    "field": "依据的字段",
    "equals": "取值",
    "negated": "反向",
    "start": "开始动作",
    "end": "结束动作",
    "by": "决定人",
    "goes_on": "其间照常办理",
    "several": "可以同时有几次",
    "together": "同时在场人数",
    "certified": "须持执法证件",
    "qualified": "须具备法律职业资格",
    "assigned_by": "指派人",
    "capacity": "当事人身份",
    "may_be_unknown": "可以没有",
    "natural": "一般为自然人",
    "other_body": "是其他机关",
    "type": "类型",
    "options": "选项表",
    "without": "不取的选项",
    "minimum": "最小值",
    "maximum": "最大值",
    "sealed": "加密",
    "secondary": "副卷",
    "help": "说明",
    "final": "办结",
    "outcome": "结果",
    "affirms": "据以继续办理",
    "once_changed": "改变后方可据以办理",
    "again": "没有同意而可以再次送办",
    "no_limit_because": "没有期限的说明",
    "per": "计算单位",
    "whose": "何人的期限",
    "when": "适用条件",
    "waived_by": "放弃的动作",
    "after_end": "届满后仍可延长的依据",
    "event_is_the_act": "办理即事件的依据",
    "target": "内部目标",
}


def told_by(action: Action) -> str:
    """Whom an action tells."""
    tells = action.tells
    return "" if tells is None else "启动本案的案件" if tells.to == PARENT else outlines.title_of(tells.to)


def place_of(procedure: Procedure, key: str) -> str:
    """A stage by its title; where an act may be done or leads otherwise, in words."""
    return procedure.stages[key].title if key in procedure.stages else _PLACES.get(key, key)


def triggers_of(procedure: Procedure, triggers: tuple[Trigger, ...]) -> list[str]:
    """What starts or stops a clock, each in words."""
    parts: Mapping[str, Any] = {**procedure.fields, **procedure.clocks, **procedure.actions}
    words = {
        "served": "送达",
        "child_opened": "启动",
        "child": "办结",
        "told": "得知",
        "over": "届满",
        "published": "公示",
        "field": "填写",
        "rows": "各期",
    }
    return [
        words.get(t.kind, "") + (parts[t.name].title if t.name in parts else _other(procedure, t.name))
        for t in triggers
    ]


def _other(procedure: Procedure, name: str) -> str:
    """The title of a list of rows, or of another kind of case."""
    return procedure.lists.get(name) or outlines.title_of(name)


def running_words(b: Procedure) -> Iterator[str]:
    """What becomes of the cases that are open when an edition comes."""
    because = f"（{'、'.join(b.running.because)}）" if b.running.because else ""
    if b.running.kind == "continue":
        yield f"在办案件继续适用原版本{because}。"
    if b.running.kind == "move":
        yield f"在办案件自{b.edition}起转入本版{because}，已依法办理的仍然有效；已经起算的期限，按起算之日的规定。"
    if b.running.question:
        yield f"在办案件的处理提请法制机构确认：{b.running.question}"


def bases_of(procedure: Procedure) -> str:
    """The field in which a case says what its decision rests on."""
    assert procedure.bases is not None
    return procedure.fields[procedure.bases.field].title


def subject_of(procedure: Procedure, key: str) -> str:
    """A catalogue of special law, with the fields that say what a case is about in it."""
    rule = procedure.subjects[key]
    return f"{key}（{'、'.join(procedure.fields[name].title for name in (rule.field, *rule.about))}）"
