# SPDX-License-Identifier: MulanPSL-2.0
"""How long before its registration what opens a case may have come in and not be asked about: `plausible.yaml`, read strictly."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError

SHIPPED = Path(__file__).parents[1] / "plausible.yaml"


class PlausibleError(DefinitionError):
    """核对日期的数据文件有误。"""

    code = "plausible"


@cache
def received_before() -> int:
    """So many days at most, by the file that comes with this release."""
    return read(SHIPPED)


def read(path: Path) -> int:
    """So many days at most, by a file. Raises PlausibleError."""
    place, top = Place(path=str(path), error=PlausibleError), yaml_reader.read(path, PlausibleError)
    place.known(top, ("received_before",), "文件")
    block = place.part(top, "received_before")
    place.known(block, ("days", "why"), "“received_before”")
    place.text(block, "why", "“received_before”")
    return place.amount(block, "days", "“received_before”", least=1)
