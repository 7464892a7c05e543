# SPDX-License-Identifier: MulanPSL-2.0
"""What may stand in a field: an end is not before its beginning, and no number, amount or quantity is less than there can be."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from fadu.procedure.model import Field, Procedure

_NUMBERS, _DAYS = frozenset({"integer", "percent", "money"}), frozenset({"date", "datetime"})
#: how the keys of two ends differ, and how their titles do
_ENDS = (("began", "ended"), ("begins", "ends"), ("begin", "end"), ("start", "end"), ("from", "to"))
_ENDS_SINCE = (("from", "until"), ("since", "until"))
_TITLED = (
    ("开始", "结束"),
    ("起算", "截止"),
    ("起算", "届满"),
    ("起始", "终止"),
    ("自", "至"),
    ("下限", "上限"),
)
#: what the title of a text says that counts
_COUNTED = re.compile(r"数量|[件份页箱袋次户人期]数|面积|重量|体积|容量")


def lines(procedure: Procedure) -> Iterator[Line]:
    """A line for each pair without its order and each number without its lower end, or one for each where there is none."""
    groups = [procedure.fields, *({each.key: each for each in f.columns} for f in procedure.fields.values())]
    yield from _ordered(procedure, groups)
    yield from _bounded(groups)


def _ordered(procedure: Procedure, groups: Collection[Mapping[str, Field]]) -> Iterator[Line]:
    title = "写有起止的，止不早于（不低于）起"
    pairs = [pair for group in groups for pair in _pairs(group)]
    wrong = [(first, last) for first, last in pairs if first.key not in (last.not_before, last.not_below)]
    for first, last in wrong:
        name = "not_before" if last.type in _DAYS else "not_below"
        witness = f"“{last.title}”是“{first.title}”之止，没有写明不{'早' if last.type in _DAYS else '低'}于它（{name}: {first.key}），可以填写相反的起止。"
        yield Line(code=f"both_ends:{last.key}", title=title, ok=False, witness=witness, source=last.source)
    if not wrong:
        said = sum(bool(each.not_before or each.not_below) for group in groups for each in group.values())
        beside = "；".join(_unordered(procedure))
        witness = f"{said}对" + (f"；同一办理中没有写明先后的日期：{beside}" if beside else "")
        yield Line(code="both_ends", title=title, ok=True, witness=witness)


def _pairs(fields: Mapping[str, Field]) -> Iterator[tuple[Field, Field]]:
    """The fields that by their keys or by their titles are the two ends of one thing."""
    titled = {each.title: each for each in fields.values()}
    for first in fields.values():
        kinds = next((kinds for kinds in (_DAYS, _NUMBERS) if first.type in kinds), None)
        if kinds is None:
            continue
        parts = first.key.split("_")
        ends = [
            fields.get("_".join([*parts[:place], end, *parts[place + 1 :]]))
            for place, part in enumerate(parts)
            for begin, end in (*_ENDS, *_ENDS_SINCE)
            if part == begin
        ]
        ends += [
            titled.get(first.title.replace(begin, end)) for begin, end in _TITLED if begin in first.title
        ]
        yield from (
            (first, last)
            for last in {each.key: each for each in ends if each is not None}.values()
            if last.type in kinds
        )


def _unordered(procedure: Procedure) -> Iterator[str]:
    """The acts that tell several days or moments of which the file does not say the order."""
    for action in procedure.actions.values():
        asked = [procedure.fields[key] for key in (*action.sets, *action.may_set)]
        days = [each for each in asked if each.type in _DAYS]
        known = {frozenset((each.key, other)) for each in days for other in (each.not_before, each.not_after)}
        if any(frozenset((a.key, b.key)) not in known for a, b in pairwise(days)):
            yield f"“{action.title}”（{'、'.join(each.title for each in days)}）"


def _bounded(groups: Collection[Mapping[str, Field]]) -> Iterator[Line]:
    title = "数字、金额和数量都有下限"
    every = [each for group in groups for each in group.values()]
    numbers = [each for each in every if each.type in _NUMBERS]
    counted = [each for each in every if each.type == "text" and (each.counts or _COUNTED.search(each.title))]
    wrong = [(each, "min") for each in numbers if each.minimum is None or each.minimum < 0]
    wrong += [(each, "counts") for each in counted if not each.counts]
    for field, name in wrong:
        witness = f"“{field.title}”没有写明下限（{name}），可以填写负数。"
        yield Line(code=f"least:{field.key}", title=title, ok=False, witness=witness, source=field.source)
    if not wrong:
        yield Line(code="least", title=title, ok=True, witness=f"{len(numbers) + len(counted)}项")
