# SPDX-License-Identifier: MulanPSL-2.0
"""A drawing as values: boxes, lines and bands with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.procedure.labels import Line

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle with text. ``kind``: start, stage, task, stay, side, end, head."""

    key: str
    kind: str
    x: float
    y: float
    w: float
    h: float
    lines: tuple[Line, ...] = ()

    @property
    def cx(self) -> float:
        """The middle."""
        return self.x + self.w / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An orthogonal line from one box to another."""

    source: str
    target: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The strip of a stage."""

    stage: str
    y: float
    h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The whole chart without its frame."""

    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    bands: tuple[Band, ...]
    width: float
    height: float
    #: left edge and width of the side box; zero width where there is none
    side: tuple[float, float]
    flow: tuple[float, float]

    def box(self, key: str) -> Box:
        """The box of a key."""
        return next(box for box in self.boxes if box.key == key)
