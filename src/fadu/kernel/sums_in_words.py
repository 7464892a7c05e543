# SPDX-License-Identifier: MulanPSL-2.0
"""Sums of money that a running text names: in figures, with 万 and 亿, with a sign before them, or in characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

_DIGITS = {
    sign: value
    for signs in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
    for value, sign in enumerate(signs)
}
_DIGITS["两"] = 2
_TENS: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GREAT: Mapping[str, int] = {"万": 10**4, "亿": 10**8}
_HAN = "".join((*_DIGITS, *_TENS, *_GREAT))
_SUM = re.compile(
    rf"[￥¥]\s*(?P<signed>\d[\d,]*(?:\.\d+)?)\s*(?P<many>[十百千]?[万亿])?"
    rf"|(?P<figures>\d[\d,]*(?:\.\d+)?)\s*(?P<times>[十百千]?[万亿]|[百千])?余?(?:元|圆|块)"
    rf"|(?P<words>[{_HAN}]+)(?:元|圆|块)"
)


def sums_in(text: str) -> list[int]:
    """The sums a text names, in fen and in their order; jiao and fen in characters are left aside.

    >>> sums_in("立即缴纳罚款１８０，０００元，其中第一期6万元"), sums_in("罚款￥150000")
    ([18000000, 6000000], [15000000])
    >>> sums_in("罚款十五万元和加处罚款"), sums_in("（大写：壹拾伍万零贰佰圆整）"), sums_in("全部罚款，十日内")
    ([15000000], [15020000], [])
    """
    return [_fen(one) for one in _SUM.finditer(_folded(text))]


def sums_said(text: str) -> list[str]:
    """The sums a text names, as it says them.

    >>> sums_said("罚款四千元更正为40,000元"), sums_said("当事人姓名更正为王二元")
    (['四千元', '40,000元'], ['二元'])
    """
    return [one[0] for one in _SUM.finditer(_folded(text))]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("¥", "￥")


def _fen(written: re.Match[str]) -> int:
    if written["words"]:
        return _number(written["words"]) * 100
    figures = Decimal((written["signed"] or written["figures"]).replace(",", ""))
    return int(figures * _times(written["many"] or written["times"] or "") * 100)


def _times(words: str) -> int:
    times = 1
    for sign in words:
        times *= {**_TENS, **_GREAT}[sign]
    return times


def _number(words: str) -> int:
    """A whole number in characters."""
    total = part = digit = 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            part, digit = part + (digit or 1) * _TENS[sign], 0
        else:
            total, part, digit = (total + part + digit or 1) * _GREAT[sign], 0, 0
    return total + part + digit
