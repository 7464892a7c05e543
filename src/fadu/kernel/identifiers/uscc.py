# SPDX-License-Identifier: MulanPSL-2.0
"""统一社会信用代码: 18 characters without I, O, Z, S, V; the last is a check digit modulo 31 (GB 32100-2015)."""

from __future__ import annotations

from fadu.kernel.identifiers import IdentifierError

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def compact(number: str) -> str:
    """Without spaces, in capitals, full-width characters narrowed.

    >>> compact(" 91110000600037341l ")
    '91110000600037341L'
    """
    return "".join(
        chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in number if not c.isspace()
    ).upper()


def check_digit(number: str) -> str:
    """The check digit of the first 17 characters.

    >>> check_digit("91110000600037341")
    'L'
    """
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(number[:17], WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def validate(number: str) -> str:
    """The compact code, or IdentifierError.

    >>> validate("91110000600037341L")
    '91110000600037341L'
    >>> validate("91110000600037341A")
    Traceback (most recent call last):
    ...
    fadu.kernel.identifiers.IdentifierError: 统一社会信用代码“91110000600037341A”的校验位应为L；实为A。请与登记证照核对。
    """
    code = compact(number)
    if len(code) != 18:
        raise IdentifierError(f"统一社会信用代码应为18位；“{code}”有{len(code)}位。请与登记证照核对。")
    wrong = [c for c in code if c not in ALPHABET]
    if wrong:
        raise IdentifierError(f"统一社会信用代码“{code}”中不应有“{'、'.join(wrong)}”。请与登记证照核对。")
    expected = check_digit(code)
    if code[17] != expected:
        raise IdentifierError(
            f"统一社会信用代码“{code}”的校验位应为{expected}；实为{code[17]}。请与登记证照核对。"
        )
    return code


def is_valid(number: str) -> bool:
    """Whether the code is right."""
    try:
        validate(number)
    except IdentifierError:
        return False
    return True


def mask(number: str) -> str:
    """A code of an enterprise is public: nothing is masked."""
    return compact(number)
