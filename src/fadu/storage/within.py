# SPDX-License-Identifier: MulanPSL-2.0
"""Working in the caller's transaction, or in one of its own where there is none."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction

if TYPE_CHECKING:
    from collections.abc import Callable

Given = ParamSpec("Given")
Result = TypeVar("Result")


def within(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """All of a work or nothing of it: with the caller's transaction, else in one of its own.

    Unlike ``transaction.atomic`` it makes no savepoint in a transaction that is open, which costs two statements: whoever
    catches what the work raises and goes on in the same transaction would keep what it had written by then.
    """

    @wraps(work)
    def whole(*values: Given.args, **named: Given.kwargs) -> Result:
        if connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return work(*values, **named)
        with transaction.atomic():
            return work(*values, **named)

    return whole
