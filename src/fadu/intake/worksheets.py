# SPDX-License-Identifier: MulanPSL-2.0
"""The first sheet of a workbook (ECMA-376), row by row: however long it is, memory holds a row and the texts that cells share.

A number is a day where its format says so, as whoever looks at the sheet sees it. A formula counts as the value kept with it;
a cell that shows an error is empty.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from array import array
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from fadu.intake.bounded import Bounded
from fadu.kernel.errors import BadInputError
from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: bytes a part unpacks to, bytes of one row or one shared text, and bytes of all shared texts together
MAX_PART, MAX_PIECE, MAX_SHARED = 2 * 1024**3, 64 * 1024**2, 256 * 1024**2
#: the last column a sheet can have
COLUMNS = 16_384
#: numbers of formats that every program knows: days and hours, those of East Asia among them; and spans of time
MOMENTS = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
SPANS = frozenset((46,))
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_MOMENT = re.compile(r"[dmhys]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
}

#: its number in the sheet, and what its cells hold
Row = tuple[int, list[Any]]


def rows(path: Path) -> Iterator[Row]:
    """The rows of the first sheet that say anything, each with its number. Raises BadInputError for what is no workbook."""
    try:
        with ZipFile(path) as archive:
            yield from _Sheet(archive, path.name).rows()
    except (
        etree.XMLSyntaxError,
        BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        LookupError,
        ValueError,
        RuntimeError,
    ) as error:
        raise refused(path.name) from error


def refused(name: str) -> BadInputError:
    """What is said of a file that cannot be opened."""
    return BadInputError(
        expected="能打开的 Excel 工作簿（.xlsx）",
        got=name,
        where="导入文件",
        remedy="用表格软件另存为 .xlsx（不加密）后再导入",
    )


class _Sheet:
    """The first sheet, with what its cells rest on: shared texts, formats, the day from which days are counted."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._parts = {part.replace("\\", "/").lower(): part for part in archive.namelist()}
        book = self._tree("xl/workbook.xml")
        settings = book.find("{*}workbookPr")
        since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a day as a sheet counts
        self._place = self._first(book)
        self._formats = self._formats_of_cells()
        self._shared = self._shared_texts()

    # -- the parts of a workbook -------------------------------------------------------------------

    @contextmanager
    def _open(self, part: str) -> Iterator[Bounded]:
        refusal = self._refused(
            f"每行不超过{MAX_PIECE // 2**20}MB、解压后不超过{MAX_PART // 2**20}MB的工作表",
            "分成几个文件导入，并核对文件来源",
        )
        with self._archive.open(self._parts[part.lower()]) as file:
            yield Bounded(file, most=MAX_PART, piece=MAX_PIECE, refusal=refusal)

    def _refused(self, expected: str, remedy: str) -> BadInputError:
        return BadInputError(expected=expected, got=self._name, where="导入文件", remedy=remedy)

    def _tree(self, part: str) -> etree._Element:
        with self._open(part) as file:
            return etree.parse(file, etree.XMLParser(**_SAFE)).getroot()  # type: ignore[arg-type]

    def _first(self, book: etree._Element) -> str:
        """Where the first sheet lies."""
        sheet = book.find("{*}sheets/{*}sheet")
        if sheet is None:
            raise LookupError("no sheet")
        wanted = next(value for name, value in sheet.attrib.items() if str(name).endswith("}id"))
        for relation in self._tree("xl/_rels/workbook.xml.rels"):
            if relation.get("Id") == wanted:
                return posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        raise LookupError(wanted)

    def _formats_of_cells(self) -> list[str]:
        """What the numbers of each style are: ``moment``, ``span``, or nothing of the kind."""
        if "xl/styles.xml" not in self._parts:
            return []
        styles = self._tree("xl/styles.xml")
        codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iter("{*}numFmt")}
        return [
            _kind(number, codes.get(number))
            for style in styles.iterfind("{*}cellXfs/{*}xf")
            for number in (style.get("numFmtId", "0"),)
        ]

    def _shared_texts(self) -> _Texts:
        texts = _Texts()
        if "xl/sharedstrings.xml" not in self._parts:
            return texts
        with self._open("xl/sharedStrings.xml") as file:
            for element in _each(file, "{*}si"):
                texts.append(_text_of(element))
                if texts.size > MAX_SHARED:
                    raise self._refused(
                        f"所有文字不超过{MAX_SHARED // 2**20}MB的工作簿", "分成几个文件导入，或另存为 CSV"
                    )
        return texts

    # -- rows and cells ----------------------------------------------------------------------------

    def rows(self) -> Iterator[Row]:
        """Row by row."""
        last = 0
        with self._open(self._place) as file:
            for element in _each(file, "{*}row"):
                number = int(element.get("r") or last + 1)
                if number <= last:
                    raise ValueError("rows out of order")
                last = number
                yield number, self._cells(element)

    def _cells(self, row: etree._Element) -> list[Any]:
        cells: list[Any] = []
        for cell in row:
            if _name(cell) != "c":
                continue
            named = cell.get("r")
            place = _column(named) if named else len(cells)
            if not len(cells) <= place < COLUMNS:
                raise ValueError("cells out of order")
            cells += [""] * (place - len(cells))
            cells.append(self._value(cell))
        return cells

    def _value(self, cell: etree._Element) -> Any:
        kind, said = cell.get("t", "n"), ""
        for part in cell:
            name = _name(part)
            if name == "is":
                return _text_of(part)
            if name == "v":
                said = part.text or ""
        if not said or kind == "e":
            return ""
        if kind == "s":
            return self._shared[int(said)]
        if kind == "n":
            return self._number(said, cell.get("s"))
        if kind == "b":
            return said.strip() in ("1", "true")
        return _plain(said)

    def _number(self, said: str, style: str | None) -> Any:
        """A number as its format shows it: a moment, a span of time, or itself."""
        kind = self._formats[int(style)] if style and int(style) < len(self._formats) else ""
        if not kind:
            number = plain_number(said, digits=400)
            return float(said) if number is None else number
        days = float(said)
        try:
            span = timedelta(milliseconds=round(days * 86_400_000))
            if kind == "span":
                return span
            moment = self._epoch + span
        except OverflowError:
            return days
        if days < 0:
            return days  # no program shows a day for it
        return moment.time() if days < 1 else moment


