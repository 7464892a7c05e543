# SPDX-License-Identifier: MulanPSL-2.0
"""联系电话: masked on screen."""

from __future__ import annotations

import re

from fadu.kernel.identifiers.uscc import compact as _compact

#: a mobile, a landline with or without its area and an extension, a short number of a service; each perhaps with the country before
_WRITTEN = re.compile(
    r"(?:\+?86)?(?:1\d{10}|[（(]?0\d{2,3}[)）]?[2-9]\d{6,7}|[2-9]\d{6,7}|[48]00\d{7})(?:[转×xX#]\d{1,6})?|(?:1\d{4}|9\d{4,5})"
)


def compact(number: str) -> str:
    """Without spaces and dashes."""
    return _compact(number).replace("-", "")


def problem_of(number: str) -> str:
    """What makes a text no telephone number of this country, as the end of a sentence; "" where nothing does.

    Eleven digits of a mobile, seven or eight of a landline, with its area (0571-…) or an extension, and the short ones of services.

    >>> problem_of("138 0013 8000"), problem_of("0571-87654321"), problem_of("87654321转203"), problem_of("12315")
    ('', '', '', '')
    >>> problem_of("1380099001"), problem_of("不知道")
    ('应为11位手机号码或者7至8位固定电话号码，这里有10位', '应为11位手机号码或者7至8位固定电话号码，这里有0位')
    """
    digits = "".join(c for c in compact(number) if c.isascii() and c.isdigit())
    if not number.strip() or _WRITTEN.fullmatch(compact(number)):
        return ""
    return f"应为11位手机号码或者7至8位固定电话号码，这里有{len(digits)}位"


def mask(number: str) -> str:
    """The number as screens show it.

    >>> mask("138 0013 8000"), mask("12345")
    ('138****8000', '*2345')
    """
    code = compact(number)
    if len(code) <= 7:
        return "*" * max(len(code) - 4, 0) + code[-4:]
    return f"{code[:3]}{'*' * (len(code) - 7)}{code[-4:]}"
