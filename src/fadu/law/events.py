# SPDX-License-Identifier: MulanPSL-2.0
"""What terms run from: an event outside the bureau, which has a day of its own, or an act of the bureau and the like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A kind of event. ``outside``: it happens outside the bureau, so its legal day is not that of its recording."""

    key: str
    title: str
    outside: bool = False
