# SPDX-License-Identifier: MulanPSL-2.0
"""Asking the same question once: for a page that only reads, and is of one moment.

What `Prepared` statements answer inside the block is kept until its end. Whoever writes has no business here: he would read
what was there before.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_answers: ContextVar[dict[Any, list[Any]] | None] = ContextVar("fadu_answers", default=None)


def answers() -> dict[Any, list[Any]] | None:
    """What was answered in this block so far; None outside of one."""
    return _answers.get()


@contextmanager
def asked_once() -> Iterator[None]:
    """Within the block the same prepared statement with the same values is asked once.

    >>> with asked_once():
    ...     answers()
    {}
    >>> answers() is None
    True
    """
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)
