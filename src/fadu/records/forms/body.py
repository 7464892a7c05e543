# SPDX-License-Identifier: MulanPSL-2.0
"""Reads the body of a form: one line, one block."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from fadu.records.forms.inline import NAME, Place, parse_condition, parse_inline
from fadu.records.forms.model import (
    Block,
    Columns,
    Condition,
    CutLine,
    OptionalBlocks,
    PageBreak,
    Paragraph,
    Remedy,
    RepeatedBlocks,
    Row,
    SealBlock,
    SignatureLine,
    Style,
)
from fadu.records.forms.problems import nearest_of

#: longer marks first
MARKS: tuple[tuple[str, Style], ...] = (
    ("## ", "subheading"),
    ("# ", "heading"),
    (">> ", "right"),
    ("> ", "flush"),
    ("= ", "centre"),
)
BAR = re.compile(r"(?<!\\)\|")


def _columns(rest: str, place: Place) -> Block:
    if not re.fullmatch(r"[1-9]\d*(\s+[1-9]\d*)*", rest):
        raise place.error(f"列宽“{rest}”看不懂", "写成 @columns 1 3 1 3")
    return Columns(widths=tuple(int(item) for item in rest.split()), line=place.line)


def _seal(rest: str, place: Place) -> Block:
    body, _, on = rest.partition(" on ")
    return SealBlock(
        body=parse_inline(body.strip() or "{bureau_name}", place),
        on=parse_inline(on.strip() or "{issued_on}", place),
        line=place.line,
    )


def _sign(rest: str, place: Place) -> Block:
    if not rest:
        raise place.error("@sign 没有写谁签名", "写成 @sign 当事人（签名或盖章）")
    return SignatureLine(parts=parse_inline(rest, place), line=place.line)


def _styled(style: Style) -> Callable[[str, Place], Block]:
    def read(rest: str, place: Place) -> Block:
        return Paragraph(style=style, parts=parse_inline(rest, place), line=place.line)

    return read


DIRECTIVES: dict[str, Callable[[str, Place], Block]] = {
    "columns": _columns,
    "sign": _sign,
    "seal": _seal,
    "remedy": lambda _rest, place: Remedy(line=place.line),
    "page": lambda _rest, place: PageBreak(line=place.line),
    "cut": lambda _rest, place: CutLine(line=place.line),
    "note": _styled("note"),
    "copies": _styled("copies"),
    "title": _styled("title"),
}


@dataclass(slots=True)
class _Frame:
    """A block still open: the body itself, an {if} or an {each}."""

    word: str
    line: int
    condition: Condition | None = None
    name: str = ""
    then: list[Block] = field(default_factory=list)
    otherwise: list[Block] | None = None

    @property
    def target(self) -> list[Block]:
        return self.then if self.otherwise is None else self.otherwise

    def close(self) -> Block:
        then, otherwise = tuple(self.then), tuple(self.otherwise or ())
        if self.condition is not None:
            return OptionalBlocks(condition=self.condition, then=then, otherwise=otherwise, line=self.line)
        return RepeatedBlocks(name=self.name, then=then, otherwise=otherwise, line=self.line)


def parse_body(text: str, *, file: str, first_line: int) -> tuple[Block, ...]:
    """Read the body; ``first_line`` is its first line's number in the file, for messages."""
    frames = [_Frame("body", first_line)]
    for number, line in _joined_lines(text, first_line):
        place = Place(file, number)
        if not _read_block_word(line, frames, place):
            frames[-1].target.append(_block(line, place))
    if len(frames) > 1:
        opened = frames[-1]
        raise Place(file, opened.line).error(f"{{{opened.word} …}} 没有 {{end}}", "在块的末尾写一行 {end}")
    return tuple(frames[0].then)


def _joined_lines(text: str, first_line: int) -> list[tuple[int, str]]:
    """Lines that say something, with their numbers; ``\\`` at the end joins the next line."""
    lines: list[tuple[int, str]] = []
    held, held_number = "", 0
    for number, raw in enumerate(text.splitlines(), first_line):
        line = held + raw.strip()
        start = held_number if held else number
        if line.endswith("\\"):
            held, held_number = line[:-1], start
            continue
        held = ""
        if line and not line.startswith("//"):
            lines.append((start, line))
    if held:
        lines.append((held_number, held))
    return lines


def _read_block_word(line: str, frames: list[_Frame], place: Place) -> bool:
    """Handle a line that is only ``{if …}``, ``{each …}``, ``{else}`` or ``{end}``."""
    match = re.fullmatch(r"\{(if|each|else|end)\b([^{}]*)\}", line)
    if not match:
        return False
    word, rest = match[1], match[2].strip()
    if word == "if":
        frames.append(_Frame("if", place.line, condition=parse_condition(rest, place)))
    elif word == "each":
        if not NAME.match(rest):
            raise place.error(f"“{{each {rest}}}”看不懂", "写成 {each 名}，如 {each officers}")
        frames.append(_Frame("each", place.line, name=rest))
    elif len(frames) == 1:
        raise place.error(f"{{{word}}} 前面没有打开的块", "删去它，或补上 {if 名} 或 {each 名}")
    elif word == "end":
        closed = frames.pop().close()
        frames[-1].target.append(closed)
    elif frames[-1].otherwise is not None:
        raise place.error("同一个块里有两个 {else}", "只留一个")
    else:
        frames[-1].otherwise = []
    return True


def _block(line: str, place: Place) -> Block:
    if line.startswith("|"):
        return _row(line, place)
    if line.startswith("@"):
        word, _, rest = line[1:].partition(" ")
        if word not in DIRECTIVES:
            raise place.error(f"没有“@{word}”这样的行", nearest_of(word, DIRECTIVES))
        return DIRECTIVES[word](rest.strip(), place)
    for mark, style in MARKS:
        if line.startswith(mark):
            return Paragraph(
                style=style, parts=parse_inline(line[len(mark) :].strip(), place), line=place.line
            )
    return Paragraph(style="body", parts=parse_inline(line, place), line=place.line)


def _row(line: str, place: Place) -> Row:
    if not line.endswith("|") or len(line) < 3:
        raise place.error("表格的行没有以 | 结尾", "在行末补上 |")
    cells = tuple(parse_inline(cell.strip().replace("\\|", "|"), place) for cell in _split_cells(line[1:-1]))
    return Row(cells=cells, line=place.line)


def _split_cells(text: str) -> list[str]:
    """Split at bars that are neither escaped nor inside braces (a choice has bars of its own).

    >>> _split_cells(" 方式 | {choice:manner | 甲 | 乙} ")
    [' 方式 ', ' {choice:manner | 甲 | 乙} ']
    """
    cells, depth, start = [], 0, 0
    for index, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "|" and depth == 0 and text[index - 1 : index] != "\\":
            cells.append(text[start:index])
            start = index + 1
    return [*cells, text[start:]]
