# SPDX-License-Identifier: MulanPSL-2.0
"""What a form prints of its data."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fadu.procedure.library import library
from fadu.records.forms import MissingDataError, read_form
from fadu.records.rendering import render

HEAD = """---
key: notice
title: 告知书
family: form
in_force: {from: 2021-07-15}
mandatory: []
optional:
  - fine: 罚款
  - goods: 物品
  - manner: 方式
  - agrees: 同意
  - met_at: 会见时间
---
"""


def printed(body: str, **data: object) -> str:
    whole = {"bureau_name": "某局", **data}
    text = render(read_form(HEAD + body), whole, fmt="text")
    assert isinstance(text, str)
    return text.removeprefix("某局\n告知书\n").removesuffix("\n")


@pytest.mark.parametrize(
    ("body", "data", "text"),
    [
        ("{fine:money}元（{fine:capital}）", {"fine": 123450}, "1,234.50元（壹仟贰佰叁拾肆元伍角）"),
        ("{fine:money}元", {"fine": 0}, "0.00元"),
        ("{met_at}", {"met_at": date(2022, 3, 1)}, "2022年3月1日"),
        ("{met_at}", {"met_at": "2022-03-01"}, "2022年3月1日"),
        ("{met_at}", {"met_at": datetime(2022, 3, 1, 1, 30, tzinfo=UTC)}, "2022年3月1日9时30分"),
        ("{met_at:date}", {"met_at": "2022-03-01T23:30:00+08:00"}, "2022年3月1日"),
        ("{met_at:time}", {"met_at": "2022-03-01T09:05:00+08:00"}, "9时05分"),
        ("{goods}。", {"goods": "面包。"}, "面包。"),
        ("{goods}，{manner}。", {"goods": "面包。", "manner": "邮寄；"}, "面包，邮寄。"),
        ("{goods}。", {"goods": None}, ""),
        ("{goods}为证。", {"goods": "面包。"}, "面包。为证。"),
        ("甲{fine}乙", {"fine": None}, "甲乙"),
        ("{fine:blank}", {}, "________"),
        ("{fine:money:blank}", {}, "________"),
        ("{fine:slash}", {"fine": ""}, "/"),
        ("{hand:复核意见}", {}, "____________"),
        ("{agrees:yesno}", {"agrees": False}, "否"),
        ("{each goods}\n{goods.fresh:yesno}\n{end}", {"goods": [{"name": "糖"}]}, "【待填：是或者否】"),
        ("{goods}", {"goods": ["面包", "牛奶"]}, "面包、牛奶"),
        ("{officers.name}", {"officers": [{"name": "张三"}, {"name": "李四"}]}, "张三、李四"),
        ("{party.name}", {"party": {"name": "甲公司"}}, "甲公司"),
        ("{{甲}}", {}, "{甲}"),
        ("甲{if fine}有{else}无{end}", {"fine": 1}, "甲有"),
        ("甲{if not fine}无{end}", {}, "甲无"),
        ("{if manner = post}\n邮\n{else}\n非\n{end}", {"manner": "post"}, "邮"),
        ("{if manner != post}\n非\n{end}\n完", {"manner": "post"}, "完"),
        (
            "{each goods}\n{goods.no}.{goods.name}\n{end}",
            {"goods": [{"name": "面包"}, {"name": "糖"}]},
            "1.面包\n2.糖",
        ),
        ("{each goods}\n甲\n{else}\n无\n{end}", {"goods": []}, "无"),
        ("| 甲 | {fine} |\n{each goods}\n| {goods.name} | 件 |\n{end}", {"goods": ["糖"]}, "甲\t\n糖\t件"),
        ("{choice:manner | a=甲 | b=乙}", {"manner": "b"}, "□甲　☑乙"),
        ("{choice:manner | a=甲 | b=乙}", {"manner": ["a", "b"]}, "☑甲　☑乙"),
        ("{choice:manner | a=甲 | b=乙}", {"manner": "乙"}, "□甲　☑乙"),
        ("{choice:manner | a=甲 | b=乙}", {"manner": "别的名称", "manner_keys": ["a"]}, "☑甲　□乙"),
        ("{choice:manner | a=甲 | 其他：____}", {"manner": "a"}, "☑甲　□其他：____"),
        ("{choice:manner | a=甲 | 其他：____}", {"manner": "口头"}, "□甲　☑其他：口头"),
        (
            "{choice:manner | a=甲 | 其他：____}",
            {"manner": "其他", "manner_other": "口头"},
            "□甲　☑其他：口头",
        ),
        ("{choice:agrees | yes=同意 | no=不同意}", {"agrees": False}, "□同意　☑不同意"),
        ("{tick:agrees | 同意}", {"agrees": True}, "☑同意"),
        ("甲\\\n乙", {}, "甲乙"),
        ("// 不印\n甲", {}, "甲"),
        ("@note 此件公开", {}, "（此件公开）"),
        ("@remedy", {"remedy": "救济。"}, "救济。"),
        ("{fine}", {"fine": "第一行\n第二行"}, "第一行\n第二行"),
    ],
)
def test_a_line_of_a_form_prints_its_data_in_chinese(body: str, data: dict[str, object], text: str) -> None:
    assert printed(body, **data) == text


def test_missing_mandatory_data_are_all_named_at_once_by_title() -> None:
    head = HEAD.replace("mandatory: []", "mandatory:\n  - facts: 违法事实\n  - party.name: 当事人")
    form = read_form(head + "{facts}{party.name}")
    with pytest.raises(MissingDataError, match=r"违法事实.*当事人") as caught:
        render(form, {"bureau_name": "某局", "facts": " "}, fmt="text")
    assert caught.value.missing == (("facts", "违法事实"), ("party.name", "当事人"))


def test_a_draft_names_its_gaps_instead() -> None:
    form = read_form(HEAD.replace("mandatory: []", "mandatory:\n  - facts: 违法事实") + "{facts}")
    assert "【待填：违法事实】" in str(render(form, {"bureau_name": "某局"}, fmt="text", draft=True))


def draft_of(mandatory: str, body: str, **data: object) -> str:
    form = read_form(HEAD.replace("mandatory: []", f"mandatory:\n{mandatory}") + body)
    return str(render(form, {"bureau_name": "某局", **data}, fmt="text", draft=True))


def test_each_gap_of_a_draft_bears_its_own_name_and_what_need_not_be_said_is_no_gap() -> None:
    asked = "  - own.scene: 现场情况\n  - own.presence: 通知当事人到场情况\n"

    drafted = draft_of(
        asked, "{own.scene}，{own.presence}\n见证人：{own.witness}\n{if own.note}附：{own.note}{end}"
    )

    assert "【待填：现场情况】，【待填：通知当事人到场情况】" in drafted
    assert drafted.count("【待填：") == 2
    assert "附：" not in drafted


def test_a_list_that_is_still_empty_is_one_gap_over_all_its_columns() -> None:
    body = "| 序号 | 名称 | 件数 |\n{each evidence}\n| {evidence.no} | {evidence.title} | {evidence.copies} |\n{end}"

    assert draft_of("  - evidence: 证据\n", body).count("【待填：证据】") == 1


def test_a_mandatory_answer_may_be_no() -> None:
    form = read_form(HEAD.replace("mandatory: []", "mandatory:\n  - told: 已告知") + "{told}")
    assert "否" in str(render(form, {"bureau_name": "某局", "told": False}, fmt="text"))


def test_a_void_document_says_so_in_its_first_line() -> None:
    text = render(read_form(HEAD + "甲"), {"bureau_name": "某局"}, fmt="text", void=True)
    assert str(text).startswith("【作废】\n")


def test_markup_in_the_data_is_text_in_html() -> None:
    page = str(
        render(
            read_form(HEAD + "{goods}"), {"bureau_name": "某局", "goods": "<script>1</script>"}, fmt="html"
        )
    )
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_yes_or_no_that_nobody_chose_is_a_gap_of_a_draft_and_keeps_the_paper_from_being_issued() -> None:
    form = read_form(HEAD + "期限：{if met_at}{met_at}{else}{agrees:yesno}{end}")

    with pytest.raises(MissingDataError, match="同意"):
        render(form, {"bureau_name": "某局"}, fmt="text")

    assert "【待填：同意】" in str(render(form, {"bureau_name": "某局"}, fmt="text", draft=True))
    assert "期限：否" in str(render(form, {"bureau_name": "某局", "agrees": False}, fmt="text"))
    assert "期限：2022年3月1日" in str(
        render(form, {"bureau_name": "某局", "met_at": "2022-03-01"}, fmt="text")
    )


@pytest.mark.parametrize("kind", library().kinds())
def test_no_form_of_any_kind_says_no_for_what_nobody_said(kind: str) -> None:
    for path in sorted((Path(library().folders[kind]) / "documents").glob("*.form")):
        form = read_form(path.read_text(encoding="utf-8"))
        asked = {item.key for item in (*form.mandatory, *form.optional)}
        stated = list(re.findall(r"\{([a-z_.]+):yesno", form.source_text))
        printed_empty = str(render(form, {"bureau_name": "某局"}, fmt="text", draft=True))

        assert {name for name in stated if "." not in name} <= asked, path.name
        for name in stated:
            title = next(item.title for item in (*form.mandatory, *form.optional) if item.key == name)
            assert f"【待填：{title}】" in printed_empty, (path.name, name)
