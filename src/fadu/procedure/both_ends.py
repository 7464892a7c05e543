# SPDX-License-Identifier: MulanPSL-2.0
"""Both ends of a span: what ended did so when it had begun, and the upper end is not below the lower.

A field says ``not_before: began_at`` of the day or moment that ends what another began, ``not_below: fine_from`` of the number
or amount that is the upper end of what another begins; columns say it of a column beside them. What one act (or one row) tells is
compared: another inspection has another hour. Where an act tells the end alone, its beginning is what the case last said: a
hearing ends after the hour for which it was set.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import in_a_sentence
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.money import yuan
from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action, Field

#: the grounds against an end that lies before its beginning, and an upper end that is below the lower
ENDS_EARLY, REVERSED = "ends_before_it_begins", "upper_below_lower"
#: a day as it is written: 2022-03-01
_DAY = len("2022-03-01")


def grounds(world: World, action: Action) -> Iterator[Ground]:
    """One ground for each pair that an act tells the wrong way round, naming both fields and values.

    A history tells what its source says; what is odd in it is listed, and possible.
    """
    fields, proposed = world.procedure.fields, world.proposed
    own = [fields[key] for key in (*action.sets, *action.may_set)]
    said = {**_said_before(world, own), **{field.key: proposed.get(field.key) for field in own}}
    pairs = [("", *pair) for pair in reversed_pairs(fields, said)]
    lists = [(field.title, field.key, field.columns) for field in own if field.type == "rows"]
    lists += [
        (world.procedure.lists.get(name, ""), name, tuple(fields[key] for key in keys))
        for name, keys in action.adds.items()
    ]
    for title, name, columns in lists:
        if not any(column.not_before or column.not_below for column in columns):
            continue
        for number, row in enumerate(proposed.get(name) or (), start=1):
            where = f"“{title}”第{number}行的" if title else f"第{number}行的"
            pairs += [(where, *pair) for pair in reversed_pairs({each.key: each for each in columns}, row)]
    for where, first, last, begins, ends in pairs:
        is_time = bool(last.not_before)
        both = f"“{first.title}”或者“{last.title}”"
        yield Ground(
            code=ENDS_EARLY if is_time else REVERSED,
            message=f"{where}“{last.title}”为{in_words(last, ends)}，{'早' if is_time else '低'}于“{first.title}”的{in_words(first, begins)}。",
            cites=action.cites,
            remedy=f"核对后改正{both}"
            + ("；过了零点才结束的，写次日的日期" if last.type == "datetime" else ""),
            about=last.key,
            unknown=world.replay,
        )


def _said_before(world: World, own: Collection[Field]) -> dict[str, Any]:
    """What the case last said of the beginnings whose end alone an act tells."""
    taken = {field.key for field in own}
    begins = {field.not_before or field.not_below for field in own} - taken
    return {key: value for key, value in world.state.fields.items() if key in begins}


def reversed_pairs(
    known: Mapping[str, Field], said: Mapping[str, Any]
) -> Iterator[tuple[Field, Field, Any, Any]]:
    """The pairs of fields that values tell the wrong way round: the lower and the upper field, and what each says.

    ``known`` are the fields by their keys, of an act or of a row; ``said`` is what stands in them, a day or a moment in ISO form,
    amounts in fen.
    """
    for key, ends in said.items():
        last = known.get(key)
        if last is None or not (last.not_before or last.not_below):
            continue
        first = known.get(last.not_before or last.not_below)
        if first is None:
            continue
        begins = said.get(first.key)
        if _is_less(ends, begins, is_time=bool(last.not_before)):
            yield first, last, begins, ends


def _is_less(ends: Any, begins: Any, *, is_time: bool) -> bool:
    """Whether the end lies below its beginning; no where either says nothing, or nothing of its type: that is another ground."""
    if not is_time:
        return isinstance(ends, int) and isinstance(begins, int) and ends < begins
    last, first = _moment(ends), _moment(begins)
    if last is None or first is None:
        return False
    by_day = _DAY in (len(str(ends)), len(str(begins)))  # a day is before another day alone
    return last.date() < first.date() if by_day else last < first


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)


def in_words(field: Field, value: Any) -> str:
    """An end of a span as a sentence names it."""
    return f"{yuan(value)}元" if field.type == "money" else in_a_sentence(str(value))
