# SPDX-License-Identifier: MulanPSL-2.0
"""Taking values out of a procedure file: as out of every file of definitions, and with the names it may refer to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.kernel import place
from fadu.kernel.yaml_reader import Seq

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from fadu.kernel.problems import Source
    from fadu.kernel.yaml_reader import Map
    from fadu.procedure.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(place.Place):
    """The file being read and the names it may refer to."""

    names: Names

    def cites(self, block: Map, key: str, what: str) -> tuple[str, ...]:
        """Articles the register of law holds."""
        cites = self.texts(block, key, what)
        law = self.names.law
        for cite in cites:
            if law is not None and any(c.isdigit() for c in cite) and not law.cites_known(cite):
                self.fail(block.at(key), f"法律登记簿里没有条文“{cite}”。")
        return cites


def items(block: Map, key: str) -> Iterator[tuple[Any, Source]]:
    """The items under a key with their places, also where one is written without a list; none where the key is absent."""
    value = block.get(key)
    if isinstance(value, Seq):
        yield from zip(value, value.places, strict=True)
    elif key in block:
        yield value, block.at(key)
