# SPDX-License-Identifier: MulanPSL-2.0
"""What may be done in a case, sorted as the case page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.procedure.decision import Option


def open_to(option: Option) -> bool:
    """Whether the form is worth opening: it may be done, or all that stands against it is something not yet told."""
    return option.may or all(ground.unknown for ground in option.grounds)
