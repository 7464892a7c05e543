# SPDX-License-Identifier: MulanPSL-2.0
"""Asking the same question once: for a page that only reads, and is of one moment.

What `Prepared` statements answer inside the block, and what is looked up under a name, is kept until its end. Whoever writes nevertheless
(what the law brings about is recorded when somebody looks) lets everything be asked anew.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

Answer = TypeVar("Answer")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("fadu_answers", default=None)


def answers() -> dict[Any, Any] | None:
    """What was answered in this block so far; None outside of one."""
    return _answers.get()


def ask_anew() -> None:
    """Forget what was answered in this block so far: something was written in it.

    >>> with asked_once():
    ...     _ = looked_up("now", lambda: 1)
    ...     ask_anew()
    ...     looked_up("now", lambda: 2)
    2
    """
    kept = _answers.get()
    if kept is not None:
        kept.clear()


def looked_up(name: Hashable, work: Callable[[], Answer]) -> Answer:
    """What a work gives; within a block it is done once under a name, which holds everything its answer depends on.

    >>> looked_up("now", lambda: 1)
    1
    >>> with asked_once():
    ...     looked_up("now", lambda: 1), looked_up("now", lambda: 2)
    (1, 1)
    """
    kept = _answers.get()
    if kept is None:
        return work()
    if name not in kept:
        kept[name] = work()
    answer: Answer = kept[name]
    return answer


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
