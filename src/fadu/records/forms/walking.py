# SPDX-License-Identifier: MulanPSL-2.0
"""Walks the blocks of a form, optional and repeated ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.records.forms.model import OptionalBlocks, RepeatedBlocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.records.forms.model import Block


def flat(
    blocks: tuple[Block, ...], given: frozenset[str] = frozenset()
) -> Iterator[tuple[Block, frozenset[str]]]:
    """Every block, with the names that are given where it is printed."""
    for block in blocks:
        yield block, given
        if isinstance(block, OptionalBlocks):
            asked = {block.condition.name}
            yield from flat(block.then, given if block.condition.negated else given | asked)
            yield from flat(block.otherwise, given | asked if block.condition.negated else given)
        elif isinstance(block, RepeatedBlocks):
            yield from flat(block.then, given)
            yield from flat(block.otherwise, given)
