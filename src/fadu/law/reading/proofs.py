# SPDX-License-Identifier: MulanPSL-2.0
"""What shows only once all files are read: spans without overlap or gap, and limits that other rules lean on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from fadu.kernel.problems import nearest
from fadu.law.catalogue import Entry
from fadu.law.limit import GENERAL, Dated, Option, Threshold

if TYPE_CHECKING:
    from fadu.law.basis import Basis
    from fadu.law.limit import Limit, RemedyRule
    from fadu.law.reading.place import Written

#: what stands for "no end"
_END = date.max


def follow(written: Iterable[Written[Dated]]) -> None:
    """Values of one thing follow one another day by day. Items of a closed list and entries of a catalogue may pause, but not overlap.

    Raises LawDataError at the later value.
    """
    groups: dict[Hashable, list[Written[Dated]]] = defaultdict(list)
    for each in written:
        groups[_of_one_thing(each)].append(each)
    for values in groups.values():
        for before, after in pairwise(sorted(values, key=lambda each: each.value.in_force_from)):
            _follows(before.value, after)


def _of_one_thing(written: Written[Dated]) -> Hashable:
    """The rule (or item of a list) it is a value of, and about whom."""
    about = written.value.about if isinstance(written.value, Threshold) else ()
    return written.what, about


def _follows(before: Dated, after: Written[Dated]) -> None:
    value = after.value
    end = before.in_force_to
    if end is None or value.in_force_from <= end:
        after.fail(
            "from", f"自{value.in_force_from}起的值与自{before.in_force_from}至{end or '今'}的值重叠。"
        )
    if value.in_force_from != end + timedelta(days=1) and not isinstance(value, Option | Entry):
        after.fail("from", f"自{end + timedelta(days=1)}至{value.in_force_from - timedelta(days=1)}没有值。")


def _succeeds(first: Written[Limit]) -> None:
    """Nothing runs under an earlier value when the first one comes."""
    if first.value.transition:
        first.fail("transition", "之前没有值，没有已经起算的期限，不写过渡问题（transition）。")


def lean(
    limits: Mapping[str, Sequence[Written[Limit]]],
    remedies: Iterable[Written[RemedyRule]],
    entries: Iterable[Written[Entry]] = (),
) -> None:
    """Limits that others name are there as long as what names them. Raises LawDataError."""
    for values in filter(None, limits.values()):
        _succeeds(min(values, key=lambda each: each.value.in_force_from))
    for each in (each for values in limits.values() for each in values):
        named = [("together", each.value.together), ("within", each.value.within)]
        named += [("extension", way.limit) for way in each.value.extensions]
        for key, limit in named:
            _leans(each, key, limit, limits)
    for remedy in remedies:
        _leans(remedy, "limit", remedy.value.limit, limits)
    for entry in entries:
        ways = [way.limit for term in entry.value.terms.values() for way in term.limit.extensions]
        for limit in ways:
            if limit not in entry.value.terms:
                _leans(entry, "terms", limit, limits)


def follow_remedies(
    remedies: Mapping[str, Sequence[Written[RemedyRule]]], bases: Iterable[Written[Basis]]
) -> None:
    """A remedy that comes after another has one to come after, and the remedies a basis names are on record. Raises LawDataError."""
    general = {each.value.key for each in remedies.get(GENERAL, ())}
    for key, rules in remedies.items():
        there = general | {each.value.key for each in rules}
        for each in rules:
            if each.value.after and each.value.after not in there - {each.value.key}:
                each.fail(
                    "after",
                    f"的“after”：没有名为“{each.value.after}”的救济。",
                    nearest(each.value.after, there),
                )
            if key != GENERAL and each.value.key not in general:
                each.fail(
                    "limit",
                    f"的救济“{each.value.key}”不是一般规定中的救济。",
                    nearest(each.value.key, general),
                )
    for basis in bases:
        named = basis.value.remedies
        if named and (named == GENERAL or named not in remedies):
            basis.fail("remedies", f"的“remedies”：没有名为“{named}”的救济。", nearest(named, remedies))


def _leans(
    each: Written[Dated], key: str, limit: str, limits: Mapping[str, Sequence[Written[Limit]]]
) -> None:
    if not limit:
        return
    if limit not in limits:
        each.fail(key, f"的“{key}”：没有名为“{limit}”的期限。", nearest(limit, limits))
    day = uncovered([other.value for other in limits[limit]], each.value)
    if day is not None:
        each.fail(key, f"的“{key}”：期限“{limit}”在{day}没有施行。")


def uncovered(values: Iterable[Dated], over: Dated) -> date | None:
    """The first day of a value's span on which none of the others is in force; None where there is no such day."""
    day, last = over.in_force_from, over.in_force_to or _END
    for value in sorted(values, key=lambda each: each.in_force_from):
        end = value.in_force_to or _END
        if value.in_force_from <= day <= end:
            if end >= last:
                return None
            day = end + timedelta(days=1)
    return day
