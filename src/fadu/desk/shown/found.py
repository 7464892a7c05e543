# SPDX-License-Identifier: MulanPSL-2.0
"""Findings as pages show them: how far people have got, what was seen, the cause before anything about who."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.oversight import disposing, kept, raising

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fadu.oversight.models import Raised

#: what is shown of a finding that the last check did not find again
GONE = "最近一次核对不再列出。"


def lines(rows: Iterable[Raised], at: datetime) -> list[dict[str, Any]]:
    """Findings in their order, with what the last check said of them; the cases of the rows are looked up with them."""
    there = list(rows)
    if not there:
        return []
    said = raising.told_apart(kept.last_of([row.case_id for row in there]))
    return [line_of(row, said.get(row.case_id, {}).get(raising.of_row(row)), at) for row in there]


def by_cause(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings of one cause as one: those of a case that a rule gives for several of its acts, as far as people have got equally far with
    them. Each stands as a row of the first (``acts``), which stays where it was.
    """
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in lines:
        row = line["row"]
        same = row.case_id, row.rule, row.severity, line["word"], line["cause"], line["character"]
        groups.setdefault(same, {**line, "acts": []})["acts"].append(line)
    return list(groups.values())


def line_of(row: Raised, finding: Any, at: datetime) -> dict[str, Any]:
    """One finding; ``finding`` is what the last check said of it, None where it says nothing more."""
    return {
        "row": row,
        "word": disposing.standing(row),
        "message": finding.message if finding is not None else GONE,
        "cites": row.cites,
        "cause": disposing.cause_of(row),
        "character": disposing.character_of(row),
        "overdue": disposing.is_overdue(row, at),
    }
