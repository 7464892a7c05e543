# SPDX-License-Identifier: MulanPSL-2.0
"""How long what was refused is kept, and why so long and no longer: `keeping.yaml`, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError

SHIPPED = Path(__file__).parents[1] / "keeping.yaml"


class KeepingError(DefinitionError):
    """留存期限的数据文件有误。"""

    code = "keeping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How long something is kept, and why."""

    days: int
    why: str

    @property
    def time(self) -> timedelta:
        return timedelta(days=self.days)


@cache
def of_refusals() -> Kept:
    """What comes with this release."""
    return read(SHIPPED)


def read(path: Path) -> Kept:
    """How long refusals are kept, by a file. Raises KeepingError."""
    place, top = Place(path=str(path), error=KeepingError), yaml_reader.read(path, KeepingError)
    place.known(top, ("refusals",), "文件")
    block = place.part(top, "refusals")
    place.known(block, ("days", "why"), "“refusals”")
    days = place.amount(block, "days", "“refusals”", least=1)
    return Kept(days=days, why=place.text(block, "why", "“refusals”"))
