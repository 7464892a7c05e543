# SPDX-License-Identifier: MulanPSL-2.0
"""公民身份号码: 18 characters, place, date of birth, serial, check digit modulo 11-2 (GB 11643-1999)."""

from __future__ import annotations

from datetime import date

from fadu.kernel.identifiers import IdentifierError
from fadu.kernel.identifiers.uscc import compact as _compact
from fadu.kernel.plain_numbers import plain_number

WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
CHECK = "10X98765432"


def compact(number: str) -> str:
    """Without spaces, in capitals, full-width characters narrowed."""
    return _compact(number)


def check_digit(number: str) -> str:
    """The check digit of the first 17 digits.

    >>> check_digit("11010519491231002")
    'X'
    """
    return CHECK[sum(int(c) * weight for c, weight in zip(number[:17], WEIGHTS, strict=True)) % 11]


def validate(number: str) -> str:
    """The compact number, or IdentifierError. The message never repeats the number.

    >>> validate("11010519491231002X")
    '11010519491231002X'
    >>> validate("110105194912310021")
    Traceback (most recent call last):
    ...
    fadu.kernel.identifiers.IdentifierError: 身份证号码的校验位不符。请与证件核对。
    """
    code = compact(number)
    if len(code) != 18 or plain_number(code[:17]) is None:
        raise IdentifierError(f"身份证号码应为18位，前17位是数字；所填有{len(code)}位。请与证件核对。")
    try:
        date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        raise IdentifierError("身份证号码中的出生日期不存在。请与证件核对。") from None
    if code[17] != check_digit(code):
        raise IdentifierError("身份证号码的校验位不符。请与证件核对。")
    return code


def is_valid(number: str) -> bool:
    """Whether the number is right."""
    try:
        validate(number)
    except IdentifierError:
        return False
    return True


def mask(number: str) -> str:
    """The number as screens and papers show it.

    >>> mask("11010519491231002X")
    '110***********002X'
    """
    code = compact(number)
    return f"{code[:3]}{'*' * (len(code) - 7)}{code[-4:]}" if len(code) > 7 else "*" * len(code)
