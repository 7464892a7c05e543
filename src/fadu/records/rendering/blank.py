# SPDX-License-Identifier: MulanPSL-2.0
"""A form as a blank paper to be written on by hand: fixed text, boxes and rules stay, values become room to write.

What is asked for on condition is printed, for nobody knows yet which condition will hold; lists get some empty rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.records.forms.model import (
    Fixed,
    Hand,
    OptionalBlocks,
    Paragraph,
    Perhaps,
    Remedy,
    RepeatedBlocks,
    Row,
    SealBlock,
    SignatureLine,
    Value,
)
from fadu.records.rendering.fill import fill
from fadu.records.rendering.parts import STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.records.forms.model import Block, Form, Part
    from fadu.records.rendering.tree import Sheet

#: empty rows of a list; of these each is written once or twice
ROWS, FEW = 6, {"parties": 1, "officers": 2}
#: lines for a long text, and how long a line to write on is
LINES, LINE = 10, {"form": "_" * 76, "letter": "_" * 54}
#: what stands in a cell to be written in
ROOM = Fixed(text="\u3000\n\u3000")
#: what is known of every paper
KNOWN = frozenset({"bureau_name", "number"})


def blank_sheet(form: Form, *, body_name: str, number: str) -> Sheet:
    """The form with its number and nothing filled in. A form that names remedies is none to be given out blank."""
    empty = replace(
        form,
        blocks=tuple(_blocks(form.blocks, LINE[form.family])),
        mandatory=(),
        optional=(),
        remedy="",
        number=None,
    )
    return fill(empty, {"bureau_name": body_name, "number": number})


def _blocks(blocks: Sequence[Block], line: str) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, OptionalBlocks):
            by_hand = _is_written_by_hand(block)
            yield from _blocks(block.then if by_hand else (*block.then, *block.otherwise), line)
        elif isinstance(block, RepeatedBlocks):
            for _ in range(FEW.get(block.name, ROWS)):
                yield from _blocks(block.then, line)
        elif isinstance(block, Paragraph):
            yield from _paragraph(block, line)
        elif isinstance(block, Row):
            yield replace(block, cells=tuple(_cell(cell) for cell in block.cells))
        elif isinstance(block, SignatureLine):
            yield replace(block, parts=tuple(_emptied(block.parts, Fixed(text=""))))
        elif isinstance(block, SealBlock):
            yield replace(block, on=())
        elif not isinstance(block, Remedy):
            yield block


def _is_written_by_hand(block: OptionalBlocks) -> bool:
    """Whether the other way of a condition says only that the value is written by hand: it is, either way."""
    return all(
        isinstance(other, Paragraph) and any(isinstance(part, Hand) for part in other.parts)
        for other in block.otherwise
    )


def _paragraph(block: Paragraph, line: str) -> Iterator[Block]:
    """A paragraph that is nothing but a value gets lines to write on."""
    fixed = "".join(part.text for part in block.parts if isinstance(part, Fixed))
    if not fixed.strip(STOPS + " ") and any(isinstance(part, Value) for part in block.parts):
        for _ in range(LINES):
            yield replace(block, style="flush", parts=(Fixed(text=line),))
    else:
        yield replace(block, parts=tuple(_emptied(block.parts, Hand(what=""))))


def _cell(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    emptied = tuple(_emptied(parts, Fixed(text="")))
    text = "".join(part.text for part in emptied if isinstance(part, Fixed))
    return emptied if text.strip() or any(not isinstance(part, Fixed) for part in emptied) else (ROOM,)


def _emptied(parts: Sequence[Part], room: Part) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Value):
            yield part if part.name in KNOWN else room
        elif isinstance(part, Perhaps):
            yield from _emptied(part.then, room)
        else:
            yield part
