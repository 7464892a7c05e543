# SPDX-License-Identifier: MulanPSL-2.0
"""Registers that are not kept in this release: evidence a report would need, by name, and what the author would have to show."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.kernel import yaml_reader
from fadu.kernel.place import Place
from fadu.kernel.problems import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = Path(__file__).parent / "data" / "registers.yaml"


class RegisterNamesError(DefinitionError):
    """未启用的登记的清单有误。"""

    code = "register_names"


@cache
def not_kept() -> Mapping[str, str]:
    """The names that come with this release -> what is printed in the list of gaps."""
    return read(SHIPPED)


def read(path: Path) -> Mapping[str, str]:
    """Name -> title. Raises RegisterNamesError."""
    place, top = Place(path=str(path), error=RegisterNamesError), yaml_reader.read(path, RegisterNamesError)
    titles: dict[str, str] = {}
    for name in top:
        titles[name] = place.text(top, name, "清单")
        if not titles[name].strip():
            place.fail(top.at(name), f"“{name}”没有名称。")
    return titles
