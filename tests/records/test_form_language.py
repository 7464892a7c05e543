# SPDX-License-Identifier: MulanPSL-2.0
"""The form language: read strictly, with the line and a suggestion."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fadu.kernel.errors import UnknownNameError
from fadu.records.forms import FormError, edition, editions, load, read_form

HEAD = """---
key: notice
title: 告知书
family: form
in_force: {from: 2021-07-15}
mandatory:
  - facts: 违法事实
optional:
  - goods: 涉案物品
---
"""
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "form-language.md"


def read(body: str, head: str = HEAD) -> object:
    return read_form(head + body, file="notice.form")


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("{facts}\n{party.nam}", 12, "改为 party.name"),
        ("{facts}\n{if goods}\n甲", 12, "没有 {end}"),
        ("{facts}\n{each goods}\n甲", 12, "没有 {end}"),
        ("{facts}\n{end}", 12, "前面没有打开的块"),
        ("{facts}\n{else}", 12, "前面没有打开的块"),
        ("{facts}\n{if goods}\n{else}\n{else}\n{end}", 14, "两个 {else}"),
        ("{facts}甲{if goods}乙", 11, "行内的 {if …} 没有 {end}"),
        ("{facts}甲{end}", 11, "前面没有 {if}"),
        ("甲 {each goods}{facts}", 11, "不能写在行内"),
        ("{facts:mony}", 11, "改为 money"),
        ("{facts", 11, "没有配对"),
        ("{facts}\n@sea", 12, "改为 seal"),
        ("{facts}\n| 甲", 12, "没有以 | 结尾"),
        ("{facts}\n@columns 1 x\n| 甲 |", 12, "列宽"),
        ("{facts}\n@columns 1 2\n甲", 12, "后面不是表格"),
        ("{facts}\n@sign", 12, "谁签名"),
        ("{facts}\n@sign 办案人员：{officers.name}", 12, "用 {made_by}"),
        ("{facts}\n{if goods}\n@sign 办案人员：{officers}\n{end}", 13, "用 {made_by}"),
        ("{facts}\n{choice:goods}", 12, "没有选项"),
        ("{if goods}\n{facts}\n{end}", 12, "只出现在可选块里"),
        ("正文", 1, "在正文中没有出现"),
    ],
)
def test_a_fault_in_the_text_is_reported_with_its_line_and_what_to_write(
    body: str, line: int, said: str
) -> None:
    with pytest.raises(FormError) as caught:
        read(body)
    assert caught.value.line == line
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: 告知书", "titel: 告知书", "改为 title"),
        ("title: 告知书\n", "", "缺少 title"),
        ("key: notice", "key: notice\nkey: other", "写了两次"),
        ("family: form", "family: table", "只能是 letter、form"),
        ("in_force: {from: 2021-07-15}", "in_force: 2021", "in_force 看不懂"),
        ("in_force: {from: 2021-07-15}", "in_force: {from: 2021-07-15, to: 2020-01-01}", "不是 from 之后"),
        ("key: notice", 'key: notice\nnumber: "{place}〔{year}〕{serial}号"', "文号式样"),
        ("key: notice", 'key: notice\nnumber: "〔{year}〕号"', "没有 {year} 和 {serial}"),
        ("  - facts: 违法事实", "  - facts", "没有中文标题"),
        ("  - facts: 违法事实", "  - facts: 违法事实\n  - facts: 事实", "写了两次"),
        ("key: notice", "key: notice\nremedy: true", "没有无条件的 @remedy"),
    ],
)
def test_a_fault_in_the_front_matter_is_reported_with_what_to_write(old: str, new: str, said: str) -> None:
    with pytest.raises(FormError, match=r"notice\.form 第") as caught:
        read("{facts}", HEAD.replace(old, new))
    assert said in caught.value.message


def test_the_example_of_the_reference_is_a_form() -> None:
    example = REFERENCE.read_text("utf-8").split("```form\n")[1].split("```")[0]
    assert read_form(example).title == "行政处罚告知书"


def test_two_editions_of_a_form_follow_each_other_and_the_day_chooses(tmp_path: Path) -> None:
    old = HEAD.replace("{from: 2021-07-15}", "{from: 2021-07-15, to: 2026-04-14}")
    (tmp_path / "notice.form").write_text(old + "{facts}。", "utf-8")
    (tmp_path / "notice-2026.form").write_text(
        HEAD.replace("2021-07-15", "2026-04-15") + "新：{facts}。", "utf-8"
    )
    assert edition(tmp_path, "notice", date(2026, 4, 14)).in_force_from == date(2021, 7, 15)
    assert edition(tmp_path, "notice", date(2026, 4, 15)).in_force_from == date(2026, 4, 15)
    assert load(tmp_path)["notice"].in_force_from == date(2026, 4, 15)
    with pytest.raises(FormError, match="没有在 2020-01-01 有效的版本"):
        edition(tmp_path, "notice", date(2020, 1, 1))
    with pytest.raises(UnknownNameError, match="notice"):
        edition(tmp_path, "notise", date(2026, 4, 14))


def test_two_forms_with_one_key_at_the_same_time_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.form").write_text(HEAD + "{facts}。", "utf-8")
    (tmp_path / "b.form").write_text(HEAD + "新：{facts}。", "utf-8")
    with pytest.raises(FormError, match="同时有效"):
        editions(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.form").write_bytes((HEAD + "{facts}").encode("gb18030"))
    with pytest.raises(FormError, match="不是 UTF-8"):
        editions(tmp_path)
