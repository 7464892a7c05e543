# SPDX-License-Identifier: MulanPSL-2.0
"""A cell of a source as a field of the procedure wants it, or what was expected instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fadu.intake.amounts import parse_amount
from fadu.intake.days import parse_moment
from fadu.kernel.errors import BadInputError
from fadu.law import library
from fadu.procedure.fields import every_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fadu.procedure.model import Field

#: what people write where nothing is stated: it says no more than an empty cell
UNSTATED = frozenset(
    ("/", "\\", "-", "--", "—", "——", "－", "／", "*", "N/A", "n/a", "NA", "无", "不详", "未记载", "未载明")
)
#: types of fields in which such a sign can be nothing else
_NOT_TEXT = frozenset(("date", "datetime", "money", "integer", "percent", "boolean"))
#: what stands between several words of one cell
_BETWEEN = re.compile(r"[;；、，,+＋/／\n|]")
_BLANKS = re.compile(r"\s+")
_TRUTH = {
    "是": True,
    "否": False,
    "有": True,
    "无": False,
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
}


def is_unstated(field: Field, cell: Any) -> bool:
    """Whether a cell of a day, an amount or a number holds a sign that stands for nothing; "无" is an answer to yes or no."""
    if not isinstance(cell, str) or field.type not in _NOT_TEXT or cell.strip() not in UNSTATED:
        return False
    return field.type != "boolean" or cell.strip() not in _TRUTH


def typed(field: Field, cell: Any, *, unit: int = 0, words: Mapping[str, Any] | None = None) -> Any:
    """A value of the source as the field's type wants it. Raises BadInputError where it cannot be.

    ``unit`` is how many yuan one is of an amount; ``words`` says what the source's own words mean.
    """
    if field.type == "money":
        return (
            cell
            if isinstance(cell, int) and not isinstance(cell, bool)
            else parse_amount(str(cell), unit=unit)
        )
    if field.type == "choices":
        return _choices(field, cell, words or {})
    maker = _TYPES.get(field.type)
    return maker(field, cell) if maker else cell


def _choice(field: Field, cell: Any) -> Any:
    choices = every_choice(field, library())
    keys = {key: key for key in choices} | {title: key for key, title in choices.items()}
    bare = {_BLANKS.sub("", title): key for title, key in keys.items()}
    plain = _BLANKS.sub("", str(cell))
    if not keys or plain in bare:
        return bare.get(plain, cell)
    raise BadInputError(
        expected="、".join(choices.values()),
        got=cell,
        remedy=f"改正“{field.title}”，或在对应表中写明 map",
    )


def _choices(field: Field, cell: Any, words: Mapping[str, Any]) -> list[Any]:
    """Several choices in a cell, each once; one that is a choice as it stands is not taken apart."""
    if isinstance(cell, list):
        parts = cell
    else:
        try:
            return [_choice(field, cell)]
        except BadInputError:
            parts = [part.strip() for part in _split(str(cell)) if part.strip()]
    return list(dict.fromkeys(_choice(field, words.get(part, part)) for part in parts))


def _split(cell: str) -> list[str]:
    """The parts of a cell; blanks part words only where nothing else does."""
    parts = _BETWEEN.split(cell)
    return parts if len(parts) > 1 else cell.split()


def _integer(field: Field, cell: Any) -> int:
    try:
        return int(str(cell))
    except ValueError:
        raise BadInputError(expected="整数", got=cell, remedy=f"改正“{field.title}”") from None


def _boolean(field: Field, cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    if str(cell).lower() in _TRUTH:
        return _TRUTH[str(cell).lower()]
    raise BadInputError(expected="“是”或“否”", got=cell, remedy=f"改正“{field.title}”")


_TYPES: dict[str, Callable[[Field, Any], Any]] = {
    "date": lambda _, cell: parse_moment(str(cell))[0].date().isoformat(),
    "datetime": lambda _, cell: parse_moment(str(cell))[0].isoformat(),
    "integer": _integer,
    "percent": _integer,
    "boolean": _boolean,
    "choice": _choice,
}
