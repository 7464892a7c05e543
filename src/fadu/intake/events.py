# SPDX-License-Identifier: MulanPSL-2.0
"""What became of the events of a log: acts, notes, or passed over with a reason; the three add up to the events read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

#: the transition by which an event says that something was done; a log without transitions tells of nothing else
COMPLETE = "complete"
TRANSITION = "lifecycle:transition"
#: so many reasons are kept apart; a log of thousands has hardly more
REASONS = 200
OTHER = "其他理由"


@dataclass(slots=True)
class Events:
    """The events of one trace, or of a whole log.

    >>> log = Events(acts=2)
    >>> log.pass_over("不是完成（start）"); log.add(Events(acts=1, notes=1))
    >>> log.as_json()
    {'read': 5, 'acts': 3, 'notes': 1, 'passed': {'不是完成（start）': 1}}
    """

    acts: int = 0
    notes: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    def pass_over(self, reason: str) -> None:
        """An event is passed over."""
        self.passed[reason if reason in self.passed or len(self.passed) < REASONS else OTHER] += 1

    def add(self, others: Events) -> None:
        """Count those of a further trace."""
        self.acts += others.acts
        self.notes += others.notes
        for reason, count in others.passed.items():
            self.passed[reason if reason in self.passed or len(self.passed) < REASONS else OTHER] += count

    @property
    def read(self) -> int:
        """All of them."""
        return self.acts + self.notes + self.passed.total()

    def as_json(self) -> dict[str, Any]:
        """Every count."""
        return {"read": self.read, "acts": self.acts, "notes": self.notes, "passed": dict(self.passed)}

    def words(self) -> str:
        """One sentence."""
        passed = "；".join(f"{reason}{count}个" for reason, count in self.passed.most_common(20))
        return f"读到{self.read}个事件：办理行为{self.acts}，记事{self.notes}，略过{self.passed.total()}" + (
            f"（{passed}）。" if passed else "。"
        )


def not_complete(transition: str) -> str:
    """Why an event of another transition is passed over; empty where it says that something was done.

    >>> not_complete("complete"), not_complete(""), not_complete("start")
    ('', '', '不是完成（start）')
    """
    plain = transition.strip().lower()
    return f"不是完成（{transition.strip()}）" if plain not in ("", COMPLETE, "unknown") else ""
