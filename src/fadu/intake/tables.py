# SPDX-License-Identifier: MulanPSL-2.0
"""Sheets: XLSX, CSV in UTF-8 or GB 18030; the first row that is not empty names the columns. Read as they come, row by row."""

from __future__ import annotations

import codecs
import csv
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.intake import workbooks, worksheets
from fadu.intake.source import Record
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

#: larger files are cut into several; a workbook is packed
MAX_WORKBOOK, MAX_TEXT = 200 * 1024 * 1024, 2 * 1024 * 1024 * 1024
#: characters of a row of a text, its quoted lines included
MAX_ROW = 4 * 1024 * 1024
CHUNK = 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")


def read_xlsx(path: Path) -> Iterator[Record]:
    """The rows of the first sheet. The first that is not empty is the header."""
    _refuse_large(path, MAX_WORKBOOK)
    workbooks.vet(path)
    yield from _records(path, worksheets.rows(path), may_slip=False)


def read_csv(path: Path) -> Iterator[Record]:
    """The rows of a CSV file, the encoding found out."""
    _refuse_large(path, MAX_TEXT)
    with path.open(encoding=_encoding_of(path), newline="") as file:
        yield from _records(path, enumerate(_parsed(path, file), start=1), may_slip=True)


def _encoding_of(path: Path) -> str:
    """The first encoding in which the whole text can be read. Raises BadInputError."""
    for encoding in ENCODINGS:
        if _is_written_in(path, encoding):
            return encoding
    raise BadInputError(
        expected="UTF-8 或 GB 18030 编码的文本",
        got=path.name,
        where="导入文件",
        remedy="另存为 UTF-8 编码的 CSV",
    )


def _is_written_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _refuse_large(path: Path, most: int) -> None:
    if path.stat().st_size > most:
        raise BadInputError(
            expected=f"不超过{most // 2**20}MB的文件",
            got=path.name,
            where="导入文件",
            remedy="分成几个文件导入",
        )


class _Lines:
    """The lines of a text, as long as the row they belong to keeps within bounds: quotes that never close make no endless row."""

    def __init__(self, file: TextIO) -> None:
        self._file, self.of_row = file, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_ROW + 1)
        self.of_row += len(line)
        if self.of_row > MAX_ROW:
            raise csv.Error("row too long")
        if not line:
            raise StopIteration
        return line


def _parsed(path: Path, file: TextIO) -> Iterator[list[str]]:
    lines = _Lines(file)
    reader = csv.reader(lines)
    try:
        for row in reader:
            lines.of_row = 0
            yield row
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadInputError(
            expected="逗号分隔、引号成对的文本，每格不超过13万字",
            got=path.name,
            where=f"导入文件第{reader.line_num}行",
            remedy="用表格软件打开后另存为 CSV",
        ) from error


def _records(path: Path, rows: Iterable[tuple[int, Sequence[Any]]], *, may_slip: bool) -> Iterator[Record]:
    """The records of numbered rows. In a text a row may slip: then it has more cells than there are columns."""
    waiting = ((place, row) for place, row in rows if any(map(text, row)))
    first, header = next(waiting, (0, ()))
    if not header:
        raise BadInputError(
            expected="首行为列名的表格",
            got="空表",
            where=path.name,
            remedy="用 fadu import --template 取得模板",
        )
    names = [text(cell) for cell in header]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise BadInputError(
            expected="互不相同的列名",
            got="、".join(twice),
            where=f"{path.name} 第 {first} 行",
            remedy="改正重复的列名",
        )
    for place, row in waiting:
        values = {name: text(cell) for name, cell in zip(names, row, strict=False) if name}
        beyond = [text(cell) for cell in row[len(names) :]] if may_slip else []
        if any(values.values()) or any(beyond):  # or words under no title alone
            yield Record(place=place, values=values, faults=_too_many(len(names), beyond))


def _too_many(columns: int, beyond: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Cells beyond the header: the row has slipped, so no cell of it can be trusted."""
    if not any(beyond):
        return ()
    message = f"本行比列名多出{len(beyond)}格，各格可能错位。请核对本行；文本文件中含逗号的内容要加引号。"
    return ((f"第{columns + 1}列起", message),)


def text(cell: Any) -> str:
    """A cell as text: dates in ISO form, whole numbers without decimals, full-width digits narrowed, trimmed.

    >>> text(5000.0), text(date(2022, 3, 1)), text("２０２２－０３－０１ "), text(None)
    ('5000', '2022-03-01', '2022-03-01', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).translate(_NARROW).strip()


_NARROW = {0xFF10 + n: str(n) for n in range(10)} | {0xFF0D: "-", 0x3000: " "}
