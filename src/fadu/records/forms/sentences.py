# SPDX-License-Identifier: MulanPSL-2.0
"""A sentence of a form is closed by the form: what people fill in ends with a stop or without one, and must not run into what follows.

``本机关复核：{defence_review}采纳情况：…`` prints two sentences as one wherever the first was typed without 。 ; written
``{defence_review}。采纳情况：…`` both stand apart, and a stop that was typed is not printed twice.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeGuard

from fadu.records.forms.checks import COMMON
from fadu.records.forms.inline import Place
from fadu.records.forms.model import Fixed, Paragraph, Perhaps, Row, Value
from fadu.records.forms.walking import flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.records.forms.model import Form, Part

#: signs behind which another sentence may begin, or a line end
STOPS = "。；！？：，、"
#: what may stand right behind what people fill in without joining it to a sentence of its own
CLOSERS = STOPS + "（）》〉」』”’\n　"
#: a line may end with these too
ENDS = STOPS + "）》〉」』”’"
#: what a form says before a violation that is not established
SUSPICION = "涉嫌"
#: filters whose value is a word of known shape, never a sentence
SHAPED = {"money", "capital", "date", "time", "yesno"}
#: how the item of an article ends that a choice stands for (``refusal_ground_item``): 第三项, worked out of the choice
ITEM = "_item"
#: what the record itself knows, never typed as a sentence; ``said`` are whole sentences, closed by whoever works them out
KNOWN = {"bureau", "issued", "done_on", "term", "sides", "said", "served"} | set(COMMON) - {"evidence"}


def check_sentences(form: Form) -> None:
    """Raise FormError at the first sentence that what is filled in could run on from, or leave open."""
    for block, _ in flat(form.blocks):
        place = Place(form.file, block.line)
        lines = (
            block.cells if isinstance(block, Row) else (block.parts,) if isinstance(block, Paragraph) else ()
        )
        for path in itertools.chain.from_iterable(map(paths, lines)):
            _check_glued(path, place)
            _check_said_twice(path, place)
            if isinstance(block, Paragraph) and block.style == "body":
                _check_closed(path, place)


def paths(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Every way a line can be printed, its ``{if}`` answered in turn; neighbouring fixed texts are one.

    >>> [len(path) for path in paths((Fixed(text="甲"), Value(name="a")))]
    [2]
    """
    if not parts:
        yield ()
        return
    head, tail = parts[0], parts[1:]
    heads = (head.then, head.otherwise) if isinstance(head, Perhaps) else None
    for first in itertools.chain.from_iterable(map(paths, heads)) if heads else ((head,),):
        for rest in paths(tail):
            yield _joined(first, rest)


def _joined(first: tuple[Part, ...], rest: tuple[Part, ...]) -> tuple[Part, ...]:
    if first and rest and isinstance(first[-1], Fixed) and isinstance(rest[0], Fixed):
        return (*first[:-1], Fixed(text=first[-1].text + rest[0].text), *rest[1:])
    return (*first, *rest)


def _check_glued(path: tuple[Part, ...], place: Place) -> None:
    kept = [part for part in path if not (isinstance(part, Fixed) and part.text == " ")]
    for before, value, after in zip((None, *kept), kept, (*kept[1:], None), strict=False):
        if not _is_typed(value):
            continue
        if (_is_label(before) and not _sets_apart(after)) or _begins_a_label(after) or _is_typed(after):
            raise place.error(
                f"“{value.name}”后面直接写了下文，填写的内容没有句号时两句连成一句",
                f"写成 {{{value.name}}}。，填写的内容自带句号的不重复",
            )


def _check_said_twice(path: tuple[Part, ...], place: Place) -> None:
    """The record names a violation as 涉嫌… too."""
    for before, value in itertools.pairwise(path):
        suspected = isinstance(before, Fixed) and before.text.endswith(SUSPICION)
        if suspected and isinstance(value, Value) and "offence" not in value.filters:
            raise place.error(
                f"“{SUSPICION}”后面的“{value.name}”可能又以“{SUSPICION}”开头",
                f"写成 {{{value.name}:offence}}",
            )


def _is_typed(part: Part | None) -> TypeGuard[Value]:
    """Whether a value is what people wrote, and may be a sentence."""
    return (
        isinstance(part, Value)
        and not SHAPED & set(part.filters)
        and not part.name.endswith(ITEM)
        and part.name.partition(".")[0] not in KNOWN
    )


def _is_label(part: Part | None) -> bool:
    return isinstance(part, Fixed) and part.text.endswith("：")


def _sets_apart(part: Part | None) -> bool:
    return part is None or (isinstance(part, Fixed) and part.text[:1] in CLOSERS)


def _begins_a_label(part: Part | None) -> bool:
    """Whether a fixed text goes on with a name and a colon: 采纳情况：."""
    if not isinstance(part, Fixed) or part.text[:1] in CLOSERS:
        return False
    first = part.text
    for sign in CLOSERS.replace("：", ""):
        first = first.split(sign, 1)[0]
    return "：" in first


def _check_closed(path: tuple[Part, ...], place: Place) -> None:
    last = path[-1] if path else None
    if _is_typed(last):
        raise place.error(f"段落以“{last.name}”结束，没有句号", f"写成 {{{last.name}}}。")
    if isinstance(last, Fixed) and last.text.rstrip() and last.text.rstrip()[-1] not in ENDS:
        raise place.error(f"段落以“{last.text.rstrip()[-6:]}”结束，没有句号", "补上句号")
