# SPDX-License-Identifier: MulanPSL-2.0
"""Data files of law that are wrong: each error has its broken input."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fadu.law.errors import LawDataError
from fadu.law.library import load

GOOD = """
limits:
  sample/term:
    title: 样例期限
    values:
      - {from: 2020-01-01, to: 2021-12-31, amount: 3, unit: working_day, cites: [行政处罚法 44], rows: [XX-001]}
      - {from: 2022-01-01, amount: 5, unit: working_day, cites: [行政处罚法 44]}
"""


def file_of(folder: Path, text: str, name: str = "sample.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_good_file_gives_its_values_by_date(tmp_path: Path) -> None:
    law = load([file_of(tmp_path, GOOD)])

    assert law.limit("sample/term", date(2021, 6, 1)).amount == 3
    assert law.limit("sample/term", date(2022, 6, 1)).amount == 5
    assert law.limit("sample/term", date(2021, 6, 1)).rows == ("XX-001",)


def value(text: str) -> str:
    return f"limits: {{a/b: {{title: 期限, values: [{{{text}}}]}}}}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("limits: [", "不是正确的 YAML"),
        ("- 一", "最上层应是“键: 值”的对应表"),
        ("limit: {}", "没有名为“limit”的部分"),
        ("limits: {a/b: {title: 一, values: []}, a/b: {title: 二, values: []}}", "“a/b”写了两次"),
        ("limits: {a/b: {title: 期限, begins: 受理, values: []}}", "不认识的键“begins”"),
        ("limits: {a/b: {values: []}}", "应有 title 和 values"),
        ("limits: {a/b: {title: 期限}}", "应有 title 和 values"),
        ("limits: {a/b: {title: 期限, values: [5]}}", "应有 title 和 values"),
        ("options: {a/b: {title: 表}}", "应有 title 和 items"),
        (value("from: 2020-01-01, amount: 5, unit: week"), "unit 应为working_day、calendar_day"),
        (value("from: 2020-01-01, unit: hour"), "amount 应为不小于零的整数；实为“None”"),
        (value("from: 2020-01-01, amount: -1, unit: hour"), "amount 应为不小于零的整数；实为“-1”"),
        (value("from: 2020-01-01, amount: 1.5, unit: hour"), "amount 应为不小于零的整数；实为“1.5”"),
        (value("amount: 5, unit: hour"), "缺少 from"),
        (value("from: 明天, amount: 5, unit: hour"), "应为日期，如 2021-07-15；实为“明天”"),
        (value("from: 2020-01-01, amount: 5, unit: hour, citation: x"), "不认识的键“citation”"),
        (
            "thresholds: {a/b: {title: 界限, values: [{from: 2020-01-01, value: 一万, unit: fen}]}}",
            "value 应为不小于零的整数；实为“一万”",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_what_is_wrong(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(LawDataError, match=r"sample\.yaml") as refused:
        load([file_of(tmp_path, text)])

    assert said in refused.value.message


def test_a_rule_that_two_files_define_is_refused(tmp_path: Path) -> None:
    file_of(tmp_path, GOOD, "one.yaml")
    file_of(tmp_path, GOOD, "two.yaml")

    with pytest.raises(
        LawDataError, match=r"“sample/term”在 one\.yaml 的 limits 和 two\.yaml 的 limits 中都有定义"
    ):
        load([tmp_path])
