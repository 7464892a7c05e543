# SPDX-License-Identifier: MulanPSL-2.0
"""Timing two things in turn, so that a drifting machine moves both: medians over interleaved repetitions.

What only computes is measured by the processor's time, so that other work on the machine is not counted.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One figure against its goal, a ratio where no unit is named. ``better`` is 'more' where a larger one is better, 'less'
    where a smaller one is. Without a goal it is information. ``must``: a goal that no release may miss.
    """

    section: str
    name: str
    ratio: float
    goal: float | None = None
    better: str = "more"
    note: str = ""
    must: bool = False

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.better == "more" else self.ratio <= self.goal

    def line(self) -> str:
        """`RATIO` line as printed."""
        if self.goal is None:
            return f"RATIO {self.section} {self.name}: {self.ratio:.2f} (information)"
        sign = ">=" if self.better == "more" else "<="
        return f"RATIO {self.section} {self.name}: {self.ratio:.2f} (goal {sign} {self.goal:g}) {'reached' if self.is_reached else 'MISSED'}"


def seconds(work: Callable[[], object], times: int) -> float:
    """Seconds the processor works for one call, over so many calls."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


def in_turn(*works: tuple[Callable[[], object], int], rounds: int = 7) -> list[float]:
    """The median seconds of each work, measured in turn."""
    measured: list[list[float]] = [[] for _ in works]
    for work, _ in works:
        work()
    for _ in range(rounds):
        for place, (work, times) in enumerate(works):
            measured[place].append(seconds(work, times))
    return [median(values) for values in measured]
