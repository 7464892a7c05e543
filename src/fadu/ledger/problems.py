# SPDX-License-Identifier: MulanPSL-2.0
"""What `verify` names: a code, a place, a sentence; and the checks of other rooms over rows that follow from entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What `verify` found: a machine code, where, and what is wrong in Chinese."""

    code: str
    where: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "where": self.where, "message": self.message}


_projections: dict[str, Callable[[], Iterator[Problem]]] = {}


def register_projection(name: str, check: Callable[[], Iterator[Problem]]) -> None:
    """Let `verify` also compare typed rows with what is hashed."""
    _projections[name] = check


def projections() -> Mapping[str, Callable[[], Iterator[Problem]]]:
    """The checks other rooms have offered, by name."""
    return dict(_projections)
