# SPDX-License-Identifier: MulanPSL-2.0
"""What is a penalty, and what is none."""

from __future__ import annotations

from fadu.procedure.library import library


def test_an_order_to_correct_is_no_kind_of_penalty() -> None:
    for procedure in library().editions("penalty"):
        titles = [choice.title for choice in procedure.fields["penalty_kinds"].choices]
        assert not any("责令改正" in title or "责令退" in title for title in titles)
