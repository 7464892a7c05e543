# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers of articles, and of what they count, in characters, as papers print them."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_NUMBER = re.compile(r"(?<=第)\d{1,3}(?=[条款项])")


def in_characters(article: str) -> str:
    """An article with its number as papers print it.

    >>> in_characters("《行政复议法》第23条"), in_characters("《某法》第120条第4项"), in_characters("《某法》第105条")
    ('《行政复议法》第二十三条', '《某法》第一百二十条第四项', '《某法》第一百零五条')
    """
    return _NUMBER.sub(lambda digits: _numeral(int(digits[0])), article)


def _numeral(number: int) -> str:
    """A number below a thousand in characters."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += f"{'' if tens == 1 and not hundreds else _DIGITS[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (_DIGITS[ones] if ones else "")
