# SPDX-License-Identifier: MulanPSL-2.0
"""The tables of law, read strictly: the reader's own files, separated by tabs; they do not come with this release.

Three kinds of table, known by their columns: rules of law, licence items, bases of punishment. Each row has an ``id``.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the tables, with where it stands."""

    id: str
    #: path of its table below the folder that was read, and the line there
    table: str
    line: int
    instrument: str
    article: str
    #: ``time_limit``, ``gate`` …, or ``licence_item``, ``penalty_base``
    kind: str
    #: the column ``procedure``; ``licence_items`` and ``penalty_bases`` of those tables
    subject: str
    summary: str
    #: ``text``, ``secondary`` or ``memory``: whether anybody read it in the instrument itself
    checked: str

    @property
    def unverified(self) -> bool:
        """Whether nobody has read the row in the instrument itself."""
        return self.checked != "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """What may stand in a column."""

    pattern: re.Pattern[str]
    expected: str


def _cell(pattern: str, expected: str) -> _Cell:
    return _Cell(pattern=re.compile(pattern), expected=expected)


def _word(*words: str, empty: bool = False) -> _Cell:
    return _cell("|".join(words) + ("|" if empty else ""), "、".join(words) + ("，或者留空" if empty else ""))


_ANY = _cell(r".*", "文字")
_SOME = _cell(r".*\S.*", "文字，不能留空")
_ID = _cell(r"[A-Z][A-Za-z0-9]*-[A-Za-z0-9-]+", "条目编号，如 PP-057B")
_DAY = _cell(r"\d{4}-\d\d-\d\d", "日期，如 2021-07-15")
_END = _cell(r"(\d{4}-\d\d-\d\d)?", "日期，如 2021-07-15，或者留空")
_NUMBER = _cell(r"(\d+(\.\d+)?)?", "数，或者留空")
_CHECKED = _word("text", "secondary", "memory")
#: a number, a share, a fixed day of the year (month and day) or a fraction
_AMOUNT = _cell(r"(\d+(\.\d+)?%?|\d{1,2}-\d\d|\d+/\d+)?", "数、百分比、分数或者月日，或者留空")
_UNIT = (
    "working_day",
    "calendar_day",
    "hour",
    "month",
    "year",
    "CNY",
    "person",
    "percent",
    "fraction",
    "multiple",
)
_ORIGIN = {"source": _SOME, "checked": _CHECKED}

_RULES: Mapping[str, _Cell] = {
    "id": _ID,
    "instrument": _SOME,
    "doc_no": _ANY,
    "effective_from": _DAY,
    "effective_to": _END,
    "article": _ANY,
    "kind": _word("time_limit", "threshold", "gate", "duty", "category", "count_rule", "form"),
    "procedure": _cell(r"[a-z][a-z_]*", "主题的英文键"),
    "trigger": _ANY,
    "obligation": _ANY,
    "who": _ANY,
    "amount": _AMOUNT,
    "unit": _word(*_UNIT, empty=True),
    "extension": _ANY,
    "excluded_or_pause": _ANY,
    "summary_zh": _ANY,
    **_ORIGIN,
}
_ITEMS: Mapping[str, _Cell] = {
    "id": _ID,
    "item": _SOME,
    "code_hint": _ANY,
    "instrument": _SOME,
    "doc_no": _ANY,
    "in_force_from": _DAY,
    "in_force_to": _END,
    "article": _ANY,
    "accept_days": _cell(r"(\d+|-)?", "天数、-，或者留空"),
    "decide_amount": _NUMBER,
    "decide_unit": _word("working_day", "calendar_day", "month", empty=True),
    **dict.fromkeys(
        (
            "decide_extension",
            "issue_days",
            "validity",
            "renewal_window",
            "late_renewal_effect",
            "on_site_check",
            "hearing_or_review_excluded",
            "notification_commitment",
        ),
        _ANY,
    ),
    "who_decides": _SOME,
    "checked": _CHECKED,
    "source": _SOME,
    "note": _ANY,
}
_BASES: Mapping[str, _Cell] = {
    "id": _ID,
    "key": _SOME,
    "offence_zh": _SOME,
    "violated_article": _ANY,
    "penalty_article": _SOME,
    "instrument": _SOME,
    "in_force_from": _DAY,
    "in_force_to": _END,
    "condition": _ANY,
    "kinds": _SOME,
    "fine_min": _NUMBER,
    "fine_max": _NUMBER,
    "fine_base": _cell(
        r"fixed|none|percent_of_amount|multiple_of_[a-z_]+",
        "fixed、none、percent_of_amount 或者 multiple_of_…",
    ),
    "multiple_min": _NUMBER,
    "multiple_max": _NUMBER,
    "order_to_correct_first": _word("yes", "no"),
    "threshold_simple": _SOME,
    "criminal_link": _ANY,
    "checked": _CHECKED,
    "source": _SOME,
}
_KINDS_OF_TABLE = {"rules": _RULES, "licence_items": _ITEMS, "penalty_bases": _BASES}
#: what a row is called of the tables that have no column for it; their subject is the table itself
_KINDS_OF_ROW = {"licence_items": "licence_item", "penalty_bases": "penalty_base"}


def read_tables(folder: Path) -> tuple[Row, ...]:
    """The rows of all tables in a folder and below it, in the order of files and lines.

    Raises BadInputError with file and line, what was expected and what came: no table at all, other columns, another
    number of cells, a value its column does not take, an id that stands twice.
    """
    files = sorted(folder.rglob("*.tsv")) if folder.is_dir() else []
    if not files:
        raise BadInputError(
            expected="含有法律条目表（*.tsv）的文件夹", got=str(folder), where="--tables", remedy="核对路径"
        )
    rows: dict[str, Row] = {}
    for file in files:
        for row in _rows(file, file.relative_to(folder).as_posix()):
            if row.id in rows:
                first = rows[row.id]
                raise BadInputError(
                    expected=f"全部表中不重复的编号（{first.table}:{first.line} 已有）",
                    got=row.id,
                    where=f"{row.table}:{row.line}",
                    remedy="改正编号",
                )
            rows[row.id] = row
    return tuple(rows.values())


def _rows(file: Path, table: str) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        heads = tuple(next(reader, ()))
        name = _kind_of_table(heads, table)
        for cells in reader:
            where = f"{table}:{reader.line_num}"
            if len(cells) != len(heads):
                raise BadInputError(
                    expected=f"{len(heads)} 列",
                    got=f"{len(cells)} 列",
                    where=where,
                    remedy="核对分隔的制表符",
                )
            values = dict(zip(heads, cells, strict=True))
            _check(values, _KINDS_OF_TABLE[name], where)
            yield _row(name, values, table, reader.line_num)


def _kind_of_table(heads: tuple[str, ...], table: str) -> str:
    """Which kind of table has these columns; refuses any other, saying how it differs from the nearest."""
    nearest = max(_KINDS_OF_TABLE, key=lambda name: len(set(heads) & set(_KINDS_OF_TABLE[name])))
    wanted = tuple(_KINDS_OF_TABLE[nearest])
    if heads == wanted:
        return nearest
    missing = [name for name in wanted if name not in heads]
    unknown = [name for name in heads if name not in wanted]
    said = [f"缺少 {'、'.join(missing)}"] if missing else []
    said += [f"多出 {'、'.join(unknown)}"] if unknown else []
    raise BadInputError(
        expected=f"依次为 {'、'.join(wanted)} 各列的表",
        got="；".join(said) or "各列的次序不同或者重复",
        where=f"{table}:1",
        remedy="核对表头",
    )


def _check(values: Mapping[str, str], columns: Mapping[str, _Cell], where: str) -> None:
    for name, cell in columns.items():
        if not cell.pattern.fullmatch(values[name]):
            raise BadInputError(
                expected=cell.expected, got=values[name], where=f"{where} “{name}”", remedy="改正这一格"
            )


def _row(name: str, values: Mapping[str, str], table: str, line: int) -> Row:
    return Row(
        id=values["id"],
        table=table,
        line=line,
        instrument=values["instrument"],
        article=values["penalty_article" if name == "penalty_bases" else "article"],
        kind=_KINDS_OF_ROW.get(name) or values["kind"],
        subject=values["procedure"] if name == "rules" else name,
        summary=_summary(values),
        checked=values["checked"],
    )


def _summary(values: Mapping[str, str]) -> str:
    """What the row says, in the words of its own table."""
    if "offence_zh" in values:
        return " ".join(filter(None, (values["offence_zh"], values["condition"])))
    return values["item"] if "item" in values else values["summary_zh"] or values["obligation"]
