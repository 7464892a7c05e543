# SPDX-License-Identifier: MulanPSL-2.0
"""The records of a file of sheets: the sheets that name the columns asked for, row by row, and what of the file was not read.

A person looks at the visible sheets, finds the row that names the columns, and reads below it. So does this: of several sheets of
one shape all are read; whatever is left out is said, for what is left out in silence is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from fadu.intake.reading import header, opening
from fadu.intake.reading.cells import Unshown, column, says, text
from fadu.intake.reading.source import ROWS, Account, Record
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from fadu.intake.reading.cells import Page
    from fadu.intake.reading.header import Header

#: the column of reasons of an error sheet that comes back mended
REASONS = "不能导入的原因"
#: sheets of our own templates beside the one that is filled in
OWN = frozenset(("说明", "选项"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sheet that is read, with the row that names its columns."""

    page: Page
    header: Header


def read(path: Path, wanted: Collection[str] = (), account: Account | None = None) -> Iterator[Record]:
    """The records of a file. ``wanted`` names the columns that are asked for; ``account`` is told what is not read. Raises BadInputError."""
    account = account or Account()
    with opening.opened(path, wanted) as pages:
        chosen = _chosen(path.name, pages, wanted, account)
        for index, sheet in enumerate(chosen):
            called = sheet.page.name if len(chosen) > 1 else ""
            yield from _Reading(sheet, wanted, account, index * ROWS, called).records()


def rows(path: Path, wanted: Collection[str] = ()) -> Iterator[tuple[Chosen, int, Sequence[Any]]]:
    """Every row below the headers of the sheets that are read: its sheet, its place in the file, its cells. Raises BadInputError."""
    with opening.opened(path, wanted) as pages:
        for index, one in enumerate(_chosen(path.name, pages, wanted, Account())):
            for number, cells in one.page.lines():
                if number > one.header.row:
                    yield one, index * ROWS + number, cells


def _chosen(name: str, pages: Sequence[Page], wanted: Collection[str], account: Account) -> list[Chosen]:
    """The visible sheets that name most of what is asked for; the others are told."""
    headed = [(page, header.found(islice(page.lines(), header.LOOKED_AT), wanted)) for page in pages]
    filled = [Chosen(page, head) for page, head in headed if head is not None]
    visible = [one for one in filled if one.page.is_visible]
    if not visible:
        raise _empty(name, filled)
    best = max(visible, key=lambda one: one.header.score)
    if wanted and not best.header.score:
        raise _unknown(name, visible[0], wanted)
    asked = set(wanted)
    shape = set(best.header.names) & asked
    same = [one for one in visible if wanted and set(one.header.names) & asked == shape] or [best]
    for one in filled:
        if one not in same and not (one.page.name in OWN and not one.header.score):
            account.note(_left_out(one, shape, asked))
    for one in same:
        _refuse_twice(one, name, asked)
    return same


def _left_out(one: Chosen, shape: set[str], asked: set[str]) -> str:
    page = one.page
    if not page.is_visible:
        return f"隐藏的工作表“{page.name}”没有读。要读入的，取消隐藏后重来。"
    lacking = sorted(shape - set(one.header.names))
    why = (
        f"没有列名“{'、'.join(lacking[:3])}”{'等' if len(lacking) > 3 else ''}"
        if lacking
        else "列名与所读的工作表不同"
    )
    return f"工作表“{page.name}”没有读：{why}。"


def _empty(name: str, hidden: Sequence[Chosen]) -> BadInputError:
    if hidden:
        return BadInputError(
            expected="看得见的工作表",
            got=f"内容都在隐藏的工作表（{'、'.join(one.page.name for one in hidden)}）",
            where=name,
            remedy="取消隐藏后重来",
        )
    return BadInputError(
        expected="有一行列名的表格", got="空表", where=name, remedy="用 fadu import --template 取得模板"
    )


def _unknown(name: str, first: Chosen, wanted: Collection[str]) -> BadInputError:
    asked, said = [*wanted], [*filter(None, first.header.names)]
    return BadInputError(
        expected=f"有列名“{'、'.join(asked[:3])}”{'等' if len(asked) > 3 else ''}的表格",
        got="、".join(said[:3])[:60] + ("等" if len(said) > 3 else ""),
        where=f"{name} 前{header.LOOKED_AT}行",
        remedy="核对文件和对应表；不用对应表的，按模板填写（fadu import --template）",
    )


def _refuse_twice(one: Chosen, name: str, asked: set[str]) -> None:
    names = [each for each in one.header.names if each and (not asked or each in asked)]
    twice = sorted({each for each in names if names.count(each) > 1})
    if twice:
        sheet = f"工作表“{one.page.name}”" if one.page.name else ""
        raise BadInputError(
            expected="互不相同的列名",
            got="、".join(twice),
            where=f"{name} {sheet}第 {one.header.row} 行",
            remedy="改正重复的列名",
        )


