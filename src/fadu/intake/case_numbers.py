# SPDX-License-Identifier: MulanPSL-2.0
"""A case number however it is written: blanks inside it, and which brackets stand around the year, make no other case."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"\s+")
_YEAR = re.compile(r"[\[【（(〔﹝［]\s*(\d{4})\s*[\]】）)〕﹞］]")
#: the brackets around a year as documents print them (GB/T 9704), and those that stand in older lists
_BRACKETS = ("〔〕", "[]", "【】", "（）", "()")


def key_of(number: str) -> str:
    """What two spellings of one number have in common.

    >>> key_of(" 清市监罚 [2022] 1号") == key_of("清市监罚〔2022〕1号")
    True
    """
    return _YEAR.sub(lambda year: f"〔{year[1]}〕", _BLANKS.sub("", number))


def spellings(number: str) -> tuple[str, ...]:
    """A number in every spelling under which it may stand already, its own first.

    >>> spellings("清市监罚[2022]1号")[:3]
    ('清市监罚[2022]1号', '清市监罚〔2022〕1号', '清市监罚【2022】1号')
    """
    key = key_of(number)
    if not _YEAR.search(key):
        return tuple(dict.fromkeys((number, key)))
    others = (_around(pair, key) for pair in _BRACKETS)
    return tuple(dict.fromkeys((number, *others)))


def _around(pair: str, key: str) -> str:
    """A number with these brackets around its year."""
    return _YEAR.sub(lambda year: f"{pair[0]}{year[1]}{pair[1]}", key)
