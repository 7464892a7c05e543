# SPDX-License-Identifier: MulanPSL-2.0
"""Makes rows of different length into one table: spans and widths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fadu.records.rendering.tree import Cell, Table

#: relative widths of a column of labels and of a column of values
LABEL, VALUE = 5, 9


def table(rows: Sequence[tuple[Cell, ...]], widths: tuple[int, ...] = ()) -> Table:
    """Rows as a table: as many columns as the widest row, the last cell of a shorter row spans the rest."""
    columns = max(max(len(row) for row in rows), len(widths))
    spanned = tuple(
        (*row[:-1], replace(row[-1], span=columns - len(row) + 1)) if len(row) < columns else tuple(row)
        for row in rows
    )
    return Table(
        widths=(*widths, *[VALUE] * (columns - len(widths))) if widths else _widths(spanned, columns),
        rows=spanned,
        heads=_heads(rows),
    )


def _heads(rows: Sequence[tuple[Cell, ...]]) -> int:
    """A list begins with a row of labels and has no other: that row is repeated on each page, and never ends one."""
    first, *others = rows
    is_list = all(cell.label for cell in first) and not any(cell.label for row in others for cell in row)
    return int(bool(others) and is_list)


def _widths(rows: Sequence[tuple[Cell, ...]], columns: int) -> tuple[int, ...]:
    """Columns that hold labels in rows with values are narrow; a list's columns follow their longest text."""
    full = [row for row in rows if len(row) == columns]
    mixed = [row for row in full if any(cell.label for cell in row) and not all(cell.label for cell in row)]
    if mixed:
        return tuple(LABEL if all(row[index].label for row in mixed) else VALUE for index in range(columns))
    return tuple(min(16, max(3, *(len(row[index].text) for row in full), 3)) for index in range(columns))
