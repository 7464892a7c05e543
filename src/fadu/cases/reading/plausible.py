# SPDX-License-Identifier: MulanPSL-2.0
"""Which days and hours are asked about before they are recorded: `plausible.yaml`, read strictly. None of them is law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.kernel.yaml_reader import Map

SHIPPED = Path(__file__).parents[1] / "plausible.yaml"
_OF_DAYS = ("received_before", "set_ahead")
_HOURS = ("longest", "night_from", "night_until")


class PlausibleError(DefinitionError):
    """核对日期的数据文件有误。"""

    code = "plausible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """What is ordinary; whatever lies beyond is asked about."""

    #: what opens a case came in at most so many days before its registration
    received_before: int
    #: a day is set for somebody at most so many days ahead
    set_ahead: int
    #: what a record is of takes at most so many hours
    longest: int
    #: and lies between these hours of a day, the end of the night and its beginning
    night_until: int
    night_from: int

    def is_at_night(self, hour: datetime) -> bool:
        """Whether a moment lies in the night; its first minute does, its last hour's end does not."""
        return not self.night_until <= hour.hour < self.night_from

    def is_long(self, span: timedelta) -> bool:
        """Whether something took longer than it does."""
        return span > timedelta(hours=self.longest)


@cache
def ordinary() -> Plausible:
    """What comes with this release."""
    return read(SHIPPED)


def read(path: Path) -> Plausible:
    """What is ordinary, by a file. Raises PlausibleError."""
    place, top = Place(path=str(path), error=PlausibleError), yaml_reader.read(path, PlausibleError)
    place.known(top, (*_OF_DAYS, "record_hours"), "文件")
    days = {key: _amounts(place, top, key, ("days",))["days"] for key in _OF_DAYS}
    return Plausible(**days, **_amounts(place, top, "record_hours", _HOURS))


def _amounts(place: Place, top: Map, key: str, names: tuple[str, ...]) -> dict[str, int]:
    """The figures of a part, which says why it has them."""
    block, what = place.part(top, key), f"“{key}”"
    place.known(block, (*names, "why"), what)
    place.text(block, "why", what)
    return {name: place.amount(block, name, what, least=1) for name in names}
