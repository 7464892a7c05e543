# SPDX-License-Identifier: MulanPSL-2.0
"""Checking what an act is to set: each type accepts its own and says in Chinese what else is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.procedure.fields import choices_of
from fadu.procedure.library import library
from fadu.procedure.model import Choice, Field, Procedure
from fadu.procedure.plain_law import PlainLaw
from fadu.procedure.schema import checked, problem_of

LAW: Any = PlainLaw({}, lists={"permit/grounds": {"late": "逾期", "void": "失效"}})
DAY = date(2022, 3, 1)


def field(kind: str, **more: Any) -> Field:
    return Field(key="x", title="某项", type=kind, **more)  # type: ignore[arg-type]


TWO = (Choice(key="a", title="甲"), Choice(key="b", title="乙"))


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (field("text"), "文字"),
        (field("longtext"), "文字"),
        (field("date"), "2022-03-01"),
        (field("datetime"), "2022-03-01T09:30"),
        (field("integer", minimum=1), 1),
        (field("money"), 0),
        (field("text", counts="positive"), "3"),
        (field("text", counts="positive"), "约0.5千克"),
        (field("text", counts="positive"), "2-3箱"),
        (field("text", counts="positive"), "零散若干"),
        (field("text", counts="positive"), "一批（负责人清点）"),
        (field("text", counts="not_negative"), "0份"),
        (field("text"), "-3"),
        (field("percent", maximum=100), 100),
        (field("boolean"), False),
        (field("choice", choices=TWO), "a"),
        (field("choices", choices=TWO), ["a", "b"]),
        (field("choice", options="permit/grounds"), "late"),
        (field("rows", columns=(field("text"),)), [{"x": "文字"}]),
    ],
)
def test_a_value_of_the_right_type_is_accepted(wanted: Field, value: Any) -> None:
    assert problem_of(wanted, value, LAW, DAY) == ""


@pytest.mark.parametrize(
    ("wanted", "value", "message"),
    [
        (field("text"), 3, "应为文字；实为“3”"),
        (field("date"), "2022-02-30", "应为日期，如 2022-03-01"),
        (field("date"), 20220301, "应为日期"),
        (field("datetime"), "明天", "应为日期和时间"),
        (field("integer"), 1.5, "应为整数"),
        (field("integer"), True, "应为整数"),
        (field("integer", minimum=2), 1, "不得小于2；实为1"),
        (field("integer", maximum=2), 3, "不得大于2；实为3"),
        (field("money"), 1.5, "应为以分计的整数金额"),
        (field("money"), -1, "不得为负数；实为-0.01元。"),
        (field("text", counts="positive"), "-3", "不得为负数；实为“-3”。"),
        (field("text", counts="positive"), " －3 箱", "不得为负数；实为“ －3 箱”。"),
        (field("text", counts="positive"), "白酒，−0.5千克", "不得为负数"),
        (field("text", counts="positive"), "负三箱", "不得为负数"),
        (field("text", counts="not_negative"), "-1份", "不得为负数"),
        (field("text", counts="positive"), "0", "应当大于零；实为“0”。"),
        (field("text", counts="positive"), "0.0箱", "应当大于零"),
        (field("text", counts="positive"), "零箱", "应当大于零"),
        (
            field("rows", columns=(field("text", counts="positive"),)),
            [{"x": "1"}, {"x": "-1"}],
            "第2行“某项”不得为负数；实为“-1”。",
        ),
        (field("money", minimum=1), 0, "不得小于"),
        (field("money", maximum=100), 101, "不得大于"),
        (field("boolean"), "是", "应为“是”或“否”"),
        (field("choice", choices=TWO), "c", "应为“甲”“乙”之一；实为“c”"),
        (field("choice", choices=TWO), ["a"], "应为“甲”“乙”之一"),
        (field("choices", choices=TWO), "a", "应为若干选项"),
        (field("choices", choices=TWO), ["a", "c"], "实为“c”"),
        (field("choices", choices=TWO), [["a"]], "应为“甲”“乙”之一"),
        (field("choice", options="permit/grounds"), "wrong", "应为“逾期”“失效”之一"),
        (field("rows", columns=(field("integer"),)), [{"x": "文字"}], "应为整数"),
        (field("rows", columns=(field("integer"),)), [{"y": 1}], "没有“y”这一列"),
        (field("rows", columns=(field("integer"),)), "一行", "应为若干行内容"),
    ],
)
def test_a_wrong_value_is_told_what_was_expected_and_what_came(
    wanted: Field, value: Any, message: str
) -> None:
    assert message in problem_of(wanted, value, LAW, DAY)


def test_choices_of_the_law_are_those_of_the_day() -> None:
    assert choices_of(field("choice", options="permit/grounds"), LAW, DAY) == {"late": "逾期", "void": "失效"}


@pytest.mark.parametrize(
    ("key", "value", "refused"),
    [
        ("decline_reason", "。", True),
        ("closing_reason", "——", True),
        ("closing_reason", "x", True),
        ("closing_reason", "处罚决定执行完毕", False),
    ],
)
def test_a_reason_is_no_reason_where_it_says_nothing(key: str, value: str, refused: bool) -> None:
    penalty = library().editions("penalty")[-1]
    action = next(a for a in penalty.actions.values() if key in (*a.sets, *a.may_set))

    _, grounds = checked(penalty, action, {key: value}, law_library(), DAY)

    assert [g.about for g in grounds if g.code == "says_nothing"] == ([key] if refused else [])


def test_what_does_not_belong_to_an_act_is_called_by_its_title_as_is_what_does(permit: Procedure) -> None:
    _, grounds = checked(
        permit, permit.actions["extend_until"], {"until": "2022-03-31", "size": "small"}, LAW, DAY
    )

    title, own = permit.fields["size"].title, permit.fields["until"].title
    assert [ground.message for ground in grounds if ground.code == "unknown_field"] == [
        f"“{permit.actions['extend_until'].title}”不含内容“{title}”；可填的有：{own}（until）。"
    ]


def test_a_field_sent_in_as_nothing_is_taken_back_where_something_stands_and_says_nothing_where_nothing_does(
    permit: Procedure,
) -> None:
    action = next(each for each in permit.actions.values() if "secret" in each.may_set)
    stands = {"amount": 100, "secret": "某人"}
    needed = dict.fromkeys(action.sets, "x")

    def normal(said: dict[str, Any], stands: dict[str, Any]) -> dict[str, Any]:
        taken = checked(permit, action, {**needed, **said}, LAW, DAY, stands=stands)[0]
        return {key: value for key, value in taken.items() if key in said}

    assert normal({"amount": None, "secret": None}, stands) == {"amount": None}
    assert normal({"amount": None}, {}) == {}
    assert normal({"amount": ""}, stands) == {}
