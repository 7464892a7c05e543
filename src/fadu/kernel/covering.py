# SPDX-License-Identifier: MulanPSL-2.0
"""Covering what an error or a log may not keep: identity and telephone numbers."""

from __future__ import annotations

import re

_LONG_NUMBER = re.compile(r"\d{7,}")


def covered(text: str) -> str:
    """A text in which long numbers show only their ends.

    >>> covered("bad 11010519491231002X of 2022")
    'bad 110****002X of 2022'
    """
    return _LONG_NUMBER.sub(lambda match: f"{match[0][:3]}****{match[0][-3:]}", text)
