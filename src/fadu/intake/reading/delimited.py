# SPDX-License-Identifier: MulanPSL-2.0
"""Tables that are texts: UTF-8, UTF-16 or GB 18030; cells apart by comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from fadu.intake.reading import header
from fadu.intake.reading.cells import EPOCH, Hidden, Line, text
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path
    from typing import TextIO

#: characters of a row of a text, its quoted lines included
MAX_ROW = 4 * 1024 * 1024
CHUNK = 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
#: what may stand between cells, the usual first
DELIMITERS = (",", "\t", ";")
#: the line by which a program tells another what stands between cells
_SEP = "sep="


@dataclass(slots=True, kw_only=True)
class Table:
    """The table of a text; it has no sheets, and nothing of it is hidden."""

    _path: Path
    _encoding: str
    _delimiter: str
    _says_so: bool
    name: str = ""
    is_visible: bool = True
    may_slip: bool = True
    epoch: date = EPOCH
    hidden: Hidden = field(default_factory=Hidden)

    def lines(self) -> Iterator[Line]:
        """The rows that say anything. Raises BadInputError."""
        with self._path.open(encoding=self._encoding, newline="") as file:
            for number, cells in _parsed(self._path.name, file, self._delimiter):
                if any(map(text, cells)) and not (number == 1 and self._says_so):
                    yield number, list(cells)

    def is_banner(self, number: int, columns: range) -> bool:
        """No cells of a text are merged."""
        return False


@contextmanager
def opened(path: Path, wanted: Collection[str]) -> Iterator[list[Table]]:
    """The one table of a text; what stands between its cells is what makes it name most of what is asked for. Raises BadInputError."""
    encoding = encoding_of(path)
    delimiter = _said_between(path, encoding)
    said = bool(delimiter)
    if not delimiter:
        fits = {each: _fits(path, encoding, each, wanted) for each in DELIMITERS}
        delimiter = max(DELIMITERS, key=lambda each: fits[each] or (0, 0))
        if fits[DELIMITERS[0]] is None and not (fits[delimiter] or (0, 0))[0]:
            delimiter = DELIMITERS[0]  # what is wrong with it is told
    yield [Table(_path=path, _encoding=encoding, _delimiter=delimiter, _says_so=said)]


def _fits(path: Path, encoding: str, delimiter: str, wanted: Collection[str]) -> tuple[int, int] | None:
    """How many columns that are asked for are named, and how many at all, if this stands between cells; None: it cannot."""
    with path.open(encoding=encoding, newline="") as file:
        try:
            first = list(islice(_parsed(path.name, file, delimiter), header.LOOKED_AT))
        except BadInputError:
            return None
    best = header.found(first, wanted)
    return (best.score, sum(map(bool, best.names))) if best else (0, 0)


def _said_between(path: Path, encoding: str) -> str:
    """What the text itself says stands between its cells; empty where it does not say."""
    with path.open(encoding=encoding, newline="") as file:
        line = file.readline(len(_SEP) + 4).rstrip("\r\n")
    return line[len(_SEP) :] if line.startswith(_SEP) and len(line) == len(_SEP) + 1 else ""


def encoding_of(path: Path) -> str:
    """The first encoding in which the whole text can be read. Raises BadInputError."""
    with path.open("rb") as file:
        start = file.read(CHUNK)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates: tuple[str, ...] = ("utf-16",)
    elif start.count(0) * 20 > len(start):  # a blank, a comma or a digit has one zero byte in UTF-16
        candidates = ("utf-16-le",) if start[1::2].count(0) > start[0::2].count(0) else ("utf-16-be",)
    else:
        candidates = ENCODINGS
    for encoding in candidates:
        if _is_written_in(path, encoding):
            return encoding
    raise BadInputError(
        expected="UTF-8、UTF-16 或 GB 18030 编码的文本，或者工作簿（.xlsx、.xls、.ods）",
        got=path.name,
        where="导入文件",
        remedy="用表格软件打开后另存为 .xlsx，或者 UTF-8 编码的 CSV",
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


def _parsed(name: str, file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for number, row in enumerate(reader, start=1):
            lines.of_row = 0
            yield number, row
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadInputError(
            expected="逗号分隔、引号成对的文本，每格不超过13万字",
            got=name,
            where=f"导入文件第{reader.line_num}行",
            remedy="用表格软件打开后另存为 CSV",
        ) from error
