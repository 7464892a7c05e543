# SPDX-License-Identifier: MulanPSL-2.0
"""Named checks for what a record says oddly: a row or a name twice, somebody called otherwise, a day long before its case.

Each may be so, and none stands in the way: whoever types it is asked (see :mod:`fadu.cases.reading.contradictions`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from fadu.cases.reading import plausible
from fadu.cases.rules import party_key
from fadu.kernel.chinese_dates import in_a_sentence, in_legal_time
from fadu.kernel.plain_days import plain_day
from fadu.procedure import mending

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from fadu.cases.reading.whole_record import Record
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Field

#: how long before a case was received a day of the bureau's own work in it may lie and not be asked about
LONG = timedelta(days=365)
#: how alike two names are that are taken for one mistyped, from 0 to 1
ALIKE = 0.6
#: the day on which what was received is looked into: it lies on none before
LOOKED_INTO = "visited_on"
#: the day on which what opens a case came in
RECEIVED = "received_on"


def rows_twice(record: Record) -> Iterator[str]:
    """A list that counts something (a column with ``counts``) holds one row twice, its remark and whose it is included."""
    for title, columns, rows in _lists(record):
        counting = [column.title for column in columns.values() if column.counts]
        seen: dict[tuple[tuple[str, str], ...], int] = {}
        for place, row in enumerate(rows, start=1):
            said = tuple(sorted((key, str(value).strip()) for key, value in row.items() if value))
            if not any(columns[key].counts for key, _ in said if key in columns):
                continue
            first = seen.setdefault(said, place)
            if first != place:
                same = "、".join(columns[key].title for key in row if key in columns and row[key])
                yield (
                    f"“{title}”第{place}行与第{first}行的{same}完全相同：同一{'、'.join(counting)}重复填写的，删去一行；"
                    "确有两批的，在备注中写明。"
                )


def named_twice(record: Record) -> Iterator[str]:
    """Two parties of a case bear one name: a sole trader and an enterprise, or one and the same entered twice."""
    names = [name for name, _ in _present(record).values()]
    for name in dict.fromkeys(names):
        if name and names.count(name) > 1:
            yield f"本案有{names.count(name)}个名为“{name}”的当事人：同一主体重复登记的，只留一个；确是不同主体的，核对各自的代码。"


def called_otherwise(record: Record) -> Iterator[str]:
    """A text names somebody in a capacity (被举报人) nearly as, but not as, the party entered in it is called: one of them is mistyped.

    Who is called by a part of his name is called by it.
    """
    present = _present(record).values()
    for _, field, value in record.given:
        if field.type != "text" or not field.title:
            continue
        said = _plain(str(value))
        names = [
            name
            for name, capacity in present
            if capacity == field.title or (not capacity and field.title in record.capacities)
        ]
        if any(said in _plain(name) or _plain(name) in said for name in names):
            continue
        for name in names:
            if SequenceMatcher(None, said, _plain(name)).ratio() >= ALIKE:
                yield f"“{field.title}”写作“{value}”，登记的当事人是“{name}”：有错的改正，确是另一主体的不必改。"


def long_before_receipt(record: Record) -> Iterator[str]:
    """What the bureau did in a case it did more than a year before the case was received, or it looked into what had not come yet."""
    received = next((d for _, f, v in record.given if f.key == RECEIVED and (d := plain_day(v))), None)
    if received is None:
        return
    for field, value in _days(record):
        day = plain_day(value)
        if day is None or field.key == RECEIVED:
            continue
        if field.key == LOOKED_INTO and day < received:
            yield f"“{field.title}”{day}早于收到之日{received}。"
        elif day < received - LONG:
            yield f"“{field.title}”{day}早于收到之日{received}一年以上，核对年份。"


def received_long_before(record: Record) -> Iterator[str]:
    """What opens a case is said to have come in longer before its registration than anybody lets it lie: its year was mistyped, or it was.

    Of an imported history the day of its first act is the source's.
    """
    first = next(iter(record.entries), None)
    if first is None or first.imported:
        return
    registered, most = first.at.date(), plausible.ordinary().received_before
    for entry, field, value in record.given:
        day = plain_day(value)
        if entry.seq == first.seq and field.key == RECEIVED and day and (registered - day).days > most:
            days = (registered - day).days
            yield f"“{field.title}”{day}早于登记之日{registered}已有{days}日，核对年份；确系如此的，照实登记。"


def set_far_ahead(record: Record) -> Iterator[str]:
    """A day is set for somebody (an instalment, a hearing) further ahead than anybody sets one: its year was mistyped, or it was."""
    most = plausible.ordinary().set_ahead
    for entry in record.entries:
        for field, value in () if entry.imported else _set_ahead(record, entry):
            day = plain_day(value)
            if day is not None and (days := (day - entry.at.date()).days) > most:
                yield f"“{field.title}”{day}在办理之日{entry.at.date()}以后{days}日，核对年份；确系如此的，照实登记。"


def _set_ahead(record: Record, entry: Entry) -> Iterator[tuple[Field, Any]]:
    """The days that an act sets for somebody, in lists, too: those that come, and are not the end of what something is valid for."""
    for key, value in entry.payload.items():
        field = record.fields.get(key)
        if field is None:
            continue
        rows = [row for row in value if isinstance(row, dict)] if field.columns and value else []
        said = [(field, value), *((column, row.get(column.key)) for row in rows for column in field.columns)]
        yield from ((one, it) for one, it in said if one.ahead and one.not_past and not one.not_before and it)


def odd_hours(record: Record) -> Iterator[str]:
    """What a record is of began and ended in one minute, on two days, lasted longer than a day's work, or lay in the night."""
    ordinary = plausible.ordinary()
    for entry in mending.as_read(record.entries):
        hours = {} if entry.imported else _hours(record, entry)
        for key, (field, ends) in hours.items():
            first, begins = hours.get(field.not_before, (field, ends))
            of_both = f"“{first.title}”{in_a_sentence(begins)}、“{field.title}”{in_a_sentence(ends)}"
            if first is not field and ends == begins:
                yield f"{of_both}相同，核对起止时间。"
            elif first is not field and ends.date() > begins.date():
                yield f"{of_both}不在同一日，核对日期；确系跨日的，照实登记。"
            elif first is not field and ordinary.is_long(ends - begins):
                yield f"{of_both}相隔{ordinary.longest}小时以上，核对时间；中间停下的，分次记录。"
            if ordinary.is_at_night(ends) and not any(later.not_before == key for later, _ in hours.values()):
                yield f"“{field.title}”{in_a_sentence(ends)}在夜间，核对上午、下午；确系夜间的，照实登记。"
            elif first is not field and ordinary.is_at_night(begins):
                yield f"“{first.title}”{in_a_sentence(begins)}在夜间，核对上午、下午；确系夜间的，照实登记。"


