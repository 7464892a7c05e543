# SPDX-License-Identifier: MulanPSL-2.0
"""Looking a workbook over before it is opened: what it unpacks to, and how far its cells reach.

A file of a few kilobytes can unpack to gigabytes, or name one cell in the last corner of a sheet, for which a reader
would lay out every cell before it. Both are told before any memory is spent.
"""

from __future__ import annotations

import re
import zlib
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

MAX_UNPACKED = 512 * 1024 * 1024
#: rows × columns of a sheet
MAX_CELLS = 10_000_000
CHUNK, OVERLAP = 1024 * 1024, 400
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def vet(path: Path) -> None:
    """Raise BadInputError where a workbook unpacks to too much, reaches too far, or declares entities."""
    unpacked = 0
    try:
        with ZipFile(path) as archive:
            for item in archive.infolist():
                with archive.open(item) as part:
                    unpacked = _vet_part(part, item.filename, path, unpacked)
    except (BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise BadInputError(
            expected="能打开的 Excel 工作簿（.xlsx）",
            got=path.name,
            where="导入文件",
            remedy="用表格软件另存为 .xlsx（不加密）后再导入",
        ) from error


def _vet_part(part: IO[bytes], name: str, path: Path, unpacked: int) -> int:
    """Read one part in pieces; return how much has been unpacked with it."""
    rest, rows, columns, is_sheet = b"", 0, 0, name.startswith("xl/worksheets/")
    while piece := part.read(CHUNK):
        unpacked += len(piece)
        if unpacked > MAX_UNPACKED:
            raise _refused(
                path, f"解压后不超过{MAX_UNPACKED // 2**20}MB的工作簿", "分成几个文件导入，并核对文件来源"
            )
        rest += piece
        if name.endswith((".xml", ".rels")) and _DTD.search(rest):
            raise _refused(
                path, "不含文档类型定义（DOCTYPE、实体）的工作簿", "用表格软件另存为 .xlsx 后再导入"
            )
        for column, row in _CELL.findall(rest) if is_sheet else ():
            rows, columns = max(rows, int(row)), max(columns, _number(column))
        if rows * columns > MAX_CELLS:
            what = f"行数乘列数不超过{MAX_CELLS // 10_000}万的工作表"
            raise _refused(path, what, "删去远处的空白行列，或分成几个文件导入")
        rest = rest[-OVERLAP:]
    return unpacked


def _number(column: bytes) -> int:
    """The number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number


def _refused(path: Path, expected: str, remedy: str) -> BadInputError:
    return BadInputError(expected=expected, got=path.name, where="导入文件", remedy=remedy)
