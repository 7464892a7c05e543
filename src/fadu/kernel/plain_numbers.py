# SPDX-License-Identifier: MulanPSL-2.0
"""Whole numbers as they come in addresses and forms: the one place where such a text becomes a number.

``str.isdigit`` holds for “²”, which is no number to ``int``; ``str.isdecimal`` for the digits of every script; and a text of some
thousand digits is a number to neither ``int`` nor a database.
"""

from __future__ import annotations

#: no id, count or place of a database has more digits
MOST_DIGITS = 18


def plain_number(text: str | None, *, digits: int = MOST_DIGITS) -> int | None:
    """The number a text says in plain digits, at most so many; None where it says none.

    >>> plain_number("42"), plain_number("007"), plain_number("")
    (42, 7, None)
    >>> [plain_number(text) for text in ("²", "٣", "-1", "1.5", " 1", "9" * 19, None)]
    [None, None, None, None, None, None, None]
    >>> plain_number("2022", digits=4), plain_number("20222", digits=4)
    (2022, None)
    """
    if not text or len(text) > digits or not (text.isascii() and text.isdigit()):
        return None
    return int(text)
