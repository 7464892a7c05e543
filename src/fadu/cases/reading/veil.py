# SPDX-License-Identifier: MulanPSL-2.0
"""What waits for the bureau's head is told to the head and to the one person named by him; others read that it waits to be signed.

Nothing lawful hangs on it: the terms of the case are everybody's who sees the case. Whoever may do the same thing himself, as a deputy
may, is told of it as his own turn.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fadu.cases.rules import person_of
from fadu.people import aides
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Officer

#: all that is said of it to others
TO_BE_SIGNED = "待签"


def is_of_the_head(turn: OpenTurn) -> bool:
    """Whether a turn is the head's, alone or among others."""
    return ("post", aides.HEAD) in turn.whom


class Veil:
    """What of the turns somebody may be told; nobody (None) is told nothing of the head's. Asks the database only where it must."""

    def __init__(self, officer: Officer | None, at: datetime) -> None:
        self._officer, self._at = officer, at

    def hides(self, turn: OpenTurn) -> bool:
        """Whether of a turn no more is told than that it waits to be signed."""
        if not is_of_the_head(turn):
            return False
        return not self._offices.intersection(turn.whom) and not self._is_aide

    def parted(self, turns: Iterable[OpenTurn]) -> tuple[list[OpenTurn], bool]:
        """The turns that may be told, and whether something else waits to be signed."""
        shown, hidden = [], False
        for turn in turns:
            if self.hides(turn):
                hidden = True
            else:
                shown.append(turn)
        return shown, hidden

    @cached_property
    def _offices(self) -> frozenset[tuple[str, str]]:
        """As whom the officer is waited for."""
        if self._officer is None:
            return frozenset()
        held = people.holdings(self._officer, self._at)
        return frozenset({("officer", person_of(self._officer.pk)), *(("post", one.post) for one in held)})

    @cached_property
    def _is_aide(self) -> bool:
        return self._officer is not None and aides.is_aide(self._officer, self._at)
