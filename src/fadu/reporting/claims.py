# SPDX-License-Identifier: MulanPSL-2.0
"""What a sentence of the report may not say by itself: numbers, totality and praise come from records or not at all."""

from __future__ import annotations

import re

from fadu.kernel.errors import FaduError

PLACE = re.compile(r"\{([^{}|.]+)(?:\|(\w+)|\.(\w+))?\}")
#: words of totality: they may only stand in a statement that names the rate that must be 100 %
TOTALITY = (
    "均",
    "全部",
    "全员",
    "全体",
    "所有",
    "一律",
    "每次都",
    "每件都",
    "逐人",
    "件件",
    "逐件",
    "无一",
    "从未",
    "百分之百",
    "零差错",
)
#: praise and comparison that no record supports
PRAISE = (
    "显著",
    "大幅",
    "圆满",
    "明显成效",
    "成效明显",
    "成绩突出",
    "高度评价",
    "广泛好评",
    "名列前茅",
    "位居前列",
    "同比",
    "大多数",
    "绝大部分",
)
#: numbers written in characters: two or more of something, or approximately many; 一 alone is an article
_MANY = "〇零二两三四五六七八九十百千万亿数几"
_UNIT = "件次个项户名人条起份场期篇部家笔元成倍宗批余多"
NUMERALS = re.compile(rf"(?<!第)[{_MANY}一]*[{_MANY}][{_MANY}一]*[{_UNIT}](?!重|公开)|百分之|过半|半数|翻番")
#: a plan is told in the future: what is done belongs into a statement
DONE = ("已经", "已完成", "已建立", "完成了", "取得了", "实现了", "开展了", "全年共", "去年", "本年度")


class ClaimError(FaduError):
    """这句话说了没有记录支持的内容。"""

    code = "claim"


def bare(text: str) -> str:
    """A sentence without its placeholders."""
    return PLACE.sub("＿", text)


def check_claim(text: str, where: str, *, totality: bool) -> None:
    """Refuse typed numbers, praise, and words of totality without a rate. Raises ClaimError."""
    words = bare(text)
    if any(character.isdigit() for character in words):
        raise ClaimError(f"{where}：数字只能来自数据，不能直接写在表述里。请写花括号中的代码。")
    if numeral := NUMERALS.search(words):
        raise ClaimError(f"{where}：“{numeral[0]}”是写成汉字的数字，数字只能来自数据。请写花括号中的代码。")
    if praise := next((word for word in PRAISE if word in words), None):
        raise ClaimError(f"{where}：“{praise}”是没有记录可以支持的评价或者比较。请删去，或者改用数据说明。")
    if not totality and (total := next((word for word in TOTALITY if word in words), None)):
        raise ClaimError(f"{where}：用了全称词“{total}”，须写明 totality 所依的比率；比率到百分之百才印。")


def check_plan(text: str, where: str) -> None:
    """A plan holds no numbers and tells nothing as done. Raises ClaimError."""
    words = bare(text)
    if any(character.isdigit() for character in words) or NUMERALS.search(words):
        raise ClaimError(f"{where}：打算里不写数字。")
    if deed := next((word for word in DONE if word in words), None):
        raise ClaimError(f"{where}：“{deed}”说的是已经发生的事，应当写成有依据的表述。")
