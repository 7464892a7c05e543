# SPDX-License-Identifier: MulanPSL-2.0
"""The parties a record names: one, several in a cell, or one on each of its rows; told apart where that is certain, else refused."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.intake.case_numbers import key_of
from fadu.intake.reading.source import said_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fadu.intake.mapping import Plan
    from fadu.intake.reading.source import Account, Record

#: what surely stands between names, and what may stand in one
_SURELY, _PERHAPS = re.compile(r"\s*[;；\n]\s*"), re.compile(r"\s*[、，,]\s*")
#: how the name of a firm, shop or office ends
_FIRM = re.compile(
    r"(?:公司|[厂店场馆所院校社部站行铺堂楼]|中心|超市|商行|合作社|集团|经营户|门市|酒家|宾馆)(?:（[^）]*）|\([^)]*\))?$"
)
#: rows of one case at most
MOST = 500


class AmbiguousError(Exception):
    """A cell that may name one party or several; the message says what to do."""


def apart(values: Mapping[str, str]) -> list[dict[str, str]]:
    """The parties of one row, each with what is said of it. Raises AmbiguousError.

    >>> apart({"name": "甲食品店、乙食品店", "kind": "enterprise"})
    [{'name': '甲食品店', 'kind': 'enterprise'}, {'name': '乙食品店', 'kind': 'enterprise'}]
    >>> apart({"name": "清河烟、酒商行", "uscc": "92110000600037341L"})
    [{'name': '清河烟、酒商行', 'uscc': '92110000600037341L'}]
    """
    name = values.get("name", "")
    names = [part for part in _SURELY.split(name) if part]
    if len(names) < 2:
        parts = [part for part in _PERHAPS.split(name) if part]
        if len(parts) < 2 or _is_one(values):
            return [dict(values)]
        if not all(_FIRM.search(part) for part in parts):
            raise AmbiguousError(
                f"“{name}”可能是一个名称，也可能是{len(parts)}个当事人。几个当事人的，用分号隔开或者每人一行（案号相同）；"
                "是一个名称的，填写它的统一社会信用代码。"
            )
        names = parts
    parties: list[dict[str, str]] = [{"name": each} for each in names]
    for key, said in values.items():
        if key == "name" or not said:
            continue
        each = [said] * len(names) if key in ("kind", "capacity") else _one_each(key, said, len(names))
        for party, value in zip(parties, each, strict=True):
            party[key] = value
    return parties


def _is_one(values: Mapping[str, str]) -> bool:
    """Whether a row gives one code: then it names one party."""
    codes = [values[key] for key in ("uscc", "id_number") if values.get(key)]
    return bool(codes) and not any(len(_parts(code)) > 1 for code in codes)


def _one_each(key: str, said: str, count: int) -> list[str]:
    parts = _parts(said)
    if len(parts) != count:
        titles = {"uscc": "统一社会信用代码", "id_number": "证件号码", "phone": "电话", "address": "地址"}
        title = titles.get(key, "法定代表人")
        raise AmbiguousError(
            f"写有{count}个当事人，“{title}”却有{len(parts)}个，不知道各是谁的。请每个当事人一行（案号相同）。"
        )
    return parts


def _parts(said: str) -> list[str]:
    surely = [part for part in _SURELY.split(said) if part]
    return surely if len(surely) > 1 else [part for part in _PERHAPS.split(said) if part]


def joined(records: Iterable[Record], plan: Plan, account: Account) -> Iterator[Record]:
    """The records, rows that follow each other and name further parties of one case joined to its first row."""
    own = {source.column for rule in plan.parties for source in rule.values.values() if source.column}
    others = {source.column for what, source in plan.values() if source.column} - own
    if not own or not plan.number.column:
        yield from records
        return
    first: Record | None = None
    for record in records:
        if first is not None and _is_of(record, first, plan.number.column, own, others):
            account.note(
                f"{said_place(record.place, record.sheet)}与第{first.row}行是同一案件的当事人，合为一件。"
            )
            first = replace(first, more=(*first.more, record.values), faults=(*first.faults, *record.faults))
            continue
        if first is not None:
            yield first
        first = record
    if first is not None:
        yield first


def _is_of(record: Record, first: Record, number: str, own: set[str], others: set[str]) -> bool:
    """Whether a row says of the case of the row before it nothing else than another party."""
    said = str(record.values.get(number, ""))
    if not said or key_of(said) != key_of(str(first.values.get(number, ""))) or len(first.more) >= MOST:
        return False
    if record.sheet != first.sheet:
        return False
    differs = any(
        record.values.get(column, "") not in ("", first.values.get(column, ""))
        for column in others - {number}
    )
    parties = [{column: values.get(column, "") for column in own} for values in (first.values, *first.more)]
    party = {column: record.values.get(column, "") for column in own}
    return not differs and any(party.values()) and party not in parties