class _Reading:
    """One sheet being read."""

    def __init__(
        self, one: Chosen, wanted: Collection[str], account: Account, first: int, called: str
    ) -> None:
        self._page, self._header = one.page, one.header
        self._asked, self._account, self._first, self._called = set(wanted), account, first, called
        self._read = [
            (place, name)
            for place, name in enumerate(one.header.names)
            if name and name != REASONS and (not self._asked or name in self._asked)
        ]
        self._keys = frozenset(header.key_of(name) for _, name in self._read)
        self._untitled: set[int] = set()
        self._known = frozenset(place for place, name in enumerate(one.header.names) if name)

    def records(self) -> Iterator[Record]:
        """Every row below the header that says anything."""
        self._tell_unread()
        for number, cells in self._page.lines():
            if number > self._header.row and not self._is_no_record(number, cells):
                record = self._record(number, cells)
                if record is not None:
                    yield record
        self._tell_hidden()

    def _record(self, number: int, cells: Sequence[Any]) -> Record | None:
        """The record of a row; None where it says nothing in any column that has a title or is beyond all of them."""
        values = {name: text(cells[place]) if place < len(cells) else "" for place, name in self._read}
        faults = [*self._unshown(number, cells), *self._slipped(cells)]
        self._tell_untitled(number, cells)
        if not faults and not any(values.values()) and not self._says_elsewhere(cells):
            return None
        return Record(
            place=self._first + number,
            values=values,
            faults=tuple(faults),
            sheet=self._called,
            titles=self._header.names,
            units=self._header.units,
            epoch=self._page.epoch,
        )

    def _says_elsewhere(self, cells: Sequence[Any]) -> bool:
        """Whether a row says something under a title that is not asked for: it is somebody's record, and lacks all that is."""
        return any(says(cells[place]) for place in self._known if place < len(cells))

    def _is_no_record(self, number: int, cells: Sequence[Any]) -> bool:
        """Whether a row is a heading across the table, or names the columns once more."""
        where = self._where(number)
        if self._page.is_banner(number, self._header.columns):
            said = text(next((cell for cell in cells if says(cell)), ""))
            self._account.note(f"{where}是一整行合并的“{said[:40]}”，不作为一件读入。")
            return True
        if self._names_columns(cells):
            self._account.note(f"{where}重复了列名，不作为一件读入。")
            return True
        return False

    def _names_columns(self, cells: Sequence[Any]) -> bool:
        """Whether a row holds nothing but names of columns, two of them at least; most rows do not begin with one."""
        spoken = (header.key_of(text(cell)) for cell in cells if says(cell))
        count = 0
        for key in spoken:
            if key not in self._keys:
                return False
            count += 1
        return count > 1

    def _unshown(self, number: int, cells: Sequence[Any]) -> Iterator[tuple[str, str]]:
        for place, name in self._read:
            cell = cells[place] if place < len(cells) else ""
            if isinstance(cell, Unshown):
                yield (
                    name,
                    f"单元格{column(place)}{number}{cell.what}，不能读。请在表格软件中改正为它应有的内容。",
                )

    def _slipped(self, cells: Sequence[Any]) -> tuple[tuple[str, str], ...]:
        """Cells beyond the header of a text: the row has slipped, so no cell of it can be trusted."""
        wide = len(self._header.names)
        beyond = cells[wide:] if self._page.may_slip else ()
        if not any(map(text, beyond)):
            return ()
        message = f"本行比列名多出{len(beyond)}格，各格可能错位。请核对本行；文本文件中含逗号的内容要加引号。"
        return ((f"第{wide + 1}列起", message),)

    # -- what is not read, or read though nobody sees it ---------------------------------------------

    def _where(self, number: int) -> str:
        return f"{self._of_sheet()}第{number}行"

    def _of_sheet(self) -> str:
        return f"工作表“{self._called}”" if self._called else ""

    def _tell_unread(self) -> None:
        read = {place for place, _ in self._read}
        for place, name in enumerate(self._header.names):
            if name and name != REASONS and place not in read:
                self._account.note(f"{self._of_sheet()}{column(place)}列“{name}”没有读：没有用到这一列名。")

    def _tell_untitled(self, number: int, cells: Sequence[Any]) -> None:
        wide = range(self._header.columns.stop if self._page.may_slip else len(cells))
        for place in wide:
            if (
                place in self._known
                or place in self._untitled
                or place >= len(cells)
                or not says(cells[place])
            ):
                continue
            self._untitled.add(place)
            where = f"{self._of_sheet()}{column(place)}列"
            self._account.note(f"{where}没有列名，其中的内容没有读（如{column(place)}{number}）。")

    def _tell_hidden(self) -> None:
        hidden = self._page.hidden
        if hidden.count:
            rows = "、".join(map(str, hidden.rows)) + ("等" if hidden.count > len(hidden.rows) else "")
            self._account.note(f"{self._of_sheet()}第{rows}行在表中隐藏（共{hidden.count}行），已一并读入。")
        for place, name in self._read:
            if place in hidden.columns:
                self._account.note(f"{self._of_sheet()}{column(place)}列“{name}”在表中隐藏，已一并读入。")
