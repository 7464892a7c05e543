# SPDX-License-Identifier: MulanPSL-2.0
"""How a number is written. Pure. The pattern, 第 and brackets included, is data per form and bureau."""

from __future__ import annotations

from fadu.kernel.errors import BadInputError


def write_number(pattern: str, *, abbreviation: str, year: int, serial: int) -> str:
    """The text of a number.

    >>> write_number("{abbreviation}市监罚告〔{year}〕{serial}号", abbreviation="临", year=2022, serial=12)
    '临市监罚告〔2022〕12号'
    """
    if "{serial" not in pattern or "{year" not in pattern:
        raise BadInputError(
            expected="含 {year} 和 {serial} 的文号式样",
            got=pattern,
            remedy="改为如 {abbreviation}市监罚告〔{year}〕{serial}号",
        )
    try:
        return pattern.format(abbreviation=abbreviation, year=year, serial=serial)
    except (KeyError, IndexError, ValueError) as error:
        raise BadInputError(
            expected="只含 {abbreviation}、{year}、{serial} 的文号式样", got=pattern, remedy="去掉其他花括号"
        ) from error
