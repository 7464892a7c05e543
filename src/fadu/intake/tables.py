# SPDX-License-Identifier: MulanPSL-2.0
"""Sheets: XLSX by calamine, CSV in UTF-8 or GB 18030; the first row names the columns."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, load_workbook

from fadu.intake import workbooks
from fadu.intake.source import Record
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: larger sheets are cut into several files
MAX_BYTES = 200 * 1024 * 1024


def read_xlsx(path: Path) -> Iterator[Record]:
    """The rows of the first sheet. Row 1 is the header."""
    _refuse_large(path)
    workbooks.vet(path)
    try:
        rows = load_workbook(str(path)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, ValueError) as error:
        raise BadInputError(
            expected="能打开的 Excel 工作簿（.xlsx）",
            got=path.name,
            where="导入文件",
            remedy="用表格软件另存为 .xlsx 后再导入",
        ) from error
    yield from _records(path, rows)


def read_csv(path: Path) -> Iterator[Record]:
    """The rows of a CSV file, the encoding found out."""
    _refuse_large(path)
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield from _records(path, _parsed(path, text))
        return
    raise BadInputError(
        expected="UTF-8 或 GB 18030 编码的文本",
        got=path.name,
        where="导入文件",
        remedy="另存为 UTF-8 编码的 CSV",
    )


def _refuse_large(path: Path) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise BadInputError(
            expected=f"不超过{MAX_BYTES // 2**20}MB的文件",
            got=path.name,
            where="导入文件",
            remedy="分成几个文件导入",
        )


def _parsed(path: Path, text: str) -> list[list[str]]:
    reader, rows = csv.reader(io.StringIO(text, newline="")), []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as error:
        raise BadInputError(
            expected="逗号分隔、引号成对的文本，每格不超过13万字",
            got=path.name,
            where=f"导入文件第{reader.line_num}行",
            remedy="用表格软件打开后另存为 CSV",
        ) from error
    return rows


def _records(path: Path, rows: Sequence[Sequence[Any]]) -> Iterator[Record]:
    if not rows:
        raise BadInputError(
            expected="首行为列名的表格",
            got="空表",
            where=path.name,
            remedy="用 fadu import --template 取得模板",
        )
    names = [text(cell) for cell in rows[0]]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise BadInputError(
            expected="互不相同的列名",
            got="、".join(twice),
            where=f"{path.name} 第 1 行",
            remedy="改正重复的列名",
        )
    for place, row in enumerate(rows[1:], start=2):
        values = {name: text(cell) for name, cell in zip(names, row, strict=False) if name}
        beyond = [text(cell) for cell in row[len(names) :]]
        if any(values.values()) or any(beyond):
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
