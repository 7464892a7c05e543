# SPDX-License-Identifier: MulanPSL-2.0
"""Verifying everything: triggers, chains, tree and heads, and the rows that follow from entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.ledger import chain_checks, problems, tree_checks, witness
from fadu.ledger.problems import Problem
from fadu.storage import triggers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def verify(head: Mapping[str, Any] | None = None) -> list[Problem]:
    """Everything that does not agree: chains, tree, heads, triggers, and the rows that follow from entries."""
    kept = [head] if head else witness.heads()
    found = [*_missing_triggers(), *chain_checks.problems(), *tree_checks.problems(kept)]
    for check in problems.projections().values():
        found += list(check())
    return found


def _missing_triggers() -> Iterator[Problem]:
    for name in triggers.missing():
        yield Problem(
            code="trigger_missing", where=name, message="保护记录的触发器不在：有人可以改动记录而不被拒绝。"
        )
