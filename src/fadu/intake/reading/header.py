# SPDX-License-Identifier: MulanPSL-2.0
"""Finding the row that names the columns: below a title, in two rows, with a unit in brackets, with blanks that no eye sees."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from fadu.intake.reading.cells import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from fadu.intake.reading.cells import Line

#: so many rows at the top of a sheet may name the columns
LOOKED_AT = 30
#: what may stand in brackets behind the name of a column of money, and how many yuan one is
UNITS = {
    "元": 1,
    "人民币元": 1,
    "千元": 1_000,
    "万元": 10_000,
    "万": 10_000,
    "百万元": 1_000_000,
    "亿元": 100_000_000,
}
_BLANKS = re.compile(r"\s+")
_BRACKETS = str.maketrans("()[]【】｛｝", "（）（）（）（）")
_IN_BRACKETS = re.compile(r"（(?:单位[:：]?)?(?P<unit>[^（）]+)）$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The row that names the columns (the last, where there are two), each column's name, and the units that stand beside names."""

    row: int
    names: tuple[str, ...]
    #: what stands in the sheet where a name was found again in another spelling
    said: tuple[str, ...] = ()
    #: how many of the columns that are asked for it names
    score: int
    units: Mapping[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> range:
        """From the first column that has a name to the last."""
        named = [place for place, name in enumerate(self.names) if name]
        return range(named[0], named[-1] + 1) if named else range(0)


def found(lines: Iterable[Line], wanted: Collection[str]) -> Header | None:
    """The header among the first rows: the row, or two together, that name most of what is asked for; None where all are empty.

    >>> rows = [(1, ["某局台账"]), (2, ["案号", "日期", ""]), (3, ["", "立案", "罚款（万元）"]), (4, ["1号", "2022-03-01", "5"])]
    >>> header = found(rows, ["案号", "立案", "罚款"])
    >>> header.row, header.names, dict(header.units)
    (3, ('案号', '立案', '罚款'), {'罚款': 10000})
    >>> found([(1, ["案号", "立案"]), (2, ["1号", "x"])], []).row
    1
    """
    first = [(number, [text(cell) for cell in cells]) for number, cells in lines]
    known = _Wanted(wanted)
    candidates = [known.header(number, cells) for number, cells in first]
    candidates += [
        known.header(number, _joined(above, cells, wanted)) for (_, above), (number, cells) in pairwise(first)
    ]
    return max(candidates, key=lambda header: (header.score, -header.row), default=None)


def _joined(above: Sequence[str], below: Sequence[str], wanted: Collection[str]) -> list[str]:
    """Two rows as one: the name below, or that above where nothing stands below or the two are one merged cell."""
    wide = max(len(above), len(below))
    tops, subs = [*above, *[""] * (wide - len(above))], [*below, *[""] * (wide - len(below))]
    often = Counter(sub for top, sub in zip(tops, subs, strict=True) if sub and sub != top)
    asked = {key_of(name) for name in wanted}
    names = []
    for top, sub in zip(tops, subs, strict=True):
        both = f"{top}{sub}"
        if not sub or sub == top:
            names.append(top)
        elif key_of(both) in asked or (often[sub] > 1 and top):
            names.append(both)
        else:
            names.append(sub)
    return names


def key_of(name: str) -> str:
    """A name of a column without blanks, its brackets of one form.

    >>> key_of("罚款 (元)"), key_of("案\\n号")
    ('罚款（元）', '案号')
    """
    return _BLANKS.sub("", text(name)).translate(_BRACKETS)


def unit_of(name: str) -> tuple[str, int]:
    """The name of a column without the unit in brackets behind it, and how many yuan one is (0: none is said).

    >>> unit_of("罚款金额（万元）"), unit_of("罚款(元)"), unit_of("罚款（含没收）")
    (('罚款金额', 10000), ('罚款', 1), ('罚款（含没收）', 0))
    """
    key = key_of(name)
    said = _IN_BRACKETS.search(key)
    unit = UNITS.get(said["unit"], 0) if said else 0
    return (key[: said.start()], unit) if said and unit else (key, 0)


class _Wanted:
    """The names of the columns that are asked for, found again however a sheet spells them."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._exact = {key_of(name): name for name in wanted}
        bare = Counter(unit_of(name)[0] for name in wanted)
        self._bare = {unit_of(name)[0]: name for name in wanted if bare[unit_of(name)[0]] == 1}

    def header(self, row: int, cells: Sequence[str]) -> Header:
        names, units = [], {}
        keys = {key_of(cell) for cell in cells}
        for cell in cells:
            base, unit = unit_of(cell)
            name = self._exact.get(key_of(cell), "")
            if not name and base in self._bare and key_of(self._bare[base]) not in keys:
                name = self._bare[base]
            name = name or cell
            names.append(name)
            if unit and name:
                units[name] = unit
        score = len(set(names) & set(self._exact.values()))
        return Header(row=row, names=tuple(names), said=tuple(cells), score=score, units=units)
