# SPDX-License-Identifier: MulanPSL-2.0
"""How a number is written. Pure. The pattern, 第 and brackets included, is data per form and bureau."""

from __future__ import annotations

from fadu.kernel.errors import BadInputError

#: what stands in the braces of a pattern, as data writes it -> as people read and write it
PARTS = {"abbreviation": "代字", "year": "年份", "serial": "序号"}


def in_words(pattern: str) -> str:
    """A pattern as people read it.

    >>> in_words("{abbreviation}市监罚告〔{year}〕{serial}号")
    '{代字}市监罚告〔{年份}〕{序号}号'
    """
    for part, word in PARTS.items():
        pattern = pattern.replace("{" + part, "{" + word)
    return pattern


def from_words(pattern: str) -> str:
    """A pattern as data writes it, whichever way it was typed.

    >>> from_words("{代字}市监罚告〔{年份}〕{序号}号")
    '{abbreviation}市监罚告〔{year}〕{serial}号'
    """
    for part, word in PARTS.items():
        pattern = pattern.replace("{" + word, "{" + part)
    return pattern


def write_number(pattern: str, *, abbreviation: str, year: int, serial: int) -> str:
    """The text of a number.

    >>> write_number("{abbreviation}市监罚告〔{year}〕{serial}号", abbreviation="临", year=2022, serial=12)
    '临市监罚告〔2022〕12号'
    """
    if "{serial" not in pattern or "{year" not in pattern:
        raise BadInputError(
            expected="含 {年份} 和 {序号} 的文号式样",
            got=in_words(pattern),
            remedy="改为如 {代字}市监罚告〔{年份}〕{序号}号",
        )
    try:
        return pattern.format(abbreviation=abbreviation, year=year, serial=serial)
    except (KeyError, IndexError, ValueError) as error:
        raise BadInputError(
            expected="只含 {代字}、{年份}、{序号} 的文号式样", got=in_words(pattern), remedy="去掉其他花括号"
        ) from error
