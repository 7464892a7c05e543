# SPDX-License-Identifier: MulanPSL-2.0
"""The sheets of a workbook (ECMA-376), row by row: however long they are, memory holds a row and the texts that cells share.

A number is a day where its format says so, as whoever looks at the sheet sees it; merged cells say what the first of them says. A
formula counts as the value kept with it; a cell that shows an error, and one whose formula was never worked out, says so.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from array import array
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from fadu.intake.reading.bounded import Bounded
from fadu.intake.reading.cells import EPOCH, Hidden, Line, Unshown, place_of
from fadu.intake.reading.merged import MOST, Merged, Range
from fadu.kernel.errors import BadInputError
from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
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

#: digits of a number that a sheet keeps; what comes behind them is lost
KEPT_DIGITS = 15
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
#: bytes of a part looked at together for merged cells, and how much of them is looked at again
PIECE, OVERLAP = 1024 * 1024, 200


@contextmanager
def opened(path: Path) -> Iterator[list[Sheet]]:
    """The sheets of a workbook, in the order of their tabs. Raises BadInputError for what is no workbook."""
    with _told(path.name), ZipFile(path) as archive:
        yield _Book(archive, path.name).sheets()


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
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
        raise refused(name) from error


def refused(name: str) -> BadInputError:
    """What is said of a file that cannot be opened."""
    return BadInputError(
        expected="能打开的 Excel 工作簿（.xlsx）",
        got=name,
        where="导入文件",
        remedy="用表格软件另存为 .xlsx（不加密）后再导入",
    )


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    is_visible: bool
    _book: _Book
    _part: str
    may_slip: bool = False
    epoch: date = EPOCH
    hidden: Hidden = field(default_factory=Hidden)
    _merged: Merged | None = None

    def lines(self) -> Iterator[Line]:
        """The rows that say anything, merged cells spread. Raises BadInputError."""
        self.hidden = Hidden()
        with _told(self._book.name):
            yield from self.merged.spread(self._book.rows(self._part, self.hidden))

    @property
    def merged(self) -> Merged:
        """Its merged cells; they stand behind its rows, so they are looked for first."""
        if self._merged is None:
            self._merged = Merged(self._book.merged(self._part))
        return self._merged

    def is_banner(self, number: int, columns: range) -> bool:
        """Whether a row is one merged cell across these columns."""
        return self.merged.is_banner(number, columns)


class _Book:
    """A workbook, with what its cells rest on: shared texts, formats, the day from which days are counted."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive, self.name = archive, name
        self._parts = {part.replace("\\", "/").lower(): part for part in archive.namelist()}
        self._book = self._tree("xl/workbook.xml")
        settings = self._book.find("{*}workbookPr")
        since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self._epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a day as a sheet counts
        self._formats = self._formats_of_cells()

    def sheets(self) -> list[Sheet]:
        """The sheets of rows and columns; a chart has none."""
        parts = {
            str(relation.get("Id")): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
            for relation in self._tree("xl/_rels/workbook.xml.rels")
            if not str(relation.get("Type", "")).endswith("chartsheet")
        }
        listed = []
        for sheet in self._book.iterfind("{*}sheets/{*}sheet"):
            wanted = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
            if part := parts.get(str(wanted), ""):
                visible = sheet.get("state", "visible") == "visible"
                listed.append(
                    Sheet(
                        name=sheet.get("name", ""),
                        is_visible=visible,
                        epoch=self._epoch.date(),
                        _book=self,
                        _part=part,
                    )
                )
        if not listed:
            raise LookupError("no sheet")
        return listed

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
        return BadInputError(expected=expected, got=self.name, where="导入文件", remedy=remedy)

    def _tree(self, part: str) -> etree._Element:
        with self._open(part) as file:
            return etree.parse(file, etree.XMLParser(**_SAFE)).getroot()  # type: ignore[arg-type]

    def merged(self, part: str) -> Iterator[Range]:
        """The merged cells of a sheet, found in its bytes."""
        with self._open(part) as file:
            rest, count = b"", 0
            while piece := file.read(PIECE):
                file.next_piece()
                rest += piece
                last = 0
                for one in _MERGED.finditer(rest):
                    last, count = one.end(), count + 1
                    if count > MOST:
                        raise self._refused(f"合并单元格不超过{MOST}处的工作表", "取消不需要的合并后再导入")
                    left, top, right, bottom = one[1].decode(), int(one[2]), one[3].decode(), int(one[4])
                    yield Range(top, place_of(left), bottom, min(place_of(right), COLUMNS - 1))
                rest = rest[max(last, len(rest) - OVERLAP) :]

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

    @cached_property
    def _shared(self) -> _Texts:
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

    def rows(self, part: str, hidden: Hidden) -> Iterator[Line]:
        """Row by row; which rows and columns are not seen is noted on the way."""
        last = 0
        with self._open(part) as file:
            for element in _each(file, ("{*}row", "{*}cols")):
                if _name(element) == "cols":
                    hidden.columns += _hidden_columns(element)
                    continue
                number = int(element.get("r") or last + 1)
                if number <= last:
                    raise ValueError("rows out of order")
                last = number
                if element.get("hidden") in ("1", "true"):
                    hidden.row(number)
                yield number, self._cells(element)

    def _cells(self, row: etree._Element) -> list[Any]:
        cells: list[Any] = []
        for cell in row:
            if _name(cell) != "c":
                continue
            named = cell.get("r")
            place = place_of(named) if named else len(cells)
            if not len(cells) <= place < COLUMNS:
                raise ValueError("cells out of order")
            cells += [""] * (place - len(cells))
            cells.append(self._value(cell))
        return cells

    def _value(self, cell: etree._Element) -> Any:
        kind, said, is_formula = cell.get("t", "n"), "", False
        for part in cell:
            name = _name(part)
            if name == "is":
                return _text_of(part)
            if name == "v":
                said = part.text or ""
            elif name == "f":
                is_formula = True
        if kind == "e":
            return Unshown(f"显示错误 {said}".strip())
        if not said:
            # a text that a formula gives may be empty; a formula that gives nothing at all was never worked out
            return Unshown("是没有算出结果的公式") if is_formula and kind != "str" else ""
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
            plain = plain_number(said, digits=400)
            number = float(said) if plain is None else plain
            return Unshown("是超过15位的数字，末几位已被表格软件舍去") if _is_cut(said, number) else number
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


def _is_cut(said: str, number: float) -> bool:
    """Whether a whole number has more digits than a sheet keeps, so that its last ones are not those that were typed.

    >>> _is_cut("2.022000000001235E+17", 2.022000000001235e17), _is_cut("110105194912310026", 110105194912310026)
    (True, False)
    >>> _is_cut("110105194912310000", 110105194912310000), _is_cut("5000", 5000), _is_cut("0.1234567890123456", 0.1234567890123456)
    (True, False, False)
    """
    if abs(number) < 10**KEPT_DIGITS or number != number or number in (float("inf"), float("-inf")):
        return False
    digits = said.strip().lstrip("+-")
    return not digits.isdigit() or not digits[KEPT_DIGITS:].strip("0")


def _hidden_columns(columns: etree._Element) -> Iterator[int]:
    for each in columns:
        if each.get("hidden") in ("1", "true"):
            first, last = int(each.get("min", "1")), int(each.get("max", "1"))
            yield from range(first - 1, min(last, COLUMNS))


def _each(file: Bounded, tag: str | tuple[str, ...]) -> Iterator[etree._Element]:
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
