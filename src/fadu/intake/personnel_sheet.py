# SPDX-License-Identifier: MulanPSL-2.0
"""The empty sheet in which a bureau fills in its people: drop-downs, an example in each heading, a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter

from fadu.intake import personnel_rows as rows
from fadu.people.rules import duty, posts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: column -> (example, what is to be filled in)
_LEGEND = {
    rows.NAME: ("张三", "必填。同一人有几个岗位的，可以在“岗位”中用顿号隔开，也可以另起一行。"),
    rows.UNIT: ("综合执法大队", "照“机构”页的名称；须先设立。"),
    rows.SINCE: ("2020-01-01", "必填。到本机关工作的日期。"),
    rows.POSTS: ("执法（经办）人员", "可以不填。几个岗位用顿号隔开。"),
    rows.PLACE: ("综合执法大队", "不填的，即所在机构；管全局的岗位填“全局”。"),
    rows.START: ("2026-01-01", "填写岗位的必填。自过去的日期起任的，须由第二人确认后生效。"),
    rows.DOCUMENT: ("清市监任〔2026〕1号", "填写岗位的必填。任命文件的名称和文号。"),
    rows.NUMBER: ("37010200001", "可以不填。行政执法证件的编号。"),
    rows.VALID_FROM: ("2025-01-01", "填写证号的必填。"),
    rows.VALID_TO: ("2029-12-31", "填写证号的必填。"),
    rows.ACCOUNT: ("zhangsan", "可以不填。一次性密码在导入后只显示一次，本人登录后须先修改。"),
}
LAST = 2000


def write(path: Path, departments: Sequence[str]) -> None:
    """Write the empty sheet, with the departments of the bureau to choose from."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet, legend, lists = (book.add_worksheet(title) for title in ("人员", "说明", "选项"))
    bold = book.add_format({"bold": True, "bg_color": "#f4e9e4", "text_wrap": True, "border": 1})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, title in enumerate(rows.COLUMNS):
        example, _ = _LEGEND[title]
        form = day if title in {rows.SINCE, rows.START, rows.VALID_FROM, rows.VALID_TO} else text
        sheet.set_column(place, place, max(14, 2 * len(title)), form)
        sheet.write_string(0, place, title, bold)
        sheet.write_comment(0, place, f"例：{example}")
    sheet.freeze_panes(1, 1)
    for place, words in ((1, departments), (3, tuple(posts().values())), (4, (*departments, rows.WHOLE))):
        if words:
            lists.write_column(0, place, words)
            letter = "ABCDE"[place]
            rule = {"validate": "list", "source": f"=选项!${letter}$1:${letter}${len(words)}"}
            sheet.data_validation(1, place, LAST, place, {**rule, "error_type": "information"})
    lists.hide()
    lines = [*((title, f"{what}例：{example}") for title, (example, what) in _LEGEND.items())]
    lines += [(f"岗位：{title}", duty(code)) for code, title in posts().items()]
    for line, (title, what) in enumerate(lines):
        legend.write_string(line, 0, title)
        legend.write_string(line, 1, what)
    legend.set_column(0, 0, 30)
    legend.set_column(1, 1, 90)
    book.close()
