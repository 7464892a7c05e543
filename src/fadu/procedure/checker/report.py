# SPDX-License-Identifier: MulanPSL-2.0
"""What the checker answers: one line for each property, with what it rests on or a shortest way round it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from fadu.kernel.problems import NOWHERE, Source

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a counter-example: in which stage, what is done."""

    stage: str
    event: str
    title: str

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A guard or an edge a proof rests on; take it away and the property no longer holds.

    ``edge``: that the action is the only way onward; ``guard``: the guard at place ``index`` of the action.
    """

    kind: Literal["guard", "edge"]
    action: str
    index: int = -1
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One property: proved with a witness, or refuted with a path. ``skipped``: what it needs was not given."""

    code: str
    title: str
    ok: bool
    witness: str
    path: tuple[Step, ...] = ()
    rests_on: tuple[Support, ...] = ()
    source: Source = NOWHERE
    skipped: bool = False

    @property
    def path_text(self) -> str:
        """The counter-example in words: 阶段：动作 → 动作 → …"""
        return words_of(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All properties of one edition."""

    procedure: str
    title: str
    edition: date
    lines: tuple[Line, ...]

    @property
    def ok(self) -> bool:
        """Every property holds."""
        return all(line.ok for line in self.lines)

    @property
    def failures(self) -> tuple[Line, ...]:
        """What does not hold."""
        return tuple(line for line in self.lines if not line.ok)

    def as_json(self) -> dict[str, Any]:
        """For ``--json``: stable keys, no prose needed to tell right from wrong."""
        return {
            "procedure": self.procedure,
            "title": self.title,
            "edition": self.edition.isoformat(),
            "ok": self.ok,
            "lines": [_line_json(line) for line in self.lines],
        }


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "title": line.title,
        "ok": line.ok,
        "skipped": line.skipped,
        "witness": line.witness,
        "line": line.source[0],
        "path": [{"stage": s.stage, "event": s.event, "title": s.title} for s in line.path],
        "rests_on": [
            {"kind": s.kind, "action": s.action, "index": s.index, "text": s.text} for s in line.rests_on
        ],
    }


def words_of(path: tuple[Step, ...]) -> str:
    """A path as a lawyer reads it; the stage is named where it changes."""
    said, stage = [], None
    for step in path:
        place = f"〔{step.stage}〕" if step.stage != stage and step.stage else ""
        said.append(f"{place}{step.title}")
        stage = step.stage
    return " → ".join(said)
