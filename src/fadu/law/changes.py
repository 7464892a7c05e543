# SPDX-License-Identifier: MulanPSL-2.0
"""The law changed by one: an amount, a figure, a first day, an item of a list. What leans on it must notice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fadu.law.calendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.law.basis import Bracket, Gate
    from fadu.law.catalogue import Catalogue, Entry
    from fadu.law.library import Law
    from fadu.law.limit import Dated, Limit, Threshold

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawChange:
    """Another law, and in which one thing it is another. ``keys``: the rules whose golden answers are asked."""

    words: str
    law: Law
    keys: tuple[str, ...]


def of_limit(law: Law, key: str, row: str = "") -> Iterator[LawChange]:
    """The values of a limit that carry a row (all of them, where none is named): a unit more, a unit less, a day earlier and later."""
    values = law.limits_by_key[key]
    for place, value in _carrying(values, row):
        for amount in _amounts(value):
            yield _with_limit(law, key, place, {"amount": amount}, f"长度{value.amount}改为{amount}")
        if value.open_ended or value.local_key:
            gone = {name: rest for name, rest in law.limits_by_key.items() if name != key}
            yield _changed(law, key, {"limits_by_key": gone}, f"期限 {key}：删去")
            return
        yield from _begun_otherwise(law, "limits_by_key", key, place)


def of_threshold(law: Law, key: str, row: str = "") -> Iterator[LawChange]:
    """The figures of a threshold that carry a row: one more, one less, a day earlier and later."""
    values = law.thresholds_by_key[key]
    for place, value in _carrying(values, row):
        for figure in () if value.local_only else (value.value + 1, value.value - 1):
            other = _put(values, place, replace(value, value=figure))
            words = f"界限 {key}（{value.in_force_from}）：{value.value}改为{figure}"
            yield _changed(law, key, {"thresholds_by_key": {**law.thresholds_by_key, key: other}}, words)
        yield from _begun_otherwise(law, "thresholds_by_key", key, place)


def of_options(law: Law, key: str, row: str = "") -> Iterator[LawChange]:
    """A closed list without one of the items that carry a row."""
    values = law.options_by_list[key]
    for place, value in _carrying(values, row):
        rest = values[:place] + values[place + 1 :]
        words = f"选项 {key}：删去{value.key}（{value.in_force_from}）"
        yield _changed(law, key, {"options_by_list": {**law.options_by_list, key: rest}}, words)


def of_entry(law: Law, key: str, row: str = "") -> Iterator[LawChange]:
    """An entry of a catalogue: each term of the values that carry a row a unit longer and shorter, and the value gone."""
    for catalogue in law.catalogues.values():
        for place, entry in enumerate(catalogue.entries):
            if entry.key != key or (row and row not in entry.rows):
                continue
            words = f"条目 {key}（{entry.in_force_from}）"
            for name, term in entry.terms.items():
                for amount in _amounts(term.limit):
                    limit = replace(term.limit, amount=amount)
                    other = replace(entry, terms={**entry.terms, name: replace(term, limit=limit)})
                    said = f"{words}：{name} {term.limit.amount}改为{amount}"
                    yield _with_entries(law, catalogue, _put(catalogue.entries, place, other), key, said)
            rest = catalogue.entries[:place] + catalogue.entries[place + 1 :]
            yield _with_entries(law, catalogue, rest, key, f"{words}：删去")


def of_basis(law: Law, key: str, row: str = "") -> Iterator[LawChange]:
    """A basis of punishment: each figure of the brackets of a row one more and one less, and the bracket gone."""
    values = law.bases_by_key[key]
    for place, basis in enumerate(values):
        for at, bracket in enumerate(basis.brackets):
            if row and bracket.row != row:
                continue
            words = f"处罚依据 {key}（{basis.in_force_from}）{bracket.row}"
            rest = basis.brackets[:at] + basis.brackets[at + 1 :]
            others = [(f"{words}：删去", rest)]
            others += [
                (f"{words}：{said}", (*basis.brackets[:at], other, *basis.brackets[at + 1 :]))
                for said, other in _other_brackets(bracket)
            ]
            for said, brackets in others:
                changed = _put(values, place, replace(basis, brackets=brackets))
                yield _changed(law, key, {"bases_by_key": {**law.bases_by_key, key: changed}}, said)
    yield from of_gate(law, key, row)


def of_gate(law: Law, key: str, row: str = "") -> Iterator[LawChange]:
    """Who must decide instead, of the gates of a basis that carry a row: the fine it begins at, its first day, and the gate gone."""
    values = law.bases_by_key[key]
    for place, basis in enumerate(values):
        for at, gate in _carrying(basis.gates, row):
            words = f"处罚依据 {key}（{basis.in_force_from}）由{gate.level}决定"
            others: list[tuple[str, tuple[Gate, ...]]] = [("删去", ())]
            others += [
                (f"罚款{gate.fine_from}起改为{fine}", (replace(gate, fine_from=fine),))
                for fine in ((gate.fine_from + 1, gate.fine_from - 1) if gate.fine_from else ())
            ]
            others += [
                (f"施行日改为{day}", (replace(gate, since=day),))
                for day in (gate.since - _DAY, gate.since + _DAY)
            ]
            for said, other in others:
                gates = (*basis.gates[:at], *other, *basis.gates[at + 1 :])
                changed = _put(values, place, replace(basis, gates=gates))
                yield _changed(
                    law, key, {"bases_by_key": {**law.bases_by_key, key: changed}}, f"{words}：{said}"
                )


def _other_brackets(bracket: Bracket) -> Iterator[tuple[str, Bracket]]:
    """The bracket with a figure of its range, or of the line it begins at, one more and one less; multiples likewise."""
    if bracket.fine:
        for name in ("least", "most", "times_from", "times_to"):
            figure = getattr(bracket.fine, name)
            for other in (figure + 1, figure - 1) if figure else ():
                fine = replace(bracket.fine, **{name: other})
                yield f"罚款 {name} {figure}改为{other}", replace(bracket, fine=fine)
    for at, each in enumerate(bracket.when.comparisons):
        for line in (each.figure + 1, each.figure - 1):
            comparisons = list(bracket.when.comparisons)
            comparisons[at] = replace(each, figure=line)
            when = replace(bracket.when, comparisons=tuple(comparisons))
            yield f"{each.measure} {each.figure}改为{line}", replace(bracket, when=when)


def of_counting(law: Law) -> Iterator[LawChange]:
    """How days are counted, changed for all limits: whether the first counts, whether the last moves on, and whether rest days do."""
    every = tuple(law.limits_by_key)
    units = {"working_day": "calendar_day", "calendar_day": "working_day"}
    ways: Mapping[str, Any] = {
        "首日计入改为相反": lambda limit: {"first_day_counts": not limit.first_day_counts},
        "末日顺延改为相反": lambda limit: {"rolls": not limit.rolls and limit.unit != "hour"},
        "工作日与自然日对换": lambda limit: {"unit": units.get(limit.unit, limit.unit)},
    }
    for words, way in ways.items():
        other = {
            key: tuple(replace(value, **way(value)) for value in law.limits_by_key[key]) for key in every
        }
        yield LawChange(words=words, law=replace(law, limits_by_key=other, _dues={}), keys=every)


def of_inclusion(law: Law) -> Iterator[LawChange]:
    """Every threshold with 以上、以下 taken the other way."""
    every = tuple(law.thresholds_by_key)
    other = {
        key: tuple(replace(value, inclusive=not value.inclusive) for value in law.thresholds_by_key[key])
        for key in every
    }
    yield LawChange(
        words="以上、以下不包括本数", law=replace(law, thresholds_by_key=other, _dues={}), keys=every
    )


def of_notices(law: Law) -> Iterator[LawChange]:
    """A calendar without the holiday notices."""
    yield LawChange(words="不用放假通知", law=law.with_calendar(Calendar({})), keys=tuple(law.limits_by_key))


def _with_entries(
    law: Law, catalogue: Catalogue, entries: tuple[Entry, ...], key: str, words: str
) -> LawChange:
    other = {**law.catalogues, catalogue.key: replace(catalogue, entries=entries)}
    return _changed(law, key, {"catalogues": other}, words)


def _carrying(values: tuple[Any, ...], row: str) -> list[tuple[int, Any]]:
    return [(place, value) for place, value in enumerate(values) if not row or row in value.rows]


def _amounts(limit: Limit) -> list[int]:
    if limit.open_ended or limit.local_key:
        return []
    return [limit.amount + 1, *([limit.amount - 1] if limit.amount else [])]


def _begun_otherwise(law: Law, book: str, key: str, place: int) -> Iterator[LawChange]:
    """The value begins a day earlier or later, and the one before it ends accordingly."""
    values: tuple[Limit | Threshold, ...] = getattr(law, book)[key]
    value = values[place]
    for by, words in ((-_DAY, "早"), (_DAY, "晚")):
        other = _put(values, place, replace(value, in_force_from=value.in_force_from + by))
        before = place - 1
        end = values[before].in_force_to if before >= 0 else None
        if end == value.in_force_from - _DAY:
            other = _put(other, before, replace(values[before], in_force_to=end + by))
        said = f"{key}（{value.in_force_from}）：施行日{words}一日"
        yield _changed(law, key, {book: {**getattr(law, book), key: other}}, said)


def _with_limit(law: Law, key: str, place: int, change: Mapping[str, Any], words: str) -> LawChange:
    values = law.limits_by_key[key]
    other = _put(values, place, replace(values[place], **change))
    said = f"期限 {key}（{values[place].in_force_from}）：{words}"
    return _changed(law, key, {"limits_by_key": {**law.limits_by_key, key: other}}, said)


def _changed(law: Law, key: str, books: Mapping[str, Any], words: str) -> LawChange:
    return LawChange(words=words, law=replace(law, **books, _dues={}), keys=(key,))


def _put(values: tuple[Dated, ...], place: int, value: Dated) -> tuple[Any, ...]:
    return (*values[:place], value, *values[place + 1 :])