def _hours(record: Record, entry: Entry) -> dict[str, tuple[Field, datetime]]:
    """The hours that an act tells of what its record is of: none set ahead, none of an event outside."""
    return {
        key: (field, in_legal_time(datetime.fromisoformat(value)))
        for key, value in entry.payload.items()
        if (field := record.fields.get(key)) is not None
        and field.type == "datetime"
        and isinstance(value, str)
        if "T" in value and not (field.ahead or field.outside or field.sealed)
    }


def _lists(record: Record) -> Iterator[tuple[str, Mapping[str, Field], Sequence[Mapping[str, Any]]]]:
    """Every list that acts tell: of a field, by its columns, or one that acts add to, whose columns are fields."""
    for entry in record.entries:
        for key, value in entry.payload.items():
            rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list | tuple) else []
            field = record.fields.get(key)
            if rows and not (field is not None and field.sealed):
                columns = {column.key: column for column in field.columns} if field else record.fields
                yield field.title if field else "清单", columns, rows


def _days(record: Record) -> Iterator[tuple[Field, Any]]:
    """The days of the bureau's own work that a record tells, in lists, too: none of an event outside, and none set ahead."""
    days = [(field, value) for _, field, value in record.given]
    for _, columns, rows in _lists(record):
        days += [(columns[key], value) for row in rows for key, value in row.items() if key in columns]
    for field, value in days:
        if field.type in {"date", "datetime"} and not (field.outside or field.ahead or field.sealed):
            yield field, value


def _present(record: Record) -> dict[str, tuple[str, str]]:
    """Who is a party of the case now, or is about to be: key to the name in it and the capacity, where that is known."""
    here: dict[str, tuple[str, str]] = {}
    for entry in record.entries:
        said = entry.payload
        key = str(said.get("party") or "")
        if entry.action == "add_party":
            here[key] = (str(said.get("name") or ""), str(said.get("capacity") or ""))
        elif entry.action == "remove_party":
            here.pop(key, None)
        elif entry.action == "correct_party" and key in here:
            here[key] = (str(said.get("name") or here[key][0]), here[key][1])
        elif entry.action == "succeed":
            name, capacity = here.get(key, ("", ""))
            if said.get("successor"):
                here.pop(key, None)
            here[str(said.get("successor") or key)] = (str(said.get("name") or name), capacity)
    for place, party in enumerate(record.parties):
        if party.pk is not None:
            here.setdefault(party_key(party.pk), (party.name, ""))
        elif party.name not in [name for name, _ in here.values()] or not record.entries[1:]:
            here[f"unregistered:{place}"] = (party.name, "")
    return here


def _plain(name: str) -> str:
    return "".join(name.split()).replace("(", "（").replace(")", "）")
