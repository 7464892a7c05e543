# SPDX-License-Identifier: MulanPSL-2.0
"""No two sentences of a paper run into one: a form closes what people fill in, and says no word twice that they say too."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.specimens import forms, specimen

from fadu.procedure.model import Procedure
from fadu.records.forms import Form, FormError, editions, read_form
from fadu.records.rendering import render
from fadu.records.rendering.fill import fill
from fadu.records.rendering.tree import Text

HEAD = """---
key: probe
title: 测试
family: form
in_force: {from: 2021-07-15}
mandatory:
  - facts: 事实
optional:
  - review: 复核意见
  - amount: 数额
---
{facts}。
"""
#: what a paragraph ends with
ENDS = "。；：！？）”》_"
EVERY = list(forms())


def printed(body: str, **data: object) -> str:
    return str(render(read_form(HEAD + body), {"bureau_name": "某局", "facts": "事实", **data}, fmt="text"))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("本机关复核：{facts}采纳情况：不予采纳。", "后面直接写了下文"),
        ("请求：{if review}{review}{end}本机关不予支持。", "后面直接写了下文"),
        ("| 复核 | {facts} {review} |", "后面直接写了下文"),
        ("| 争议 | {facts}请求：{review} |", "后面直接写了下文"),
        ("本机关复核：{facts}", "没有句号"),
        ("本机关复核{if review}：{review}。{else}了{end}", "没有句号"),
        ("当事人涉嫌{facts}。", "可能又以“涉嫌”开头"),
    ],
)
def test_a_sentence_that_a_form_leaves_open_is_refused(body: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "probe.form").write_text(HEAD + body, "utf-8")

    with pytest.raises(FormError, match=f"第 13 行：.*{why}"):
        editions(tmp_path)


@pytest.mark.parametrize(
    "body",
    [
        "本机关复核：{facts}。采纳情况：不予采纳。",
        "{if amount}罚款：{amount:money}元。{end}",
        "{facts}的行为违法。",
        "当事人{facts}，本机关予以支持。",
        "单位：{bureau_name}地址。",
        "影像情况：{hand:影像情况}",
    ],
)
def test_a_sentence_that_is_closed_is_let_be(body: str, tmp_path: Path) -> None:
    (tmp_path / "probe.form").write_text(HEAD + body, "utf-8")

    assert "probe" in editions(tmp_path)


@pytest.mark.parametrize("typed", ["已减轻处罚，不再调整", "已减轻处罚，不再调整。"])
@pytest.mark.parametrize(
    "body", ["复核：{review}。采纳情况：采纳。", "复核：{review}{if amount}。采纳情况：采纳{end}。"]
)
def test_both_sentences_stand_apart_whether_people_close_theirs_or_not(typed: str, body: str) -> None:
    assert "复核：已减轻处罚，不再调整。采纳情况：采纳。" in printed(body, review=typed, amount=1)


@pytest.mark.parametrize("typed", ["涉嫌无照经营", "无照经营", "涉嫌涉嫌无照经营案"])
def test_a_suspicion_is_said_once(typed: str) -> None:
    assert "甲涉嫌无照经营案。" in printed("甲涉嫌{review:offence}案。", review=typed)


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case[0]}-{case[1].key}@{case[1].in_force_from}")
def test_every_paragraph_of_every_paper_ends(case: tuple[str, Form, Procedure]) -> None:
    sheet = fill(case[1], specimen(*case[1:]))
    paragraphs = [node.text for node in sheet.nodes if isinstance(node, Text) and node.style == "body"]

    assert [text for text in paragraphs if text[-1] not in ENDS] == []
