# SPDX-License-Identifier: MulanPSL-2.0
"""What `verify` names: table, row, column, a code, a sentence; and the checks that rooms offer over what they keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from django.db.models import Model

    #: whether a stream is looked at
    Takes = Callable[[str], bool]

#: where a problem names no table: it is about entries, chains, heads, keys
LEDGER = "ledger_ledgerentry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What `verify` found: a machine code, where, and what is wrong in Chinese.

    ``where`` says it to people; ``table``, ``row`` and ``column`` to programs (a column left empty is the whole row).
    """

    code: str
    where: str
    message: str
    table: str = LEDGER
    row: str = ""
    column: str = ""

    def as_json(self) -> dict[str, str]:
        return {
            "table": self.table,
            "row": self.row or self.where,
            "column": self.column,
            "finding": self.code,
            "message": f"{self.where}：{self.message}",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check over something that a room keeps: over the rows of ``model``, some at a time, or as a whole.

    ``of`` is asked for some keys of ``model`` together, all of one moment; ``whole`` for what cannot be asked by rows: it is
    told which streams to look at, where it goes by streams.
    ``touched`` gives the keys of which streams tell: those about which the ledger says something new are looked at again.
    """

    name: str
    title: str
    model: type[Model]
    of: Callable[[Sequence[int]], Iterable[Problem]] | None = None
    touched: Callable[[Iterable[str]], Iterable[int]] | None = None
    whole: Callable[[Takes], Iterable[Problem]] | None = None


_checks: dict[str, Check] = {}


def offer(check: Check) -> None:
    """Let `verify` make this check too."""
    _checks[check.name] = check


def offered() -> Iterator[Check]:
    """Every check, in the order in which rooms offered them."""
    return iter(list(_checks.values()))
