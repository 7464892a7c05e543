# SPDX-License-Identifier: MulanPSL-2.0
"""How figures are worded: exact, in 万元, as a rate with its denominator, or approximately by rule, never typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.figures.figure import Figure

#: a rate at which words of totality (均、全部、全员) are true
WHOLE = 10_000


def money_words(fen: int) -> str:
    """An amount in 万元 with two decimals, rounded half up.

    >>> money_words(1234567), money_words(0)
    ('1.23万元', '0.00万元')
    """
    hundredths = (fen + 5_000) // 10_000
    return f"{hundredths // 100:,}.{hundredths % 100:02d}万元"


def rate_words(basis_points: int) -> str:
    """A rate with up to two decimals, never rounded up to 100 %.

    >>> rate_words(9876), rate_words(10000), rate_words(9990)
    ('98.76%', '100%', '99.9%')
    """
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def value_words(figure: Figure) -> str:
    """A figure's value with its unit; a rate prints with its denominator."""
    value = figure.value
    if figure.measure == "rate":
        if value is None or figure.numerator is None or figure.denominator is None:
            return "（没有可以计算的记录）"
        part, whole = figure.numerator.value, figure.denominator.value
        return f"{rate_words(value)}（{part}/{whole}{figure.denominator.unit}）"
    if figure.unit == "万元":
        return money_words(value or 0)
    return f"{value}{figure.unit}"


def approximate(number: int) -> str:
    """A number in approximate words: never more than it is.

    >>> [approximate(n) for n in (7, 10, 13, 20, 99, 100, 128, 1000, 1234)]
    ['7', '10', '10余', '20', '90余', '百', '百余', '千', '千余']
    """
    if number < 10:
        return str(number)
    if number < 100:
        return _over(number, 10, f"{number // 10 * 10}")
    for unit, word in ((10_000, "万"), (1_000, "千"), (100, "百")):
        if number >= unit:
            many = number // unit
            return _over(number, unit, word if many == 1 else f"{many}{word}")
    return str(number)


def _over(number: int, unit: int, words: str) -> str:
    return words if number % unit == 0 else f"{words}余"


def approximate_words(figure: Figure) -> str:
    """A count in approximate words with its unit."""
    return f"{approximate(figure.value or 0)}{figure.unit}"
