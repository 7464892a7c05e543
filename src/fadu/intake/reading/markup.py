# SPDX-License-Identifier: MulanPSL-2.0
"""Tables that a platform hands out as a page: HTML, often named .xls. Read without network and without running anything."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree, html

from fadu.intake.reading import delimited
from fadu.intake.reading.cells import EPOCH, Hidden, Line, says
from fadu.intake.reading.merged import Merged, Range
from fadu.kernel.errors import BadInputError
from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

#: such a page lies in memory while it is read
MOST = 32 * 1024 * 1024
#: rows or columns that one cell may take up
WIDEST = 1_000


@dataclass(slots=True, kw_only=True)
class Table:
    """One table of a page."""

    name: str
    _rows: list[Line]
    _merged: Merged
    is_visible: bool = True
    may_slip: bool = False
    epoch: date = EPOCH
    hidden: Hidden = field(default_factory=Hidden)

    def lines(self) -> Iterator[Line]:
        """The rows that say anything, cells that take up several spread."""
        yield from self._merged.spread((n, list(cells)) for n, cells in self._rows if any(map(says, cells)))

    def is_banner(self, number: int, columns: range) -> bool:
        """Whether a row is one cell across these columns."""
        return self._merged.is_banner(number, columns)


@contextmanager
def opened(path: Path) -> Iterator[list[Table]]:
    """The tables of a page that lie in no other table. Raises BadInputError where there is none."""
    if path.stat().st_size > MOST:
        raise _refused(path.name, f"不超过{MOST // 2**20}MB的网页表格")
    try:
        # what a page says of its own encoding is often not true, and lxml refuses a text that declares one
        said = path.read_bytes().decode(delimited.encoding_of(path))
        parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
        page = html.document_fromstring(said.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _refused(path.name, "含有表格的网页") from error
    tables = [each for each in page.iter("table") if next(each.iterancestors("table"), None) is None]
    if not tables:
        raise _refused(path.name, "含有表格的网页")
    yield [_table(each, f"表{n}" if len(tables) > 1 else "") for n, each in enumerate(tables, start=1)]


def _refused(name: str, expected: str) -> BadInputError:
    return BadInputError(
        expected=expected, got=name, where="导入文件", remedy="用表格软件打开后另存为 .xlsx 再导入"
    )


def _table(table: html.HtmlElement, name: str) -> Table:
    """Rows with their cells where they stand: a cell that takes up several rows pushes those below it on."""
    rows: list[Line] = []
    ranges: list[Range] = []
    taken: dict[int, set[int]] = {}
    for number, row in enumerate((r for r in table.iter("tr") if _is_of(r, table)), start=1):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while len(cells) in taken.get(number, ()):
                cells.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            left = len(cells)
            cells += [" ".join(cell.text_content().split()), *[""] * (wide - 1)]
            if wide > 1 or high > 1:
                ranges.append(Range(number, left, number + high - 1, left + wide - 1))
            for below in range(number + 1, number + high):
                taken.setdefault(below, set()).update(range(left, left + wide))
        rows.append((number, list(cells)))
    return Table(name=name, _rows=rows, _merged=Merged(ranges))


def _is_of(row: html.HtmlElement, table: html.HtmlElement) -> bool:
    return next(row.iterancestors("table"), None) is table


def _span(cell: html.HtmlElement, name: str) -> int:
    return min(max(plain_number(cell.get(name), digits=4) or 1, 1), WIDEST)
