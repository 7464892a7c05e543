# SPDX-License-Identifier: MulanPSL-2.0
"""No empty place on a paper that nobody answers for: refused in a form of a folder, gone from a paper with its label."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from fadu.records.forms import Form, FormError, MissingDataError, editions, read_form
from fadu.records.rendering import render

HEAD = """---
key: probe
title: 测试
family: {family}
in_force: {{from: 2021-07-15}}
mandatory:
  - facts: 事实
{more}optional:
  - witness: 见证人
  - fine: 罚款
  - rows: 行
---
{{facts}}。
{body}
"""


def form(body: str, *, family: str = "form", more: str = "") -> Form:
    return read_form(HEAD.format(body=body, family=family, more=more))


def printed(body: str, **data: object) -> str:
    return str(render(form(body), {"bureau_name": "某局", "facts": "事实", **data}, fmt="text"))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("见证人：________", "没有名目的空白线"),
        ("见证人：{witness:blank}", "只留空白"),
        ("| 见证人 | {witness:slash} |", "有栏目名称的格里用了 :slash"),
        ("经{witness:slash}见证", "段落里用了 :slash"),
        ("| 见证人 | {witness} |", "只剩栏目名称"),
        ("见证人：{witness}", "只剩栏目名称"),
        ("{each rows}\n| {rows.no} | {rows.name:gone} |\n{end}", "列表的格里用了 :gone"),
    ],
)
def test_a_place_that_could_stay_empty_without_a_word_is_refused(body: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "probe.form").write_text(HEAD.format(body=body, family="form", more=""), "utf-8")

    with pytest.raises(FormError, match=f"第 1[345] 行：.*{why}"):
        editions(tmp_path)


def test_what_is_written_by_hand_stands_in_records_and_receipts_not_in_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "probe.form"
    for family, body, fine in (
        ("form", "答：{hand:被询问人的答复}", True),
        ("letter", "答：{hand:被询问人的答复}", False),
        ("letter", "@cut\n> 回执：{hand:收到之日}", True),
    ):
        path.write_text(HEAD.format(body=body, family=family, more=""), "utf-8")
        editions.cache_clear()
        if fine:
            assert editions(tmp_path)["probe"]
        else:
            with pytest.raises(FormError, match="公文正文里留了“被询问人的答复”由人填写"):
                editions(tmp_path)


def test_a_letter_prints_the_option_that_was_chosen_and_not_the_list(tmp_path: Path) -> None:
    body = "情形：{choice:witness | a=甲 | b=乙}"
    (tmp_path / "probe.form").write_text(HEAD.format(body=body, family="letter", more=""), "utf-8")

    with pytest.raises(FormError, match="公文正文里印了“witness”的全部选项"):
        editions(tmp_path)


def test_a_value_that_is_missing_takes_its_label_along() -> None:
    row = (
        "| 罚款 | {fine:money} | 见证人 | {witness:gone} |\n| 备注 | {witness:gone} |\n见证人：{witness:gone}"
    )

    assert "见证人" not in printed(row, fine=100)
    assert "备注" not in printed(row, fine=100)
    assert "罚款\t1.00" in printed(row, fine=100)
    assert printed(row, fine=100, witness="张三").count("张三") == 3


def test_a_mandatory_field_is_asked_for_where_its_condition_holds() -> None:
    paper = form("{if fine}账号：{witness_account}{end}", more="  - witness_account: 账号\n    when: fine\n")
    data = {"bureau_name": "某局", "facts": "事实"}

    assert "账号" not in str(render(paper, data, fmt="text"))
    with pytest.raises(MissingDataError, match="账号"):
        render(paper, {**data, "fine": 1}, fmt="text")


def test_a_condition_names_only_what_is_declared() -> None:
    with pytest.raises(FormError, match="when 里没有声明的名称“fines”"):
        form("{account}", more="  - account: 账号\n    when: fines\n")


SIGNED = {
    "letter": "{facts}\n@seal\n@sign 当事人（签收）",
    "form": "{each rows}\n| {rows.no} | {rows.name} |\n{end}\n@sign 当事人\n@sign 见证人\n@sign 执法人员",
}


@pytest.mark.parametrize("family", SIGNED)
def test_no_page_holds_signatures_alone(family: str) -> None:
    paper = form(SIGNED[family], family=family)
    for length in range(60):
        rows = [{"name": f"第{number}项"} for number in range(length)]
        long = "经查，销售事实成立。" * (length + 20) if family == "letter" else "事实"
        data = {"bureau_name": "某局", "facts": long, "rows": rows, "issued_on": "2022-03-01"}

        pages = PdfReader(io.BytesIO(bytes(render(paper, data, fmt="pdf")))).pages  # type: ignore[arg-type]

        assert any(word in pages[-1].extract_text() for word in ("项", "事实")), length


def test_in_word_the_last_row_is_kept_with_the_signatures() -> None:
    data = {"bureau_name": "某局", "facts": "事实", "rows": [{"name": "甲"}, {"name": "乙"}]}
    made = docx.Document(io.BytesIO(bytes(render(form(SIGNED["form"]), data, fmt="docx"))))  # type: ignore[arg-type]

    kept = [
        all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)
        for row in made.tables[-1].rows
    ]

    assert kept == [False, True]
    assert [p.paragraph_format.keep_with_next for p in made.paragraphs[-3:]] == [True, True, None]
