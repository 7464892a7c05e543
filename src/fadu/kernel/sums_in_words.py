# SPDX-License-Identifier: MulanPSL-2.0
"""Sums of money that a running text names: in figures, with 万 and 亿, with a sign before them, or in characters; with 角 and 分."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {
    sign: value
    for signs in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖")
    for value, sign in enumerate(signs)
}
_DIGITS["两"] = 2
_TENS: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GREAT: Mapping[str, int] = {"万": 10**4, "亿": 10**8}
_SMALL = "".join(_DIGITS)
_TIMES = "".join((*_TENS, *_GREAT))
_PLAIN = r"\d[\d,]*(?:\.\d+)?"
#: figures, each of them with 万 and the like behind it or not: 150000, 15万, 3万5千
_FIGURES = rf"(?<!\d)(?<!\d[.,]){_PLAIN}(?:\s*[{_TIMES}]+(?:{_PLAIN})?)*"
_PART = re.compile(rf"(?P<number>{_PLAIN})\s*(?P<times>[{_TIMES}]*)")
#: what follows the yuan; 三分之一 and 二分公司 are no 分
_CHANGE = rf"(?:零?([{_SMALL}\d])角)?(?:零?([{_SMALL}\d])分(?![之公局店厂行校别期]))?"
#: places whose name begins like a sum: 三元支行, 三元区, 二元桥
_NO_PLACE = r"(?!元(?:支行|分行|分理处|营业|[区县市镇乡村里桥路街巷庄店]|超市|小区))"
_SUM = re.compile(
    rf"￥\s*(?P<signed>{_FIGURES})"
    rf"|(?P<figures>{_FIGURES})余?\s*(?:元|圆|块){_CHANGE}"
    rf"|(?P<words>[{_SMALL}{_TIMES}]{{2,}}|[{_SMALL}{_TIMES}]{_NO_PLACE})\s*(?:元|圆|块){_CHANGE}"
)
#: numbers that are written as sums are, without a unit: 伍万, 15万, 壹仟贰佰
_BARE = re.compile(
    rf"(?:{_FIGURES}(?<=[万亿])|[{_SMALL}十百千拾佰仟]+[万亿][{_SMALL}{_TIMES}]*|[壹贰叁肆伍陆柒捌玖][拾佰仟][{_SMALL}{_TIMES}]*)(?![村镇乡县区市路街里])"
)
_END_OF_CLAUSE = re.compile(r"[，。；;！？\n]")


@dataclass(frozen=True, slots=True)
class Named:
    """A sum that a text names: in fen, as it is written, and the words of its clause before it (since the sum before) and behind it."""

    fen: int
    words: str
    before: str = ""
    behind: str = ""


def sums_named(text: str) -> list[Named]:
    """The sums a text names, each with what stands around it.

    >>> sums_named("尚欠罚款3,000元（逾期），缴清")
    [Named(fen=300000, words='3,000元', before='尚欠罚款', behind='(逾期)')]
    """
    folded, start, named = _folded(text), 0, []
    for one in _SUM.finditer(folded):
        before = _END_OF_CLAUSE.split(folded[start : one.start()])[-1]
        behind = _END_OF_CLAUSE.split(folded[one.end() :])[0]
        named.append(Named(fen=_fen(one), words=one[0], before=before, behind=behind))
        start = one.end()
    return named


def sums_in(text: str) -> list[int]:
    """The sums a text names, in fen and in their order.

    >>> sums_in("立即缴纳罚款１８０，０００元，其中第一期6万元"), sums_in("罚款￥150000")
    ([18000000, 6000000], [15000000])
    >>> sums_in("罚款十五万元和加处罚款"), sums_in("（大写：壹拾伍万零贰佰圆整）"), sums_in("全部罚款，十日内")
    ([15000000], [15020000], [])
    >>> sums_in("壹仟贰佰叁拾肆元伍角陆分，即1234元5角6分，3万5千元，到三元支行缴纳")
    [123456, 123456, 3500000]
    """
    return [one.fen for one in sums_named(text)]


def sums_said(text: str) -> list[str]:
    """The sums a text names, as it says them.

    >>> sums_said("罚款四千元更正为40,000元"), sums_said("当事人姓名更正为王二元")
    (['四千元', '40,000元'], ['二元'])
    """
    return [one.words for one in sums_named(text)]


def bare_sums(text: str) -> list[str]:
    """Numbers that are written as sums are and have no unit, as the text writes them.

    >>> bare_sums("罚款数额“伍万”更正为“500万”，原为五万元"), bare_sums("门牌十二号、2022年")
    (['伍万', '500万'], [])
    """
    return [one[0] for one in _BARE.finditer(_SUM.sub("元", _folded(text)))]


def _folded(text: str) -> str:
    """Full-width figures and signs as half-width ones; the comma of a sentence stays full-width."""
    grouped = re.sub(r"(?<=\d)，(?=\d{3}(?!\d))", ",", text)
    return "，".join(unicodedata.normalize("NFKC", part) for part in grouped.split("，")).replace("¥", "￥")


def _fen(written: re.Match[str]) -> int:
    jiao, cents = (written[3], written[4]) if written["figures"] else (written[6], written[7])
    change = 10 * _digit(jiao) + _digit(cents)
    if written["words"]:
        return _number(written["words"]) * 100 + change
    parts = _PART.finditer(written["signed"] or written["figures"])
    return (
        int(sum(Decimal(part["number"].replace(",", "")) * _times(part["times"]) for part in parts) * 100)
        + change
    )


def _digit(sign: str | None) -> int:
    return _DIGITS[sign] if sign in _DIGITS else int(sign or 0)


def _times(words: str) -> int:
    times = 1
    for sign in words:
        times *= {**_TENS, **_GREAT}[sign]
    return times


def _number(words: str) -> int:
    """A whole number in characters; 万 multiplies what stands since the last 亿, 亿 all before it.

    >>> _number("一亿二千万"), _number("壹万亿"), _number("十五万零二百")
    (120000000, 1000000000000, 150200)
    """
    total = part = digit = 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            part, digit = part + (digit or 1) * _TENS[sign], 0
        elif sign == "万":
            total, part, digit = total + (part + digit or 1) * _GREAT[sign], 0, 0
        else:
            total, part, digit = (total + part + digit or 1) * _GREAT[sign], 0, 0
    return total + part + digit
