# SPDX-License-Identifier: MulanPSL-2.0
"""The whole list of limits as a file: a change of it shows in a review as what it does in law.

To renew it after a change that is meant: ``fadu limit --list --json > tests/law/limits.snapshot.json``.
"""

from __future__ import annotations

import json
from pathlib import Path

from fadu.cli.limit import listed
from fadu.law import library

SNAPSHOT = Path(__file__).parent / "limits.snapshot.json"


def test_the_list_of_limits_is_the_one_that_was_reviewed() -> None:
    reviewed = {
        (item["key"], item["in_force_from"]): item for item in json.loads(SNAPSHOT.read_text("utf-8"))
    }
    shipped = {(limit.key, limit.in_force_from.isoformat()): listed(limit) for limit in library().limits()}

    assert shipped == reviewed


def test_the_list_has_one_entry_per_dated_value() -> None:
    entries = [(limit.key, limit.in_force_from) for limit in library().limits()]

    assert len(entries) == len(set(entries))
