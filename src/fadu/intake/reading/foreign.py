# SPDX-License-Identifier: MulanPSL-2.0
"""Sheets of other programs: XLS and ET of before 2007, XLSB, ODS; read by a library, whole, for they are small."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, is_zipfile

from fadu.intake.reading.cells import EPOCH, Hidden, Line, Unshown, says
from fadu.intake.reading.merged import Merged, Range
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from python_calamine import CalamineSheet

#: such a file lies in memory while it is read, and what it unpacks to as well
MOST, UNPACKED = 64 * 1024 * 1024, 256 * 1024 * 1024


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One sheet of such a file."""

    name: str
    is_visible: bool
    _sheet: CalamineSheet
    _merged: Merged
    may_slip: bool = False
    epoch: date = EPOCH
    hidden: Hidden = field(default_factory=Hidden)

    def lines(self) -> Iterator[Line]:
        """The rows that say anything, merged cells spread."""
        rows = ([_cell(cell) for cell in row] for row in self._sheet.to_python(skip_empty_area=False))
        numbered = ((number, cells) for number, cells in enumerate(rows, start=1) if any(map(says, cells)))
        yield from self._merged.spread(numbered)

    def is_banner(self, number: int, columns: range) -> bool:
        """Whether a row is one merged cell across these columns."""
        return self._merged.is_banner(number, columns)


@contextmanager
def opened(path: Path) -> Iterator[list[Sheet]]:
    """The sheets of a file, in the order of their tabs. Raises BadInputError for what cannot be opened, or has a password."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    if path.stat().st_size > MOST or _unpacked(path) > UNPACKED:
        raise BadInputError(
            expected=f"不超过{MOST // 2**20}MB、解压后不超过{UNPACKED // 2**20}MB的旧式工作簿（.xls、.et、.ods、.xlsb）",
            got=path.name,
            where="导入文件",
            remedy="用表格软件另存为 .xlsx 后再导入",
        )
    try:
        with (
            path.open("rb") as file,
            CalamineWorkbook.from_filelike(file) as book,
        ):  # by what it holds, not by its name
            listed = [
                Sheet(
                    name=each.name,
                    is_visible=each.visible == SheetVisibleEnum.Visible,
                    _sheet=(sheet := book.get_sheet_by_name(each.name)),
                    _merged=_merged(sheet),
                )
                for each in book.sheets_metadata
                if each.typ == SheetTypeEnum.WorkSheet
            ]
            yield listed
    except PasswordError as error:
        raise has_password(path.name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise BadInputError(
            expected="能打开的工作簿（.xls、.et、.ods、.xlsb）",
            got=path.name,
            where="导入文件",
            remedy="用表格软件打开后另存为 .xlsx（不加密）再导入",
        ) from error


def _unpacked(path: Path) -> int:
    """What a file says it unpacks to; one that is not packed, nothing. That it says the truth was looked at before (``workbooks.vet``)."""
    if not is_zipfile(path):
        return 0
    with ZipFile(path) as archive:
        return sum(item.file_size for item in archive.infolist())


def has_password(name: str) -> BadInputError:
    """What is said of a file that only opens with a password."""
    return BadInputError(
        expected="没有密码的工作簿",
        got=f"{name}（设有打开密码）",
        where="导入文件",
        remedy="用表格软件打开，取消密码后另存为 .xlsx 再导入",
    )


def _merged(sheet: CalamineSheet) -> Merged:
    ranges = sheet.merged_cell_ranges or ()
    return Merged(Range(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges)


def _cell(cell: Any) -> Any:
    return Unshown(f"显示错误 {cell}") if isinstance(cell, str) and cell in _ERRORS else cell


#: what cells show in which a formula failed
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
