# SPDX-License-Identifier: MulanPSL-2.0
"""No empty place on a paper that nobody answers for: what a form of a folder must hold beside what the loader checks.

A value the law asks for is mandatory, and the paper is not issued without it; one that may be missing disappears with its label
(``:gone``, ``{if}``); what is known only when the paper is signed is ``{hand:what}``. A stroke stands only in a list, whose columns
are there for every row. Papers that were issued are printed from the source kept with them, which is not asked this.
"""

from __future__ import annotations

from collections.abc import Iterator

from fadu.records.forms.checks import COMMON
from fadu.records.forms.inline import Place
from fadu.records.forms.model import (
    Block,
    Choice,
    CutLine,
    Fixed,
    Form,
    Hand,
    Paragraph,
    Part,
    Perhaps,
    Row,
    SealBlock,
    SignatureLine,
    Tick,
    Value,
)
from fadu.records.forms.walking import flat

RULE = "____"
#: parts of the common names that may be missing for one of the rows
MAY_BE_MISSING = {
    **{
        root: set(COMMON[root]) - {"name", "capacity", "kind", "identity_kind"}
        for root in ("party", "parties")
    },
    "officers": {"certificate"},
    "signatures": {"opinion"},
    "evidence": {"place", "from_whom", "method", "proves", "copies"},
    "documents": {"number"},
}


def check_blanks(form: Form) -> None:
    """Raise FormError at the first place that could be left empty without a word."""
    is_for_the_answer = form.family == "form"
    for block, given in flat(form.blocks):
        place = Place(form.file, block.line)
        is_for_the_answer |= isinstance(block, CutLine)
        for parts in _lines_of(block):
            _check_line(parts, form, place, by_hand=is_for_the_answer)
        if isinstance(block, Row):
            _check_row(block, form, place, given)
        elif isinstance(block, Paragraph):
            _check_labelled(block.parts, form, place, given)


def _lines_of(block: Block) -> tuple[tuple[Part, ...], ...]:
    if isinstance(block, (Paragraph, SignatureLine)):
        return (block.parts,)
    if isinstance(block, SealBlock):
        return (block.body, block.on)
    return block.cells if isinstance(block, Row) else ()


def _parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        if isinstance(part, Perhaps):
            yield from _parts(part.then)
            yield from _parts(part.otherwise)


def _check_line(parts: tuple[Part, ...], form: Form, place: Place, *, by_hand: bool) -> None:
    for part in _parts(parts):
        if isinstance(part, Fixed) and RULE in part.text:
            raise place.error(
                "正文里有没有名目的空白线", "由人填写的写成 {hand:填写什么}；其余的写名称，由记录填写"
            )
        if isinstance(part, Value) and "blank" in part.filters:
            raise place.error(
                f"“{part.name}”缺少时只留空白",
                "法律要求的列入 mandatory；可以没有的写 :gone 或 {if}；由人填写的写 {hand:填写什么}",
            )
        if isinstance(part, (Choice, Tick)) and not by_hand:
            raise place.error(
                f"公文正文里印了“{part.name}”的全部选项", "只印选定的一项：写名称或者 {if 名 = 键}"
            )
        if isinstance(part, Hand) and not by_hand:
            raise place.error(f"公文正文里留了“{part.what}”由人填写", "由记录填写，或者移到 @cut 以下的回执")


def _check_row(row: Row, form: Form, place: Place, given: frozenset[str]) -> None:
    is_label = [bool(cell) and all(isinstance(part, Fixed) for part in cell) for cell in row.cells]
    in_list = not any(is_label)
    for number, cell in enumerate(row.cells):
        filters = {name for part in _parts(cell) if isinstance(part, Value) for name in part.filters}
        if "gone" in filters and in_list:
            raise place.error("列表的格里用了 :gone", "写 :slash，每一行都有这一栏")
        if "slash" in filters and not in_list:
            raise place.error("有栏目名称的格里用了 :slash", "写 :gone，没有内容时连同栏目名称不印")
        if not in_list and number and is_label[number - 1]:
            _check_alone(cell, form, place, given)


def _check_labelled(parts: tuple[Part, ...], form: Form, place: Place, given: frozenset[str]) -> None:
    if any(isinstance(part, Value) and "slash" in part.filters for part in _parts(parts)):
        raise place.error("段落里用了 :slash", "写 :gone 或 {if}，没有内容时不印")
    label = parts[0] if parts else None
    if isinstance(label, Fixed) and label.text.rstrip().endswith("："):
        _check_alone(parts[1:], form, place, given)


def _check_alone(parts: tuple[Part, ...], form: Form, place: Place, given: frozenset[str]) -> None:
    """What stands alone behind a label must not be missing without the label going too."""
    values = [part for part in parts if isinstance(part, Value)]
    others = [part for part in parts if not isinstance(part, (Value, Fixed))]
    if not values or others or any("yesno" in value.filters for value in values):
        return
    if any("gone" in value.filters for value in values):
        return
    if all(value.name not in given and _may_be_missing(value.name, form) for value in values):
        raise place.error(
            f"“{values[0].name}”可以没有，没有时只剩栏目名称", "写 :gone 或 {if}，或者列入 mandatory"
        )


def _may_be_missing(name: str, form: Form) -> bool:
    if name in {item.key for item in form.mandatory}:
        return False
    root, _, part = name.partition(".")
    if root in COMMON:
        return part in MAY_BE_MISSING.get(root, set())
    return name in {item.key for item in form.optional}
