# SPDX-License-Identifier: MulanPSL-2.0
"""Money is integer fen; here is how it is printed and read.

Capital figures follow 《正确填写票据和结算凭证的基本规定》 (支付结算办法, annex 1).
"""

from __future__ import annotations

import re

from fadu.kernel.errors import BadInputError

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
#: one more than the largest amount that can be written
LIMIT = 10**18
AMOUNT = re.compile(r"(?P<sign>-?)(?P<yuan>\d{1,3}(,\d{3})+|\d+)(\.(?P<fen>\d{1,2})0*)?")


def yuan(fen: int) -> str:
    """An amount in yuan with two decimals and thousands separated.

    >>> yuan(123450), yuan(-5), yuan(0)
    ('1,234.50', '-0.05', '0.00')
    """
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def parse_yuan(text: str) -> int:
    """Read an amount in yuan into fen. Raises BadInputError.

    >>> parse_yuan("1,234.5元"), parse_yuan("￥300")
    (123450, 30000)
    >>> parse_yuan("12.345")
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: 应为以元计的金额，至多两位小数，如 1,234.50；实为“12.345”。请改正金额。
    """
    compact = text.strip().translate(str.maketrans("，．－", ",.-")).removesuffix("元").lstrip("￥¥").strip()
    match = AMOUNT.fullmatch(compact)
    if not match or int(match["yuan"].replace(",", "")) * 100 >= LIMIT:
        raise BadInputError(expected="以元计的金额，至多两位小数，如 1,234.50", got=text, remedy="改正金额")
    amount = int(match["yuan"].replace(",", "")) * 100 + int((match["fen"] or "0").ljust(2, "0"))
    return -amount if match["sign"] else amount


def capital(fen: int) -> str:
    """An amount in capital Chinese figures, as decisions and receipts print it.

    >>> capital(123450)
    '壹仟贰佰叁拾肆元伍角'
    >>> capital(10000000), capital(1000005), capital(0)
    ('壹拾万元整', '壹万元零伍分', '零元整')
    """
    if abs(fen) >= LIMIT:
        raise BadInputError(expected="小于一亿亿元的金额", got=yuan(fen), remedy="核对金额")
    whole, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole(whole)}元" if whole or not rest else ""
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif cents and whole:
        text += "零"
    text += f"{DIGITS[cents]}分" if cents else ""
    return f"{'负' if fen < 0 else ''}{text}{'' if rest else '整'}"


def _whole(number: int) -> str:
    """A whole number in capital figures.

    >>> _whole(100_0010_0001), _whole(10_0200), _whole(1_0000_0000)
    ('壹佰亿零壹拾万零壹', '壹拾万零贰佰', '壹亿')
    """
    if number == 0:
        return DIGITS[0]
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10000)
        groups.append(group)
    text, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = bool(text)
            continue
        text += "零" if text and (gap or group < 1000) else ""
        text += _four_digits(group) + _group_name(index, groups)
        gap = False
    return text


def _group_name(index: int, groups: list[int]) -> str:
    if index == 3 and groups[2]:
        return "万"
    return GROUPS[index]


def _four_digits(group: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return text
