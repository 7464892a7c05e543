# SPDX-License-Identifier: MulanPSL-2.0
"""Covering what an error or a log may not keep: identity and telephone numbers, and addresses that open something by themselves."""

from __future__ import annotations

import re

_LONG_NUMBER = re.compile(r"\d{7,}")
#: what follows in the address of a calendar is its key, whatever is wrong with the rest of the address
_KEY = re.compile(r"(/calendar/)[^\s/?#\"'<>]{16,}")


def covered(text: str) -> str:
    """A text in which long numbers show only their ends, and a secret address nothing of its secret.

    >>> covered("bad 11010519491231002X of 2022")
    'bad 110****002X of 2022'
    >>> covered("Too Many Requests: /calendar/kT3_q-9vXb2mNw8sLr5yZc7a.ics")
    'Too Many Requests: /calendar/****'
    """
    bare = _KEY.sub(r"\1****", text)
    return _LONG_NUMBER.sub(lambda match: f"{match[0][:3]}****{match[0][-3:]}", bare)
