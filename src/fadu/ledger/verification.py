# SPDX-License-Identifier: MulanPSL-2.0
"""Verifying everything: triggers, chains, keys, tree and heads, witnesses, and the rows that follow from entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.ledger import (
    chain_checks,
    key_checks,
    problems,
    tree_checks,
    witness_checks,
)
from fadu.ledger.problems import Problem
from fadu.storage import triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.ledger.heads import Head


def verify(heads: Iterable[Head] = ()) -> list[Problem]:
    """Everything that does not agree, ``heads`` kept elsewhere included."""
    register, found = key_checks.read()
    witnessed, told = witness_checks.read()
    found = [*_missing_triggers(), *chain_checks.problems(), *found, *told]
    given = witness_checks.in_order(list(heads), "所给的账本根")
    found += tree_checks.problems(register, *witnessed, given)
    for check in problems.projections().values():
        found += list(check())
    return found


def _missing_triggers() -> Iterator[Problem]:
    for name in triggers.missing():
        yield Problem(
            code="trigger_missing", where=name, message="保护记录的触发器不在：有人可以改动记录而不被拒绝。"
        )
