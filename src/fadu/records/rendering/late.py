# SPDX-License-Identifier: MulanPSL-2.0
"""A paper made after what it bears was done says so (补录): no paper of a later day passes for one of the day it bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.records.rendering.data import show
from fadu.records.rendering.tree import Node, Seal, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def marked(nodes: Sequence[Node], *, borne: date | None, made: date | None) -> list[Node]:
    """The nodes of a paper with the mark below its date, where it was made on a later day than it bears; else as they are."""
    if made is None or made == borne:
        return list(nodes)
    mark = Text(
        style="note",
        text=f"（补录：所载事项办理于{show(borne)}，本文书于{show(made)}登记时补制，以当时签署的原件为据）",
    )
    place = next((number for number, node in enumerate(nodes) if isinstance(node, Seal)), len(nodes) - 1)
    return [*nodes[: place + 1], mark, *nodes[place + 1 :]]
