# SPDX-License-Identifier: MulanPSL-2.0
"""联系电话: masked on screen."""

from __future__ import annotations

from fadu.kernel.identifiers.uscc import compact as _compact


def compact(number: str) -> str:
    """Without spaces and dashes."""
    return _compact(number).replace("-", "")


def mask(number: str) -> str:
    """The number as screens show it.

    >>> mask("138 0013 8000"), mask("12345")
    ('138****8000', '*2345')
    """
    code = compact(number)
    if len(code) <= 7:
        return "*" * max(len(code) - 4, 0) + code[-4:]
    return f"{code[:3]}{'*' * (len(code) - 7)}{code[-4:]}"