class _Texts:
    """Texts that cells share, laid end to end: a few bytes more than they are long."""

    def __init__(self) -> None:
        self._bytes, self._ends = bytearray(), array("Q", [0])

    @property
    def size(self) -> int:
        """How many bytes they take."""
        return len(self._bytes) + 8 * len(self._ends)

    def append(self, text: str) -> None:
        self._bytes += text.encode(errors="replace")
        self._ends.append(len(self._bytes))

    def __getitem__(self, place: int) -> str:
        return self._bytes[self._ends[place] : self._ends[place + 1]].decode()


def _each(file: Bounded, tag: str) -> Iterator[etree._Element]:
    """The elements of a name, one at a time; what was looked at is let go."""
    for _, element in etree.iterparse(file, events=("end",), tag=tag, **_SAFE):
        yield element
        file.next_piece()
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _kind(number: str, code: str | None) -> str:
    """What a format makes of a number.

    >>> [_kind("164", code) for code in ('yyyy"年"m"月"d"日"', "[h]:mm", '0.00_);[Red]"day"0', "[$-804]yyyy-mm-dd")]
    ['moment', 'span', '', 'moment']
    >>> _kind("14", None), _kind("31", None), _kind("2", None)
    ('moment', 'moment', '')
    """
    if code is None:
        return "moment" if int(number) in MOMENTS else "span" if int(number) in SPANS else ""
    bare = _LITERAL.sub("", code)
    if _SPAN.search(bare):
        return "span"
    return "moment" if _MOMENT.search(_BRACKET.sub("", bare).replace("General", "")) else ""


def _column(cell: str) -> int:
    """The place of a cell in its row, from 0.

    >>> _column("A1"), _column("AA10"), _column("XFD1")
    (0, 26, 16383)
    """
    number = 0
    for letter in cell.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text_of(element: etree._Element) -> str:
    """The text of a cell, however its parts are set; how it is pronounced is no part of it."""
    texts = []
    for part in element:
        name = _name(part)
        if name == "t":
            texts.append(part.text or "")
        elif name == "r":
            texts += [piece.text or "" for piece in part if _name(piece) == "t"]
    return _plain("".join(texts))


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace; there are two, of the transitional and of the strict form."""
    return str(element.tag).rpartition("}")[2]


def _plain(text: str) -> str:
    """A text with the characters that XML cannot hold.

    >>> _plain("a_x000D_b_x005F_x000D_")
    'a\\rb_x000D_'
    """
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text
